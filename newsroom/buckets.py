"""Pictures in a bucket of an S3-compatible service instead of a folder: what `newsroom.shelves` lets settings name.

Objects are private, for none is given an access list, and have no addresses: readers get theirs through `/media/`. What
the service says, or does not say in time, comes as the errors of a file system.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from threading import Lock

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage

from newsroom.shelves import ShelfAway

IN_MEMORY = 2 * 1024**2  # bytes of a file that is read; more of them wait on the disk
PATIENCE = {"connect_timeout": 3, "read_timeout": 10, "retries": {"total_max_attempts": 2, "mode": "standard"}}
# Checksums of the newest kind are Amazon's own: what others sell as S3-compatible refuses them.
PLAIN = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}

logger = logging.getLogger(__name__)


class Bucket(S3Storage):
    """A storage of which nothing is public. All threads share one client: making one takes a tenth of a second."""

    def __init__(self, **options):
        style = {"addressing_style": "path" if options.get("endpoint_url") else "auto"}
        super().__init__(
            client_config=Config(signature_version="s3v4", s3=style, **PATIENCE, **PLAIN),
            transfer_config=TransferConfig(use_threads=False),
            default_acl=None,
            file_overwrite=True,
            **options,
        )
        self._only_one = Lock()

    @property
    def connection(self):
        with self._only_one:
            if not self._bucket:
                made = super().connection
                self._bucket = made.Bucket(self.bucket_name)
                self._shared = made
        return self._shared

    @property
    def bucket(self):
        return self.connection.Bucket(self.bucket_name)

    def url(self, name, *args, **kwargs):
        raise ValueError("A picture in a bucket has no address of its own.")

    def _open(self, name, mode="rb"):
        """The whole file, so that nothing can fail while it is read."""
        if mode != "rb":
            raise ValueError("A file of a bucket is written whole, by save().")
        with self._as_files_fail(name), ExitStack() as on_failure:
            body = self.bucket.Object(self._normalize_name(name)).get()["Body"]
            kept = on_failure.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
            shutil.copyfileobj(body, kept)
            on_failure.pop_all()
        kept.seek(0)
        return File(kept, name)

    def _save(self, name, content):
        with self._as_files_fail(name):
            return super()._save(name, content)

    def delete(self, name):
        with self._as_files_fail(name):
            super().delete(name)

    def exists(self, name):
        with self._as_files_fail(name):
            return super().exists(name)

    def listdir(self, name):
        with self._as_files_fail(name):
            return super().listdir(name)

    def size(self, name):
        with self._as_files_fail(name):
            return super().size(name)

    def get_modified_time(self, name):
        with self._as_files_fail(name):
            return super().get_modified_time(name)

    @contextmanager
    def _as_files_fail(self, name: str) -> Iterator[None]:
        try:
            yield
        except (BotoCoreError, Boto3Error, ClientError) as problem:
            if _is_missing(problem):
                raise FileNotFoundError(name) from problem
            logger.error("Bucket %s: %s", self.bucket_name, problem)  # noqa: TRY400
            raise ShelfAway(_("The storage of the pictures does not answer.")) from problem


def _is_missing(problem: Exception) -> bool:
    return isinstance(problem, ClientError) and problem.response["Error"]["Code"] in ("404", "NoSuchKey")
