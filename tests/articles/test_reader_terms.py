from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from articles import editing, freezing, publishing, reader_terms
from articles.models import Publication, PublicationTerms
from articles.rights import Role
from tests.factories import make_article, make_author, make_topic, make_user

pytestmark = pytest.mark.django_db


def lexemes(article):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(tsvector_to_array(vector)) FROM articles_publicationterms t"
            " JOIN articles_publication p ON p.id = t.publication_id WHERE p.article_id = %s",
            [article.pk],
        )
        return {lexeme for (lexeme,) in cursor}


def refused(sql, values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return True


def test_live_story_is_found_by_what_readers_see_of_it(section):
    author, topic = make_author(names={"en": "Lina Odeh"}), make_topic()
    article = make_article(
        "published",
        "live",
        section=section,
        headline="Olive press opens",
        kicker="Harvest",
        standfirst="Farmers wait",
        search_title="Opening hours",
        dateline_place="Nablus",
        source="Wire",
        credit_line="Reporting",
        section_label="Internal",
        body="<p>Stones <b>turn</b>.</p>"
        '<figure data-picture="9" data-alt="Unseen"><figcaption>Sacks</figcaption></figure>',
        slug="unseen",
        bylines=[
            {"author": author.pk, "name": "", "role": "by"},
            {"author": None, "name": "Rana Haddad", "role": "photos"},
        ],
        topics=[topic.pk],
    )
    at = article.publication.first_published_at

    assert {word for word in lexemes(article) if word[0] not in "=~^#"} == {
        *("olive", "press", "opens", "harvest", "farmers", "wait", "opening", "hours", "nablus", "wire", "reporting"),
        *("stones", "turn", "sacks", "rana", "haddad"),
    }
    assert {word for word in lexemes(article) if word[0] == "#"} == {
        *(f"#section {section.pk}", "#language en", f"#author {author.pk}", f"#topic {topic.pk}"),
        *(f"#year {at.year}", f"#month {at:%Y-%m}"),
    }
    assert PublicationTerms.objects.get().first_published_at == at


def test_terms_follow_what_is_published_and_not_what_is_written(editor):
    article = make_article("published", "live", headline="Harbour reopens")
    editing.save(article, by=editor, revision=article.revision_number, headline="Harbour flooded")
    draft = lexemes(article)

    publishing.publish_urgent(article, by=make_user(Role.CHIEF), reason="Wrong", kind="update")

    assert ("reopens" in draft, "flooded" in draft) == (True, False)
    assert ("reopens" in lexemes(article), "flooded" in lexemes(article)) == (False, True)


@pytest.mark.parametrize("readers", ["held", "retracted", "removed"])
def test_story_that_was_taken_back_has_no_terms(readers):
    make_article("published", readers)

    assert not PublicationTerms.objects.exists()


def test_released_story_has_its_terms_again(chief):
    article = make_article("published", "live")
    before = lexemes(article)
    publishing.hold(article, by=chief)

    publishing.release(article, by=chief)

    assert lexemes(article) == before != set()


def test_held_story_that_is_published_stays_without_terms(chief):
    article = make_article("published", "held")
    editing.save(article, by=chief, revision=article.revision_number, kicker="Port")

    publishing.publish_urgent(article, by=chief, reason="New", kind="update")

    assert not PublicationTerms.objects.exists()


def test_terms_written_anew_are_those_that_publishing_wrote():
    author, topics = make_author(), [make_topic().pk, make_topic().pk]
    bylines = [{"author": author.pk, "name": "", "role": "by"}, {"author": None, "name": "Rana", "role": "by"}]
    for language in ("en", "ar"):
        make_article("published", "live", language=language, bylines=bylines, topics=topics)
    make_article("published", "held")
    written = list(PublicationTerms.objects.order_by("pk").values())
    PublicationTerms.objects.update(vector="'stale'")

    assert reader_terms.index_all(Publication.objects.values_list("pk", flat=True)) == 2
    assert list(PublicationTerms.objects.order_by("pk").values()) == written


def test_migration_writes_the_terms_that_publishing_does():
    author, topics = make_author(), [make_topic().pk, make_topic().pk]
    bylines = [{"author": author.pk, "name": "", "role": "by"}, {"author": None, "name": "Rana", "role": "by"}]
    texts = {
        "kicker": "Ports",
        "dateline_place": "Acre",
        "source": "Wire",
        "credit_line": "Pool",
        "search_title": "Sea",
    }
    make_article("published", "live", bylines=bylines, topics=topics, **texts)
    make_article("published", "held")
    written = list(PublicationTerms.objects.values())
    PublicationTerms.objects.all().delete()

    import_module("articles.migrations.0005_readers_search").index(apps, None)

    assert list(PublicationTerms.objects.values()) == written


def test_database_refuses_terms_of_a_story_that_is_not_live():
    publication = make_article("published", "held").publication

    assert refused(
        "INSERT INTO articles_publicationterms (publication_id, first_published_at, vector) VALUES (%s, now(), '')",
        [publication.pk],
    )


def test_database_refuses_to_take_back_a_story_that_can_still_be_found(chief, monkeypatch):
    article = make_article("published", "live")
    monkeypatch.setattr(freezing.reader_terms, "forget", lambda publication: None)

    with pytest.raises(IntegrityError, match="still in the search"), transaction.atomic():
        publishing.hold(article, by=chief)
