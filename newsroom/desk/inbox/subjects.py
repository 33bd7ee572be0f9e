"""What somebody is told about, a story or a front: who may see it, what it is called and where it is."""

from __future__ import annotations

from typing import Protocol

from django.urls import reverse

from articles.languages import is_right_to_left
from articles.models import Article
from articles.rights import Person, may_see
from newsroom.fronts.models import Front
from newsroom.fronts.rights import may_look

from ..fronts import places


class Told(Protocol):
    """An event or an item: about a story, or else about a front."""

    article: Article | None
    front: Front | None


def may_be_told(person: Person, told: Told) -> bool:
    """By the rights that somebody has now."""
    return may_see(person, told.article.story) if told.article else may_look(person)


def name_of(told: Told) -> str:
    return places.title_of(told.front.place) if told.front else str(told.article)


def language_of(told: Told) -> str:
    """Of the name: a headline's, but a front is named in the desk's own, ""."""
    return told.article.language if told.article else ""


def direction_of(told: Told) -> str:
    if not told.article:
        return "auto"
    return "rtl" if is_right_to_left(told.article.language) else "ltr"


def address_of(told: Told) -> str:
    """The path of its page on the desk."""
    if told.front:
        return places.address_of(told.front.place)
    return reverse("admin:articles_article_change", args=[told.article.pk])
