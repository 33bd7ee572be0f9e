"""Where the pictures lie, by the environment: in folders of this machine, or in two buckets of an S3-compatible
service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment

PRIVATE, PUBLIC = "default", "public"
VARIABLES = ("PICTURES_S3_PRIVATE_BUCKET", "PICTURES_S3_PUBLIC_BUCKET")
SERVICE = ("PICTURES_S3_ENDPOINT", "PICTURES_S3_REGION", "PICTURES_S3_KEY_ID", "PICTURES_S3_SECRET")
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
BUCKET = re.compile(r"[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]")


class ShelfAway(OSError):
    """The service does not answer, or does not let us in; the log says which."""


def shelves(env: Environment, var: Path) -> dict[str, dict[str, Any]]:
    """The storages of pictures as Django's STORAGES has them. Raises ImproperlyConfigured with one sentence."""
    if any(env.str(name, default="") for name in (*VARIABLES, *SERVICE)):
        return _buckets(env)
    return {PRIVATE: _folder(var / "pictures"), PUBLIC: _folder(var / "public")}


def _folder(path: Path) -> dict[str, Any]:
    options = {"location": path, "base_url": None}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


def _buckets(env: Environment) -> dict[str, dict[str, Any]]:
    private, public = (_bucket_name(env, name) for name in VARIABLES)
    if private == public:
        raise ImproperlyConfigured("PICTURES_S3_PRIVATE_BUCKET and PICTURES_S3_PUBLIC_BUCKET are two buckets.")
    service = _service(env)
    if not find_spec("storages") or not find_spec("boto3"):
        raise ImproperlyConfigured("Pictures in buckets need what requirements-s3.txt lists: install that as well.")
    return {
        shelf: {"BACKEND": "newsroom.buckets.Bucket", "OPTIONS": {"bucket_name": bucket, **service}}
        for shelf, bucket in ((PRIVATE, private), (PUBLIC, public))
    }


def _bucket_name(env: Environment, variable: str) -> str:
    name = env.str(variable, default="")
    if not name:
        raise ImproperlyConfigured(f"Pictures in buckets need two of them: set {variable}, too.")
    if not BUCKET.fullmatch(name):
        raise ImproperlyConfigured(f"{variable} is a bucket's name: 3 to 63 letters a to z, digits, hyphens and dots.")
    return name


def _service(env: Environment) -> Mapping[str, str | None]:
    """Without keys, those that the machine itself has been given."""
    key, secret = env.str("PICTURES_S3_KEY_ID", default=""), env.str("PICTURES_S3_SECRET", default="")
    if bool(key) != bool(secret):
        raise ImproperlyConfigured("PICTURES_S3_KEY_ID and PICTURES_S3_SECRET are set together or not at all.")
    region = env.str("PICTURES_S3_REGION", default="us-east-1")
    if not re.fullmatch("[a-z0-9-]{1,40}", region):
        raise ImproperlyConfigured("PICTURES_S3_REGION is a region's name, such as eu-central-1.")
    endpoint = env.address("PICTURES_S3_ENDPOINT") or None
    return {"access_key": key or None, "secret_key": secret or None, "region_name": region, "endpoint_url": endpoint}
