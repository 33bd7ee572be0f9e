"""The HTML of an entry: the whole story, readable away from this site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from urllib.parse import urljoin

from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from lxml import html

from articles import bodies
from articles.bodies import PictureUse
from articles.models import Correction, Publication
from articles.paths import absolute
from newsroom.pages.pictures import alternative_in, caption, caption_in, frozen_words, uncut
from newsroom.pages.words import direction, stamped

_KINDS = dict(Correction.KINDS)


def full_text(publication: Publication, *, addresses: Mapping[int | str, str]) -> str:
    """Return lead picture, place, body and corrections; `addresses` are those of live stories by article id."""
    language = publication.language
    place = format_html("<p>{}</p>", publication.dateline_place) if publication.dateline_place else ""
    return free_standing(
        _lead(publication) + place + _body(publication, addresses) + _notes(publication),
        base=publication.path,
        language=language,
    )


def body_text(publication: Publication, *, addresses: Mapping[int | str, str]) -> str:
    """Return the body alone."""
    return free_standing(_body(publication, addresses), base=publication.path, language=publication.language)


def free_standing(markup: str, *, base: str, language: str) -> str:
    """Return HTML that reads alike anywhere: each address absolute, the direction of its language marked."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    tree.rewrite_links(lambda address: _joined(absolute(base), address))
    tree.attrib.update({"lang": language, "dir": direction(language)})
    return html.tostring(tree, encoding="unicode")


def _joined(base: str, address: str) -> str:
    try:
        return iri_to_uri(urljoin(base, address))
    except ValueError:  # what somebody typed is no address: as it stands, as on the page
        return address


def _body(publication: Publication, addresses: Mapping[int | str, str]) -> str:
    pictures = {image["id"]: partial(_of_body, image, publication.language) for image in publication.images}
    return bodies.render(publication.body_html, pictures=pictures, addresses=addresses)


def _lead(publication: Publication) -> str:
    image = next((image for image in publication.images if image["id"] == publication.lead_image_id), None)
    rendition = uncut(image)
    if not image or not rendition:
        return ""
    words = frozen_words(publication.lead_caption, image, language=publication.language)
    under = caption(words, credit=publication.lead_credit)
    return _figure(rendition, alternative=publication.lead_alternative, under=under)


def _of_body(image: Mapping, language: str, use: PictureUse) -> str:
    rendition = uncut(image)
    if not rendition:
        return ""
    words = caption_in(image, use, language=language)
    alternative = alternative_in(image, use, language=language)
    return _figure(rendition, alternative=alternative, under=caption(words, credit=image["credit"]))


def _figure(rendition: Mapping, *, alternative: str, under: str) -> str:
    """Without srcset: programs that show feeds leave it out, or do not make its addresses absolute."""
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}">{}</figure>',
        absolute(f"/media/{rendition['name']}"),
        rendition["width"],
        rendition["height"],
        alternative,
        under,
    )


def _notes(publication: Publication) -> str:
    if not publication.correction_rows:
        return ""
    rows = (_note(row, publication.language) for row in publication.correction_rows)
    return format_html(
        "<hr><h2>{}</h2>{}", _("Corrections and updates"), format_html_join("", "{}", ((row,) for row in rows))
    )


def _note(row: Mapping, language: str) -> str:
    at = stamped(datetime.fromisoformat(row["published_at"]), language)
    return format_html("<p><strong>{}</strong> · {}</p>{}", _KINDS[row["kind"]], at, in_lines(row["text"]))


def in_lines(text: str) -> str:
    """Return a paragraph of plain text that keeps its lines."""
    return format_html("<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n"))))
