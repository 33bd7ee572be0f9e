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

from ..models import Article, Image, Publication, Rendition

MOST_WORDS = 10
LINES = ("credit", "source", "creator", "copyright_notice", "place")
IN_BODY = 'data-picture="'
MOST_BITS = 6  # of the 64 of a likeness that differ between one picture and the same, cut or pressed otherwise
ENDS_SOON = timedelta(days=30)


class Joined(Func):
    """The words of a list as one text."""

    template = "array_to_string(%(expressions)s, ' ')"
    output_field = TextField()


class NumbersInBody(Func):
    """One row for each picture that a body has."""

    template = "((regexp_matches(%(expressions)s, 'data-picture=\"([1-9][0-9]{0,17})\"', 'g'))[1])::bigint"
    set_returning = True
    output_field = BigIntegerField()


class Bits(Func):
    template = "('x' || %(expressions)s)::bit(64)"
    output_field = TextField()


class BitsApart(Func):
    template = "bit_count(%(expressions)s)"
    arg_joiner = " # "
    output_field = IntegerField()


def search(images: QuerySet[Image], words: str) -> QuerySet[Image]:
    """Pictures of which each word is said: in a text of any language, as a credit, person or place, or their number."""
    images = images.annotate(names=Joined(F("people")))
    for word in words.replace("\0", "").split()[:MOST_WORDS]:
        images = images.filter(_says(word))
    return images


def _says(word: str) -> Q:
    found = Q(names__icontains=word)
    for name in LINES:
        found |= Q(**{f"{name}__icontains": word})
    for code in settings.NEWSROOM_LANGUAGES:
        found |= Q(**{f"captions__{code}__icontains": word}) | Q(**{f"alternatives__{code}__icontains": word})
    number = word.removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        found |= Q(pk=int(number))
    return found


def used_in(articles: QuerySet[Article]) -> Q:
    """Those that the working copies have as lead picture or in the body."""
    articles = articles.order_by()
    leads = articles.filter(lead_image__isnull=False).values("lead_image")
    in_body = articles.filter(body__contains=IN_BODY).annotate(picture=NumbersInBody("body")).values("picture")
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
