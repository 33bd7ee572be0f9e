"""The very same file once more: looked for while nobody else can add it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from ..models import Image
from . import finding, storing


@contextmanager
def alone_with(file: UploadedFile) -> Iterator[Image | None]:
    """The picture that has exactly this file already, one that may be used before one that was withdrawn. Of many
    who send the file at once the others wait until the block ends, and then find what the first has added."""
    digest = _digest_of(file)
    with transaction.atomic():
        storing.take_turns([digest])
        found = list(finding.same_file(digest).order_by("pk"))
        yield min(found, key=lambda image: image.withdrawn_at is not None, default=None)


def _digest_of(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
