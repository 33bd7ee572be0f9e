"""Where a picture is used: by what readers have, by what they get next, and by what people of the desk write."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, Q, QuerySet

from ..models import Article, Image, Publication, Revision, TimedChange
from ..workflow import DeskState, Readers

NOT_READ = ("body", "publication__body_html")
IN_BODY = 'data-picture="'


class PicturesOfBody(Func):
    """The numbers of the pictures that a body has, by an index where they are looked for."""

    function = "articles_pictures_of"
    output_field = ArrayField(BigIntegerField())


class Use(NamedTuple):
    """A story that shows a picture: to readers now, with a text that goes before them as it is, or in what is
    written. `is_lead` says that it stands above the story, not in its body alone."""

    article: Article
    is_live: bool
    is_pinned: bool
    is_lead: bool


class Uses(NamedTuple):
    """The stories that show a picture: all that are `live` counted, of which `stories` may have the newest alone."""

    stories: list[Use]
    live: int
    count: int


def uses_of(image: Image, *, most_live: int | None = None) -> Uses:
    """Every story that shows the picture, but for live ones beyond `most_live`: those that readers have first, then
    the newest first. A picture of the files may stand in thousands."""
    live = dict(Publication.objects.live().filter(pictures=image).values_list("article", "lead_image"))
    pinned = dict(pinned_revisions(image).values_list("article", "content__lead_image_id"))
    named = {*sorted(live, reverse=True)[:most_live], *(pinned.keys() - live.keys())}
    stories = Article.objects.alias(pictures_of_body=PicturesOfBody("body"))
    found = stories.filter(Q(pk__in=named) | _in_working_text(image) & ~Q(pk__in=live.keys()))
    uses = [
        Use(
            article,
            is_live=article.pk in live,
            is_pinned=article.pk in pinned,
            is_lead=image.pk in (live.get(article.pk), pinned.get(article.pk), article.lead_image_id),
        )
        for article in found.select_related("section__parent", "publication").defer(*NOT_READ).order_by("-pk")
    ]
    uses.sort(key=lambda use: (not use.is_live, not use.is_pinned))
    return Uses(uses, live=len(live), count=len(live) + sum(not use.is_live for use in uses))


def pinned_revisions(image: Image) -> QuerySet[Revision]:
    """Texts with the picture that go before readers as they are: approved, waiting for their minute, or held until
    the release."""
    approved = Article.objects.filter(desk_state=DeskState.APPROVED).values("approved_revision")
    waiting = TimedChange.objects.open().publishing().values("revision")
    held = Publication.objects.filter(status=Readers.HELD).values("revision")
    going = Revision.objects.filter(Q(pk__in=approved) | Q(pk__in=waiting) | Q(pk__in=held))
    return going.filter(Q(content__lead_image_id=image.pk) | Q(content__body__icontains=_reference(image)))


def _in_working_text(image: Image) -> Q:
    """What is published with no changes says nothing that the publication does not."""
    return Q(lead_image=image) | (~Q(desk_state=DeskState.PUBLISHED) & Q(pictures_of_body__contains=[image.pk]))


def _reference(image: Image) -> str:
    return f'data-picture="{image.pk}"'
