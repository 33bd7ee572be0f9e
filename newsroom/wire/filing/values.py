"""A wire story as the fields of a story on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from articles import bodies
from articles.models import Article, Section
from articles.texts import clean_line

from ..foreign_html import cut
from ..matching import ReferenceNames
from ..models import Source
from ..notices import CORRECTED
from ..stories import WireByline, WireStory

NAMED = 200  # pictures that are missing, each with its address: that is all that is kept of them


class Brought(dict[int, int]):
    """The numbers that pictures of a story have in the library, by the story's own, and why others have none. `words`
    are caption and alternative text of those of which the story says something else than the library does."""

    def __init__(
        self,
        numbers: Mapping[int, int],
        *,
        refused: Mapping[int, str],
        words: Mapping[int, tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(numbers)
        self.refused, self.words = refused, words or {}


@dataclass(frozen=True)
class Values:
    """`fields` and `lists` as `articles.desk.create` takes them; `notes` is what an editor should know, `correction`
    what readers of an earlier version should."""

    fields: dict[str, Any]
    lists: dict[str, list]
    notes: tuple[str, ...]
    correction: str = ""

    def as_json(self) -> dict:
        """What a proposed update keeps: nothing but texts and numbers."""
        fields = {name: value for name, value in self.fields.items() if name not in ("section", "published_at_source")}
        section: Section | None = self.fields["section"]
        fields["section_id"] = section.pk if section else None
        return {"fields": fields, "lists": self.lists, "correction": self.correction}


def values_of(
    story: WireStory,
    *,
    source: Source,
    names: ReferenceNames,
    section: Section | None = None,
    pictures: Mapping[int, int] | None = None,
) -> Values:
    """What the story says, matched with what the newsroom has; `section` wins over its label. `pictures` are the
    numbers in the library by the story's own; pictures without one leave the body, and are told."""
    pictures = {} if pictures is None else pictures
    topics, unknown = names.topics.sort_out(story.tags)
    fields = _fields(story, source, pictures) | {"section": section or _section(story, names)}
    lists = {
        "bylines": [_byline(byline, names) for byline in story.bylines if clean_line(byline.name)],
        "topics": [topic.pk for topic in topics],
    }
    notes = [
        *_without_topics([tag for tag in unknown if not names.sections.match(tag)]),
        *_without_pictures(story, pictures),
        *([_("Corrected by its source: %(text)s") % {"text": story.correction}] if story.correction else []),
    ]
    return Values(fields, lists, tuple(notes), _for_readers(story.correction, language=fields["language"]))


def _fields(story: WireStory, source: Source, pictures: Mapping[int, int]) -> dict[str, Any]:
    said = {
        "language": newsroom_language(story.language),
        "headline": story.headline,
        "kicker": story.kicker,
        "standfirst": story.standfirst,
        "slug": story.slug,
        "section_label": story.section_label,
        "dateline_place": story.place,
        "body": bodies.renumbered(story.body, pictures),
        **_lead(story, pictures),
        "source": source.name,
        "credit_line": story.credit_line or source.credit_line,
        "search_title": story.search_title,
        "search_description": story.search_description,
        "published_at_source": story.published_at,
    }
    return {name: _fitting(name, value) for name, value in said.items()}


def _for_readers(correction: str, *, language: str) -> str:
    """What a source says of its correction, in its own words; where it has none, in ours, in the story's language."""
    if correction != CORRECTED:
        return correction
    with translation.override(language):
        return _("The source has corrected this story.")


def _fitting(name: str, value: Any) -> Any:
    """A text cut to what its field holds; the whole stays in the record's source text."""
    most = _most(name) if isinstance(value, str) and name != "body" else None
    return cut(value, most=most) if most else value


@cache
def _most(name: str) -> int | None:
    return Article._meta.get_field(name).max_length


def newsroom_language(named: str) -> str:
    """The newsroom's language that a tag such as "en-GB" means; any other stays, and is refused when it is stored."""
    plain = named.replace("_", "-").lower()
    by_tag = {code.lower(): code for code in settings.NEWSROOM_LANGUAGES}
    return by_tag.get(plain) or by_tag.get(plain.partition("-")[0]) or named


def _section(story: WireStory, names: ReferenceNames) -> Section | None:
    """The section of its label or of what that lies below, else of the first of its tags that is one: many sources file
    under several."""
    labels = (story.section_label, *story.wider_labels, *story.tags)
    found = (names.sections.match(label) for label in labels if label)
    return next(filter(None, found), None)


def _byline(byline: WireByline, names: ReferenceNames) -> dict:
    author = names.authors.match(byline.name)
    name = "" if author else byline.name[:200]
    return {"author": author.pk if author else None, "name": name, "role": byline.role}


def _lead(story: WireStory, pictures: Mapping[int, int]) -> dict[str, Any]:
    """The picture above the story, with words of its own where the library has others for it: those may be another
    story's, or in another language."""
    leads = (number for number, picture in enumerate(story.pictures, start=1) if picture.is_lead and number in pictures)
    if not (lead := next(leads, None)):
        return {"lead_image_id": None}
    words = pictures.words if isinstance(pictures, Brought) else {}
    caption, alternative = words.get(lead, ("", ""))
    return {"lead_image_id": pictures[lead], "lead_caption": caption, "lead_alternative": alternative}


def _without_topics(tags: Sequence[str]) -> list[str]:
    return [_("No topic is called: %(tags)s.") % {"tags": _(", ").join(tags)}] if tags else []


def _without_pictures(story: WireStory, pictures: Mapping[int, int]) -> list[str]:
    refused = pictures.refused if isinstance(pictures, Brought) else {}
    missing = [
        f"{picture.address} ({refused[number]})" if number in refused else picture.address
        for number, picture in enumerate(story.pictures, start=1)
        if number not in pictures
    ]
    if not missing:
        return []
    named = _(", ").join(missing[:NAMED]) + ("…" if len(missing) > NAMED else "")
    return [_("Pictures that were not taken in (%(count)s): %(named)s.") % {"count": len(missing), "named": named}]
