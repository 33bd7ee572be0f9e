from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles import editing
from articles import timed as timed_stories
from articles.rights import Role
from newsroom.fronts import arranging, timed
from newsroom.fronts.models import Arrangement, Place, TimedArrangement
from newsroom.fronts.slots import AUTOMATIC, Slot
from tests.factories import make_article, make_section, make_user

from .conftest import form, in_force

pytestmark = pytest.mark.django_db
FRONT, WORLD = "/admin/fronts/en/", "/admin/fronts/en.world/"
KEPT = ("change", "note", "run_at")


def page(response):
    return html.fromstring(response.content.decode())


def words(response):
    return " ".join(page(response).text_content().split())


def rows_of(response):
    """The article and what was typed for its headline in each row of the form."""
    slots = page(response).xpath("//ol[@id='slot-list']/li[@data-slot]")
    return [
        (slot.xpath("./input/@value")[0], *slot.xpath(".//input[contains(@name, 'headline')]/@value")) for slot in slots
    ]


def test_front_that_nobody_arranged_has_the_usual_slots(browser, desk_editor):
    response = browser(desk_editor).get(FRONT)

    assert rows_of(response) == [("",)] * 4
    assert "Nobody has arranged this front" in words(response)


def test_saved_slots_are_before_readers(browser, desk_editor, live):
    first, second = live("Harbour", "Vote")
    sent = form({"article": second.pk, "headline": "A vote", "kicker": "Now"}, None, first, note="Evening")

    response = browser(desk_editor).post(FRONT, sent, follow=True)

    assert response.redirect_chain == [(FRONT, 302)]
    assert "Readers have version 1 now." in words(response)
    assert in_force() == (
        Slot(article_id=second.pk, headline="A vote", kicker="Now"),
        AUTOMATIC,
        Slot(article_id=first.pk),
    )
    assert Arrangement.objects.get().note == "Evening"


def test_section_front_is_arranged_by_its_editor(browser, editor, section, live):
    (story,) = live("Harbour")

    browser(editor).post(WORLD, form(story))

    assert in_force(section=section) == (Slot(article_id=story.pk),)


def test_pin_is_typed_in_the_newsrooms_time(browser, desk_editor, live):
    (story,) = live("Harbour")

    browser(desk_editor).post(FRONT, form({"article": story.pk, "until": "2040-07-01T12:00"}))

    (slot,) = in_force()
    assert (slot.until.at, slot.until.zone) == (datetime(2040, 7, 1, 9, tzinfo=UTC), "Asia/Jerusalem")


