"""From an address of this site to the name of its file. Pure."""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from posixpath import splitext
from urllib.parse import unquote

from newsroom.pages.cursors import BadCursor, read

INDEX = "index.html"
OWN = ".newsroom"  # the folder that is the copy's and no reader's
MISSING = "/404.html"  # below a language; servers show it for what is not there
REDIRECTS = "_redirects"  # what Netlify, Cloudflare Pages and others read
LONGEST = 255  # bytes of one name, as ext4, APFS and NTFS have it
_MARK = 16  # letters of a digest, where a name is cut
_BEFORE = "before="


def copied_path(address: str) -> str | None:
    """Return the path that an address has in the copy, in plain letters: its own, unless no file can have that.

    A later part of a list (`/world/?before=…`) lies below the list: `/world/before/<instant>-<key>/`. A segment that is
    too long for the name of a file ends with a digest of itself. None for what is no address of a file.
    """
    path, _mark, query = address.partition("?")
    segments = unicodedata.normalize("NFC", unquote(path)).split("/")
    if not path or segments[0] or segments[1] in (OWN, REDIRECTS) or "\0" in path or "%00" in path:
        return None
    if {".", ".."} & {*segments} or "" in segments[1:-1]:
        return None
    if query:
        place = _place(query)
        if not place or segments[-1]:
            return None
        segments[-1:] = ["before", place, ""]
    return "/".join(map(_short, segments))


def file_of(path: str) -> str:
    """Return the file of a path of the copy, from its root: of a page its `index.html`, of an old address too, which
    may have been without a slash at its end."""
    name = path.removeprefix("/")
    if not name or name.endswith("/"):
        return name + INDEX
    return name if splitext(name)[1] else f"{name}/{INDEX}"


def _place(query: str) -> str:
    """The place in a list that a query names, in letters that every file system tells apart; "" for any other query."""
    if not query.startswith(_BEFORE):
        return ""
    try:
        place = read(query.removeprefix(_BEFORE))
    except BadCursor:
        return ""
    return f"{place.at:%Y%m%dT%H%M%S.%f}-{place.key}"


def _short(segment: str) -> str:
    written = segment.encode()
    if len(written) <= LONGEST:
        return segment
    kept = written[: LONGEST - _MARK - 1].decode(errors="ignore")
    return f"{kept}-{sha256(written).hexdigest()[:_MARK]}"
