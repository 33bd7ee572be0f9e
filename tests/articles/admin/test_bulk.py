import re

import pytest
from django.utils.html import escape

from articles import desk, editing
from articles.admin import bulk, bulk_selection
from articles.models import Article, BulkMove, BulkOutcome, TimedChange, Transition
from articles.rights import Role
from articles.workflow import Action
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def begin(signed_in):
    """Ticks stories on the list and chooses what to do: the page that asks, and the browser."""

    def of(user, name, articles, *, query="", **more):
        browser = signed_in(user)
        keys = [getattr(article, "pk", article) for article in articles]
        posted = {"action": name, "_selected_action": keys, "index": "0", "select_across": "0"} | more
        return browser, browser.post(f"{LIST}{query}", posted)

    return of


def hidden(page):
    """The hidden fields of a page's form."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.content.decode()))


def do(browser, name, page, **answers):
    values = {key: value for key, value in hidden(page).items() if key != "csrfmiddlewaretoken"}
    return browser.post(f"{LIST}bulk/{name}/", values | answers)


def outcomes(browser, answer):
    """Headlines done, and refused ones with the sentence, as the last page has them."""
    context = browser.get(answer["Location"]).context
    return [str(story) for story in context["done"]], {str(story): said for story, said in context["refused"]}


def states(*articles):
    return [Article.objects.get(pk=article.pk).desk_state for article in articles]


# --- on the list


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("reporter", ["submit", "move_section", "spike", "unspike"]),
        ("editor", ["submit", "assign", "move_section", "schedule", "hold", "spike", "unspike"]),
        ("administrator", []),
    ],
)
def test_list_offers_what_somebody_may_do_somewhere(signed_in, request, section, who, names):
    make_article()

    page = signed_in(request.getfixturevalue(who)).get(LIST)

    offered = re.findall(r'<option value="(\w+)">', page.content.decode())
    assert offered == names


def test_chooser_offers_nothing(signed_in, editor):
    make_article()

    assert b'name="action"' not in signed_in(editor).get(f"{LIST}?_popup=1").content


@pytest.mark.parametrize("name", ["assign", "delete_selected", "", "publish", "x" * 500])
def test_action_that_is_not_offered_does_nothing(begin, reporter, fingerprint, name):
    article, before = make_article(by=reporter), fingerprint()

    _browser, page = begin(reporter, name, [article])

    assert (page.status_code, fingerprint()) == (302, before)


@pytest.mark.parametrize("keys", [["x"], ["1e3"], ["-1"], ["9" * 40], ["\x00"], ["01"], []])
def test_keys_that_are_none_choose_nothing(begin, editor, section, keys):
    make_article()

    _browser, page = begin(editor, "spike", keys, index="9x")

    assert page.status_code == 302


def test_only_what_the_person_sees_is_chosen(begin, reporter, other_section):
    mine, hidden_one = make_article(by=reporter), make_article(section=other_section, headline="Hidden final score")

    _browser, page = begin(reporter, "spike", [mine, hidden_one])

    assert [story.pk for story in page.context["stories"]] == [mine.pk]
    assert b"Hidden final score" not in page.content


def test_all_of_the_list_is_what_its_filters_show(begin, editor):
    drafts = [make_article(headline=f"Draft {number}") for number in range(3)]
    make_article("in_review")

    _browser, page = begin(editor, "spike", drafts[:1], query="?state=draft", select_across="1")

    assert {story.pk for story in page.context["stories"]} == {story.pk for story in drafts}


@pytest.mark.parametrize(("most", "offered"), [(100, True), (59, False)])
def test_all_are_offered_where_so_many_can_be_moved(signed_in, editor, section, most, offered, monkeypatch):
    monkeypatch.setattr(bulk_selection, "MOST", most)
    for number in range(60):
        make_article(section=section, headline=f"Story {number}")

    page = signed_in(editor).get(LIST)

    assert (b"Select all 60 articles" in page.content) is offered


def test_too_many_are_refused_with_a_sentence(begin, editor, monkeypatch):
    monkeypatch.setattr(bulk_selection, "MOST", 2)
    articles = [make_article() for _number in range(3)]

    browser, page = begin(editor, "spike", articles)

    assert b"At most 2 stories can be moved at once" in browser.get(page["Location"]).content


# --- doing it


def test_each_story_is_moved_or_refused_by_itself(begin, editor, other_section):
    first, second = make_article(headline="First"), make_article(headline="Second", body="<p>TK</p>")
    third = make_article("in_review", headline="Third")

    browser, page = begin(editor, "submit", [first, second, third])
    done, refused = outcomes(browser, do(browser, "submit", page))

    assert done == ["First"]
    assert sorted(refused) == ["Second", "Third"]
    assert "TK" in refused["Second"]
    assert states(first, second, third) == ["in_review", "draft", "in_review"]


def test_right_to_each_story_is_asked(begin, section, other_section):
    person = make_user(Role.EDITOR, section)
    person.memberships.create(role=Role.REPORTER, section=other_section)
    own, theirs = make_article(headline="Own"), make_article(section=other_section, headline="Theirs")

    browser, page = begin(person, "spike", [own, theirs])
    done, refused = outcomes(browser, do(browser, "spike", page, reason="Old."))

    assert (done, list(refused)) == (["Own"], ["Theirs"])
    assert Transition.objects.get(article=own, action=Action.SPIKE).reason == "Old."


def test_stories_are_assigned(begin, editor, reporter):
    articles = [make_article() for _number in range(2)]

    browser, page = begin(editor, "assign", articles)
    do(browser, "assign", page, assignee=str(reporter.pk))

    assert {article.assignee_id for article in Article.objects.all()} == {reporter.pk}


def test_stories_move_to_a_section_and_a_newer_text_is_refused(begin, chief, other_section):
    chief.memberships.update(section=None)
    moved, edited = make_article(headline="Moved"), make_article(headline="Edited")

    browser, page = begin(chief, "move_section", [moved, edited])
    editing.save(edited, by=chief, revision=1, kicker="New")
    done, refused = outcomes(browser, do(browser, "move_section", page, section=str(other_section.pk)))

    assert (done, list(refused)) == (["Moved"], ["Edited"])
    assert [Article.objects.get(pk=story.pk).section.slug for story in (moved, edited)] == ["sport", "world"]
    assert Article.objects.get(pk=moved.pk).revision_number == 2


@pytest.mark.parametrize("key", ["", "x", "999999", "other"])
def test_section_of_others_is_refused(begin, editor, other_section, fingerprint, key):
    article, before = make_article(), None
    browser, page = begin(editor, "move_section", [article])
    before = fingerprint()

    answer = do(browser, "move_section", page, section=str(other_section.pk) if key == "other" else key)

    assert (answer.status_code, fingerprint()) == (400, before)
    assert b"Choose a section that you work for." in answer.content


def test_stories_are_scheduled_for_one_moment(begin, editor):
    approved, live = make_article("approved", headline="Soon"), make_article("approved", "live", headline="Again")
    draft = make_article(headline="Not ready")

    browser, page = begin(editor, "schedule", [approved, live, draft])
    answers = {"what": "publish", "run_at": "2031-05-06T18:00", "zone": "Asia/Jerusalem", "kind": "update"}
    done, refused = outcomes(browser, do(browser, "schedule", page, **answers))

    assert (sorted(done), list(refused)) == (["Again", "Soon"], ["Not ready"])
    assert {change.local_time for change in TimedChange.objects.all()} == {"2031-05-06T18:00"}


@pytest.mark.parametrize("run_at", ["", "soon", "2031-13-45T99:99", "2031-03-28T02:30", "\x00"])
def test_moment_that_cannot_be_is_asked_again(begin, editor, fingerprint, run_at):
    article = make_article("approved")
    browser, page = begin(editor, "schedule", [article])
    before = fingerprint()

    answer = do(browser, "schedule", page, what="publish", run_at=run_at, zone="Asia/Jerusalem", reason="Keep this.")

    assert (answer.status_code, fingerprint()) == (400, before)
    assert b"Keep this." in answer.content


def test_stories_are_held_with_a_notice(begin, editor):
    live, draft = make_article("published", "live", headline="Live"), make_article(headline="Draft")

    browser, page = begin(editor, "hold", [live, draft])
    done, refused = outcomes(browser, do(browser, "hold", page, text="We are checking."))

    assert (done, list(refused)) == (["Live"], ["Draft"])
    assert Article.objects.get(pk=live.pk).publication.status == "held"


def test_spiked_stories_come_back(begin, editor):
    articles = [make_article("spiked") for _number in range(2)]

    browser, page = begin(editor, "unspike", articles, query="?state=spiked")
    do(browser, "unspike", page)

    assert states(*articles) == ["draft", "draft"]


# --- once, and only what was chosen


def test_doing_the_same_twice_does_it_once(begin, editor, reporter):
    article = make_article()
    browser, page = begin(editor, "assign", [article])

    first = do(browser, "assign", page, assignee=str(reporter.pk))
    second = do(browser, "assign", page, assignee=str(reporter.pk))

    assert first["Location"] == second["Location"]
    assert Transition.objects.filter(action=Action.ASSIGN).count() == 1
    assert outcomes(browser, second)[0] == [article.headline]


def test_other_answers_to_the_same_page_are_another_move(begin, editor, reporter, reporter2):
    article = make_article()
    browser, page = begin(editor, "assign", [article])

    do(browser, "assign", page, assignee=str(reporter.pk))
    do(browser, "assign", page, assignee=str(reporter2.pk))

    assert Article.objects.get(pk=article.pk).assignee == reporter2


@pytest.mark.parametrize("change", ["broken", "other move", "other person", "old"])
def test_selection_cannot_be_changed(begin, signed_in, editor, editor2, fingerprint, change, monkeypatch):
    article = make_article()
    browser, page = begin(editor, "spike", [article])
    selection, name = hidden(page)["selection"], "spike"
    before = fingerprint()
    match change:
        case "broken":
            selection = selection[:-3] + "abc"
        case "other move":
            name = "unspike"
        case "other person":
            browser = signed_in(editor2)
        case "old":
            monkeypatch.setattr(bulk_selection, "LASTS", -1)

    answer = browser.post(f"{LIST}bulk/{name}/", {"selection": selection})

    assert (answer.status_code, fingerprint()) == (400, before)
    assert b"This selection is too old, or not yours" in answer.content


def test_story_that_went_out_of_sight_is_refused_and_not_named(begin, reporter, chief, other_section):
    article = make_article(headline="Going away", section=make_section("world"))
    browser, page = begin(reporter, "submit", [article])
    Article.objects.filter(pk=article.pk).update(section=other_section)

    answer = do(browser, "submit", page)
    shown = browser.get(answer["Location"])

    assert BulkOutcome.objects.get().refusal == "It is not there any more, or no longer yours to see."
    assert b"Going away" not in shown.content
    assert shown.context["unseen"] == 1


def test_outcomes_are_for_whoever_did_it(begin, signed_in, editor, editor2):
    browser, page = begin(editor, "spike", [make_article()])
    address = do(browser, "spike", page)["Location"]

    assert [signed_in(user).get(address).status_code for user in (editor, editor2)] == [200, 404]
    assert browser.get(f"{LIST}bulk/done/00000000-0000-0000-0000-000000000000/").status_code == 404


@pytest.mark.parametrize("name", ["publish", "nothing", "delete"])
def test_unknown_move_is_not_there(signed_in, chief, name):
    assert signed_in(chief).post(f"{LIST}bulk/{name}/").status_code == 404


def test_move_of_a_higher_rank_is_forbidden(signed_in, reporter):
    assert signed_in(reporter).post(f"{LIST}bulk/assign/").status_code == 403


def test_steps_are_posts(signed_in, chief):
    assert signed_in(chief).get(f"{LIST}bulk/spike/").status_code == 405


def test_steps_ask_for_the_token(begin, signed_in, editor):
    article = make_article()
    _browser, page = begin(editor, "spike", [article])

    answer = signed_in(editor, enforce_csrf_checks=True).post(
        f"{LIST}bulk/spike/", hidden(page) | {"csrfmiddlewaretoken": "x"}
    )

    assert (answer.status_code, states(article)) == (403, ["draft"])


# --- trying it out


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(bulk, "MOST_WITHOUT_TRIAL", 2)
    return [make_article(headline=f"Story {number}") for number in range(3)]


def test_many_stories_are_tried_first_and_nothing_stays(
    begin, editor, many, fingerprint, django_capture_on_commit_callbacks
):
    desk.submit(many[0], by=editor)
    browser, page = begin(editor, "submit", many)
    before = fingerprint()

    with django_capture_on_commit_callbacks() as callbacks:
        tried = do(browser, "submit", page)

    assert (tried.status_code, fingerprint(), callbacks) == (200, before, [])
    assert [str(story) for story in tried.context["done"]] == ["Story 2", "Story 1"]
    assert [str(story) for story, _said in tried.context["refused"]] == ["Story 0"]
    assert not BulkMove.objects.exists()

    done, refused = outcomes(browser, do(browser, "submit", tried))

    assert (sorted(done), list(refused)) == (["Story 1", "Story 2"], ["Story 0"])


def test_confirmation_is_for_the_very_answers(begin, editor, many, reporter, reporter2):
    browser, page = begin(editor, "assign", many)
    tried = do(browser, "assign", page, assignee=str(reporter.pk))

    again = do(browser, "assign", tried, assignee=str(reporter2.pk))

    assert (again.status_code, Transition.objects.filter(action=Action.ASSIGN).count()) == (200, 0)


def test_confirmation_of_another_selection_does_not_count(begin, editor, many):
    browser, page = begin(editor, "spike", many)
    confirmed = hidden(do(browser, "spike", page))["confirmed"]
    browser, other = begin(editor, "spike", many)

    answer = do(browser, "spike", other, confirmed=confirmed)

    assert (answer.status_code, states(*many)) == (200, ["draft"] * 3)


def test_few_stories_can_be_tried_as_well(begin, editor):
    article = make_article()
    browser, page = begin(editor, "spike", [article])

    tried = do(browser, "spike", page, **{"try": "1"})

    assert states(article) == ["draft"]
    do(browser, "spike", tried)
    assert states(article) == ["spiked"]


def test_answers_are_carried_over_as_typed(begin, editor, many):
    reason = 'Said "<b>no</b>" & twice\nالسبب'
    browser, page = begin(editor, "spike", many)

    tried = do(browser, "spike", page, reason=reason)

    assert f'name="reason" value="{escape(reason)}"' in tried.content.decode()