@pytest.mark.parametrize("field", ["slot-0-until", "run_at"])
def test_doubled_hour_is_asked_about(browser, desk_editor, live, field):
    (story,) = live("Harbour")
    sent = form(story) | {field: "2035-10-28T01:30", "do": "schedule" if field == "run_at" else "save"}

    response = browser(desk_editor).post(FRONT, sent)
    fold = field.replace("until", "fold").replace("run_at", "fold")
    again = browser(desk_editor).post(FRONT, sent | {fold: "1"})

    assert response.status_code == 400
    assert page(response).xpath(f"//input[@name='{fold}']/@value") == ["0", "1"]
    assert page(response).xpath(f"//input[@name='{field}']/@value") == ["2035-10-28T01:30"]
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"slot-0-until": "noon"}, "Slot 1: “noon” is not a date with a time."),
        ({"slot-0-until": "2035-03-23T02:30"}, "Slot 1: 2035-03-23 02:30 does not exist"),
        ({"slot-0-until": "2001-01-01T10:00"}, "Slot 1 is pinned until a moment that has passed"),
        ({"slot-0-headline": "a" * 400}, "The words in slot 1 are longer than 300 characters."),
        ({"slot-0-article": "x"}, "There is no story No. 0 (slot 1)."),
        ({"slot-0-article": str(2**62)}, "There is no story No."),
        ({"slots": "0"}, "The front page needs a slot for its lead."),
        ({"note": "a" * 301}, "The note has more than 300 characters."),
        ({"version": "99"}, "This front has no version 99."),
        ({"version": "x"}, "This front has no version -1."),
        ({"do": "schedule"}, "Say when: a date with a time"),
        ({"do": "schedule", "run_at": "2001-01-01T10:00"}, "That moment has passed"),
        ({"do": "schedule", "run_at": "2040-01-01T10:00", "zone": "Asia/Atlantis"}, "There is no time zone"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(browser, desk_editor, live, sent, sentence):
    (story,) = live("Harbour")
    typed = form({"article": story.pk, "headline": "Boats <out>"}, note="Kept") | sent

    response = browser(desk_editor).post(FRONT, typed)

    assert response.status_code == 400
    assert sentence in words(response)
    assert page(response).xpath("//input[@name='note']/@value") == [typed["note"]]
    if "slots" not in sent and "slot-0-article" not in sent:
        assert rows_of(response) == [(str(story.pk), typed["slot-0-headline"])]
    assert not Arrangement.objects.exists()
    assert not TimedArrangement.objects.exists()


def test_nul_and_odd_characters_do_no_harm(browser, desk_editor, live):
    (story,) = live("Harbour")

    sent = form({"article": story.pk, "headline": "Bo\x00ats\u202e", "until": "\x00"}, note="\x00", q="\x00")

    assert browser(desk_editor).post(FRONT, sent).status_code == 400
    assert browser(desk_editor).post(FRONT, sent | {"do": "find"}).status_code == 200
    assert browser(desk_editor).post(FRONT, sent | {"slot-0-until": ""}).status_code == 302
    assert in_force()[0].headline == "Boats"


# --- buttons


def test_buttons_change_the_form_and_save_nothing(browser, desk_editor, live):
    first, second = live("Harbour", "Vote")
    sent = form({"article": first.pk, "headline": "Typed"}, second)

    for wish, expected in {
        "down-1": [(str(second.pk), ""), (str(first.pk), "Typed")],
        "automatic": [(str(first.pk), "Typed"), (str(second.pk), ""), ("",)],
        "remove-1": [(str(second.pk), "")],
        "nonsense": [(str(first.pk), "Typed"), (str(second.pk), "")],
    }.items():
        response = browser(desk_editor).post(FRONT, sent | {"do": wish})
        assert (response.status_code, rows_of(response)) == (200, expected)
    assert not Arrangement.objects.exists()


def test_story_is_found_and_put_in(browser, desk_editor, live, section):
    live("Harbour reopens")
    make_article(headline="Harbour in Arabic", language="ar", section=section)
    draft = make_article(headline="Harbour plans", section=section)
    make_article("spiked", headline="Harbour spiked", section=section)

    response = browser(desk_editor).post(FRONT, form(None, q="harbour", do="find"))
    added = browser(desk_editor).post(FRONT, form(None, q="harbour", do=f"add-{draft.pk}"))

    shown = page(response).xpath("//ul[@class='found']//p[@class='slot-headline']")
    assert [" ".join(row.text_content().split()) for row in shown] == ["Harbour plans", "Harbour reopens"]
    assert rows_of(added) == [(str(draft.pk), "")]


def test_stories_say_where_they_stand(browser, desk_editor, live, section, editor):
    scheduled = make_article("approved", headline="Dome opens", section=section)
    timed_stories.schedule(scheduled, by=editor, run_at=timezone.now() + timedelta(days=2))
    (story,) = live("Harbour")

    response = browser(desk_editor).post(FRONT, form(scheduled, story, do="number"))

    states = page(response).xpath("//ol[@id='slot-list']//span[starts-with(@class, 'state')]/text()")
    assert states[0].startswith("Approved, goes live")
    assert states[1] == "Live"
    assert "Readers find it here once it is live" in words(response)


# --- what somebody may not see


@pytest.fixture
def hidden_slot(section, desk_editor):
    """On the front of "world", in slot 1, with words of its own: a draft of sport, which no editor of world may see."""
    draft = make_article(headline="Canary 7f3a", kicker="Canary 7f3a", section=make_section("sport"))
    front = arranging.locked(Place("en", section))
    slot = Slot(article_id=draft.pk, headline="Canary 7f3b", kicker="Canary 7f3c")
    arranging.record(front, [slot, AUTOMATIC], by=desk_editor, note="")
    return slot


@pytest.mark.parametrize("states", [("published", "retracted"), ("published", "removed"), ("spiked",)], ids=str)
def test_story_that_was_taken_back_is_said_to_be_and_one_to_come_is_not(browser, desk_editor, section, states):
    stories = [make_article(*states, section=section), make_article("approved", section=section)]
    filled = [Slot(article_id=story.pk) for story in stories]
    arranging.arrange(Place("en"), filled=filled, by=desk_editor, started_from=0)

    notes = page(browser(desk_editor).get(FRONT)).xpath("//p[contains(@class, 'slot-note')]/text()")

    assert notes == [
        "It was taken back: the newest stands in its place.",
        "Readers find it here once it is live; until then the newest stands in its place.",
    ]


@pytest.mark.parametrize("rest", ["", "history/", "history/1/", "history/0/", "preview/", "preview/page/"])
def test_story_that_somebody_may_not_see_is_not_named(browser, editor, reporter, hidden_slot, rest):
    for person in (editor, reporter):
        response = browser(person).get(WORLD + rest)
        assert response.status_code == 200
        assert b"7f3" not in response.content


def test_slot_that_somebody_may_not_see_is_kept_with_its_words(browser, editor, section, hidden_slot, live):
    (story,) = live("Harbour")
    sent = form(story, {"article": hidden_slot.article_id, "headline": "Mine"}, version=1)

    response = browser(editor).post(WORLD, sent)

    assert response.status_code == 302
    assert in_force(section=section) == (Slot(article_id=story.pk), hidden_slot)


def test_story_that_somebody_may_not_see_cannot_be_put_in(browser, editor):
    draft = make_article(headline="Canary 7f3a", section=make_section("sport"))

    found = browser(editor).post(WORLD, form(q="Canary", do="find"))
    added = browser(editor).post(WORLD, form(do=f"add-{draft.pk}"))
    saved = browser(editor).post(WORLD, form(draft))

    assert b"7f3a" not in found.content + added.content + saved.content
    assert saved.status_code == 400
    assert f"There is no story No. {draft.pk} (slot 1)." in words(saved)


def test_live_story_of_another_section_shows_what_readers_have(browser, editor, section, desk_editor):
    away = make_article("draft", "live", headline="Public", section=make_section("sport"))
    arranging.record(arranging.locked(Place("en", section)), [Slot(article_id=away.pk)], by=desk_editor, note="")

    response = browser(editor).get(WORLD)

    assert "Public" in words(response)


# --- live stories of other sections


@pytest.fixture
def of_sport():
    """Live, with a draft on top of which nobody of "world" may know."""
    story = make_article("published", "live", headline="Regatta", section=make_section("sport"))
    editor = make_user(Role.EDITOR, username="sport-editor")
    editing.save(story, by=editor, revision=story.revision_number, headline="Canary 7f3a")
    return story


def put_in(response):
    return [value for value in page(response).xpath("//button[@name='do']/@value") if value.startswith("add-")]


@pytest.mark.parametrize("asked", ["regatta", "number"])
def test_live_story_of_another_section_is_found_and_put_in_with_words(browser, editor, section, of_sport, asked):
    client, asked = browser(editor), str(of_sport.pk) if asked == "number" else asked

    found = client.post(WORLD, form(do="find", q=asked))
    added = client.post(WORLD, form(do=f"add-{of_sport.pk}"))

    assert put_in(found) == [f"add-{of_sport.pk}"]
    assert rows_of(added) == [(str(of_sport.pk), "")]
    assert b"Canary 7f3a" not in found.content + added.content
    assert client.post(WORLD, form({"article": of_sport.pk, "headline": "Ours"})).status_code == 302
    assert in_force(section=section) == (Slot(article_id=of_sport.pk, headline="Ours"),)


def test_live_story_of_another_section_is_not_found_by_what_is_on_the_desk(browser, editor, of_sport):
    make_article("approved", headline="Canary 7f3b", section=of_sport.section)

    assert put_in(browser(editor).post(WORLD, form(do="find", q="canary"))) == []


def test_story_that_went_live_meanwhile_keeps_the_words_that_the_form_did_not_show(
    browser, editor, section, desk_editor, of_sport
):
    slot = Slot(article_id=of_sport.pk, headline="Ours")
    arranging.arrange(Place("en", section), filled=[slot], by=desk_editor, started_from=0)
    sent = form(of_sport, {"article": ""}, version=1)
    without = {name: value for name, value in sent.items() if not name.startswith("slot-0-") or "article" in name}

    browser(editor).post(WORLD, without)

    assert in_force(section=section) == (slot, AUTOMATIC)


# --- two at once


def test_stale_save_shows_both_and_keeps_what_was_typed(browser, desk_editor, chief, section, live):
    mine, theirs = live("Harbour", "Vote")
    arranging.arrange(Place("en", section), filled=[Slot(article_id=theirs.pk)], by=chief, started_from=0)
    sent = form({"article": mine.pk, "headline": "Typed"}, note="Mine")

    response = browser(desk_editor).post(WORLD, sent)

    assert response.status_code == 409
    assert "chief arranged this front meanwhile: it is version 1 now." in words(response)
    assert "“Vote” put in slot 1" in words(response)
    assert rows_of(response) == [(str(mine.pk), "Typed")]
    assert in_force(section=section) == (Slot(article_id=theirs.pk),)
    again = page(response).xpath("//input[@name='version']/@value")[0]
    assert browser(desk_editor).post(WORLD, sent | {"version": again}).status_code == 302
    assert in_force(section=section) == (Slot(article_id=mine.pk, headline="Typed"),)


# --- for a moment


def test_change_waits_is_listed_and_cancelled(browser, desk_editor, live):
    (story,) = live("Harbour")
    sent = form(story, do="schedule", run_at="2040-07-01T12:00", zone="Europe/London", note="Summer")

    response = browser(desk_editor).post(FRONT, sent, follow=True)

    change = TimedArrangement.objects.get()
    assert "It waits for its moment: 2040-07-01 12:00, Europe/London." in words(response)
    assert "Summer" in words(response)
    assert set(page(response).xpath("//input[@name='change']/@value")) == {str(change.pk)}
    cancelled = browser(desk_editor).post(f"{FRONT}cancel/", {"change": change.pk}, follow=True)
    assert "The change is cancelled. " in words(cancelled)
    assert "Nothing waits." in words(cancelled)


def waits(by, story, *, hours=5, **more):
    at = (timezone.now() + timedelta(hours=hours)).replace(second=0, microsecond=0)
    filled = [Slot(article_id=story.pk, headline="Here")]
    return timed.schedule(Place("en"), filled=filled, by=by, started_from=0, run_at=at, **more)


def test_waiting_change_says_what_it_does_and_is_moved_in_one_step(browser, desk_editor, live):
    (story,) = live("Harbour")
    change = waits(desk_editor, story, zone="Europe/London")

    shown = browser(desk_editor).get(FRONT)

    assert "“Harbour” put in slot 1" in words(shown)
    sent = {"change": change.pk, "run_at": "2040-07-01T12:00"}
    moved = browser(desk_editor).post(f"{FRONT}move/", sent, follow=True)
    assert "It waits for its moment: 2040-07-01 12:00, Europe/London." in words(moved)
    assert [row.local_time for row in TimedArrangement.objects.waiting()] == ["2040-07-01T12:00"]


@pytest.mark.parametrize(
    ("run_at", "sentence"),
    [("", "Say when"), ("2020-01-01T10:00", "That moment has passed"), ("x\0", "x"), ("2040-10-28T01:30", "twice")],
)
def test_other_moment_that_cannot_be_is_said_beside_what_was_typed(browser, desk_editor, live, run_at, sentence):
    change = waits(desk_editor, *live("Harbour"))
    sent = {"change": change.pk, "run_at": run_at}

    response = browser(desk_editor).post(f"{FRONT}move/", sent)

    assert response.status_code == 400
    assert sentence in page(response).xpath("string(//p[@class='errornote'])")
    assert len(page(response).xpath("//form[@class='front-move']//input[@name='fold']")) == 2 * (sentence == "twice")
    assert TimedArrangement.objects.waiting().get() == change


@pytest.mark.parametrize("key", ["", "x", "0", str(2**62)])
def test_moving_nothing_is_refused(browser, desk_editor, key):
    response = browser(desk_editor).post(f"{FRONT}move/", {"change": key, "run_at": "2040-07-01T12:00"})

    assert response.status_code == 409
    assert "No such change is waiting on this front." in words(response)


def test_slots_of_a_waiting_change_are_changed_in_its_place(browser, desk_editor, live):
    harbour, vote = live("Harbour", "Vote")
    change = waits(desk_editor, harbour, note="Evening")

    opened = browser(desk_editor).get(FRONT, {"change": change.pk})

    assert rows_of(opened) == [(str(harbour.pk), "Here")]
    typed = {name: page(opened).xpath(f"string(//form[@id='arrange']//input[@name='{name}']/@value)") for name in KEPT}
    assert typed == {"change": str(change.pk), "note": "Evening", "run_at": change.local_time}
    browser(desk_editor).post(FRONT, form(vote, do="schedule", **typed))
    assert TimedArrangement.objects.waiting().get().places == (Slot(article_id=vote.pk),)


def test_slots_of_a_failed_change_are_not_lost(browser, desk_editor, live):
    (story,) = live("Harbour")
    change = waits(desk_editor, story)
    at = timezone.now() + timedelta(minutes=1)
    TimedArrangement.objects.filter(pk=change.pk).update(status="failed", error="It was late.", finished_at=at)
    (link,) = page(browser(desk_editor).get(FRONT)).xpath("//a[contains(text(), 'Put its slots')]/@href")

    opened = browser(desk_editor).get(link)

    assert rows_of(opened) == [(str(story.pk), "Here")]
    assert page(opened).xpath("//form[@id='arrange']//input[@name='change']") == []


@pytest.mark.parametrize("number", ["x", "0", "-1", "999999"])
def test_slots_of_a_change_that_there_is_not_answer_404(browser, desk_editor, number):
    assert browser(desk_editor).get(FRONT, {"change": number}).status_code == 404


def test_saving_in_place_of_what_waits_no_more_is_refused_and_loses_nothing(browser, desk_editor, live):
    (story,) = live("Harbour")
    change = waits(desk_editor, story)
    timed.cancel(change.pk, place=Place("en"), by=desk_editor)
    sent = form({"article": story.pk, "headline": "Typed"}, do="schedule", change=change.pk, run_at="2040-07-01T12:00")

    response = browser(desk_editor).post(FRONT, sent)

    assert response.status_code == 409
    assert "No such change is waiting on this front." in words(response)
    assert rows_of(response) == [(str(story.pk), "Typed")]
    assert browser(desk_editor).post(FRONT, sent | {"change": "x"}).status_code == 409
    assert page(response).xpath("//form[@id='arrange']//input[@name='change']") == []


@pytest.mark.parametrize("key", ["", "x", "0", str(2**62)])
def test_cancelling_nothing_is_refused(browser, desk_editor, key):
    response = browser(desk_editor).post(f"{FRONT}cancel/", {"change": key})

    assert response.status_code == 409
    assert "No such change is waiting on this front." in words(response)


def test_failed_change_and_one_made_from_an_older_version_are_said(browser, desk_editor, live):
    (story,) = live("Harbour")
    at = timezone.now() + timedelta(hours=5)
    failed, waits = (
        timed.schedule(Place("en"), filled=[AUTOMATIC], by=desk_editor, started_from=0, run_at=at + timedelta(hours=n))
        for n in (0, 1)
    )
    TimedArrangement.objects.filter(pk=failed.pk).update(status="failed", error="It was late.", finished_at=at)
    arranging.arrange(Place("en"), filled=[Slot(article_id=story.pk)], by=desk_editor, started_from=0)

    response = browser(desk_editor).get(FRONT)

    assert "failed: It was late." in words(response)
    assert "made from version 0: the front has changed since" in words(response)
    assert "1 change failed" in words(browser(desk_editor).get("/admin/fronts/"))


# --- who may


@pytest.mark.parametrize("who", ["editor", "reporter", "chief", "administrator"])
def test_whoever_may_not_arrange_reads_without_a_form(browser, request, who):
    client = browser(request.getfixturevalue(who))

    assert page(client.get(FRONT)).xpath("//form[@id='arrange']") == []
    response = client.post(FRONT, form(None))
    assert response.status_code == 403
    assert "The front page is arranged by an editor of every section." in words(response)


@pytest.mark.parametrize("address", ["/admin/fronts/", FRONT, "/admin/fronts/banner/", f"{FRONT}history/"])
def test_moderator_has_no_business_here(browser, moderator, address):
    assert browser(moderator).get(address).status_code == 403


@pytest.mark.parametrize("key", ["fr", "en.nowhere", "en.", "en.world.x", ".world", "EN", "%00", "en.%00", "banner.x"])
def test_front_that_there_is_not_answers_404(browser, desk_editor, section, key):
    assert browser(desk_editor).get(f"/admin/fronts/{key}/").status_code in (404, 400)


# --- going back


def test_history_says_what_was_done_and_leads_back(browser, desk_editor, live):
    first, second = live("Harbour", "Vote")
    client = browser(desk_editor)
    client.post(FRONT, form(first, None))
    client.post(FRONT, form(second, {"article": first.pk, "headline": "Boats"}, version=1, note="Vote first"))

    told = words(client.get(f"{FRONT}history/"))
    beside = words(client.get(f"{FRONT}history/1/"))
    back = client.post(f"{FRONT}undo/", {"to": 1, "version": 2}, follow=True)

    assert "“Vote” put in slot 1" in told
    assert "“Harbour” has other words" in told
    assert "Vote first" in told
    assert "Go back to version 1" in beside
    assert "Readers have version 3 now, which equals version 1." in words(back)
    assert in_force() == (Slot(article_id=first.pk), AUTOMATIC)


def test_undo_of_a_stale_page_is_refused_beside_the_comparison(browser, desk_editor, live):
    (story,) = live("Harbour")
    client = browser(desk_editor)
    client.post(FRONT, form(story))
    client.post(FRONT, form(None, version=1))

    response = client.post(f"{FRONT}undo/", {"to": 0, "version": 1})

    assert response.status_code == 409
    assert "arranged this front meanwhile" in words(response)
    assert Arrangement.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"to": "x", "version": "0"}, {"to": "99", "version": "1"}, {"to": "0"}])
