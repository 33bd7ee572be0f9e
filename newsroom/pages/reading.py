"""A live story as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import bodies
from articles.bodies import PictureUse
from articles.languages import language_name
from articles.models import Correction, Publication, Section
from newsroom.pages.around import topic_links
from newsroom.pages.body_words import body_words
from newsroom.pages.bylines import credits_of
from newsroom.pages.former_links import old_keys
from newsroom.pages.frame import Page
from newsroom.pages.letters import letters_below
from newsroom.pages.pictures import LEADS, caption, figure, frozen_words, picture
from newsroom.pages.stories import MORE, Beside, beside
from newsroom.pages.story_head import story_head
from newsroom.pages.teasers import all_teasers
from newsroom.pages.versions import versions_path
from newsroom.pages.words import direction, section_link, stamped

# How wide pictures are shown: above the text, in it.
ABOVE = "(min-width: 64rem) 60rem, 94vw"
BODY = "(min-width: 44rem) 40rem, 92vw"
IN_GALLERY = "(min-width: 44rem) 20rem, 92vw"
_KINDS = dict(Correction.KINDS)


class Note(NamedTuple):
    """A correction as the page shows it."""

    kind: str
    at: SafeString
    text: str


class NewerTitle(NamedTuple):
    """A headline in another language and where it leads."""

    path: str
    headline: str
    language: str
    direction: str


class NewerVersion(NamedTuple):
    """What readers of a translation are told that is behind its original."""

    sentence: str
    title: NewerTitle


def reading(publication: Publication, *, sections: Iterable[Section]) -> dict:
    """Return what `pages/article.html` needs; reads what stands beside the story."""
    language = publication.language
    old = old_keys(publication.body_html)
    found = beside(publication, article_ids=_article_ids(publication), old_keys=old.values())
    return {
        "page": _page(publication, sections),
        "story": publication,
        "section": section_link(publication.section, language),
        "published": stamped(publication.first_published_at, language),
        "updated": _updated(publication),
        "credits": credits_of(publication.byline_rows, language=language),
        "lead": _lead(publication),
        "body": _body(publication, found, old),
        "newer": _newer(publication),
        "notes": [_note(row, language) for row in publication.correction_rows],
        "topics": topic_links(publication.topic_rows, language),
        "letters": letters_below(publication),
        "versions_path": versions_path(publication),
        "more": SafeString("".join([teaser.card for teaser in all_teasers(_more(publication, found))])),
    }


def _page(publication: Publication, sections: Iterable[Section]) -> Page:
    versions = {publication.language: publication.path}
    for row in publication.counterparts:
        versions.setdefault(row["language"], row["path"])
    description = publication.search_description or publication.standfirst
    return Page(
        language=publication.language,
        path=publication.path,
        title=publication.search_title or publication.headline,
        description=description or bodies.plain_text(publication.body_html)[:300],
        sections=sections,
        versions={code: versions[code] for code in settings.NEWSROOM_LANGUAGES if code in versions},
        section_id=publication.top_section_id,
        **story_head(publication, image=_image(publication, publication.lead_image_id)),
    )


def _article_ids(publication: Publication) -> set[int]:
    return {*publication.related, *bodies.references(publication.body_html).articles}


def _updated(publication: Publication) -> SafeString | str:
    if publication.updated_at == publication.first_published_at:
        return ""
    return stamped(publication.updated_at, publication.language)


def _image(publication: Publication, image_id: int | None) -> Mapping | None:
    return next((image for image in publication.images if image["id"] == image_id), None)


def _lead(publication: Publication) -> dict | None:
    """The lead picture with the words that were frozen with the story, marked if they are of another language."""
    image = _image(publication, publication.lead_image_id)
    shown = picture(image, alternative=publication.lead_alternative, sizes=ABOVE, uses=LEADS, is_first=True)
    if not shown:
        return None
    words = frozen_words(publication.lead_caption, image, language=publication.language)
    return {"picture": shown, "caption": caption(words, credit=publication.lead_credit)}


def _body(publication: Publication, found: Beside, old: Mapping[str, str]) -> SafeString:
    """The body with its pictures and the addresses of live stories; `bodies.render` sanitises."""
    pictures = {image["id"]: partial(_figure, image, publication.language) for image in publication.images}
    addresses: dict[int | str, str] = {key: row.path for key, row in found.linked.items()}
    addresses |= {link: found.former[key] for link, key in old.items() if key in found.former}
    shown = bodies.render(publication.body_html, pictures=pictures, addresses=addresses, words=body_words())
    return mark_safe(shown)


def _figure(image: Mapping, language: str, use: PictureUse) -> SafeString:
    return figure(image, use, language=language, sizes=IN_GALLERY if use.is_in_gallery else BODY)


def _newer(publication: Publication) -> NewerVersion | None:
    """The original of a translation whose text is older than that, as long as readers have the original."""
    if not publication.stale_since:
        return None
    for row in publication.counterparts:
        if row["article_id"] == publication.translation_group:
            said = _("A newer version of this story is available in %(language)s:")
            name = language_name(row["language"])
            title = NewerTitle(row["path"], row["headline"], row["language"], direction(row["language"]))
            return NewerVersion(said % {"language": name}, title)
    return None


def _note(row: Mapping, language: str) -> Note:
    at = datetime.fromisoformat(row["published_at"])
    return Note(kind=_KINDS[row["kind"]], at=stamped(at, language), text=row["text"])


def _more(publication: Publication, found: Beside) -> list[Publication]:
    """The desk's related stories in its order, then the section's newest, no story twice."""
    chosen = [found.linked[key] for key in publication.related if key in found.linked]
    seen = {story.pk for story in chosen}
    return (chosen + [story for story in found.newest if story.pk not in seen])[:MORE]
