"""What the numbers in a content stand for: sections, people, topics, pictures, and the stories a person may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from ..body_blocks import split
from ..comparing import picture_of
from ..languages import in_language
from ..models import Article, Author, Byline, Image, Section, Topic
from ..rights import Person, may_see
from .widgets import thumbnail_address

ROLES = dict(Byline._meta.get_field("role").choices)


@dataclass(frozen=True)
class Picture:
    number: int
    address: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Names:
    """Everything that two contents name by number, read at once: at most five queries."""

    found: dict[str, dict[int, str]]
    pictures: dict[int, Picture]

    @classmethod
    def read(cls, *contents: Mapping, person: Person | None) -> Names:
        keys = {name: {content.get(name) for content in contents} - {None} for name in ("section_id",)}
        stories = {key for content in contents for key in [content.get("translation_of_id"), *content["related"]]}
        topics = {key for content in contents for key in content["topics"]}
        authors = {line["author"] for content in contents for line in content["bylines"]}
        stories, authors = stories - {None}, authors - {None}
        language = contents[-1]["language"]
        return cls(
            {
                "section_id": _read(Section, keys["section_id"]),
                "topics": _read(Topic, topics),
                "author": _read(Author, authors),
                "story": _stories(stories, person=person),
            },
            _pictures_of(contents, language=language),
        )

    @classmethod
    def of_pictures(cls, *contents: Mapping) -> Names:
        """Nothing but where to see the pictures: asks the database for nothing."""
        keys = {picture_of(block) for content in contents for block in split(content["body"])} - {None}
        return cls({}, {key: Picture(key, thumbnail_address(key), "", "") for key in keys})

    def of(self, name: str, value) -> str:
        if not value:
            return ""
        match name:
            case "bylines":
                who = value["name"] or self.found["author"].get(value["author"], f"#{value['author']}")
                return f"{who} ({ROLES.get(value['role'], value['role'])})"
            case "related" | "translation_of_id":
                return self.found["story"].get(value, f"#{value}")
            case "language":
                return str(dict(settings.LANGUAGES).get(value, value))
        return self.found[name].get(value, f"#{value}")

    def picture(self, number: int | None) -> Picture | None:
        if not number:
            return None
        missing = Picture(number, "", _("Picture %(number)s is not in the library.") % {"number": number}, "")
        return self.pictures.get(number, missing)


def _read(model, keys) -> dict[int, str]:
    return {row.pk: str(row) for row in model.objects.filter(pk__in=keys)} if keys else {}


def _stories(keys: set[int], *, person: Person | None) -> dict[int, str]:
    rows = (
        Article.objects.filter(pk__in=keys).select_related("section__parent").defer("body") if keys and person else ()
    )
    return {row.pk: f"#{row.pk} {row}" for row in rows if may_see(person, row.story)}


def _pictures_of(contents: Iterable[Mapping], *, language: str) -> dict[int, Picture]:
    keys = {content.get("lead_image_id") for content in contents}
    keys |= {picture_of(block) for content in contents for block in split(content["body"])}
    if not keys - {None}:
        return {}
    images = Image.objects.filter(pk__in=keys - {None})
    return {
        image.pk: Picture(image.pk, thumbnail_address(image.pk), in_language(image.captions, language), image.credit)
        for image in images
    }
