"""Under which paths a picture may lie that a site had at some address, the best of them first. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

# Where publishing systems keep what was uploaded; a copy of the folder may begin at any part of it.
_UPLOADS = re.compile(r"(?:\A|/)(?:(?:wp-content/)?(?:uploads|blogs\.dir|files)|content/images)/", re.IGNORECASE)
_OF_A_SIZE = re.compile(r"(?:\A|(?<=/))size/w\d{1,5}(?:h\d{1,5})?/(?:format/\w{1,5}/)?")  # Ghost's
_ENDING = re.compile(r"(?P<stem>.+?)(?:-\d{1,5}x\d{1,5}|-scaled|-rotated)(?P<ending>\.[A-Za-z]{3,4})", re.DOTALL)


def paths_of(address: str) -> list[str]:
    """Relative paths, with slashes, that lead nowhere but down. Of one that is a smaller copy, its original comes
    before it."""
    path = _path_of(address)
    if not path:
        return []
    found = [original for tail in _tails(path) for original in originals(tail)]
    return list(dict.fromkeys(found))


def originals(path: str) -> list[str]:
    """The picture that WordPress made a copy from, the large copy that stands for it, and the path itself."""
    named = _ENDING.fullmatch(path)
    stem, ending = (named["stem"], named["ending"]) if named else path.rsplit(".", 1) if "." in path else (path, "")
    ending = ending if ending.startswith(".") or not ending else f".{ending}"
    return list(dict.fromkeys([f"{stem}{ending}", f"{stem}-scaled{ending}", path]))


def larger(address: str) -> str:
    """The address of the original of a picture that WordPress or Ghost made smaller."""
    head, slash, name = _OF_A_SIZE.sub("", address).rpartition("/")
    named = _ENDING.fullmatch(name)
    return f"{head}{slash}{named['stem']}{named['ending']}" if named else f"{head}{slash}{name}"


def _path_of(address: str) -> str:
    try:
        path = unquote(urlsplit(address.strip()).path, errors="replace")
    except ValueError:
        return ""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    is_odd = any(part == ".." or "\0" in part or "\ufffd" in part for part in parts) or len(path) > 1000
    return "" if is_odd else "/".join(parts)


def _tails(path: str) -> list[str]:
    """What follows the folder of uploads; for a site without one the whole path, and the name alone."""
    path = _OF_A_SIZE.sub("", path)
    upload = _UPLOADS.search(path)
    if not upload:
        return [path, path.rpartition("/")[2]]
    start, whole = upload.end(), path[upload.start() :].lstrip("/")
    inner = whole.removeprefix("wp-content/").removeprefix("content/")
    return [path[start:], inner, whole]
