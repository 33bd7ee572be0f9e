"""What a web server may read of a copy: where old addresses lead, and which stories are gone for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from .folder import OWN, Folder

REDIRECTS = "_redirects"  # as Netlify, Cloudflare Pages and others read it


def write_server_files(folder: Folder) -> None:
    """For nginx in the copy's own folder, which readers do not see: nobody is told what was removed."""
    own = folder.root / OWN
    _write(own / "moved.map", (f"{_quoted(old)} {_quoted(_uri(new))};\n" for old, new in folder.manifest.moved()))
    _write(own / "gone.map", (f"{_quoted(path)} 1;\n" for (path,) in folder.manifest.gone()))
    folder.put(REDIRECTS, "".join(_redirects(folder)).encode())


def _redirects(folder: Folder) -> Iterator[str]:
    return (f"{_uri(old)} {_uri(new)} 301\n" for old, new in folder.manifest.moved())


def _write(place: Path, lines: Iterable[str]) -> None:
    passing = place.with_suffix(".passing")
    with passing.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    passing.replace(place)


def _quoted(text: str) -> str:
    """As a word of nginx's configuration, in which nothing stands for something else."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    return f'"{escaped}"'


def _uri(path: str) -> str:
    return quote(path, safe="/%?=&")
