"""A folder as one file."""

from __future__ import annotations

import gzip
import tarfile
from pathlib import Path
from typing import IO, cast

ENDINGS = (".tar", ".tar.gz", ".tgz")


def is_packed(destination: Path) -> bool:
    """Whether the name asks for a tar."""
    return destination.name.lower().endswith(ENDINGS)


def pack(folder: Path, place: Path) -> None:
    """Writes the files of a folder and of those in it, the folder's own first: the same files give the same bytes."""
    found = sorted((len(path.relative_to(folder).parts), path) for path in folder.rglob("*") if path.is_file())
    with place.open("xb") as file:
        if place.suffix.lower() == ".tar":
            _pack([path for _depth, path in found], file, folder=folder)
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as zipped:
            _pack([path for _depth, path in found], cast(IO[bytes], zipped), folder=folder)


def _pack(paths: list[Path], file: IO[bytes], *, folder: Path) -> None:
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path in paths:
            member = tarfile.TarInfo(path.relative_to(folder).as_posix())
            member.size, member.mode = path.stat().st_size, 0o644
            with path.open("rb") as content:
                archive.addfile(member, content)
