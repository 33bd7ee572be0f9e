from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles import desk, timed
from articles.models import Publication
from newsroom.fronts import arranging, slots
from newsroom.fronts import timed as timed_fronts
from newsroom.fronts.models import Arrangement, Banner, Place
from newsroom.fronts.slots import AUTOMATIC, Slot, Until
from tests.factories import make_article, make_section

from .conftest import form

pytestmark = pytest.mark.django_db
FRONT, WORLD = "/admin/fronts/en/", "/admin/fronts/en.world/"
LEAD = "//article[@class='lead']//h2"
BANNER = "//section[@class='breaking']"
HEADLINES = "//main//article//*[self::h2 or self::h3]"


def later(**duration):
    return (timezone.now() + timedelta(**duration)).replace(second=0, microsecond=0)


def shown(response, path=HEADLINES):
    found = html.fromstring(response.content.decode()).xpath(path)
    return [" ".join(row.text_content().split()) for row in found]


def words(response):
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


@pytest.fixture
def at(browser, desk_editor):
    """The document of a front as of so many hours from now."""

    def document(hours=None, *, address=FRONT, person=desk_editor, **more):
        query = more | ({"at": later(hours=hours).isoformat()} if hours is not None else {})
        return browser(person).get(f"{address}preview/page/", query)

    return document


@pytest.fixture
def scheduled(section, editor):
    """An approved story that goes live in two hours."""
    article = make_article("approved", headline="Dome opens", section=section)
    timed.schedule(article, by=editor, run_at=later(hours=2))
    return article


def put(place, by, *slots):
    arranging.record(arranging.locked(place), slots, by=by, note="")


@pytest.mark.parametrize("address", [FRONT, WORLD])
def test_scheduled_story_is_in_its_slot_from_its_minute_on(at, desk_editor, section, scheduled, live, address):
    live("Harbour")
    place = Place("en", section if address == WORLD else None)
    put(place, desk_editor, Slot(article_id=scheduled.pk, headline="The dome"))

    assert shown(at(1, address=address), LEAD) == ["Harbour"]
    assert shown(at(3, address=address), LEAD) == ["The dome"]
    assert shown(at(3, address=address)).count("Dome opens") == 0


def test_scheduled_stories_stand_among_the_newest(at, scheduled, live):
    live("Harbour")
    other = make_article("approved", headline="Second", section=scheduled.section)
    timed.schedule(other, by=scheduled.created_by.__class__.objects.get(username="editor"), run_at=later(hours=2))

    assert sorted(shown(at(3))) == ["Dome opens", "Harbour", "Second"]
    assert sorted(shown(at(3, address=WORLD))) == ["Dome opens", "Harbour", "Second"]


def test_story_that_will_be_held_is_gone(at, editor, live):
    (story,) = live("Harbour")
    timed.schedule(story, by=editor, run_at=later(hours=2), action="hold")

    assert (shown(at(1)), shown(at(3))) == (["Harbour"], [])


def test_blocked_story_will_not_be_there(at, editor, scheduled):
    desk.block(scheduled, by=editor, kind="legal", text="Wait.")

    assert shown(at(3)) == []


def test_new_text_of_a_live_story_is_shown_once_it_is_due(at, editor, section):
    story = make_article("approved", "live", headline="Harbour", section=section)
    timed.schedule(story, by=editor, run_at=later(hours=2), kind="update")

    assert shown(at(3)) == ["Harbour"]


def test_pin_ends_in_the_preview_as_it_will_for_readers(at, desk_editor, live):
    old, _new = live("Old", "New")
    end = later(hours=2)
    until = Until(at=end, local=end.strftime("%Y-%m-%dT%H:%MZ"), zone="UTC")
    put(Place("en"), desk_editor, Slot(article_id=old.pk, until=until))

    assert (shown(at(1), LEAD), shown(at(3), LEAD)) == (["Old"], ["New"])


def test_moment_that_has_passed_is_shown_as_it_was_arranged_then(at, browser, desk_editor, section):
    ago = {hours: timezone.now() - timedelta(hours=hours) for hours in (1, 2, 4, 6)}
    early, late = (make_article("published", "live", headline=name, section=section) for name in ("Early", "Late"))
    for story, hours in ((early, 6), (late, 2)):
        Publication.objects.filter(article=story).update(first_published_at=ago[hours])
    front = arranging.locked(Place("en"))
    for number, (story, hours) in enumerate(((early, 4), (late, 1)), start=1):
        filled = slots.written([Slot(article_id=story.pk, headline=f"{story.headline} led")])
        front.arrangements.create(number=number, slots=filled, digest="", by=desk_editor, at=ago[hours])
    type(front).objects.filter(pk=front.pk).update(number=2)

    assert shown(at(-5)) == ["Early"]
    assert shown(at(-3)) == ["Early led"]
    assert shown(at(-1.5)) == ["Early led", "Late"]
    assert shown(at(), LEAD) == ["Late led"]
    around = browser(desk_editor).get(f"{FRONT}preview/", {"at": later(hours=-3).isoformat()})
    assert "Version 1, which readers had then" in words(around)
    assert "with the stories of then that readers still have, as they are now" in words(around)
    before = browser(desk_editor).get(f"{FRONT}preview/", {"at": later(hours=-5).isoformat()})
    assert "Before anybody arranged it" in words(before)


