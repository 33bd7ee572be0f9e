"""Finding pictures in the library: by what is said of them, by where they are used, by likeness."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.utils import timezone

from .. import wanted
from ..models import Article, Image, PictureTerms, Publication, Rendition, Terms
from .uses import IN_BODY, PicturesOfBody

FEW = 2000  # pictures whose keys are read at once
MOST_BITS = 6  # of the 64 of a likeness that differ between one picture and the same, cut or pressed otherwise
ENDS_SOON = timedelta(days=30)


class Each(Func):
    """One row for each of a list."""

    function = "unnest"
    set_returning = True
    output_field = BigIntegerField()


class Bits(Func):
    template = "('x' || %(expressions)s)::bit(64)"
    output_field = TextField()


class BitsApart(Func):
    template = "bit_count(%(expressions)s)"
    arg_joiner = " # "
    output_field = IntegerField()


def search(images: QuerySet[Image], text: str) -> QuerySet[Image]:
    """Narrows pictures to those that a text finds, by the same rules as stories: words in any form and spelling, of
    any language, the last one perhaps only begun; or a number. Without a visible character, all."""
    asked = wanted.understood(text, languages=settings.NEWSROOM_LANGUAGES)
    if asked is None:
        return images
    found = Q(pk__in=_holding(asked.terms) if asked.terms else ())
    return images.filter(found if asked.number is None else found | Q(pk=asked.number))


def _holding(terms: str) -> list[int] | QuerySet[PictureTerms]:
    """The keys of pictures with these terms, where they are few: how rare words are together PostgreSQL cannot know
    before, and it would walk through the newest hundred thousand pictures to find none."""
    holding = PictureTerms.objects.filter(vector=Terms(terms)).values_list("image", flat=True)
    keys = list(holding[: FEW + 1])
    return keys if len(keys) <= FEW else holding


def used_in(articles: QuerySet[Article]) -> Q:
    """Those that the working copies have as lead picture or in the body."""
    articles = articles.order_by()
    leads = articles.filter(lead_image__isnull=False).values("lead_image")
    in_body = articles.filter(body__contains=IN_BODY).annotate(picture=Each(PicturesOfBody("body"))).values("picture")
    return Q(pk__in=leads) | Q(pk__in=in_body)


def before_readers(publications: QuerySet[Publication] | None = None) -> Exists:
    """Whether a live story has the picture."""
    live = Publication.objects.live() if publications is None else publications.live()
    return Exists(live.filter(pictures=OuterRef("pk")).order_by())


def licensed(images: QuerySet[Image], state: str) -> QuerySet[Image]:
    """Those whose licence is `open` (no end), `valid`, ends `soon`, or is `over`."""
    today = timezone.localdate()
    match state:
        case "open":
            return images.filter(licence_expires_on=None)
        case "valid":
            return images.filter(licence_expires_on__gte=today)
        case "soon":
            return images.filter(licence_expires_on__range=(today, today + ENDS_SOON))
    return images.filter(licence_expires_on__lt=today)


def same_file(sha256: str) -> QuerySet[Image]:
    """Pictures that show, or showed once, exactly this file."""
    return Image.objects.filter(Q(sha256=sha256) | Q(other_originals__sha256=sha256)).distinct()


def alike(image: Image) -> QuerySet[Image]:
    """Other pictures that look like this one, the likest first, with `bits_apart`; the same file is 0 apart."""
    others = Image.objects.exclude(pk=image.pk).exclude(likeness="")
    if not image.likeness:
        return others.none()
    apart = BitsApart(Bits(F("likeness")), Bits(Value(image.likeness)))
    is_same = Func(F("sha256"), Value(image.sha256), template="(%(expressions)s)", arg_joiner=" = ")
    is_same.output_field = BooleanField()
    found = others.annotate(bits_apart=apart, is_same_file=is_same).filter(bits_apart__lte=MOST_BITS)
    return found.order_by("-is_same_file", "bits_apart", "-pk")


def with_standing(images: QuerySet[Image]) -> QuerySet[Image]:
    """With what a grid shows of each: `is_live`, `is_made` (there are renditions)."""
    made = Exists(Rendition.objects.filter(image=OuterRef("pk")).order_by())
    return images.annotate(is_live=before_readers(), is_made=made)
