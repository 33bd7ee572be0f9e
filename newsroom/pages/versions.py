"""A story's published versions as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.marks import body_shown, spans_shown
from articles.models import Correction, Publication, PublishedVersion
from articles.word_marks import marked_text
from articles.workflow import PublishKind
from newsroom.pages.words import line, stamped

VERSIONS = "versions/"  # below a story's address
MOST = 1000  # newest ones in a list
LONGEST = 100_000  # characters of two bodies together: longer ones are shown without marks


@dataclass(frozen=True)
class Row:
    """A version in the list. `is_struck`: that it was there is all that may be said of it. `line` is its moment as
    plain text."""

    number: int
    path: str
    kind: str
    at: SafeString
    line: str
    note: str
    is_struck: bool


@dataclass(frozen=True)
class Changes:
    """The texts of a version, marked against an earlier one; `since` is that one's number, None where there is none.
    Without marks where the two `are_too_long`."""

    since: int | None
    are_too_long: bool
    headline: SafeString
    standfirst: SafeString
    body: SafeString


def versions_path(story: Publication) -> str:
    """Where the versions of a story of `queries.whole` are; "" where readers have had one text of it, or are shown
    none of them."""
    return story.path + VERSIONS if settings.PUBLIC_VERSIONS and (story.versions_count or 0) > 1 else ""


def rows_of(story: Publication) -> list[Row]:
    """The versions of a live story, newest first."""
    notes = dict(Correction.objects.filter(publication=story).order_by("pk").values_list("after", "text"))
    versions = PublishedVersion.objects.filter(publication=story, publication__status="live")
    return [
        Row(
            number=version.number,
            path=f"{story.path}{VERSIONS}{version.number}/",
            kind=str(PublishKind(version.kind).label) if version.kind else _("An earlier text"),
            at=stamped(version.published_at, story.language),
            line=line(version.published_at, story.language, with_zone=False),
            note="" if version.struck_at else notes.get(version.revision_id, ""),
            is_struck=version.struck_at is not None,
        )
        for version in versions.order_by("-number").defer("body_html", "standfirst")[:MOST]
    ]


def readable(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not row.is_struck]


def earlier_than(rows: Sequence[Row], number: int) -> int | None:
    """The number of the version before one that can be read; None where there is none."""
    return next((row.number for row in readable(rows) if row.number < number), None)


def changes_in(story: Publication, number: int, *, since: int | None) -> Changes | None:
    """The texts of a version, against an earlier one; None where it was struck."""
    texts = PublishedVersion.objects.readable().filter(publication=story, number__in=[number, since])
    found = {version.number: version for version in texts}
    after = found.get(number)
    if not after:
        return None
    before = found.get(since, after)
    are_too_long = before is not after and len(before.body_html) + len(after.body_html) > LONGEST
    base = after if are_too_long else before
    return Changes(
        since=before.number if before is not after else None,
        are_too_long=are_too_long,
        headline=spans_shown(marked_text(base.headline, after.headline)),
        standfirst=spans_shown(marked_text(base.standfirst, after.standfirst)),
        body=body_shown(base.body_html, after.body_html),
    )
