"""XML of strangers, read element by element: no declarations, no entities, nothing fetched, and never all at once."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from lxml import etree

from articles.word_memory import WordMemory
from newsroom.wire.prolog import LONGEST, read_prolog
from newsroom.wire.reading import Payload, Unreadable, rejoined

if TYPE_CHECKING:
    from _typeshed import SupportsRead

MAX_DEPTH = 200
MAX_ATTRIBUTES = 100  # of one element
MAX_ELEMENTS = 300_000  # of one record, or of a file that is read as a whole: each takes some 200 bytes of memory
_TAIL = 4096  # bytes
_BLANKS_ABOVE = re.compile(rb"\A[ \t\r\n]+(?=<)")  # many a program leaves some, and XML may not begin with them
MISSING = "What follows is missing, and the record in which it breaks off is not taken."
_PLACE = re.compile(r", line \d+, column \d+")
_TEXT = etree.XPath("string()")
_BAD_BYTES = ("not proper UTF-8", "encoding error", "Invalid bytes", "invalid continuation", "bytes")

Element: TypeAlias = Any  # lxml says nothing of its types


def elements(
    payload: Payload | SupportsRead[bytes],
    *,
    wanted: Callable[[Element], bool],
    repair: bool = False,
    keep: bool = False,
    problems: list[str] | None = None,
) -> Iterator[Element]:
    """Yields each element that is `wanted` when it has ended, then empties it unless told to `keep` it: memory stays
    flat. Comments are gone from it, and characters that it names stand as themselves.

    `repair` goes on after what is not well-formed, as far as can be, and says some of it in `problems`; an element in
    which the file breaks off is not yielded. Raises `BrokenOff` at such an end, and `Unreadable` with the line for what
    is no XML, brings declarations, is nested too deep, has too much in one element, or has bytes that are not of its
    charset (with their place).
    """
    stream = _Watched(_checked(io.BytesIO(payload) if isinstance(payload, bytes) else payload))
    steps = _steps(stream, repair=repair)
    try:
        for element in _elements(steps, stream, wanted, [] if problems is None else problems):
            if repair:
                _mend_texts(element)
            _settle(element)
            yield element
            if not keep:
                _forget(element)
    except etree.XMLSyntaxError as problem:
        raise _refusal(problem, steps.error_log) from None


def root_of(payload: bytes, *, repair: bool = False) -> Element:
    """The whole file as one tree. Raises as `elements` does."""
    [root] = elements(payload, wanted=lambda element: element.getparent() is None, repair=repair, keep=True)
    return root


def local_name(element: Element) -> str:
    """The name without its namespace, also without a prefix that nobody declared; "" for comments and the like."""
    tag = element.tag
    return _LOCAL[tag] if isinstance(tag, str) else ""


_LOCAL = WordMemory[str](lambda tag: tag.rpartition("}")[2].rpartition(":")[2])


def _checked(stream: SupportsRead[bytes]) -> BinaryIO:
    """The stream at its start again, its prolog read."""
    head = stream.read(LONGEST)
    if read_prolog(head) is None:
        raise Unreadable("The file is no XML.", line=1)
    return rejoined(_BLANKS_ABOVE.sub(b"", head), stream)


class BrokenOff(Unreadable):
    """A file whose end is missing: what came before it was read."""


class _Watched:
    """A stream that knows whether it was read to its end, and what that looks like."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.is_at_end, self.tail, self.count = stream, False, b"", 0

    def read(self, size: int = -1) -> bytes:
        found = self.stream.read(size)
        self.is_at_end = not found
        self.count += len(found)
        self.tail = found[-_TAIL:] if len(found) >= _TAIL else (self.tail + found)[-_TAIL:]
        return found


def _steps(stream: _Watched, *, repair: bool) -> Any:
    return etree.iterparse(
        stream,
        events=("start", "end"),
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        recover=repair,
    )


