import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from articles import desk, editing, publishing, timed
from articles.admin.standing import publication_of, standing_of
from articles.admin.steps import STEPS
from articles.available import available_moves
from articles.models import Article, Membership, Transition
from articles.models.article import Embargo
from articles.rights import Role
from articles.workflow import Action, states
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db
SOON = "2031-05-06T18:00"
WORDS = {
    "reason": "The desk's reason.",
    "text": "Words for readers.",
    "assignee": "reporter",
    "run_at": SOON,
    "headline": "Harbour reopens after a storm",
}


def words_for(article, action):
    """Everything that a move may ask for."""
    kind = {Action.BLOCK: "legal"}.get(action, "update")
    revision = article.revision_number or ""
    what = "publish" if article.desk_state == "approved" else "hold"
    block = article.blocks.open().first()
    return WORDS | {"kind": kind, "revision": revision, "what": what, "block": block.pk if block else ""}


# --- who may


@pytest.mark.parametrize(
    ("action", "state", "allowed"),
    [
        ("take", ("incoming", "none"), {"reporter", "editor", "chief", "reporter2"}),
        ("assign", ("draft", "none"), {"editor", "chief"}),
        ("submit", ("draft", "none"), {"reporter", "editor", "chief"}),
        ("take_back", ("in_review", "none"), {"reporter", "editor", "chief"}),
        ("send_back", ("in_review", "none"), {"editor", "chief"}),
        ("approve", ("in_review", "none"), {"editor", "chief"}),
        ("publish", ("approved", "none"), {"editor", "chief"}),
        ("publish_urgent", ("draft", "none"), {"chief"}),
        ("fix_typo", ("published", "live"), {"editor", "chief"}),
        ("publish_import", ("incoming", "none"), {"chief"}),
        ("schedule", ("approved", "none"), {"editor", "chief"}),
        ("hold", ("published", "live"), {"editor", "chief"}),
        ("release", ("published", "held"), {"editor", "chief"}),
        ("retract", ("published", "live"), {"chief"}),
        ("reinstate", ("published", "retracted"), {"chief"}),
        ("remove", ("published", "live"), {"chief"}),
        ("block", ("draft", "none"), {"editor", "chief"}),
        ("spike", ("draft", "none"), {"reporter", "editor", "chief"}),
        ("unspike", ("spiked", "none"), {"reporter", "editor", "chief"}),
        ("discard_changes", ("draft", "live"), {"reporter", "editor", "chief"}),
        ("set_embargo", ("draft", "none"), {"reporter", "editor", "chief"}),
    ],
)
def test_move_is_made_by_those_whose_right_it_is(
    request, signed_in, reporter, section, address, fingerprint, action, state, allowed
):
    people = ["reporter", "reporter2", "editor", "chief", "outside_editor", "moderator", "administrator"]
    wanted = {name: 302 if name in allowed else 403 for name in people}
    if state[0] != "incoming":
        wanted["outside_editor"] = 404
    wanted["moderator"] = 404

    found = {}
    for name in people:
        article = make_article(*state, by=reporter)
        browser, before = signed_in(request.getfixturevalue(name)), fingerprint()
        found[name] = browser.post(address(article, "move", action), words_for(article, action)).status_code
        assert (fingerprint() == before) is (found[name] != 302)

    assert found == wanted


def test_anonymous_is_sent_to_sign_in_and_moves_nothing(client, reporter, address, fingerprint):
    article = make_article(by=reporter)
    before = fingerprint()

    response = client.post(address(article, "move", "submit"))

    assert (response.status_code, response.url.split("?")[0]) == (302, "/admin/login/")
    assert fingerprint() == before


def test_moderator_and_deactivated_move_nothing(signed_in, deactivated_chief, reporter, address, fingerprint):
    article = make_article(by=reporter)
    before = fingerprint()

    assert signed_in(deactivated_chief).post(address(article, "move", "submit")).status_code == 302  # to sign in
    assert fingerprint() == before


