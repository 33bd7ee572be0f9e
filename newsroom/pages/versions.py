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
from newsroom.pages.words import stamped

MOST = 100  # newest ones in a list
LONGEST = 100_000  # characters of two bodies together: longer ones are shown without marks


@dataclass(frozen=True)
class Row:
    """A version in the list. `is_struck`: that it was there is all that may be said of it."""

    number: int
    path: str
    kind: str
    at: SafeString
    note: str
    is_struck: bool


@dataclass(frozen=True)
class Changes:
    """The texts of a version, against the one before it that can be read; `since` is that one's number, None where
    there is none or the two are too long."""

    since: int | None
    headline: SafeString
    standfirst: SafeString
    body: SafeString


def versions_path(story: Publication) -> str:
    """Where the versions of a story of `queries.whole` are; "" where readers have had one text of it, or are shown
    none of them."""
    return f"{story.path}versions/" if settings.PUBLIC_VERSIONS and (story.versions_count or 0) > 1 else ""


def rows_of(story: Publication) -> list[Row]:
    """The versions of a live story, newest first."""
    notes = dict(Correction.objects.filter(publication=story).order_by("pk").values_list("after", "text"))
    versions = PublishedVersion.objects.filter(publication=story, publication__status="live")
    return [
        Row(
            number=version.number,
            path=f"{story.path}versions/{version.number}/",
            kind=str(PublishKind(version.kind).label) if version.kind else _("An earlier text"),
            at=stamped(version.published_at, story.language),
            note="" if version.struck_at else notes.get(version.revision_id, ""),
            is_struck=version.struck_at is not None,
        )
        for version in versions.order_by("-number").defer("body_html", "standfirst")[:MOST]
    ]


def changes_in(story: Publication, rows: Sequence[Row], *, place: int) -> Changes | None:
    """What the row at a place changed; None where it was struck meanwhile."""
    earlier = next((row.number for row in rows[place + 1 :] if not row.is_struck), None)
    texts = {
        version.number: version
        for version in PublishedVersion.objects.readable().filter(
            publication=story, number__in=[rows[place].number, earlier]
        )
    }
    after = texts.get(rows[place].number)
    before = texts.get(earlier)
    if not after:
        return None
    if not before or len(before.body_html) + len(after.body_html) > LONGEST:
        before = after
    return Changes(
        since=before.number if before is not after else None,
        headline=spans_shown(marked_text(before.headline, after.headline)),
        standfirst=spans_shown(marked_text(before.standfirst, after.standfirst)),
        body=body_shown(before.body_html, after.body_html),
    )
