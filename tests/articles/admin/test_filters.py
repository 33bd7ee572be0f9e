import pytest

from articles import desk, editing, timed
from articles.admin.filters import waiting_for
from articles.models import Article, Membership
from tests.factories import make_article

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
