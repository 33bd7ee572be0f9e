"""The files of the library in an export: each once, named by its SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.files.storage import default_storage

# What the library takes; pictures of before their type was noted have none.
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/avif": ".avif", "image/gif": ".gif"}
CHUNK = 1024 * 1024


class PictureFolder:
    """Private files are copied into the folder; what is there already under that name is the same."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def add(self, stored: str, *, sha256: str, media_type: str) -> bool:
        """Copies a private file; whether it is there and what it was when it came in."""
        place = self.folder / file_name(sha256, media_type)
        if place.exists():
            return True
        if self._copied(stored, place) == sha256:
            return True
        place.unlink(missing_ok=True)
        return False

    def _copied(self, stored: str, place: Path) -> str:
        digest = hashlib.sha256()
        try:
            with default_storage.open(stored) as source, place.open("xb") as copy:
                for chunk in source.chunks(CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
        except FileNotFoundError:
            return ""
        return digest.hexdigest()


def file_name(sha256: str, media_type: str) -> str:
    return sha256 + ENDINGS.get(media_type, "")
