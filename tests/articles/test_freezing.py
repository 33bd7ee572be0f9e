"""A revision as readers would get it."""

import pytest

from articles import editing, publishing
from articles.models import Article, Publication
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_freeze_writes_nothing():
    article = make_article("approved")

    frozen = publishing.freeze(article.head_revision)

    assert frozen.publication.pk is None
    assert (frozen.publication.headline, frozen.publication.body_html) == (article.headline, article.body)
    assert [byline.name for byline in frozen.bylines] == ["Rana Haddad"]
    assert not Publication.objects.exists()


def test_freeze_takes_the_revision_and_not_the_working_copy(editor):
    article = make_article()
    first = article.head_revision
    editing.save(article, by=editor, revision=1, headline="The pier")

    assert publishing.freeze(first).publication.headline == first.content["headline"]


def test_freeze_sanitises_what_an_older_list_allowed(chief):
    article = make_article("published", "live")
    revision = article.head_revision
    revision.content |= {"body": "<p>A</p><script>x()</script>"}

    assert publishing.freeze(revision).publication.body_html == "<p>A</p>"


def test_freeze_names_the_group_of_translations(settings):
    settings.NEWSROOM_LANGUAGES = ["en", "ar", "he"]
    original = make_article()
    translation = make_article(language="ar", translation_of=original)
    of_translation = make_article(language="he", translation_of=translation)

    groups = [publishing.freeze(story.head_revision).publication.translation_group for story in Article.objects.all()]

    assert groups == [original.pk] * 3
    assert of_translation.pk != original.pk


def test_freeze_again_leaves_what_readers_have_as_it_is():
    article = make_article("draft", "live")
    make_article("published", "held")
    before = Publication.objects.values("headline", "body_html", "path", "updated_at", "status").get(article=article)

    assert publishing.freeze_again() == 1

    after = Publication.objects.values("headline", "body_html", "path", "updated_at", "status").get(article=article)
    assert after == before
