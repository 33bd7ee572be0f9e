"""What lists remember of a story is never out of date, whoever changed which part of it, and however."""

import pytest

from articles.models import Author, Image, Publication, Section
from newsroom.pages.fragments import card, line
from tests.factories import make_author, make_section
from tests.newsroom.pages.readers import make_image, publish

pytestmark = pytest.mark.django_db
LISTS = ["/", "/world/"]


@pytest.fixture
def story():
    """A story that leads the lists, others below it, all of them shown once."""
    author = make_author("rana", names={"en": "Rana Haddad"})
    for number in range(4):
        publish(headline=f"Boat {number}", lead_image=make_image())
    return publish(
        headline="Harbour reopens",
        standfirst="At noon.",
        lead_image=make_image(alternatives={"en": "Two boats"}),
        bylines=[{"author": author.pk, "name": "", "role": "by"}],
    )


def changed(story, **values):
    Publication.objects.filter(pk=story.pk).update(**values)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "values",
    [
        {"headline": "Harbour closes"},
        {"standfirst": "At midnight."},
        {"kicker": "Ports"},
        {"path": "/world/2025/01/04/elsewhere/"},
        {"lead_alternative": "Three boats"},
    ],
)
def test_list_shows_what_a_story_says_now(client, story, path, values):
    before = client.get(path).content.decode()
    changed(story, **values)

    (said,) = values.values()
    assert (said in before, said in client.get(path).content.decode()) == (False, True)


@pytest.mark.parametrize("path", LISTS)
def test_list_shows_the_picture_that_a_story_has_now(client, story, path):
    before = client.get(path).content.decode()
    other = make_image()
    changed(story, lead_image=other)
    name = other.renditions.first().name

    assert (name in before, name in client.get(path).content.decode()) == (False, True)


@pytest.mark.parametrize("path", LISTS)
def test_list_shows_the_renditions_that_a_picture_has_now(client, story, path):
    before = client.get(path).content.decode()
    Image.objects.get(pk=story.lead_image_id).renditions.all().delete()

    assert before.count("<picture") - client.get(path).content.decode().count("<picture") == 1


def test_front_shows_the_names_that_author_and_section_have_now(client, story):
    client.get("/")
    Author.objects.filter(slug="rana").update(names={"en": "Rana Khoury"})
    Section.objects.filter(slug="world").update(names={"en": "Abroad"})
    page = client.get("/").content.decode()

    assert ("Rana Khoury" in page, "Rana Haddad" in page, "Abroad" in page, "World" in page) == (
        True,
        False,
        True,
        False,
    )


def test_section_that_is_hidden_or_new_moves_the_navigation_at_once(client, story):
    client.get("/corrections/")
    sport = make_section("sport", names={"en": "Sport"})
    publish(headline="Match", section=sport)
    with_sport = client.get("/corrections/").content.decode()
    Section.objects.filter(pk=sport.pk).update(hidden=True)

    assert ("Sport" in with_sport, "Sport" in client.get("/corrections/").content.decode()) == (True, False)


def test_list_marks_the_section_that_the_reader_is_in(client, story):
    assert 'href="/world/" aria-current="true"' in client.get("/world/").content.decode()
    assert 'href="/world/" aria-current' not in client.get("/corrections/").content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_markup_in_a_headline_is_text_also_where_the_same_text_was_safe(client, story, path):
    changed(story, headline="<b>Harbour</b>", standfirst="<i>At noon</i>")
    page = client.get(path).content.decode()

    assert ("<b>Harbour" in page, "&lt;b&gt;Harbour" in page, "&lt;i&gt;At noon" in page) == (False, True, True)


@pytest.mark.parametrize("zone", ["Asia/Jerusalem", "America/New_York"])
def test_moment_is_that_of_the_zone(client, story, settings, zone):
    settings.NEWSROOM_ZONE = zone

    hour = {"Asia/Jerusalem": "7:12 pm", "America/New_York": "12:12 pm"}[zone]
    assert hour in client.get("/world/").content.decode()


def test_fragment_that_shows_the_same_is_made_once(client, story):
    client.get("/")
    made = [made.cache_info().misses for made in (card, line)]
    client.get("/")

    assert [made.cache_info().misses for made in (card, line)] == made