@pytest.mark.parametrize("action", ["create", "edit", "publish_due", "explode", "PUBLISH", "publish%00", "save_model"])
def test_what_is_no_move_of_a_person_is_not_there(signed_in, chief, address, action):
    article = make_article("approved")
    path = address(article, "move", "publish").replace("/publish/", f"/{action}/")

    assert [signed_in(chief).get(path).status_code, signed_in(chief).post(path).status_code] == [404, 404]


def test_move_without_the_token_is_refused(signed_in, reporter, address, fingerprint):
    article = make_article(by=reporter)
    browser, before = signed_in(reporter, enforce_csrf_checks=True), fingerprint()

    answers = [browser.post(address(article, "move", "submit")), browser.post(address(article), {"headline": "x"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("method", "answers"), [("get", {200, 403, 409}), ("head", {200, 403, 409}), ("options", {405})]
)
def test_looking_at_a_move_changes_nothing(signed_in, chief, address, fingerprint, method, answers):
    articles = [make_article("approved"), make_article("published", "live"), make_article("draft", "held")]
    browser, before = signed_in(chief), fingerprint()

    looks = [getattr(browser, method)(address(story, "move", action)) for action in STEPS for story in articles]

    assert {look.status_code for look in looks} <= answers
    assert fingerprint() == before


# --- buttons


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
@pytest.mark.parametrize(("desk_state", "readers"), list(states()))
def test_buttons_are_what_the_posts_allow(signed_in, section, address, role, desk_state, readers):
    person = make_user(role, section, username="reporter")
    writer = person if role == Role.REPORTER else None
    browser = signed_in(person)
    article = make_article(desk_state, readers, by=writer)
    page = browser.get(address(article)).content.decode()

    allowed = {action for action in STEPS if _would_move(browser, article, action, address=address)}

    # Holding what readers neither have nor await can be scheduled, but nobody is offered it.
    silent = {Action.SCHEDULE} if readers == "none" and desk_state != "approved" else set()
    silent |= {Action.SET_EMBARGO} if desk_state == "spiked" else set()
    assert {action for action in STEPS if f"/move/{action.value}/" in page} == allowed - silent


def _would_move(browser, article, action, *, address):
    """A refusal comes as its sentence alone: no page is made of it."""
    with transaction.atomic():
        posted = words_for(article, action)
        response = browser.post(address(article, "move", action), posted, headers={"accept": "text/plain"})
        transaction.set_rollback(True)
    return response.status_code == 302


def test_buttons_know_blocks_embargoes_and_what_waits(signed_in, chief, section, address):
    article = make_article("approved")
    timed.schedule(article, by=chief, run_at=timezone.now() + timedelta(days=1))
    desk.block(article, by=chief, kind="wire_kill", text="Killed.")
    desk.set_embargo(article, by=chief)

    page = signed_in(chief).get(address(article)).content.decode()

    shown = {action for action in STEPS if f"/move/{action.value}/" in page}
    assert {Action.PUBLISH} & shown == set()
    assert {Action.UNSCHEDULE, Action.CLEAR_BLOCK, Action.LIFT_EMBARGO} <= shown


def test_submitter_has_no_approve_button(signed_in, editor, address):
    article = make_article(by=editor)
    desk.submit(article, by=editor)

    page = signed_in(editor).get(address(article)).content.decode()

    assert "/move/approve/" not in page
    answer = signed_in(editor).post(address(article, "move", "approve"), {"revision": 1})
    assert answer.status_code == 403


def test_available_moves_of_the_page_are_those_of_the_rule(editor):
    article = make_article("approved", "live")

    moves = available_moves(
        Membership.objects.person(editor), standing_of(article, publication=publication_of(article))
    )

    assert Action.PUBLISH in moves
    assert Action.RETRACT not in moves


# --- what is missing, and what came in between


@pytest.mark.parametrize(
    ("action", "state", "given", "sentence"),
    [
        ("send_back", ("in_review", "none"), {}, "Give a reason"),
        ("send_back", ("in_review", "none"), {"reason": " \u200b "}, "Give a reason"),
        ("approve", ("in_review", "none"), {}, "Say which revision"),
        ("publish", ("approved", "live"), {}, "Say what this is to readers"),
        ("publish", ("approved", "live"), {"kind": "first"}, "Say what this is to readers"),
        ("publish", ("approved", "live"), {"kind": "correction"}, "Say in a sentence"),
        ("publish_urgent", ("draft", "none"), {}, "Give a reason"),
        ("retract", ("published", "live"), {}, "A retraction needs a notice"),
        ("reinstate", ("published", "retracted"), {}, "Give a reason"),
        ("block", ("draft", "none"), {"text": "x"}, "Say what kind of block"),
        ("block", ("draft", "none"), {"kind": "legal"}, "Say why"),
        ("assign", ("draft", "none"), {}, "Say who"),
        ("assign", ("draft", "none"), {"assignee": "nobody-known"}, "Nobody at the desk"),
        ("assign", ("draft", "none"), {"assignee": "9" * 30}, "Nobody at the desk"),
        ("schedule", ("approved", "none"), {}, "Say when"),
        ("schedule", ("approved", "none"), {"run_at": "tomorrow"}, "is not a date with a time"),
        ("schedule", ("approved", "none"), {"run_at": SOON, "zone": "Mars/Base"}, "There is no time zone"),
        ("schedule", ("approved", "none"), {"run_at": "2001-01-01T10:00"}, "That moment has passed"),
        ("schedule", ("approved", "none"), {"run_at": SOON, "what": "explode"}, "Only publish, hold and retract"),
        ("schedule", ("approved", "none"), {"run_at": SOON, "change": "x"}, "is not a number"),
        ("schedule", ("approved", "none"), {"run_at": SOON, "fold": "3"}, "choose the first"),
        ("fix_typo", ("published", "live"), {"reason": "r"}, "Nothing was changed"),
        ("fix_typo", ("published", "live"), {"reason": "r", "headline": ""}, "no headline"),
        ("fix_typo", ("published", "live"), {"reason": "r", "headline": "x" * 301}, "too long"),
        ("fix_typo", ("published", "live"), {"reason": "r", "body": "<p>" + "x" * 90}, "a typo fix changes at most"),
        ("set_embargo", ("draft", "none"), {"run_at": "2001-01-01T10:00"}, "in the future"),
        ("release", ("published", "held"), {"keep": ["1", "x"]}, "by its numbers"),
        ("spike", ("draft", "none"), {"reason": "x" * 5001}, "too long"),
    ],
)
def test_something_missing_answers_400_and_says_what(
    signed_in, chief, address, fingerprint, action, state, given, sentence
):
    article = make_article(*state)
    browser, before = signed_in(chief), fingerprint()

    page = browser.post(address(article, "move", action), given)
    plain = browser.post(address(article, "move", action), given, headers={"accept": "text/plain"})
    program = browser.post(address(article, "move", action), given, headers={"accept": "application/json"})

    assert [page.status_code, plain.status_code, program.status_code] == [400, 400, 400]
    assert sentence in plain.content.decode()
    assert json.loads(program.content) == {"status": 400, "sentence": plain.content.decode().strip()}
    assert page.context["sentence"] == plain.content.decode().strip()
    assert address(article) in page.content.decode()
    assert fingerprint() == before


def test_missing_text_gives_the_typed_words_back(signed_in, chief, address):
    article = make_article("approved", "live")

    page = signed_in(chief).post(address(article, "move", "publish"), {"text": "It was <b>Monday</b>.", "kind": "x"})

    assert page.status_code == 400
    assert "It was &lt;b&gt;Monday&lt;/b&gt;." in page.content.decode()


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("publish", ("draft", "none")),
        ("submit", ("in_review", "none")),
        ("take", ("draft", "none")),
        ("release", ("published", "live")),
        ("unspike", ("draft", "none")),
        ("schedule", ("spiked", "none")),
        ("unschedule", ("approved", "none")),
        ("lift_embargo", ("draft", "none")),
        ("clear_block", ("draft", "none")),
    ],
)
def test_not_from_this_state_answers_409(signed_in, chief, address, fingerprint, action, state):
    article = make_article(*state)
    before = fingerprint()

    response = signed_in(chief).post(address(article, "move", action), words_for(article, action))

    assert response.status_code == 409
    assert address(article) in response.content.decode()
    assert fingerprint() == before


