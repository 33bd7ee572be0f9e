import pytest
from django.test import Client

from articles import old_addresses, publishing
from articles.models import Edition, OldAddress
from articles.old_paths import key_of
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
OLD = "https://old.example/2020/01/%D9%85%D9%88%D8%A7%D8%B9%D9%8A%D8%AF/"


def came_from(article, *addresses):
    return old_addresses.keep({key_of(address): article.pk for address in addresses})


def answer(path, **extra):
    response = Client().get(path, **extra)
    return response.status_code, response.headers.get("Location")


@pytest.fixture
def live():
    return make_article("published", "live")


def test_every_way_to_ask_for_an_old_address_leads_to_the_story(live):
    came_from(live, OLD, "https://old.example/?p=12", "https://old.example/a/story.html", "/world-cup/")

    wanted = (301, live.publication.path)
    assert answer("/2020/01/%D9%85%D9%88%D8%A7%D8%B9%D9%8A%D8%AF/") == wanted
    assert answer("/2020/01/%d9%85%d9%88%d8%a7%d8%b9%d9%8a%d8%af") == wanted
    assert answer("/?p=12") == wanted
    assert answer("/index.php?p=12") == wanted
    assert answer("/?utm_source=mail&p=12") == wanted
    assert answer("/a/story.html") == wanted
    assert answer("/world-cup") == wanted  # in one step, not over /world-cup/
    assert Client().head("/world-cup/").status_code == 301
    assert Client().post("/a/story.html").status_code == 404


def test_address_of_a_story_that_was_never_published_is_none():
    came_from(make_article("approved"), OLD, "/?p=12")

    assert answer("/2020/01/%D9%85%D9%88%D8%A7%D8%B9%D9%8A%D8%AF/")[0] == 404
    assert answer("/?p=12") == (200, None)


def test_address_leads_to_the_story_as_soon_as_the_desk_publishes_it(chief):
    article = make_article("approved")
    came_from(article, "/ferries/")

    publication = publishing.publish(article, by=chief)

    assert answer("/ferries/") == (301, publication.path)


def test_address_leads_to_where_the_story_is_now(live):
    came_from(live, "/ferries/")
    old_path, live.publication.path = live.publication.path, "/world/2025/01/04/moved/"
    type(live.publication).objects.filter(pk=live.publication.pk).update(path=live.publication.path)

    assert answer("/ferries/") == (301, "/world/2025/01/04/moved/")
    assert old_path != live.publication.path


def test_address_of_a_story_that_was_taken_back_leads_to_the_notice(live, chief):
    came_from(live, "/ferries/")

    publishing.retract(live, by=chief, text="It was wrong.")

    assert answer("/ferries/") == (301, live.publication.path)


def test_page_of_ours_is_never_shadowed(live):
    make_section("sport", first_shown_at=live.publication.first_published_at)
    came_from(live, "/sport/", live.publication.path, "/search/", "/?p=0")

    assert answer("/sport/") == (200, None)
    assert answer(live.publication.path) == (200, None)
    assert answer("/search/") == (200, None)


def test_first_story_that_claims_an_address_keeps_it(live):
    other = make_article("published", "live", headline="Another one")

    assert came_from(live, "/ferries/") == {}
    assert came_from(live, "/ferries/") == {}
    assert came_from(other, "/ferries/", "/trains/") == {"/ferries": live.pk}
    assert answer("/ferries/") == (301, live.publication.path)
    assert answer("/trains/") == (301, other.publication.path)


def test_pages_are_made_anew_only_where_readers_see_a_change(live):
    draft = make_article("draft")
    before = Edition.current()

    came_from(draft, "/draft/")
    assert Edition.current() == before

    came_from(live, "/ferries/")
    came_from(live, "/ferries/")
    assert Edition.current() == before + 1


def test_page_that_is_no_story_has_an_old_address_too(live):
    came_from(live, "/ferries/")

    assert old_addresses.keep_for_page("/about-us", path="/about/about/")
    assert not old_addresses.keep_for_page("/ferries", path="/about/about/")
    assert answer("/about-us") == (301, "/about/about/")


def test_address_goes_with_a_story_that_goes():
    article = make_article("incoming")
    came_from(article, "/ferries/")

    article.delete()

    assert not OldAddress.objects.exists()
