from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk, editing, timed
from articles.desk_lists import waiting_for
from articles.models import Article, Membership
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def shown(browser, query):
    return [article.headline for article in browser.get(f"{LIST}?{query}").context["cl"].result_list]


def waiting(user):
    person = Membership.objects.person(user)
    return {article.headline for article in waiting_for(Article.objects.visible_to(person), person)}


@pytest.fixture
def stories(reporter, other_section):
    make_article(by=reporter, headline="My draft")
    make_article(headline="Their draft", language="ar")
    make_article("in_review", headline="To read", section=other_section)
    make_article("published", "live", headline="Out")
    make_article("draft", "live", headline="Out and changed")
    make_article("published", "retracted", headline="Taken back")
    make_article("incoming", headline="From the wire", section=None)


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("for=mine", {"My draft"}),
        ("in=sport", {"To read"}),
        ("state=draft", {"My draft", "Their draft", "Out and changed"}),
        ("state=incoming", {"From the wire"}),
        ("state=live", {"Out", "Out and changed"}),
        ("state=retracted", {"Taken back"}),
        ("language=ar", {"Their draft"}),
        ("changes=yes", {"Out and changed"}),
        ("scheduled=waiting", set()),
        ("readers=none", {"My draft", "Their draft", "To read", "From the wire"}),
        ("readers=retracted", {"Taken back"}),
        ("readers=live&state=draft", {"Out and changed"}),
        ("in=none", set()),
        ("assignee=nobody&state=incoming", {"From the wire"}),
        ("priority=3", set()),
        ("stale=yes", set()),
        ("way=block", set()),
        ("way=embargo", set()),
        ("changed=hour&in=sport", {"To read"}),
        ("q=draft&language=en", {"My draft"}),
    ],
)
def test_filter_shows_only_its_own(signed_in, reporter, stories, query, headlines):
    reporter.memberships.update(section=None)

    assert set(shown(signed_in(reporter), query)) == headlines


def test_scheduled_shows_what_waits_for_its_minute(signed_in, editor):
    make_article("approved", headline="Not scheduled")
    article = make_article("approved", headline="At six")
    timed.schedule(article, by=editor, run_at="2031-05-06T18:00")

    assert shown(signed_in(editor), "scheduled=waiting") == ["At six"]


def test_stories_in_review_wait_for_editors_but_not_for_their_submitter(editor, editor2, reporter, outside_editor):
    article = make_article(by=editor, headline="Read me")
    desk.submit(article, by=editor)

    assert [waiting(user) for user in (editor, editor2, reporter, outside_editor)] == [set(), {"Read me"}, set(), set()]


def test_sent_back_draft_waits_for_its_writer_until_it_is_handed_in_again(editor, reporter):
    article = make_article("in_review", by=reporter, headline="Mend me")
    before = waiting(reporter)

    desk.send_back(article, by=editor, reason="Who says so?")
    sent_back = waiting(reporter)
    editing.save(article, by=reporter, revision=1, kicker="Mended")
    mended = waiting(reporter)
    desk.submit(article, by=reporter)

    assert [before, sent_back, mended, waiting(reporter)] == [set(), {"Mend me"}, {"Mend me"}, set()]


def test_assigned_draft_waits_for_whoever_it_is_assigned_to(editor, reporter, reporter2):
    article = make_article(by=reporter, headline="Yours now")

    desk.assign(article, by=editor, assignee=reporter2)

    assert [waiting(reporter), waiting(reporter2)] == [set(), {"Yours now"}]


def test_due_stories_are_those_still_worked_on(signed_in, editor, section):
    now = timezone.now()
    make_article(headline="Late", due_at=now - timedelta(hours=1))
    make_article(headline="Next week", due_at=now + timedelta(days=5))
    make_article(headline="Next month", due_at=now + timedelta(days=40))
    make_article("published", "live", headline="Done", due_at=now - timedelta(hours=1))

    browser = signed_in(editor)

    found = {value: set(shown(browser, f"due={value}")) for value in ("overdue", "by_tonight", "week")}
    assert found == {"overdue": {"Late"}, "by_tonight": {"Late"}, "week": {"Late", "Next week"}}


def test_what_is_in_the_way_is_found(signed_in, editor, section):
    blocked, embargoed, passed = (make_article(headline=name) for name in ("Blocked", "Embargoed", "Passed"))
    desk.block(blocked, by=editor, kind="second_person", text="Read this with me.")
    desk.set_embargo(embargoed, by=editor)
    desk.set_embargo(passed, by=editor, run_at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=passed.pk).update(embargo_until=timezone.now() - timedelta(hours=1))

    browser = signed_in(editor)

    assert [shown(browser, "way=block"), shown(browser, "way=embargo")] == [["Blocked"], ["Embargoed"]]


def test_stories_of_somebody_and_of_a_priority_are_found(signed_in, editor, reporter2, section):
    assigned = make_article(headline="Hers")
    desk.assign(assigned, by=editor, assignee=reporter2)
    make_article(headline="Urgent", priority=3)

    browser = signed_in(editor)

    assert shown(browser, f"assignee={reporter2.pk}") == ["Hers"]
    assert shown(browser, "priority=3") == ["Urgent"]


def test_section_holds_its_sub_sections(signed_in, editor, section):
    make_article(section=make_section("world-asia", parent=section), headline="Below")
    make_article(section=section, headline="Above")

    browser = signed_in(editor)

    assert set(shown(browser, "in=world")) == {"Below", "Above"}
    assert shown(browser, "in=world-asia") == ["Below"]


def test_filter_of_the_state_shows_desk_states_and_what_was_chosen(signed_in, editor, section):
    def offered(query):
        specs = signed_in(editor).get(f"{LIST}?{query}").context["cl"].filter_specs
        spec = next(spec for spec in specs if spec.parameter_name == "state")
        return [str(choice["display"]) for choice in spec.choices(signed_in(editor).get(LIST).context["cl"])]

    assert offered("") == ["All", "Incoming", "Draft", "In review", "Approved", "Spiked"]
    assert offered("state=live") == ["All", "Incoming", "Draft", "In review", "Approved", "Spiked", "Live"]
