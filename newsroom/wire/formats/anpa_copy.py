"""The copy of an ANPA message: lines with a caret are for the typesetter, a tab or blanks begin a paragraph. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from articles.bodies import sanitise
from articles.texts import clean_line
from newsroom.wire.bylines import bylines_in
from newsroom.wire.stories import WireByline

_SIGNS = str.maketrans({"^": " ", "<": " "})
_NOTE = re.compile(r"(?:eds?|editors?|ap (?:photos?|graphics?|video|audio)|moving|note)\b", re.IGNORECASE)
_SLUG = re.compile(r"(?P<slug>.{1,120}?),\s*\d{1,5}", re.DOTALL)
_RULE = re.compile(r"[_*\s=]+")
_INDENTED = ("\t", "   ")


@dataclass
class Copy:
    """`notes` are for editors alone; `opening` is the first paragraph as plain text."""

    slug: str = ""
    headline: str = ""
    standfirst: str = ""
    bylines: tuple[WireByline, ...] = ()
    notes: list[str] = field(default_factory=list)
    opening: str = ""
    body: str = ""


def read_copy(lines: list[str]) -> Copy:
    start = next((place for place, line in enumerate(lines) if line.startswith(_INDENTED) and line.strip()), len(lines))
    if not any(line.startswith("^") for line in lines[:start]):
        start = 0
    copy = Copy()
    _read_top(copy, [line for line in _headings(lines[:start]) if line])
    blocks = list(_blocks(lines[start:]))
    copy.opening = next((text for tag, text in blocks if tag == "p"), "")
    copy.body = sanitise("\n".join(_markup(blocks)))
    return copy


def _headings(lines: list[str]) -> Iterator[str]:
    """Each from its caret to its end, which may be on a later line."""
    for heading in "\n".join(lines).split("^"):
        yield _typography(heading.strip().rstrip("<= \n"))


def _read_top(copy: Copy, headings: list[str]) -> None:
    if headings and (slug := _SLUG.fullmatch(headings[0])):
        copy.slug = clean_line(slug["slug"])
        headings = headings[1:]
    was_byline = False
    for line in headings:
        if found := bylines_in(line):
            copy.bylines, was_byline = (*copy.bylines, *found), True
        elif _NOTE.match(line):
            copy.notes.append(line)
        elif was_byline:
            copy.notes.append(line)  # a writer's title or house
        elif not copy.headline:
            copy.headline = line
        elif not copy.standfirst:
            copy.standfirst = line
        else:
            copy.notes.append(line)


def _blocks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs, headings and rows of tables, in order."""
    kept: list[str] = []
    for line in [*lines, ""]:
        is_row = line.count(";") > 1 and not line.startswith(_INDENTED)
        is_heading = line.startswith("^") and not is_row
        if kept and (not line.strip() or line.startswith(_INDENTED) or is_row or is_heading):
            yield "p", _typography(" ".join(kept))
            kept = []
        if is_row:
            yield "tr", line.lstrip("^").rstrip(" <=")
        elif is_heading:
            yield "h2", _typography(line.rstrip(" <="))
        elif line.strip():
            kept.append(line.rstrip(" ").removesuffix("<").removesuffix("="))


def _markup(blocks: list[tuple[str, str]]) -> Iterator[str]:
    rows: list[str] = []
    for tag, text in [*blocks, ("", "")]:
        if rows and tag != "tr":
            yield f"<table><tbody>{''.join(rows)}</tbody></table>"
            rows = []
        if tag == "tr":
            cells = (escape(_typography(cell), quote=False) for cell in text.split(";"))
            rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
        elif text and not _RULE.fullmatch(text):
            yield f"<{tag}>{escape(text, quote=False)}</{tag}>"


def _typography(text: str) -> str:
    """One line, with the quotation marks and dashes that six bits had no room for."""
    line = clean_line(text.translate(_SIGNS))
    return line.replace("``", "“").replace("''", "”").replace(" _ ", " — ")
