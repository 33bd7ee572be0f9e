"""What an item of NewsML-G2 says of itself: id, version, status, dates, people, subjects, rights. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from newsroom.wire.bylines import ROLES, credited
from newsroom.wire.languages import language_tagged
from newsroom.wire.moments import read_moment, warnings_of
from newsroom.wire.notices import CORRECTED, desk_note, distinct, embargo_of, standing_of
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Embargo, Standing, WireByline
from newsroom.wire.subjects import section_label
from newsroom.wire.versions import version_of
from newsroom.wire.xml_reading import Element, local_name
from newsroom.wire.xml_values import child, children, inside, language_tag, line_of, said, text_of

_AFTER_PLACE = re.compile(r",?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d|\d|\(|[-–—])")
_SUB = ("sub", "subheadline", "subhead", "subtitle", "deck")
_WRITERS = ("author", "writer", "reporter", "journalist", "correspondent", "columnist")


@dataclass(frozen=True, slots=True, kw_only=True)
class G2Meta:
    """`headlines` are several, the best first; `note` is for editors alone."""

    guid: str
    version: int | None
    standing: Standing
    embargo: Embargo | None
    published_at: datetime | None
    changed_at: datetime | None
    date_as_printed: str
    language_tag: str
    headlines: tuple[str, ...]
    title: str
    slugline: str
    summary: str
    place: str
    bylines: tuple[WireByline, ...]
    section_label: str
    wider_labels: tuple[str, ...]
    tags: tuple[str, ...]
    credit_line: str
    note: str
    correction: str
    warnings: tuple[str, ...]


def _place_of_dateline(printed: str) -> str:
    """HAIFA of "HAIFA, Jan 4 (Coast) -": what stands before a date, a bracket or a dash."""
    return _AFTER_PLACE.split(printed, maxsplit=1)[0].strip(" ,.-–—")[:100]


def read_meta(item: Element, terms: Terms) -> G2Meta:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    tag = said(child(content, "language"), "tag") or language_tag(item)
    version, version_doubts = version_of(said(item, "version"), default=1)
    standing, doubts = _standing(item, meta)
    embargo, embargo_doubts = embargo_of(_embargo(meta), terms)
    changed, first = (read_moment(line_of(child(meta, name)), terms) for name in ("versionCreated", "firstCreated"))
    published = first if first.at else changed
    narrowest, *wider = _services(meta, tag) or [""]
    return G2Meta(
        guid=guid_of(item),
        version=version,
        standing=standing,
        embargo=embargo,
        published_at=published.at,
        changed_at=changed.at,
        date_as_printed=line_of(child(meta, "firstCreated" if first.at else "versionCreated"))[:200],
        language_tag=tag,
        headlines=_headlines(content, tag),
        title=line_of(child(meta, "title")),
        slugline=line_of(child(content, "slugline")),
        summary=_summary(content),
        place=name_of(child(content, "located"), tag) or _place_of_dateline(line_of(child(content, "dateline"))),
        bylines=_bylines(item, content, tag),
        section_label=section_label(_codes(content)) or narrowest,
        wider_labels=tuple(wider),
        tags=_tags(content, tag),
        credit_line=credit_of(item, tag),
        note=_note(item, meta, content),
        correction=CORRECTED if "correction" in _signals(meta) else "",
        warnings=(*version_doubts, *doubts, *embargo_doubts, *warnings_of(changed, first)),
    )


def guid_of(item: Element) -> str:
    return said(item, "guid")


def status_of(item: Element) -> str | None:
    status = child(item, "itemMeta", "pubStatus")
    return None if status is None else _code(status)


def item_class(item: Element) -> str:
    """Text, picture, ...: what the item's class is called in any scheme; "" where it names none."""
    return _code(child(item, "itemMeta", "itemClass"))


def name_of(concept: Element | None, tag: str) -> str:
    """The name of a concept in the language of the tag, else the first."""
    named = [(language_tagged(language_tag(name)), line_of(name)) for name in children(concept, "name")]
    named = [(language, name) for language, name in named if name]
    own = (name for language, name in named if language == language_tagged(tag))
    if not named and (asserted := _asserted(concept)) is not None:
        return name_of(asserted, tag)
    return next(own, named[0][1] if named else said(concept, "literal"))


def _asserted(concept: Element | None) -> Element | None:
    """What the item says of a concept in a place for all of them, so that it need not say it at each."""
    code = _code_of(concept)
    if concept is None or not code or local_name(concept) == "assert":
        return None
    item = next((above for above in concept.iterancestors() if local_name(above).endswith("Item")), None)
    return _assertions(item).get(code)


@lru_cache(1)  # an item is read before the next one, and has as many concepts as it has assertions
def _assertions(item: Element | None) -> dict[str, Element]:
    return {_code_of(told): told for told in children(item, "assert")}