@pytest.mark.parametrize("address", [FRONT, WORLD])
def test_banner_is_shown_as_of_the_moment(at, desk_editor, address, live):
    live("Harbour")
    begun, ends = timezone.now() - timedelta(hours=1), later(hours=2)
    Banner.objects.create(texts={"en": "Flood"}, by=desk_editor, at=begun, ends_at=ends)

    assert [shown(at(hours, address=address), BANNER) for hours in (-2, 0, 1, 3)] == [
        [],
        ["Breaking Flood"],
        ["Breaking Flood"],
        [],
    ]


def test_waiting_change_is_in_force_from_its_moment_on(at, browser, desk_editor, live):
    old, _new = live("Old", "New")
    filled = [Slot(article_id=old.pk, headline="Later")]
    timed_fronts.schedule(Place("en"), filled=filled, by=desk_editor, started_from=0, run_at=later(hours=2))

    assert (shown(at(1), LEAD), shown(at(3), LEAD)) == (["New"], ["Later"])
    around = browser(desk_editor).get(f"{FRONT}preview/", {"at": later(hours=3).isoformat()})
    assert "The change of" in words(around)


def test_earlier_version_is_shown_with_what_is_live_now(at, desk_editor, live):
    old, _new = live("Old", "New")
    put(Place("en"), desk_editor, Slot(article_id=old.pk))
    put(Place("en"), desk_editor, AUTOMATIC)

    assert shown(at(version="1"), LEAD) == ["Old"]
    assert shown(at(), LEAD) == ["New"]
    assert at(version="7").status_code == 404


def test_what_is_typed_is_shown_and_not_kept(browser, desk_editor, live):
    old, _new = live("Old", "New")

    response = browser(desk_editor).post(f"{FRONT}preview/typed/", form({"article": old.pk, "headline": "Typed"}))

    assert shown(response, LEAD) == ["Typed"]
    assert not Arrangement.objects.exists()


def test_typed_slots_that_cannot_be_are_said(browser, desk_editor, editor):
    response = browser(desk_editor).post(f"{FRONT}preview/typed/", form())

    assert (response.status_code, response.content.decode()) == (400, "The front page needs a slot for its lead.\n")
    assert browser(editor).post(f"{FRONT}preview/typed/", form(None)).status_code == 403


def test_stories_that_somebody_may_not_see_are_left_out_and_counted(at, browser, editor, desk_editor, section):
    away = make_article("approved", headline="Canary 7f3a", section=make_section("sport"))
    timed.schedule(away, by=desk_editor, run_at=later(hours=2))

    response = browser(editor).get(f"{FRONT}preview/", {"at": later(hours=3).isoformat()})

    assert b"Canary" not in at(3, person=editor).content + response.content
    assert "1 scheduled change of a story that you may not see is left out." in words(response)
    assert shown(at(3)) == ["Canary 7f3a"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0000-01-01T10:00", "is not a date with a time"),
        ("noon", "is not a date with a time"),
        ("2035-03-23T02:30", "does not exist"),
        ("\x00", "is not a date with a time"),
    ],
)
def test_moment_that_cannot_be_shown_is_said(browser, desk_editor, typed, sentence):
    for page in ("preview/", "preview/page/"):
        response = browser(desk_editor).get(FRONT + page, {"at": typed})
        assert response.status_code == 400
        assert sentence in response.content.decode()


def test_doubled_hour_is_shown(browser, desk_editor):
    assert browser(desk_editor).get(f"{FRONT}preview/page/", {"at": "2035-10-28T01:30"}).status_code == 200


@pytest.mark.parametrize("query", [{"theme": "x"}, {"width": "x"}, {"version": "x"}, {"version": "-1"}])
def test_preview_that_no_page_asks_for_answers_404(browser, desk_editor, query):
    assert browser(desk_editor).get(f"{FRONT}preview/", query).status_code == 404


def test_document_is_kept_and_found_by_nobody(at):
    response = at()

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b'<meta name="robots" content="noindex">' in response.content