@pytest.mark.parametrize(("action", "state"), [("approve", "in_review"), ("publish", "approved"), ("submit", "draft")])
def test_revision_that_was_overtaken_answers_409(signed_in, chief, address, action, state):
    article = make_article(state)
    editing.save(article, by=chief, revision=1, headline="Newer")
    if state == "approved":
        for move in (desk.submit, desk.approve):
            move(article, by=_second(chief, move), **({"revision": 2} if move is desk.approve else {}))

    response = signed_in(chief).post(address(article, "move", action), {"revision": "1", "kind": "first"})

    assert response.status_code == 409
    assert "Revision 2 was saved by chief" in response.content.decode()


def _second(chief, move):
    return chief if move is desk.submit else make_user(Role.CHIEF, username="second-chief")


def test_blocked_publish_answers_409_with_the_block(signed_in, chief, address):
    article = make_article("approved")
    desk.block(article, by=chief, kind="legal", text="A court <order>.")

    response = signed_in(chief).post(address(article, "move", "publish"), {"text": "My text for readers"})

    assert response.status_code == 409
    assert "A court &lt;order&gt;." in response.content.decode()
    assert "My text for readers" in response.content.decode()


# --- done


def test_done_leads_to_the_story_and_says_so(signed_in, reporter, address):
    article = make_article(by=reporter)

    response = signed_in(reporter).post(address(article, "move", "submit"), follow=True)

    assert response.redirect_chain == [(address(article), 302)]
    assert "Done: Submit for review" in response.content.decode()
    row = Transition.objects.filter(article=article).first()
    assert (row.action, row.actor) == ("submit", reporter)