def _elements(
    steps: Any, stream: _Watched, wanted: Callable[[Element], bool], problems: list[str]
) -> Iterator[Element]:
    depth = count = 0
    for event, element in steps:
        if event == "start":
            depth += 1
            count += 1
            if count > MAX_ELEMENTS or depth > MAX_DEPTH or len(element.keys()) > MAX_ATTRIBUTES:
                raise _too_much(element, depth, count)
            continue
        depth -= 1
        if wanted(element):
            if stream.is_at_end:
                _check_end(steps, stream)
            yield element
            count = 0
    problems += (problem.message for problem in steps.error_log)
    _check_end(steps, stream)


def _check_end(steps: Any, stream: _Watched) -> None:
    """Raises `BrokenOff` where tags are open and the end of the first is not there: where tags do not match, some may
    be open in a file that is whole."""
    if steps.root is None or b"</" + str(steps.root.tag).encode() in stream.tail:
        return
    for problem in steps.error_log:
        if problem.type == etree.ErrorTypes.ERR_TAG_NOT_FINISHED:
            place = f"Line {problem.line}, byte {stream.count}"
            raise BrokenOff(f"{place}: the file breaks off here. {MISSING} Fetch it again.", line=problem.line)


def _too_much(element: Element, depth: int, count: int) -> Unreadable:
    said = f"An element has more than {MAX_ATTRIBUTES} attributes."
    if count > MAX_ELEMENTS:
        said = f"More than {MAX_ELEMENTS} elements are in one record."
    elif depth > MAX_DEPTH:
        said = f"More than {MAX_DEPTH} elements are inside each other."
    return Unreadable(said, line=element.sourceline or 0)


def take_out(nodes: Iterable[Element], *, instead: Callable[[Element], str] = lambda node: "") -> None:
    """Takes nodes out, each with `instead` in its place; what follows them stays. All of a parent at once: texts that
    grow piece by piece take the square of their length."""
    gone = dict.fromkeys(nodes)
    for parent in dict.fromkeys(node.getparent() for node in gone):
        if parent is not None:
            _close_up(parent, gone, instead)


def _close_up(parent: Element, gone: Container[Element], instead: Callable[[Element], str]) -> None:
    before, said = None, [parent.text or ""]
    for node in list(parent):
        if node in gone:
            said += [instead(node), node.tail or ""]
            node.tail = None
            parent.remove(node)
            continue
        _say(parent, before, said)
        before, said = node, [node.tail or ""]
    _say(parent, before, said)


def _say(parent: Element, before: Element | None, said: list[str]) -> None:
    if before is None:
        parent.text = "".join(said)
    else:
        before.tail = "".join(said)


def _settle(element: Element) -> None:
    """Puts the character in the place of a reference such as &eacute;, whose declaration is never loaded."""
    nodes = element.iter(etree.Entity, etree.Comment, etree.ProcessingInstruction)
    take_out(nodes, instead=lambda node: html.unescape(node.text) if node.tag is etree.Entity else "")


def _mend_texts(element: Element) -> None:
    """Puts a sign in the place of texts with halves of characters (&#xD800;): a parser that repairs lets them through,
    and nothing can read them."""
    try:
        _TEXT(element)
    except UnicodeDecodeError:
        for node in element.iter(etree.Element):
            for name in ("text", "tail"):
                _mend_text(node, name)


def _mend_text(node: Element, name: str) -> None:
    try:
        getattr(node, name)
    except UnicodeDecodeError:
        setattr(node, name, "\ufffd")


def _forget(element: Element) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def _refusal(problem: etree.XMLSyntaxError, log: Any) -> Unreadable:
    line, column = problem.position
    said = _PLACE.sub("", problem.msg or "").rstrip(".")
    if not line and log:  # a name of a character that nobody declared stands in the log alone
        line, column, said = log[0].line, log[0].column, log[0].message
    if any(words in said for words in _BAD_BYTES):
        reason = f"Line {line}, byte {column} of it: the text is not in the charset that the file names ({said})."
        return Unreadable(reason, line=line)
    return Unreadable(f"Line {line}: the XML is not well-formed ({said}).", line=line)
