"""Opposing moves at the same moment, as whole requests of signed-in people: one wins, the other is told."""

import pytest
from django.test import Client

from articles import editing, publishing, timed
from articles.history import broken_rows
from articles.models import Article, Publication, Transition
from articles.rights import Role
from articles.workflow import MoveNotAllowed
from tests.articles.test_volleys import fresh, volley
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def posting(user):
    """Posts moves as a signed-in browser does, and gives the status of the answer."""
    browser = Client(enforce_csrf_checks=False)
    browser.force_login(user)

    def post(article, action, **words):
        address = f"/admin/articles/article/{article.pk}/move/{action}/"
        return browser.post(address, words, headers={"accept": "text/plain"}).status_code

    return post


def opposing(make, *moves, rounds=3):
    """Fires opposing moves at a fresh story, several times. Gives the statuses and the story each time."""
    for _round in range(rounds):
        article = make()
        posts = [posting(make_user(Role.CHIEF)) for _move in moves]
        statuses = volley(
            [
                lambda post=post, action=action, words=words, story=article: post(story, action, **words)
                for post, (action, words) in zip(posts, moves, strict=True)
            ]
        )
        yield statuses, fresh(article), Publication.objects.filter(article=article).first()
    assert list(broken_rows()) == []


SOON = "2031-01-06T18:00"


def test_publish_by_ten_browsers_at_once_happens_once():
    article = make_article("approved")
    posts = [posting(make_user(Role.EDITOR)) for _number in range(10)]

    statuses = volley([lambda post=post: post(article, "publish") for post in posts])

    assert sorted(statuses) == [302] + [409] * 9
    assert Transition.objects.filter(action="publish").count() == 1


def test_publish_against_spike_over_http():
    for statuses, article, publication in opposing(lambda: make_article("approved"), ("publish", {}), ("spike", {})):
        assert sorted(statuses) == [302, 409]
        assert (article.desk_state, bool(publication)) == (
            ("published", True) if statuses[0] == 302 else ("spiked", False)
        )


def test_schedule_against_spike_over_http():
    """Whoever is first, nothing waits on a spiked story."""
    for statuses, article, _publication in opposing(
        lambda: make_article("approved"), ("schedule", {"run_at": SOON}), ("spike", {})
    ):
        assert statuses[1] == 302
        assert article.desk_state == "spiked"
        assert not article.timed_changes.open().exists()


def test_schedule_against_unschedule_over_http():
    def waiting():
        article = make_article("approved")
        timed.schedule(article, by=make_user(Role.EDITOR), run_at=SOON)
        return article

    for statuses, article, _publication in opposing(
        waiting, ("schedule", {"run_at": "2031-01-06T20:00"}), ("unschedule", {})
    ):
        changes = list(article.timed_changes.order_by("pk").values_list("status", "local_time"))
        assert statuses == [302, 302]
        assert changes in (
            [("cancelled", "2031-01-06T20:00")],  # moved, then cancelled
            [("cancelled", SOON), ("waiting", "2031-01-06T20:00")],  # cancelled, then scheduled anew
        )


def test_hold_against_publish_over_http():
    def approved_update():
        return make_article("approved", "live")

    for statuses, _article, publication in opposing(
        approved_update, ("publish", {"kind": "update"}), ("hold", {"text": "Wait."})
    ):
        assert statuses == [302, 302]
        assert (publication.status, publication.revision.number) == ("held", 2)
        assert publication.body_html == ""


def test_approve_against_edit_over_http():
    for _round in range(3):
        article, editor = make_article("in_review"), Client()
        editor.force_login(make_user(Role.EDITOR))
        edit, approve = editing_form(article, editor), posting(make_user(Role.CHIEF))

        approved, saved = volley([lambda story=article, approve=approve: approve(story, "approve", revision="1"), edit])

        now = Article.objects.select_related("head_revision", "approved_revision").get(pk=article.pk)
        assert (approved, saved) in {(302, 302), (409, 302), (302, 409)}
        assert now.approved_revision == (now.head_revision if now.desk_state == "approved" else None)
        if approved == 302:
            assert Transition.objects.get(article=article, action="approve").revision_digest == digest_of(article, 1)
    assert list(broken_rows()) == []


def editing_form(article, browser):
    """The story's form as it was opened, ready to be saved with another standfirst."""
    address = f"/admin/articles/article/{article.pk}/change/"
    form = browser.get(address).context["adminform"].form
    typed = {name: form[name].value() or "" for name in ("headline", "language", "section", "slug", "revision")}
    typed |= {"standfirst": "Another standfirst.", "body": article.body}
    return lambda: browser.post(address, typed).status_code


def digest_of(article, number):
    return article.revisions.get(number=number).digest


def test_edit_between_approval_and_publication_publishes_nothing_unread():
    """Whatever goes to readers is word for word what was approved."""
    for _round in range(4):
        article, editor, writer = make_article("approved"), make_user(Role.EDITOR), make_user(Role.EDITOR)
        approved = Article.objects.select_related("approved_revision").get(pk=article.pk).approved_revision

        def edit(story=article, by=writer):
            return editing.save(fresh(story), by=by, revision=1, body="<p>Nobody has read this.</p>")

        def publish(story=article, by=editor):
            return publishing.publish(fresh(story), by=by)

        _edited, published = volley([edit, publish])

        publication = Publication.objects.filter(article=article).first()
        if published is MoveNotAllowed:
            assert publication is None
        else:
            assert publication.revision.digest == approved.digest
            assert publication.body_html == approved.content["body"]
