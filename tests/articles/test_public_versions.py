import pytest
from django.db import IntegrityError, transaction

from articles import editing, public_versions, publishing
from articles.models import Article, PublishedVersion
from articles.rights import Role
from articles.workflow import MoveIncomplete, RightMissing
from tests.factories import make_section, make_user
from tests.newsroom.pages.readers import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.PUBLIC_VERSIONS = True


@pytest.fixture
def chief():
    return make_user(Role.CHIEF)


def change(story, *, by, kind="update", text="", **fields):
    """The next text of a story, published at once."""
    article = Article.objects.get(pk=story.article_id)
    editing.save(article, by=by, revision=article.revision_number, **fields)
    publishing.publish_urgent(article, by=by, reason="Now", kind=kind, text=text)


def texts(story):
    rows = PublishedVersion.objects.filter(publication=story).order_by("number")
    return [(row.number, row.kind, row.headline, row.body_html) for row in rows]


def test_each_text_that_readers_had_is_a_version_and_a_draft_is_none(chief):
    story = publish(headline="One", body="<p>First.</p>")
    change(story, by=chief, body="<p>Second.</p>", kind="correction", text="It was the second.")
    article = Article.objects.get(pk=story.article_id)
    editing.save(article, by=chief, revision=article.revision_number, body="<p>Canary draft.</p>")

    assert texts(story) == [(1, "first", "One", "<p>First.</p>"), (2, "correction", "One", "<p>Second.</p>")]


def test_nothing_is_kept_where_it_is_switched_off(chief, settings):
    settings.PUBLIC_VERSIONS = False

    assert texts(publish()) == []


def test_text_from_before_the_switch_is_kept_when_it_is_replaced(chief, settings):
    settings.PUBLIC_VERSIONS = False
    story = publish(headline="One", body="<p>First.</p>")
    settings.PUBLIC_VERSIONS = True

    change(story, by=chief, body="<p>Second.</p>")

    assert texts(story) == [(1, "", "One", "<p>First.</p>"), (2, "update", "One", "<p>Second.</p>")]
    assert PublishedVersion.objects.get(number=1).published_at == story.updated_at


@pytest.mark.parametrize("take_back", ["hold", "retract", "remove"])
def test_versions_of_what_is_taken_back_are_empty(chief, take_back):
    story = publish(headline="Canary")
    change(story, by=chief, headline="Canary two")

    more = {"text": "It was wrong."} if take_back == "retract" else {}
    getattr(publishing, take_back)(story.article, by=chief, **more)

    assert [row[2:] for row in texts(story)] == [("", ""), ("", "")]
    assert not PublishedVersion.objects.readable().exists()


def test_versions_come_back_with_their_story_but_for_the_struck(chief):
    story = publish(headline="One")
    change(story, by=chief, headline="Two")
    public_versions.strike(PublishedVersion.objects.get(number=1), by=chief, reason="A court asked for it.")

    publishing.hold(story.article, by=chief)
    publishing.release(story.article, by=chief)

    assert [row[2] for row in texts(story)] == ["", "Two"]


def test_text_published_while_held_is_empty_until_release(chief):
    story = publish(headline="One")
    publishing.hold(story.article, by=chief)

    change(story, by=chief, headline="Canary")
    assert [row[2] for row in texts(story)] == ["", ""]
    publishing.release(story.article, by=chief)

    assert [row[2] for row in texts(story)] == ["One", "Canary"]


def test_version_is_struck_by_a_chief_with_a_reason_once(chief):
    publish()
    version = PublishedVersion.objects.get()

    for other in (make_user(Role.EDITOR), make_user(Role.CHIEF, make_section("sport")), make_user(is_superuser=True)):
        with pytest.raises(RightMissing):
            public_versions.strike(version, by=other, reason="Law")
    with pytest.raises(MoveIncomplete):
        public_versions.strike(version, by=chief, reason=" ")
    public_versions.strike(version, by=chief, reason="Law")
    with pytest.raises(MoveIncomplete):
        public_versions.strike(version, by=chief, reason="Law")


def test_database_refuses_words_that_readers_may_not_have(chief):
    story = publish()
    publishing.hold(story.article, by=chief)

    for act in (
        lambda: PublishedVersion.objects.update(headline="Canary"),
        lambda: PublishedVersion.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
