"""IndexNow (https://www.indexnow.org/documentation): search engines are told which addresses have changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Publication, Redirect
from articles.paths import absolute

from .sending import post

MOST = 10_000  # addresses in one request


def addresses_of(story: Publication) -> list[str]:
    """Return the path of a story, live or taken back, and those that it once had: they lead elsewhere now."""
    return [story.path, *Redirect.objects.filter(publication=story).order_by("id").values_list("old_path", flat=True)]


def ping(paths: Sequence[str]) -> None:
    key = settings.INDEXNOW_KEY
    for start in range(0, len(paths), MOST):
        body = {
            "host": urlsplit(settings.SITE_URL).netloc,
            "key": key,
            "keyLocation": absolute(f"/{key}.txt"),
            "urlList": [absolute(path) for path in paths[start : start + MOST]],
        }
        post(settings.INDEXNOW_URL, json.dumps(body).encode(), media_type="application/json; charset=utf-8")