def test_undo_of_what_there_is_not_answers_404(browser, desk_editor, sent):
    browser(desk_editor).post(FRONT, form(None))

    assert browser(desk_editor).post(f"{FRONT}undo/", sent).status_code == 404


@pytest.mark.parametrize("number", ["2", "x", "-1", "01", str(10**9)])
def test_version_that_there_is_not_answers_404(browser, desk_editor, number):
    browser(desk_editor).post(FRONT, form(None))

    assert browser(desk_editor).get(f"{FRONT}history/{number}/").status_code == 404


def test_history_of_what_nobody_arranged_says_so(browser, desk_editor):
    assert "Nobody has arranged this front" in words(browser(desk_editor).get(f"{FRONT}history/"))


def test_long_history_goes_on(browser, desk_editor):
    front = arranging.locked(Place("en"))
    for _number in range(31):
        arranging.record(front, [AUTOMATIC], by=desk_editor, note="")
    client = browser(desk_editor)

    first = page(client.get(f"{FRONT}history/"))
    rest = page(client.get(f"{FRONT}history/?before=2"))

    assert len(first.xpath("//ol[@class='front-history']/li")) == 30
    assert first.xpath("//a[text()='Earlier']/@href") == ["?before=2"]
    assert len(rest.xpath("//ol[@class='front-history']/li")) == 1


# --- how often the database is asked


@pytest.mark.parametrize("rest", ["", "history/"])
def test_pages_ask_as_often_for_many_slots_as_for_one(browser, desk_editor, live, rest, django_assert_max_num_queries):
    stories = live(*(f"Story {number}" for number in range(12)))
    client = browser(desk_editor)
    client.post(FRONT, form(*stories))

    with django_assert_max_num_queries(16):
        client.get(FRONT + rest)
