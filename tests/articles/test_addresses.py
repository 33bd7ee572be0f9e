"""Where stories are, and that every address a story once had leads to it."""

from datetime import UTC, datetime

import pytest

from articles import desk, editing, publishing, reference
from articles.models import Publication, Redirect, Section
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def change(article, *, by, **changes):
    editing.save(article, by=by, revision=article.revision_number, **changes)
    publishing.publish_urgent(article, by=by, reason="Now.", kind="update")
    return Publication.objects.get(article=article)


def redirects():
    return sorted(Redirect.objects.values_list("old_path", "publication__path"))


def test_path_has_the_day_in_the_newsrooms_zone(trusted_source):
    article = make_article("incoming", published_at_source=datetime(2025, 1, 4, 22, 30, tzinfo=UTC), slug="harbour")

    assert publishing.publish_import(article, by=trusted_source).path == "/world/2025/01/05/harbour/"


def test_path_of_another_language_has_its_prefix(trusted_source):
    article = make_article("incoming", language="ar", headline="الميناء يفتح")

    assert publishing.publish_import(article, by=trusted_source).path == "/ar/world/2025/01/04/الميناء-يفتح/"


def test_path_of_a_sub_section_is_under_the_top_section(trusted_source, section):
    harbour = Section.objects.create(slug="harbours", names={"en": "Harbours"}, parent=section)
    article = make_article("incoming", section=harbour, slug="harbour")

    assert publishing.publish_import(article, by=trusted_source).path == "/world/2025/01/04/harbour/"


def test_new_slug_leaves_a_redirect_and_the_date_stays(trusted_source, chief):
    article = make_article("incoming", slug="first")
    publishing.publish_import(article, by=trusted_source)

    publication = change(article, by=chief, slug="second")

    assert publication.path == "/world/2025/01/04/second/"
    assert redirects() == [("/world/2025/01/04/first/", "/world/2025/01/04/second/")]


def test_slug_there_and_back_again_leads_to_one_place(trusted_source, chief):
    article = make_article("incoming", slug="first")
    publishing.publish_import(article, by=trusted_source)
    change(article, by=chief, slug="second")

    publication = change(article, by=chief, slug="first")

    assert publication.path == "/world/2025/01/04/first/"
    assert ("/world/2025/01/04/second/", publication.path) in redirects()
    assert all(target == publication.path for _old, target in redirects())


def test_new_section_leaves_a_redirect(trusted_source, chief):
    article = make_article("incoming", slug="first")
    publishing.publish_import(article, by=trusted_source)
    sport = make_section("sport")
    chief.memberships.create(role="chief", section=sport)

    publication = change(article, by=chief, section=sport)

    assert publication.path == "/sport/2025/01/04/first/"
    assert redirects() == [("/world/2025/01/04/first/", "/sport/2025/01/04/first/")]


def test_address_that_a_story_once_had_is_never_anothers(trusted_source, chief):
    first, second = make_article("incoming", slug="first"), make_article("incoming", slug="first")
    publishing.publish_import(first, by=trusted_source)
    change(first, by=chief, slug="other")

    assert publishing.publish_import(second, by=trusted_source).path == "/world/2025/01/04/first-2/"


def test_slug_of_the_next_revision_is_not_seen_before_it_is_published(trusted_source, chief):
    article = make_article("incoming", slug="first")
    publishing.publish_import(article, by=trusted_source)

    editing.save(article, by=chief, revision=1, slug="secret")

    assert redirects() == []
    assert Publication.objects.get().path == "/world/2025/01/04/first/"


def test_renamed_section_takes_its_stories_along(trusted_source, chief, section):
    article = make_article("incoming", slug="first")
    publishing.publish_import(article, by=trusted_source)
    held = make_article("incoming", slug="second")
    publishing.publish_import(held, by=trusted_source)
    publishing.hold(held, by=chief)
    section.slug = "globe"

    reference.save(section, by=chief)

    assert redirects() == [
        ("/world/2025/01/04/first/", "/globe/2025/01/04/first/"),
        ("/world/2025/01/04/second/", "/globe/2025/01/04/second/"),
    ]


def test_story_without_a_slug_gets_one_from_its_headline_or_its_number(chief):
    article = make_article(headline="!?", slug="")

    publication = publishing.publish_urgent(article, by=chief, reason="Now.")

    assert publication.slug == f"story-{article.pk}"
    desk.spike(make_article(), by=chief)
