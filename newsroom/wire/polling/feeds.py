"""A source that is an address on the web."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ..fetching import Answered, Fetched, NotFetched, fetch, unpacked
from ..models import Polling, Source
from ..models.polling import LONGEST_MARK
from ..opening import wire_terms
from ..parsing import Parsed, ParserFailed, parse
from ..reading import Unreadable
from ..sentences import Sentence
from .answers import Answer, Marks
from .secrets import headers_of
from .times import wished_seconds

GONE = 410


def ask_feed(source: Source, polling: Polling) -> tuple[Answer, Parsed | None]:
    """What the address gives now, and its records if they may be others than last time."""
    known = polling if polling.address == source.address else Polling()
    try:
        marks = {"etag": known.etag, "last_modified": known.last_modified}
        fetched = unpacked(fetch(source.address, headers=headers_of(source), **marks))
    except Answered as refusal:
        said, is_gone = Sentence.of(refusal), refusal.status == GONE
        return Answer(problem=said, wait_seconds=refusal.retry_after_seconds, is_gone=is_gone), None
    except NotFetched as refusal:
        return Answer(problem=Sentence.of(refusal)), None
    answer = Answer(
        moved_to=fetched.moved_to,
        wait_seconds=wished_seconds(fetched.headers, fetched.body),
        marks=_marks(source, fetched, known),
        found_at=fetched.address,
    )
    if fetched.is_unchanged or answer.marks.digest == known.digest:
        answer.is_unchanged = True
        return answer, None
    try:
        return answer, _parsed(source, fetched)
    except (Unreadable, ParserFailed) as refusal:
        return Answer(problem=Sentence.of(refusal), moved_to=fetched.moved_to), None


def place_of(address: str) -> str:
    """An address as people see it: what follows the question mark may be a secret."""
    return address.partition("?")[0]


def _parsed(source: Source, fetched: Fetched) -> Parsed:
    terms = wire_terms(zone=source.zone, language=source.language, address=fetched.address)
    name = PurePosixPath(unquote(urlsplit(fetched.address).path)).name.removesuffix(".gz")
    return parse(fetched.body, name=name, terms=terms, format=source.format)


def _marks(source: Source, fetched: Fetched, known: Polling) -> Marks:
    """Those of the answer; one that says that nothing has changed need not repeat them."""
    etag = fetched.headers.get("etag", known.etag if fetched.is_unchanged else "")
    modified = fetched.headers.get("last-modified", known.last_modified if fetched.is_unchanged else "")
    return Marks(
        address=source.address,
        etag=_kept(etag),
        last_modified=_kept(modified),
        digest=known.digest if fetched.is_unchanged else sha256(fetched.body).hexdigest(),
    )


def _kept(mark: str) -> str:
    """A mark as it is sent back; one that cannot be kept as it is, is none."""
    return mark if len(mark) <= LONGEST_MARK and mark.isprintable() else ""
