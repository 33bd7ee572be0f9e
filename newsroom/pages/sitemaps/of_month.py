"""What one month adds to the site: its stories, and the pages of the archive that they are on."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import IsAnyOf, Publication, Rendition
from articles.renditions import JPEG, WHOLE
from newsroom.pages.periods import Period
from newsroom.pages.queries import shown_sections
from newsroom.pages.sitemaps.archives import archive_pages
from newsroom.pages.sitemaps.listed import PER_FILE, Listed, in_order

_FILES = Rendition.objects.filter(image=OuterRef("lead_image"), image__withdrawn_at=None, is_public=True)
_PICTURE = Subquery(_FILES.filter(use=WHOLE, media_type=JPEG[0]).order_by("-width").values("name")[:1])


def stories_of(period: Period, *, part: int = 1) -> list[Listed]:
    """Return a part of a month's stories, oldest first, each with the story in its other languages."""
    place = slice(PER_FILE * (part - 1), PER_FILE * part)
    rows = _within(period).order_by("first_published_at", "id").annotate(picture=_PICTURE)
    found = list(rows.values_list("path", "language", "updated_at", "picture", "translation_group")[place])
    groups = _versions(group for *_rest, group in found)
    return [
        Listed(path, in_order(groups[group] | {language: path}), changed_at, f"/media/{picture}" if picture else "")
        for path, language, changed_at, picture, group in found
    ]


def archive_of(period: Period) -> list[Listed]:
    """Return the archive's page of each section for a month, and for each of its days that has stories."""
    return archive_pages(shown_sections(), [period, *period.days])


def _within(period: Period) -> QuerySet[Publication]:
    start, end = period.bounds
    return Publication.objects.live().filter(
        language__in=settings.NEWSROOM_LANGUAGES, first_published_at__gte=start, first_published_at__lt=end
    )


def _versions(groups: Iterable[int]) -> dict[int, dict[str, str]]:
    """By group of translations, where readers of each language have the story: the newest, as on its page."""
    found: dict[int, dict[str, str]] = {group: {} for group in groups}
    rows = Publication.objects.live().filter(IsAnyOf(list(found), of="translation_group"))
    rows = rows.order_by("first_published_at", "id")
    for group, language, path in rows.values_list("translation_group", "language", "path"):
        found[group][language] = path
    return found