def test_hold_tells_what_it_suspended(signed_in, chief, address):
    article = make_article("approved", "live")
    timed.schedule(article, by=chief, run_at=SOON, kind="update")

    page = signed_in(chief).post(address(article, "move", "hold"), {"text": "Under review."}, follow=True)

    assert f"Suspended: Publish · {SOON} Asia/Jerusalem" in page.content.decode()


def test_release_keeps_the_suspended_changes_that_are_named(signed_in, chief, editor, address):
    article = make_article("approved", "live")
    kept = timed.schedule(article, by=chief, run_at="2031-05-06T18:00", kind="update")
    editing.save(article, by=editor, revision=article.revision_number, kicker="Port")
    desk.submit(article, by=editor)
    desk.approve(article, by=chief, revision=article.revision_number)
    dropped = timed.schedule(article, by=chief, run_at="2031-05-07T18:00", kind="update")
    publishing.hold(article, by=chief)

    step = signed_in(chief).get(address(article, "move", "release")).content.decode()
    signed_in(chief).post(address(article, "move", "release"), {"keep": [str(kept.pk)]})

    assert step.count('name="keep"') == 2
    assert [change.status for change in article.timed_changes.order_by("run_at")] == ["waiting", "cancelled"]
    assert dropped.pk != kept.pk


@pytest.mark.parametrize("named", ["username", "pk"])
def test_assign_takes_a_name_or_a_number(signed_in, editor, reporter2, address, named):
    article = make_article()

    signed_in(editor).post(address(article, "move", "assign"), {"assignee": getattr(reporter2, named)})

    assert Article.objects.get(pk=article.pk).assignee == reporter2


