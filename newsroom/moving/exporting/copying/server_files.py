"""What a web server may read of a copy: where old addresses lead, and which stories are gone for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from .folder import Folder
from .naming import OWN


def write_maps(folder: Folder) -> None:
    """For nginx, in the copy's own folder, which readers do not see: nobody is told what was removed."""
    own = folder.root / OWN
    moved, asked = _pairs(folder, with_query=False), _pairs(folder, with_query=True)
    _write(own / "moved.map", (f"{_quoted(old)} {_quoted(_uri(new))};\n" for old, new in moved))
    _write(own / "asked.map", (f"{_quoted(_uri(old))} {_quoted(_uri(new))};\n" for old, new in asked))
    _write(own / "gone.map", (f"{_quoted(path)} 1;\n" for (path,) in folder.manifest.gone()))


def redirects(folder: Folder) -> str:
    """For hosts that read a file of the copy."""
    return "".join(f"{_uri(old)} {_uri(new)} 301\n" for old, new in _pairs(folder, with_query=False))


def _pairs(folder: Folder, *, with_query: bool) -> Iterator[tuple[str, str]]:
    """Old and new addresses; nginx has a path decoded, and a whole address as it was asked for."""
    return (pair for pair in folder.manifest.moved() if ("?" in pair[0]) is with_query)


def _write(place: Path, lines: Iterable[str]) -> None:
    passing = place.with_suffix(".passing")
    with passing.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    passing.replace(place)


def _quoted(text: str) -> str:
    """As a key or a value of a map of nginx; a value has no dollar sign, for it is quoted as a part of an address."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _uri(path: str) -> str:
    return quote(path, safe="/%?=&")
