"""The head of NITF: id, version, status, dates, rights, subjects. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsroom.wire.moments import Moment, read_moment
from newsroom.wire.notices import CORRECTED, NOTICES, desk_note, distinct, embargo_of, standing_of
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Embargo, Standing
from newsroom.wire.subjects import section_label
from newsroom.wire.versions import version_of
from newsroom.wire.xml_reading import Element
from newsroom.wire.xml_values import child, children, inside, line_of, said

_SUBJECT = "tobject.subject"
_NAMED = ("person", "org", "location", "event", "function", "classifier", "object.title")


@dataclass(frozen=True, slots=True, kw_only=True)
class NitfHead:
    """What the head says of a story; `note` is for editors alone."""

    external_id: str
    version: int | None
    standing: Standing
    embargo: Embargo | None
    expires_at: datetime | None
    published_at: datetime | None
    changed_at: datetime | None
    date_as_printed: str
    title: str
    section_label: str
    tags: tuple[str, ...]
    place: str
    credit_line: str
    note: str
    correction: str
    warnings: tuple[str, ...]


def read_head(root: Element, terms: Terms) -> NitfHead:
    head = child(root, "head")
    docdata = child(head, "docdata")
    printed = _printed_date(root, head, docdata)
    issued = read_moment(printed, terms)
    standing, doubts = _standing(docdata)
    embargo, embargo_doubts = _embargo(docdata, issued, printed, terms)
    version, version_doubts = version_of(said(child(docdata, "du-key"), "version"), default=None)
    return NitfHead(
        external_id=_id(docdata, standing),
        version=version,
        standing=standing,
        embargo=embargo,
        expires_at=read_moment(_expiry(docdata), terms).at,
        published_at=issued.at,
        changed_at=_changed(head, issued, terms),
        date_as_printed=printed[:200],
        title=line_of(child(head, "title")),
        section_label=_section(head),
        tags=_tags(head, docdata),
        place=next((place for name in ("city", "county-dist") if (place := said(child(docdata, "evloc"), name))), ""),
        credit_line=said(child(docdata, "doc.copyright"), "holder"),
        note=_note(docdata),
        correction=_correction(docdata),
        warnings=(*doubts, *embargo_doubts, *version_doubts, *((issued.warning,) if issued.warning else ())),
    )


def _printed_date(root: Element, head: Element | None, docdata: Element | None) -> str:
    """That of its issue, else that of the publication, else that of the dateline."""
    dateline = child(root, "body", "body.head", "dateline", "story.date")
    issued, published = child(docdata, "date.issue"), child(head, "pubdata")
    return said(issued, "norm") or said(published, "date.publication") or said(dateline, "norm")


def _id(docdata: Element | None, standing: Standing) -> str:
    """What takes a story back names it, and has an id of its own, too."""
    doc_id = child(docdata, "doc-id")
    named = said(doc_id, "id-string")
    if standing in NOTICES:
        named = said(docdata, "management-doc-idref") or named
    registrar = said(doc_id, "regsrc")
    if named:
        return named if not registrar or named.startswith(registrar) else f"{registrar}:{named}"
    return said(child(docdata, "du-key"), "key")


def _standing(docdata: Element | None) -> tuple[Standing, tuple[str, ...]]:
    return (Standing.USABLE, ()) if _is_embargoed(docdata) else standing_of(said(docdata, "management-status") or None)


def _is_embargoed(docdata: Element | None) -> bool:
    return said(docdata, "management-status").lower() == "embargoed"


def _embargo(
    docdata: Element | None, issued: Moment, printed: str, terms: Terms
) -> tuple[Embargo | None, tuple[str, ...]]:
    """A release after the issue is an embargo, whatever the status says; an embargo without one has no end."""
    release = said(child(docdata, "date.release"), "norm")
    if _is_embargoed(docdata):
        return embargo_of(release, terms)
    if not release or release == printed:
        return None, ()
    moment = read_moment(release, terms)
    if moment.at and issued.at and moment.at <= issued.at:
        return None, ()
    return embargo_of(release, terms)


def _changed(head: Element | None, issued: Moment, terms: Terms) -> datetime | None:
    """When it was last revised, as far as its history says."""
    noted = (read_moment(said(entry, "norm"), terms).at for entry in children(head, "revision-history"))
    return max((at for at in (issued.at, *noted) if at), default=None)


def _section(head: Element | None) -> str:
    codes = (said(subject, f"{_SUBJECT}.refnum") for subject in inside(head, _SUBJECT))
    return section_label(codes) or said(child(head, "tobject"), "tobject.type")


def _tags(head: Element | None, docdata: Element | None) -> tuple[str, ...]:
    subjects = (_subject(subject) for subject in inside(head, _SUBJECT))
    keywords = (said(keyword, "key") for keyword in inside(docdata, "keyword"))
    content = child(docdata, "identified-content")
    named = (line_of(entity) or said(entity, "value") for entity in children(content, *_NAMED))
    return distinct((*subjects, *keywords, *named))


def _subject(subject: Element) -> str:
    """Its name, the narrowest that is given."""
    return next((name for kind in ("detail", "matter", "type") if (name := said(subject, f"{_SUBJECT}.{kind}"))), "")


def _note(docdata: Element | None) -> str:
    rights = child(docdata, "doc.rights")
    holder, year = (said(child(docdata, "doc.copyright"), name) for name in ("holder", "year"))
    replaced = said(docdata, "management-doc-idref")
    return desk_note(
        *(("", said(message, "info")) for message in children(docdata, "ed-msg")),
        ("Urgency", said(child(docdata, "urgency"), "ed-urg")),
        ("Replaces", replaced),
        ("Copyright", f"{holder} {year}".strip()),
        ("Usage terms", said(rights, "limitations") or said(rights, "type")),
        ("Expires", _expiry(docdata)),
    )


def _expiry(docdata: Element | None) -> str:
    return said(child(docdata, "date.expire"), "norm")


def _correction(docdata: Element | None) -> str:
    correction = child(docdata, "correction")
    return "" if correction is None else said(correction, "info") or CORRECTED
