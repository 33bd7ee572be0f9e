import json
from datetime import UTC, datetime

import pytest
from django.utils import translation
from lxml import etree

from articles import editing, publishing
from articles.models import Publication
from articles.rights import Role
from newsroom.api import ninjs
from newsroom.api.rows import in_whole
from newsroom.wire.stories import Standing, WireByline
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import make_image, publish
from tests.newsroom.wire.formats.reading import story

from .asking import OF_NINJS


def read_again(publication):
    """The publication as an item, and that item as our own wire reads it."""
    found = in_whole(Publication.objects.select_related("section__parent")).get(pk=publication.pk)
    item = ninjs.item(found, addresses={})
    OF_NINJS.validate(item)
    return item, story(json.dumps(item))


def byline(author=None, name="", role="by"):
    return {"author": author and author.pk, "name": name, "role": role}


def test_everything_of_a_story_comes_back_from_its_item(db):
    lead, inside = make_image(), make_image(credit="Omar Saleh", captions={"en": "The pier"})
    body = f'<p>Boats go <em>out</em> again.</p><figure data-picture="{inside.pk}"></figure><p>At noon &amp; dusk.</p>'
    section = make_section("football", parent=make_section("sport"))
    publication = publish(
        section=section,
        headline="Harbour reopens",
        standfirst="After the storm.",
        kicker="Port",
        dateline_place="Jaffa",
        body=body,
        source="",
        lead_image=lead,
        bylines=[byline(make_author("rana", names={"en": "Rana Haddad"})), byline(name="Omar Saleh")],
        topics=[make_topic("harbours").pk],
    )

    item, found = read_again(publication)

    assert found.external_id == item["uri"]
    assert found.standing is Standing.USABLE
    assert (found.headline, found.standfirst, found.place) == ("Harbour reopens", "After the storm.", "Jaffa")
    assert found.published_at == publication.first_published_at
    first, figure, last = found.body.partition("<figure")[0], found.pictures[0], found.body.rpartition("</figure>")[2]
    assert (first, last) == ("<p>Boats go <em>out</em> again.</p>", "<p>At noon &amp; dusk.</p>")
    assert 'data-picture="1"' in found.body
    assert found.bylines == (WireByline("Rana Haddad", "by"), WireByline("Omar Saleh", "by"))
    assert (figure.caption, figure.credit, figure.is_lead) == ("The pier", "Omar Saleh", False)
    assert [(picture.caption, picture.credit) for picture in found.pictures if picture.is_lead] == [
        ("Boats at noon", "Rana Haddad")
    ]
    assert [picture.alternative for picture in found.pictures] == ["Two boats", "Two boats"]
    assert (found.section_label, found.wider_labels) == ("Football", ("Sport",))
    assert found.tags == ("Sport", "Football", "Harbours")
    assert [subject["name"] for subject in item["subjects"]] == ["Sport", "Football", "Harbours"]
    assert item["copyrightholder"] == "Newsroom"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Rana Haddad, Huda; Photographs: Omar Saleh; Translation: Lina Aziz; Editing: Sami"),
        ("ar", "Rana Haddad, Huda; تصوير: Omar Saleh; ترجمة: Lina Aziz; تحرير: Sami"),
        ("he", "Rana Haddad, Huda; צילום: Omar Saleh; תרגום: Lina Aziz; עריכה: Sami"),
    ],
)
def test_who_took_part_is_told_apart_from_who_wrote(db, language, said):
    roles = [("Rana Haddad", "by"), ("Huda", "by"), ("Coastal Wire", "agency")]
    roles += [("Omar Saleh", "photos"), ("Lina Aziz", "translation"), ("Sami", "editing")]
    publication = publish(source="", bylines=[byline(name=name, role=role) for name, role in roles])

    with translation.override(language):
        item, found = read_again(publication)

    assert item["by"] == said
    assert found.bylines == tuple(WireByline(name, role) for name, role in roles if role != "agency")


def test_nobody_of_many_is_lost(db):
    roles = [(f"Rana Haddad of {place}-on-Sea", role) for role in ("by", "photos") for place in "ABCDEFGHI"]
    publication = publish(source="", bylines=[byline(name=name, role=role) for name, role in roles])

    _item, found = read_again(publication)

    assert found.bylines == tuple(WireByline(name, role) for name, role in roles)


def test_agency_is_a_source_and_the_newsroom_claims_nothing(db):
    agency = make_author("coastal", names={"en": "Coastal Wire"}, kind="agency")
    publication = publish(source="", bylines=[byline(agency, role="agency")])

    item, found = read_again(publication)

    assert item["infosources"] == [{"name": "Coastal Wire", "uri": "http://127.0.0.1:8000/authors/coastal/"}]
    assert "copyrightholder" not in item
    assert found.credit_line == "Coastal Wire"


def test_arabic_story_says_its_language(db):
    publication = publish(language="ar", headline="الميناء يعود", body="<p>عادت القوارب.</p>")

    item, found = read_again(publication)

    assert (item["language"], found.language, found.headline) == ("ar", "ar", "الميناء يعود")
    assert 'dir="rtl"' in item["bodies"][0]["value"]
    assert item["bodies"][1]["value"] == "عادت القوارب."


def test_correction_makes_a_later_version(db):
    chief, publication = make_user(Role.CHIEF), publish(at=datetime(2025, 1, 4, 17, 12, tzinfo=UTC))
    article = publication.article
    before, _found = read_again(publication)
    editing.save(article, by=chief, revision=article.revision_number, body="<p>On Tuesday.</p>")
    article.refresh_from_db()
    publishing.publish_urgent(article, by=chief, reason="Wrong", kind="correction", text="It was Tuesday.")

    item, found = read_again(publication)

    assert item["firstcreated"] == before["versioncreated"] == "2025-01-04T17:12:00Z"
    assert item["versioncreated"] > item["firstcreated"]
    assert int(item["version"]) >= int(before["version"])
    assert found.changed_at > found.published_at


@pytest.mark.parametrize(
    ("move", "standing"),
    [("hold", Standing.WITHHELD), ("retract", Standing.CANCELED), ("remove", Standing.CANCELED)],
)
def test_story_that_is_taken_back_is_a_notice_and_no_text(db, move, standing):
    publication = publish()
    words = {"text": "It was wrong."} if move == "retract" else {"reason": "It was wrong."}
    getattr(publishing, move)(publication.article, by=make_user(Role.CHIEF), **words)
    publication.refresh_from_db()

    item = ninjs.taken_back(publication)

    OF_NINJS.validate(item)
    found = story(json.dumps(item))
    assert (found.external_id, found.standing, found.headline, found.body) == (item["uri"], standing, "", "")
    assert set(item) == {"standard", "uri", "pubstatus", "versioncreated"}


def test_body_is_read_alike_as_xml_and_as_html():
    markup = "<div><p>One<br>two</p><td></td><p></p></div>"

    written = ninjs.as_xhtml(markup)

    assert written == "<div><p>One<br/>two</p><td></td><p></p></div>"
    assert etree.fromstring(written).tag == "div"
