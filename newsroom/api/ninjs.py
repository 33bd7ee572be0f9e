"""A story that readers have as an item of ninjs 2.1 (https://iptc.org/std/ninjs/). Pure.

ninjs' people and places are whom and what a story is about, which nobody here has said: whom it is by stands in `by`,
its dateline in `located`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from lxml import etree, html

from articles import bodies, moments
from articles.languages import in_language
from articles.models import Publication
from articles.paths import absolute
from newsroom.pages.bylines import ROLES
from newsroom.pages.credited import WRITERS, Credited, credited, writers
from newsroom.pages.feeds.entries import entry_id
from newsroom.pages.feeds.full_text import body_text
from newsroom.pages.pictures import uncut

MEDIA_TYPE = "application/vnd.iptc.ninjs+json"
STANDARD = {"name": "ninjs", "version": "2.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#"}
SECTION = "category"  # what a subject is to the story that names its section
_PLAIN, _XHTML = "text/plain", "application/xhtml+xml"
# Elements of a body that have no end tag in HTML; all others get one, so that both kinds of parser read the text alike.
_VOID = {"br", "hr", "img", "col", "wbr"}


def item(publication: Publication, *, addresses: Mapping[int | str, str]) -> dict[str, Any]:
    """Return a live story, with its section and what `rows.in_whole` adds; `addresses` are whole ones of live stories,
    by article id."""
    language = publication.language
    people = credited(publication)
    return _said(
        {
            "standard": STANDARD,
            "uri": uri(publication),
            "type": "text",
            "representationtype": "full",
            "version": version(publication),
            "pubstatus": "usable",
            "language": language,
            "firstcreated": moment(publication.first_published_at),
            "versioncreated": moment(publication.updated_at),
            "contentcreated": moment(publication.first_published_at),
            "headlines": _texts(main=publication.headline, kicker=publication.kicker),
            "descriptions": _texts(summary=publication.standfirst),
            "by": _by(people),
            "located": publication.dateline_place,
            "bodies": _bodies(publication, addresses),
            "infosources": _sources(publication, people),
            "subjects": [*_section(publication), *_topics(publication)],
            "associations": [_picture(image, publication) for image in _in_order(publication)],
            "altids": [
                {"role": "id", "value": str(publication.pk)},
                {"role": "web", "value": absolute(publication.path)},
            ],
            **_copyright(publication, people),
        }
    )


def taken_back(publication: Publication) -> dict[str, Any]:
    """Return what is left of a story that readers had: a kill, or a withholding where it may come back."""
    is_held = publication.status == "held"
    return {
        "standard": STANDARD,
        "uri": uri(publication),
        "pubstatus": "withheld" if is_held else "canceled",
        "versioncreated": moment(publication.changed_at),
    }


def version(publication: Publication) -> str:
    """Return what counts upward with each change: a typo that was mended is one, too, and so is another picture."""
    return str(int(publication.last_change_at.timestamp()))


def uri(publication: Publication) -> str:
    """Return the name that feeds give the story, too: it stays wherever the story moves."""
    return entry_id("story", publication.pk, since=publication.first_published_at)


def moment(at: datetime) -> str:
    """Return an instant as RFC 3339 has it, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], None)}


def _texts(**by_role: str) -> list[dict[str, str]]:
    return [{"role": role, "contenttype": _PLAIN, "value": text} for role, text in by_role.items() if text]


def _bodies(publication: Publication, addresses: Mapping[int | str, str]) -> list[dict[str, Any]]:
    rich = as_xhtml(body_text(publication, addresses=addresses))
    plain = bodies.plain_text(publication.body_html)
    words = bodies.word_count(publication.body_html)
    return [
        {"role": "main", "contenttype": _XHTML, "wordcount": words, "value": rich},
        {"role": "main", "contenttype": _PLAIN, "wordcount": words, "value": plain},
    ]


def as_xhtml(markup: str) -> str:
    """Return an element of HTML as parsers of XML and of HTML both read it."""
    tree = html.fragment_fromstring(markup)
    for element in tree.iter(etree.Element):
        if not element.text and not len(element) and element.tag not in _VOID:
            element.text = ""
    return etree.tostring(tree, encoding="unicode", method="xml")


