"""People at work on a story in both its languages at once: each group of stories is locked in one order."""

import pytest

from articles import editing, publishing, translating
from articles.history import broken_rows
from articles.models import Article, Publication
from articles.rights import Role
from tests.articles.test_volleys import fresh, volley
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_translation_begun_by_twelve_at_once_is_there_once():
    original = make_article()
    people = [make_user(Role.REPORTER) for _number in range(12)]

    results = volley([lambda by=by: translating.translate(fresh(original), by=by, language="ar") for by in people])

    assert results.count(translating.AlreadyTranslated) == 11
    assert list(Article.objects.filter(translation_of=original).values_list("language", flat=True)) == ["ar"]


def test_both_languages_taken_back_at_once_end_without_a_deadlock():
    chief = make_user(Role.CHIEF)
    for _round in range(4):
        original = make_article("published", "live")
        translation = translating.translate(original, by=chief, language="ar")
        editing.save(translation, by=chief, revision=1, headline="الميناء", body="<p>عاد.</p>")
        publishing.publish_urgent(translation, by=chief, reason="Now")

        results = volley(
            [
                lambda story=story, move=move: move(fresh(story), by=chief)
                for story in (original, translation)
                for move in (publishing.hold, publishing.remove, publishing.hold)
            ]
        )

        assert results.count(None) >= 2
        assert set(Publication.objects.values_list("status", flat=True)) == {"removed"}
    assert list(broken_rows()) == []