def test_assign_to_nobody(signed_in, editor, reporter2, address):
    article = make_article()
    desk.assign(article, by=editor, assignee=reporter2)

    signed_in(editor).post(address(article, "move", "assign"), {"assignee": "0"})

    assert Article.objects.get(pk=article.pk).assignee is None


def test_embargo_without_a_time_lasts_until_lifted(signed_in, reporter, chief, address):
    article = make_article(by=reporter)

    signed_in(reporter).post(address(article, "move", "set_embargo"), {"run_at": SOON})
    until = Article.objects.get(pk=article.pk).embargo_until
    signed_in(reporter).post(address(article, "move", "set_embargo"), {"run_at": ""})
    open_end = Article.objects.get(pk=article.pk).embargo
    signed_in(chief).post(address(article, "move", "lift_embargo"))

    assert (f"{until:%Y-%m-%d %H:%M}", open_end) == ("2031-05-06 15:00", Embargo.LIFTED)
    assert Article.objects.get(pk=article.pk).embargo == Embargo.NONE


def test_block_with_hold_takes_a_live_story_from_readers(signed_in, editor, address):
    article = make_article("published", "live")

    words = {"kind": "legal", "text": "A complaint.", "hold": "on"}
    signed_in(editor).post(address(article, "move", "block"), words)

    assert publication_of(article).status == "held"


def test_typo_is_fixed_in_the_headline(signed_in, editor, address):
    article = make_article("published", "live", headline="Habour reopens")

    words = {"reason": "A letter was missing.", "headline": "Harbour reopens", "revision": 1}
    signed_in(editor).post(address(article, "move", "fix_typo"), words)

    assert publication_of(article).headline == "Harbour reopens"


# --- the step pages


def test_publish_page_shows_what_readers_get(signed_in, editor, address):
    article = make_article("approved", headline="Dam gates open", section=make_section("world"))

    page = signed_in(editor).get(address(article, "move", "publish")).content.decode()

    today = timezone.localdate()
    for shown in ("Dam gates open", "World", f"/world/{today:%Y/%m/%d}/dam-gates-open/", "Jerusalem Time", "everybody"):
        assert shown in page
    assert "First publication" in page
    assert "Correction" not in page


def test_publish_page_of_a_live_story_asks_what_kind_of_change_it_is(signed_in, editor, address):
    article = make_article("approved", "live")

    form = signed_in(editor).get(address(article, "move", "publish")).context["form"]

    assert [key for key, _label in form.fields["kind"].choices] == ["update", "correction", "clarification", "typo"]
    assert form.fields["kind"].initial is None


def test_publish_page_says_that_a_held_story_stays_with_nobody(signed_in, editor, address):
    article = make_article("approved", "held")

    facts = dict(signed_in(editor).get(address(article, "move", "publish")).context["facts"])

    assert facts["Audience"].startswith("nobody yet")


def test_publish_page_shows_the_address_that_a_taken_slug_leads_to(signed_in, editor, address):
    make_article("published", "live", headline="Same words")
    article = make_article("approved", headline="Same words")

    facts = dict(signed_in(editor).get(address(article, "move", "publish")).context["facts"])

    assert facts["Address"].endswith("/same-words-2/")


def test_approve_page_shows_the_revision_that_is_approved(signed_in, editor, reporter, address):
    article = make_article("in_review", by=reporter)

    page = signed_in(editor).get(address(article, "move", "approve"))

    assert dict(page.context["facts"])["Revision"].startswith("1, saved by reporter, ")
    assert 'name="revision" value="1"' in page.content.decode()


def test_schedule_page_names_the_newsrooms_zone(signed_in, editor, address):
    article = make_article("approved")

    page = signed_in(editor).get(address(article, "move", "schedule"))

    assert dict(page.context["facts"])["Time zone"].startswith("Jerusalem Time (Asia/Jerusalem, UTC+")
    assert "datetime-local" in page.content.decode()


