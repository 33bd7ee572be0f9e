"""Notices of wires that name their messages by number: what each takes back, in whatever order things come."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from articles import desk, publishing
from articles.models import Article, Block
from articles.rights import Role
from newsroom.wire.filing import Outcome, Result, file_one
from newsroom.wire.formats import anpa
from newsroom.wire.models import WireItem
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Standing
from newsroom.wire.wire_signs import keyword_of
from tests.factories import make_user
from tests.newsroom.wire.filed import STORY, run

pytestmark = pytest.mark.django_db

TERMS = Terms("Asia/Jerusalem")


def story(number=3, *, minutes=0, keyword="FERRIES", **changes):
    at = STORY.published_at + timedelta(minutes=minutes)
    named = {"external_id": f"cwe{number:04}:{at:%Y-%m-%d}", "keyword": keyword}
    said = {"headline": f"Ferries agree {number}", "published_at": at, "changed_at": at, "source_text": ""}
    return replace(STORY, **said | named | changes)


def kill(number=9, *, minutes=60, **changes):
    taking = {"standing": Standing.CANCELED, "desk_note": "Wrong names.", "body": ""}
    return story(number, minutes=minutes, **taking | changes)


def file(source, record):
    return file_one(run(source, format="iptc7901"), record, path=f"{record.external_id}.txt")


def blocked():
    return sorted(Block.objects.open().values_list("article__headline", flat=True))


def rows():
    items = WireItem.objects.order_by("external_id").select_related("article")
    return [(item.external_id, item.status, item.standing, str(item.article)) for item in items]


def test_kill_of_another_file_takes_back_the_story_of_its_slug(wire):
    file(wire, story())

    result = file(wire, kill())

    article = Article.objects.get()
    assert result == Result(Outcome.FILED, f"It takes back: #{article.pk}.")
    assert rows() == [
        ("cwe0003:2025-01-04", "filed", "canceled", "Ferries agree 3"),
        ("cwe0009:2025-01-04", "notice", "canceled", "None"),
    ]
    block = article.blocks.open().get()
    assert (block.kind, block.text) == ("wire_kill", "Coastal Wire has killed this story. Wrong names.")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_makes_no_difference(wire, order):
    records = [story(), story(4, keyword="HARBOURS"), kill()]

    for place in order:
        file(wire, records[place])

    assert rows() == [
        ("cwe0003:2025-01-04", "filed", "canceled", "Ferries agree 3"),
        ("cwe0004:2025-01-04", "filed", "usable", "Ferries agree 4"),
        ("cwe0009:2025-01-04", "notice", "canceled", "None"),
    ]
    assert blocked() == ["Ferries agree 3"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_all_that_may_be_meant_are_alerted(wire, order):
    records = [story(), story(4, minutes=10), kill()]

    for place in order:
        file(wire, records[place])

    assert blocked() == ["Ferries agree 3", "Ferries agree 4"]
    first, second = WireItem.objects.filter(status="filed").order_by("pk").values_list("article", flat=True)
    assert WireItem.objects.get(status="notice").reason == f"It takes back: #{first}, #{second}."


def test_alert_of_several_says_so(wire):
    for record in (story(), story(4), kill()):
        file(wire, record)

    assert Block.objects.first().text == (
        "Coastal Wire has killed this story. Wrong names.\n"
        "The notice names a slug that 2 stories have: look which of them is meant."
    )


def test_number_that_a_kill_names_says_more_than_its_slug(wire):
    for record in (story(), story(4), kill(source_text="KILL cwe 0004 Ferries")):
        file(wire, record)

    assert blocked() == ["Ferries agree 4"]


@pytest.mark.parametrize(
    "other",
    [
        story(keyword="HARBOURS"),
        story(minutes=-3000),
        story(minutes=90),
        story(keyword=""),
    ],
    ids=["of another slug", "of three days before", "sent after it", "of none"],
)
def test_kill_means_no_other_story(wire, other):
    file(wire, other)

    result = file(wire, kill())

    assert result.reason == "A kill of a story that has not come: it waits for it."
    assert blocked() == []


def test_kill_means_no_story_of_another_source(wire, trusted):
    file(trusted, story())

    file(wire, kill())

    assert blocked() == []


@pytest.mark.parametrize("holds", [True, False])
def test_live_stories_are_held_as_the_rule_of_the_source_says(wire, economy, holds):
    wire.holds_what_is_killed = holds
    wire.save()
    chief = make_user(Role.CHIEF)
    for record in (story(), story(4)):
        file(wire, record)
    for article in Article.objects.all():
        publishing.publish_import(article, by=chief)

    file(wire, kill())

    assert [article.publication.status for article in Article.objects.all()] == ["held" if holds else "live"] * 2
    assert len(blocked()) == 2


def test_what_an_editor_has_cleared_is_not_blocked_again(wire):
    editor = make_user(Role.EDITOR)
    for record in (story(), kill()):
        file(wire, record)
    desk.clear_block(Article.objects.get(), by=editor)

    file(wire, story(4, minutes=5))

    assert blocked() == ["Ferries agree 4"]


def test_same_records_again_change_nothing(wire):
    for record in (story(), kill()):
        file(wire, record)
    before = rows()

    outcomes = [file(wire, record).outcome for record in (kill(), story())]

    assert (outcomes, rows(), len(blocked())) == ([Outcome.UNCHANGED] * 2, before, 1)


def test_withheld_is_a_notice_where_it_names_a_story(wire):
    file(wire, story())

    file(wire, kill(standing=Standing.WITHHELD))

    assert Article.objects.count() == 1
    assert Block.objects.get().text == "Coastal Wire withholds this story until it says otherwise. Wrong names."


def test_withheld_that_names_none_is_a_story_of_its_own(wire):
    file(wire, kill(standing=Standing.WITHHELD, body="<p>Not yet.</p>"))

    assert blocked() == ["Ferries agree 9"]


def test_kill_that_came_long_before_waits_for_nothing_else(wire):
    file(wire, kill(published_at=None, changed_at=None, external_id="cwe0009"))
    WireItem.objects.update(received_at=timezone.now())

    file(wire, story())

    assert blocked() == []


@pytest.mark.parametrize(
    ("slug", "keyword"),
    [
        ("BC-ML--Ferries,1st Ld-Writethru", "FERRIES"),
        ("BC-KILL--Ferries", "FERRIES"),
        ("BC-ML--Ferries-Pay, KILL", "FERRIES PAY"),
        ("Harbours/ferries/", "HARBOURS FERRIES"),
        ("Harbours/ferries/ LEAD 2", "HARBOURS FERRIES"),
        ("Fähren", "FÄHREN"),
        ("KILL", ""),
    ],
)
def test_keyword_of_a_slug(slug, keyword):
    assert keyword_of(slug) == keyword


def test_two_files_of_anpa(wire):
    head = "\x16\x16\x01{number}\x1fasian\r\nf f\x13\x11 {slug}     01-04 0466\r\n\x02"
    text = "^{slug},466<\r\n^{line} <\r\n\t   HAIFA, Israel (CP) _ The ferry line will pay more.\r\n"
    tail = "\r\n\t   CP-WF-01-04-25 {time}GMT<\r\n\x03\r\n\x16\x16\x04"
    first = (head + text + tail).format(number="W2870", slug="BC-ML--Ferries", line="Ferries agree", time="2101")
    second = (head + text + tail).format(number="W2999", slug="BC-KILL--Ferries", line="Ferries", time="2210")

    for name, content in (("a.anpa", first), ("b.anpa", second)):
        filing = run(wire, format="anpa")
        for record in anpa.read(content.encode(), TERMS):
            file_one(filing, record, path=name)

    assert blocked() == ["Ferries agree"]