def _code_of(concept: Element | None) -> str:
    return said(concept, "qcode") or said(concept, "uri") or said(concept, "literal")


def credit_of(item: Element, tag: str) -> str:
    """The credit line, else who provides it, else who it is from, else who has the rights."""
    content, meta = child(item, "contentMeta"), child(item, "itemMeta")
    lines = (line_of(line) for line in children(content, "creditline"))
    sources = [child(meta, "provider"), child(content, "infoSource"), child(item, "rightsInfo", "copyrightHolder")]
    return next((line for line in (*lines, *(name_of(source, tag) for source in sources)) if line), "")


def rights_of(item: Element) -> tuple[str, str]:
    """The notice of copyright and the terms of use."""
    rights = list(children(item, "rightsInfo"))
    notices = (line_of(notice) for info in rights for notice in children(info, "copyrightNotice"))
    terms = (line_of(usage) for info in rights for usage in children(info, "usageTerms"))
    return " ".join(distinct(notices)), " ".join(distinct(terms))


def people_of(item: Element, tag: str) -> tuple[WireByline, ...]:
    """Creators, and contributors with a role that a byline has."""
    content = child(item, "contentMeta")
    agencies = (name_of(child(item, "itemMeta", "provider"), tag), name_of(child(content, "infoSource"), tag))
    found: list[WireByline] = []
    for person in children(content, "creator", "contributor"):
        role = _role_of(person)
        if (known := ROLES.get(role)) or local_name(person) == "creator" or role in _WRITERS:
            found += credited(name_of(person, tag), role=known or "by", agencies=agencies)
    return tuple(dict.fromkeys(found))


def embargo_text(item: Element) -> str | None:
    return _embargo(child(item, "itemMeta"))


def _embargo(meta: Element | None) -> str | None:
    embargoed = child(meta, "embargoed")
    return None if embargoed is None else line_of(embargoed)


def _code(element: Element | None) -> str:
    return re.split("[:/#]", _code_of(element))[-1].lower()


def _standing(item: Element, meta: Element | None) -> tuple[Standing, tuple[str, ...]]:
    """A signal to kill goes before the status."""
    if any("kill" in signal for signal in _signals(meta)):
        return Standing.CANCELED, ()
    return standing_of(status_of(item))


def _signals(meta: Element | None) -> list[str]:
    return [_code(signal) for signal in children(meta, "signal")]


def _headlines(content: Element | None, tag: str) -> tuple[str, ...]:
    """Main ones before others, those in the item's language before others, then as they stand."""
    named = [element for element in children(content, "headline") if line_of(element)]
    named.sort(key=lambda element: _role_of(element) in _SUB)
    named.sort(key=lambda element: _role_of(element) not in ("", "main", "headline"))
    named.sort(key=lambda element: language_tagged(language_tag(element)) not in ("", language_tagged(tag)))
    return tuple(map(line_of, named))


def _role_of(element: Element) -> str:
    return re.split("[:/#]", said(element, "role"))[-1].lower()


def _summary(content: Element | None) -> str:
    for description in children(content, "description"):
        if _role_of(description) in ("", "summary", "abstract", "standfirst", "short"):
            return line_of(description)
    return next(filter(None, (line_of(line) for line in children(content, "headline") if _role_of(line) in _SUB)), "")


def _bylines(item: Element, content: Element | None, tag: str) -> tuple[WireByline, ...]:
    agencies = (credit_of(item, tag), name_of(child(content, "infoSource"), tag))
    by = [byline for line in children(content, "by") for byline in credited(line_of(line), agencies=agencies)]
    return tuple(dict.fromkeys(by)) or people_of(item, tag)


def _codes(content: Element | None) -> Iterator[str]:
    """Of each subject its own codes, then those of what is above it."""
    for subject in children(content, "subject"):
        for concept in (subject, *inside(subject, "sameAs", "broader")):
            yield from (said(concept, name) for name in ("qcode", "uri", "literal"))


def _tags(content: Element | None, tag: str) -> tuple[str, ...]:
    subjects = (name_of(subject, tag) for subject in children(content, "subject"))
    return distinct((*subjects, *(line_of(keyword) for keyword in children(content, "keyword"))))


def _services(meta: Element | None, tag: str) -> list[str]:
    """The parts of its provider's file that it is of, the narrowest first: they stand the other way round."""
    names = [name_of(service, tag)[:200] for service in children(meta, "service")]
    return [name for name in reversed(names) if name]


def _note(item: Element, meta: Element | None, content: Element | None) -> str:
    notice, usage = rights_of(item)
    return desk_note(
        *(("", text_of(note)) for note in children(meta, "edNote")),
        ("Slug", line_of(child(content, "slugline"))),
        ("Urgency", line_of(child(content, "urgency"))),
        ("Copyright", notice),
        ("Usage terms", usage),
    )