def test_schedule_reads_a_local_time_in_the_newsrooms_zone(signed_in, editor, address):
    article = make_article("approved")

    response = signed_in(editor).post(address(article, "move", "schedule"), {"run_at": "2031-01-06T18:00"})

    change = article.timed_changes.get()
    assert response.status_code == 302
    assert (f"{change.run_at:%H:%M}", change.local_time, change.zone) == ("16:00", "2031-01-06T18:00", "Asia/Jerusalem")


def test_schedule_replaces_the_change_that_is_named(signed_in, editor, address):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=SOON)

    signed_in(editor).post(address(article, "move", "schedule"), {"run_at": "2032-01-06T18:00", "change": change.pk})

    assert [row.local_time for row in article.timed_changes.all()] == ["2032-01-06T18:00"]


def test_schedule_again_says_which_moment_is_given_up(signed_in, editor, address):
    article = make_article("approved")
    timed.schedule(article, by=editor, run_at="2032-01-05T18:00")

    answer = signed_in(editor).post(address(article, "move", "schedule"), {"run_at": "2032-01-06T18:00"}, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert any(line.startswith("It takes the place of: Publish · 2032-01-05T18:00") for line in said)


@pytest.mark.parametrize("name", ["what", "action", "kind"])
def test_schedule_of_a_hold_may_be_named_as_the_what_the_action_or_the_kind(signed_in, editor, address, name):
    article = make_article("published", "live")

    signed_in(editor).post(address(article, "move", "schedule"), {"run_at": SOON, name: "hold"})

    assert list(article.timed_changes.values_list("action", "kind")) == [("hold", "")]


@pytest.mark.parametrize(
    ("local", "sentence"),
    [("2031-03-28T02:30", "does not exist in Asia/Jerusalem"), ("2031-10-26T01:30", "happens twice in Asia/Jerusalem")],
)
def test_schedule_asks_about_missing_and_doubled_hours(signed_in, editor, address, local, sentence):
    article = make_article("approved")

    response = signed_in(editor).post(address(article, "move", "schedule"), {"run_at": local})

    assert response.status_code == 400
    assert sentence in response.context["sentence"]
    assert not article.timed_changes.exists()


def test_schedule_takes_a_doubled_hour_once_it_is_said_which(signed_in, editor, address):
    article = make_article("approved")

    words = {"run_at": "2031-10-26T01:30", "fold": "1"}
    response = signed_in(editor).post(address(article, "move", "schedule"), words)

    assert response.status_code == 302
    assert f"{article.timed_changes.get().run_at:%H:%M}" == "23:30"


def test_odd_words_never_break_a_move(signed_in, chief, address):
    odd = ["\x00", "²", "\ud7ff\uffff", "9" * 400, "<script>", "1;2", "\u202e", "[]", "None"]
    names = ["reason", "kind", "text", "revision", "run_at", "zone", "assignee", "what", "change", "fold", "block"]
    article = SimpleNamespace(pk=make_article("approved", "live").pk)
    browser = signed_in(chief)

    for action in ("publish", "schedule", "assign", "clear_block", "unschedule", "block", "release", "fix_typo"):
        for text in odd:
            posted = dict.fromkeys(names, text) | {"keep": [text, text], "hold": text}
            assert browser.post(address(article, "move", action), posted).status_code in (302, 400, 409)


def test_publish_page_says_what_is_in_the_way(signed_in, editor, reporter, address):
    article = make_article("approved", by=reporter)
    desk.set_embargo(article, by=editor)

    facts = dict(signed_in(editor).get(address(article, "move", "publish")).context["facts"])

    assert facts["Embargo"] == "until somebody lifts it"
    assert facts["In the way"] == "It is embargoed until somebody lifts the embargo."
