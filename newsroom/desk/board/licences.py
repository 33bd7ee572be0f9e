"""Licences of pictures that end, for the board of the editors whose stories show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.languages import is_right_to_left
from articles.models import Article, Publication
from articles.pictures import licences
from articles.rights import Person

MOST_STORIES = 5


@dataclass(frozen=True)
class Use:
    """A story that shows the picture, or would."""

    address: str
    headline: str
    language: str
    direction: str
    is_live: bool


@dataclass(frozen=True)
class Licence:
    """`more` is how many stories there are besides those that are named."""

    number: int
    address: str
    picture: str
    sentence: str
    is_over: bool
    uses: tuple[Use, ...]
    more: int


def licences_for(person: Person) -> tuple[Licence, ...]:
    """The longest ended first."""
    return tuple(map(_licence, licences.ending_for(person)))


def _licence(ending: licences.Ending) -> Licence:
    uses = [*(_live(row) for row in ending.live), *(_draft(row) for row in ending.drafts)]
    told = {"day": date_format(ending.image.licence_expires_on)}
    return Licence(
        number=ending.image.pk,
        address=reverse("admin:articles_image_change", args=[ending.image.pk]),
        picture=str(ending.image),
        sentence=(_("The licence ended on %(day)s.") if ending.is_over else _("The licence ends on %(day)s.")) % told,
        is_over=ending.is_over,
        uses=tuple(uses[:MOST_STORIES]),
        more=max(0, len(uses) - MOST_STORIES),
    )


def _live(publication: Publication) -> Use:
    return _use(publication.article_id, publication.headline, publication.language, is_live=True)


def _draft(article: Article) -> Use:
    return _use(article.pk, str(article), article.language, is_live=False)


def _use(key: int, headline: str, language: str, *, is_live: bool) -> Use:
    direction = "rtl" if is_right_to_left(language) else "ltr"
    return Use(reverse("admin:articles_article_change", args=[key]), headline, language, direction, is_live)
