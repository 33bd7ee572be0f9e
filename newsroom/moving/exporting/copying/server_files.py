"""What a web server may read of a copy: where old addresses lead, which stories are gone for good, types of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from articles.paths import language_prefix
from newsroom.pages.feeds import atom, rss

from .folder import Folder
from .naming import MISSING, OWN

# What a name does not tell a server, as the site tells it. Texts are in UTF-8.
_TYPES = (
    ("/feed[.]xml$", atom.MEDIA_TYPE),
    ("/rss[.]xml$", rss.MEDIA_TYPE),
    ("[.]xml$", "application/xml"),
    ("[.]avif$", "image/avif"),
    ("[.]webp$", "image/webp"),
)
_TEXTS = f"text/css text/plain application/xml {atom.MEDIA_TYPE} {rss.MEDIA_TYPE}"


def write_maps(folder: Folder) -> None:
    """For nginx, in the copy's own folder, which readers do not see: nobody is told what was removed."""
    own, pairs = folder.root / OWN, folder.manifest.moved_in_any_case
    _write(own / "moved.map", (f"{_quoted(old)} {_quoted(_uri(new))};\n" for old, new in _as_typed(paths(pairs()))))
    _write(own / "asked.map", (f"{_quoted(_uri(old))} {_quoted(_uri(new))};\n" for old, new in _queries(pairs())))
    _write(own / "gone.map", (f"{_quoted(path)} 1;\n" for path in folder.manifest.gone_in_any_case()))
    _write(own / "server.conf", _lines_of_server())


def redirects(folder: Folder) -> str:
    """For hosts that read a file of the copy."""
    return "".join(f"{_uri(old)} {_uri(new)} 301\n" for old, new in paths(folder.manifest.moved()))


def _lines_of_server() -> Iterator[str]:
    """What stands inside “server”: types, and what is not there in the language of its address."""
    yield f"charset utf-8;\ncharset_types {_TEXTS};\nabsolute_redirect off;\n"
    yield f"location ^~ /{OWN} {{ return 404; }}\n"
    first, *others = settings.NEWSROOM_LANGUAGES
    yield from _lines_of_types(first)
    for language in others:
        yield f"location ^~ {language_prefix(language)}/ {{\n"
        yield from _lines_of_types(language)
        yield "}\n"


def _lines_of_types(language: str) -> Iterator[str]:
    yield f"error_page 404 {language_prefix(language)}{MISSING};\n"
    for ending, media_type in _TYPES:
        yield f"location ~ {ending} {{ types {{ }} default_type {media_type}; }}\n"


def paths(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """nginx has a path decoded, and a whole address, which has a query, as it was asked for."""
    return (pair for pair in pairs if "?" not in pair[0])


def _queries(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return (pair for pair in pairs if "?" in pair[0])


def _as_typed(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Without the slash at its end, too: many leave it out, and nginx would lead them twice. One that has a dot may be
    an address of its own without it."""
    for old, new in pairs:
        yield old, new
        if old.endswith("/") and "." not in old.rsplit("/", 2)[-2]:
            yield old.removesuffix("/"), new


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
