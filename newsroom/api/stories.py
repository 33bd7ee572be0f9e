"""Stories as JSON: what their pages show, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import override

from articles import bodies
from articles.bodies import PictureUse
from articles.languages import in_language
from articles.models import Publication, Section
from articles.paths import absolute, language_prefix, section_path
from newsroom.api import ninjs, rows
from newsroom.api.addresses import address_of
from newsroom.api.ninjs import moment
from newsroom.pages.credited import credited
from newsroom.pages.feeds.full_text import body_text
from newsroom.pages.former_links import former_addresses
from newsroom.pages.fronts import OPINION_SECTION
from newsroom.pages.views.article import words_of_status


def brief(publication: Publication) -> dict[str, Any]:
    """Return a story of `rows.in_brief` or of more."""
    language = publication.language
    return {
        "id": publication.pk,
        "url": absolute(publication.path),
        "api_url": address_of("article", id=publication.pk),
        "language": language,
        "kind": "opinion" if publication.section.top.slug == OPINION_SECTION else "news",
        "kicker": publication.kicker,
        "headline": publication.headline,
        "standfirst": publication.standfirst,
        "section": section_of_story(publication.section, language),
        "bylines": [_byline(person) for person in credited(publication)],
        "source": publication.source,
        "credit_line": publication.credit_line,
        "first_published_at": moment(publication.first_published_at),
        "updated_at": moment(publication.updated_at),
        "picture": _lead(publication),
    }


def briefs(keys: Iterable[int]) -> list[dict[str, Any]]:
    return [brief(publication) for publication in rows.in_brief(list(keys))]


def whole(publication: Publication) -> dict[str, Any]:
    """Return a live story of `rows.one`, with what it links to, which is one query; links to a former site another."""
    found = rows.linked(_article_ids(publication))
    body = publication.body_html
    others = (row["article_id"] for row in publication.counterparts)
    return {
        **brief(publication),
        "status": publication.status,
        "changed_at": moment(publication.last_change_at),
        "dateline_place": publication.dateline_place,
        "body_html": _body(publication, found),
        "word_count": bodies.word_count(body),
        "pictures": _pictures(publication),
        "topics": [_topic(row, publication.language) for row in publication.topic_rows],
        "corrections": [_correction(row) for row in publication.correction_rows],
        "related": [_linked(found[key]) for key in publication.related if key in found],
        "translations": [_linked(found[key]) for key in others if key in found],
        "is_behind_original": publication.stale_since is not None,
        "search_title": publication.search_title,
        "search_description": publication.search_description,
    }


def taken_back(publication: Publication) -> dict[str, Any]:
    """Return what is said of a story in its place, as on its page."""
    with override(publication.language):
        _title, sentence = words_of_status(publication.status)
    return {
        "id": publication.pk,
        "status": publication.status,
        "language": publication.language,
        "url": absolute(publication.path),
        "notice": publication.notice or str(sentence),
        "changed_at": moment(publication.changed_at),
    }


def as_ninjs(publications: Iterable[Publication]) -> list[dict[str, Any]]:
    """Return live stories, whole, as items of ninjs. One query for all that they link to."""
    publications = list(publications)
    found = rows.linked({key for publication in publications for key in _article_ids(publication)})
    addresses = _addresses(found, publications)
    items = []
    for publication in publications:
        with override(publication.language):
            items.append(ninjs.item(publication, addresses=addresses))
    return items


def section_of_story(section: Section, language: str) -> dict[str, str]:
    return {
        "path": section.path.strip("/"),
        "name": section.name(language),
        "url": absolute(section_path(section, language)),
    }


def _article_ids(publication: Publication) -> set[int]:
    others = {row["article_id"] for row in publication.counterparts}
    return {*publication.related, *others, *bodies.references(publication.body_html).articles}


def _addresses(found: Mapping[int, Any], publications: Iterable[Publication]) -> dict[int | str, str]:
    """Of what is linked, and of links to a former site."""
    addresses: dict[int | str, str] = {key: absolute(row.path) for key, row in found.items()}
    return addresses | former_addresses(publication.body_html for publication in publications)


def _body(publication: Publication, found: Mapping[int, Any]) -> str:
    """Words of ours in it (of an embed) are in its language."""
    with override(publication.language):
        return body_text(publication, addresses=_addresses(found, [publication]))


def _byline(person) -> dict[str, Any]:
    author = person.bare_path.strip("/").rpartition("/")[2] or None
    return {"name": person.name, "role": person.role, "is_agency": person.is_agency, "author": author}


def _lead(publication: Publication) -> dict[str, Any] | None:
    for image in publication.images:
        if image["id"] == publication.lead_image_id and image["renditions"]:
            words = (publication.lead_caption, publication.lead_alternative)
            return _picture(image, words=words, credit=publication.lead_credit)
    return None


def _pictures(publication: Publication) -> list[dict[str, Any]]:
    """Each once for each place in the text, with what is said of it there."""
    images = {image["id"]: image for image in publication.images if image["renditions"]}
    uses = [use for use in bodies.picture_uses(publication.body_html) if use.picture in images]
    return [_in_text(images[use.picture], use, publication.language) for use in uses]


def _in_text(image: Mapping, use: PictureUse, language: str) -> dict[str, Any]:
    caption = use.caption or in_language(image["captions"], language)
    alternative = use.alternative or in_language(image["alternatives"], language)
    return _picture(image, words=(caption, alternative), credit=image["credit"])


def _picture(image: Mapping, *, words: tuple[str, str], credit: str) -> dict[str, Any]:
    """Of its rights what a person has confirmed."""
    caption, alternative = words
    rights = {name: image[name] if image["is_confirmed"] else "" for name in ("creator", "copyright_notice")}
    return {
        "caption": caption,
        "alternative": alternative,
        "credit": credit,
        **rights,
        "licence_url": image["licence_url"] if image["is_confirmed"] else "",
        "width": image["width"],
        "height": image["height"],
        "renditions": [_rendition(row) for row in image["renditions"]],
    }


def _rendition(row: Mapping) -> dict[str, Any]:
    kept = {name: row[name] for name in ("use", "width", "height", "media_type", "file_size")}
    return {**kept, "url": absolute(f"/media/{row['name']}")}


def _topic(row: Mapping, language: str) -> dict[str, str]:
    name, path = in_language(row["names"], language), f"/topics/{row['slug']}/"
    return {"slug": row["slug"], "name": name, "url": absolute(language_prefix(language) + path)}


def _correction(row: Mapping) -> dict[str, str]:
    return {"kind": row["kind"], "text": row["text"], "at": moment(datetime.fromisoformat(row["published_at"]))}


def _linked(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "language": row.language,
        "headline": row.headline,
        "url": absolute(row.path),
        "api_url": address_of("article", id=row.pk),
    }
