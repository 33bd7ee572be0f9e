"""Pictures whose licence ends soon or has ended, with the stories that show them. Nothing is taken away by itself: a
person decides whether a licence is renewed, or the picture replaced or withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from ..desk_lists import AT_WORK
from ..models import Article, Image, Publication
from ..rights import RANKS, Person, Role
from .uses import IN_BODY, PicturesOfBody

SOON = timedelta(days=30)
MOST = 10  # of those that have ended, and of those that will


@dataclass(frozen=True)
class Ending:
    """A picture, the live stories that show it, the newest first, and those at work that would."""

    image: Image
    is_over: bool
    live: tuple[Publication, ...]
    drafts: tuple[Article, ...]


def ending_for(person: Person) -> list[Ending]:
    """For an editor: the pictures of stories in the sections where they are one, the longest ended first. None for
    whoever is no editor. In two queries where no licence ends, else in four."""
    sections = {section for section, rank in person.ranks.items() if rank >= RANKS[Role.EDITOR]}
    if not sections:
        return []
    theirs = Q() if None in sections else Q(section__in=sections)
    live = Publication.objects.live().filter(theirs)
    drafts = _drafts_by_picture(Article.objects.filter(theirs, desk_state__in=AT_WORK))
    today = timezone.localdate()
    images = _with_licence().filter(Q(pk__in=drafts.keys()) | _is_shown(live))
    over = images.filter(licence_expires_on__lt=today)[:MOST]
    soon = images.filter(licence_expires_on__range=(today, today + SOON))[:MOST]
    return _with_uses(over.union(soon, all=True), live, drafts)


def ended_within(days: timedelta) -> list[Ending]:
    """The pictures of live stories whose licence has ended in that time."""
    today, live = timezone.localdate(), Publication.objects.live()
    ended = _with_licence().filter(licence_expires_on__lt=today, licence_expires_on__gte=today - days)
    return _with_uses(ended.filter(_is_shown(live)), live, {})


def _with_licence() -> QuerySet[Image]:
    return Image.objects.in_use().order_by("licence_expires_on", "pk")


def _is_shown(live: QuerySet[Publication]) -> Exists:
    return Exists(live.filter(pictures=OuterRef("pk")))


def _drafts_by_picture(drafts: QuerySet[Article]) -> Mapping[int, list[int]]:
    with_pictures = drafts.filter(Q(lead_image__isnull=False) | Q(body__contains=IN_BODY))
    found: dict[int, list[int]] = defaultdict(list)
    for key, lead, others in with_pictures.order_by("-pk").values_list("pk", "lead_image", PicturesOfBody(F("body"))):
        for picture in {lead, *others} - {None}:
            found[picture].append(key)
    return found


def _with_uses(images: Iterable[Image], live: QuerySet[Publication], drafts: Mapping[int, list[int]]) -> list[Ending]:
    shown = sorted(images, key=lambda image: (image.licence_expires_on, image.pk))
    if not shown:
        return []
    keys = [image.pk for image in shown]
    uses: dict[int, list[Publication]] = defaultdict(list)
    for row in live.filter(pictures__in=keys).annotate(picture=F("pictures")).order_by("-first_published_at", "-pk"):
        uses[row.picture].append(row)
    stories = Article.objects.in_bulk({key for image in keys for key in drafts.get(image, ())})
    today = timezone.localdate()
    return [
        Ending(
            image=image,
            is_over=image.licence_expires_on < today,
            live=tuple(uses[image.pk]),
            drafts=tuple(stories[key] for key in drafts.get(image.pk, ()) if key in stories),
        )
        for image in shown
    ]
