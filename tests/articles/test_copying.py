from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from articles.copying import copy, reserve, store
from articles.models import Article, Image, Publication, Section, Topic
from tests.factories import make_section


def test_copy_stores_what_was_given(db):
    moment = datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=UTC)
    section = make_section("world")
    body = "tab\there\r\nback\\slash \\N \\t 'quotes' \"and\" نص"
    key, other = reserve(Article, 2)
    rows = [
        Article(pk=key, language="en", headline="A", body=body, section=section, published_at_source=moment),
        Article(pk=other, language="ar", headline=""),
    ]

    copy(Article, [vars(row) for row in rows])

    stored = Article.objects.get(pk=key)
    assert (stored.body, stored.published_at_source, stored.section) == (body, moment, section)
    assert stored.created_at
    assert Article.objects.get(pk=other).section is None


def test_copy_gives_keys_and_keeps_json_and_lists(db):
    names = {"en": 'Quoted "word"\n', "ar": "كلمة\\"}
    copy(Topic, [vars(Topic(slug=f"t{n}", names=names)) for n in (1, 2)])

    first, second = Topic.objects.order_by("slug")
    assert (first.names, first.aliases) == (names, [])
    assert first.pk != second.pk


def test_copy_of_nothing_stores_nothing(db):
    copy(Image, [])

    assert Image.objects.count() == 0


def test_copy_obeys_the_triggers(db):
    article = Article.objects.create(language="en")
    section = make_section("world")
    publication = Publication(
        article=article, revision_id=1, section=section, top_section=section, translation_group=1,
        language="en", path="/x/", slug="x", headline="X",
        first_published_at=datetime(2025, 1, 1, tzinfo=UTC), updated_at=datetime(2025, 1, 1, tzinfo=UTC),
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="no move leads to status"), transaction.atomic():
        copy(Publication, [vars(publication)])

    assert Section.objects.count() == 1


def test_store_gives_records_their_keys_and_moments(db):
    topics = [Topic(slug="a", names={"en": "A"}, aliases=['b\\ack, "q" {}', "tab\tand\nline", "ماء", "NULL", ""])]
    articles = [Article(language="en", headline=headline) for headline in ("A", "B")]

    store(topics)
    store(articles)

    assert Topic.objects.get(pk=topics[0].pk).aliases == topics[0].aliases
    assert list(Article.objects.order_by("pk").values_list("headline", flat=True)) == ["A", "B"]
    assert Article.objects.get(pk=articles[1].pk).created_at == articles[1].created_at
    articles[0].headline = "C"
    articles[0].save()
    assert Article.objects.count() == 2