def _by(people: Iterable[Credited]) -> str:
    """Return the names, those of each role together; what somebody did who has not written it stands before theirs."""
    runs = groupby((person for person in people if not person.is_agency), attrgetter("role"))
    parts = ((role, ", ".join(person.name for person in run)) for role, run in runs)
    return "; ".join(names if role in WRITERS else f"{ROLES[role]}: {names}" for role, names in parts)


def _sources(publication: Publication, people: Iterable[Credited]) -> list[dict[str, str]]:
    agencies = [_said({"name": one.name, "uri": _page_of(one)}) for one in people if one.is_agency]
    names = {agency["name"] for agency in agencies}
    more = [name for name in (publication.source, publication.credit_line) if name and name not in names]
    return [*agencies, *({"name": name} for name in dict.fromkeys(more))]


def _page_of(one: Credited) -> str:
    return absolute(one.bare_path) if one.bare_path else ""


def _section(publication: Publication) -> Iterator[dict[str, str]]:
    """The section and the one above it."""
    for section in (publication.section.parent, publication.section):
        if section:
            yield {"name": section.name(publication.language), "rel": SECTION, "uri": absolute(section.path)}


def _topics(publication: Publication) -> Iterator[dict[str, str]]:
    for row in publication.topic_rows:
        name = in_language(row["names"], publication.language)
        yield {"name": name, "rel": "about", "uri": absolute(f"/topics/{row['slug']}/")}


def _in_order(publication: Publication) -> list[Mapping]:
    """The pictures that there are files of: the lead, then those of the body in its order."""
    order = [publication.lead_image_id, *(use.picture for use in bodies.picture_uses(publication.body_html))]
    found = [image for image in publication.images if image["id"] in order and image["renditions"]]
    return sorted(found, key=lambda image: order.index(image["id"]))


def _picture(image: Mapping, publication: Publication) -> dict[str, Any]:
    is_lead = image["id"] == publication.lead_image_id
    caption, alternative = _lead_words(publication) if is_lead else _body_words(image, publication)
    largest = uncut(image) or max(image["renditions"], key=lambda row: row["width"])
    credit = (publication.lead_credit if is_lead else "") or image["credit"]
    is_confirmed = image["is_confirmed"]
    return _said(
        {
            "name": "lead" if is_lead else f"picture-{image['id']}",
            "uri": absolute(f"/media/{largest['name']}"),
            "type": "picture",
            "pubstatus": "usable",
            "language": publication.language,
            "descriptions": _texts(caption=caption, alttext=alternative),
            "by": credit,
            "copyrightnotice": image["copyright_notice"] if is_confirmed else "",
            "usageterms": image["licence_url"] if is_confirmed else "",
            "renditions": [_rendition(row) for row in image["renditions"]],
        }
    )


def _lead_words(publication: Publication) -> tuple[str, str]:
    return publication.lead_caption, publication.lead_alternative


def _body_words(image: Mapping, publication: Publication) -> tuple[str, str]:
    """What is said of a picture where it first stands, else what the library says of it."""
    uses = bodies.picture_uses(publication.body_html)
    own = next(use for use in uses if use.picture == image["id"])
    language = publication.language
    return (
        own.caption or in_language(image["captions"], language),
        own.alternative or in_language(image["alternatives"], language),
    )


def _rendition(row: Mapping) -> dict[str, Any]:
    said = {
        "name": f"{row['use']}-{row['width']}-{row['media_type'].rpartition('/')[2]}",
        "href": absolute(f"/media/{row['name']}"),
        "contenttype": row["media_type"],
        "width": row["width"],
        "height": row["height"],
    }
    return said | ({"sizeinbytes": row["file_size"]} if row["file_size"] else {})


def _copyright(publication: Publication, people: list[Credited]) -> dict[str, str]:
    """The newsroom's, of what its own people wrote."""
    if publication.source or any(person.is_agency for person in writers(people)):
        return {}
    name = in_language(settings.NEWSROOM_NAME, publication.language)
    year = moments.local_parts(publication.first_published_at, settings.NEWSROOM_ZONE).year
    return {"copyrightholder": name, "copyrightnotice": f"© {year} {name}"}
