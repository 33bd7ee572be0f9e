import pytest
from django.test import Client

from articles import old_addresses, publishing
from articles.models import Author, Edition, OldAddress, Section
from articles.old_paths import key_of
from tests.factories import make_article, make_author, make_section, make_topic

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


def test_addresses_below_pages_of_ours_lead_on_where_there_is_none(live):
    for key in ("/about/team", "/about/masthead"):
        assert old_addresses.keep_for_page(key, path="/about/masthead/")
    came_from(live, "/topics/ferries/")

    assert answer("/about/team/") == (301, "/about/masthead/")
    assert answer("/topics/ferries/") == (301, live.publication.path)
    assert answer("/about/masthead/") == (404, None)  # as long as readers are not shown it


def test_address_goes_with_a_story_that_goes():
    article = make_article("incoming")
    came_from(article, "/ferries/")

    article.delete()

    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    "part",
    ["", "page/2/", "2/", "amp/", "comment-page-3/", "embed/", "feed/", "feed/atom/", "page/2/amp/"],
)
def test_parts_of_an_old_page_lead_to_the_story(live, part):
    came_from(live, "/2020/01/ferries/")

    assert answer(f"/2020/01/ferries/{part}") == (301, live.publication.path)


def test_story_whose_old_address_looks_like_a_part_of_another_is_found(live):
    other = make_article("published", "live", headline="Another one")
    came_from(live, "/ferries/")
    came_from(other, "/ferries/2/")

    assert answer("/ferries/2/") == (301, other.publication.path)
    assert answer("/ferries/3/") == (301, live.publication.path)


@pytest.fixture
def lists(live):
    """Pages that readers have seen, by the old addresses of what they list."""
    moment = live.publication.first_published_at
    sport = make_section("sport", first_shown_at=moment)
    records = {
        "/category/sport": sport,
        "/category/sport/football": Section.objects.create(
            slug="football", names={"en": "Football"}, parent=sport, first_shown_at=moment
        ),
        "/tag/ports": make_topic("ports", first_shown_at=moment),
        "/author/rana": make_author("rana-haddad", first_shown_at=moment),
        "/?cat=3": sport,
    }
    assert old_addresses.keep_for_lists({key: (record, "en") for key, record in records.items()}) == len(records)
    return records


def test_old_addresses_of_lists_lead_to_ours(lists):
    for key, record in lists.items():
        assert answer(key) == (301, record.path)
    for part in ("/", "/page/2", "/page/12/"):
        assert answer(f"/tag/ports{part}") == (301, "/topics/ports/")
    for part in ("/feed/", "/feed/rss2/", "/rss/"):
        assert answer(f"/author/rana{part}") == (301, "/authors/rana-haddad/feed.xml")
        assert answer(f"/category/sport/football{part}") == (301, "/sport/football/feed.xml")
    assert answer("/tag/boats/")[0] == 404
    assert answer("/category/")[0] == 404


def test_list_leads_on_in_its_language_and_to_where_it_is_now(lists, live):
    topic = make_topic("harbour", first_shown_at=live.publication.first_published_at)
    old_addresses.keep_for_lists({"/tag/ميناء": (topic, "ar"), "/tag/ports": (topic, "ar")})

    assert answer("/tag/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/") == (301, "/ar/topics/harbour/")
    assert answer("/tag/ports/") == (301, "/topics/ports/")
    OldAddress.objects.filter(key="/tag/ports").update(language="fr")  # which is spoken here no more
    assert answer("/tag/ports/")[0] == 404


def test_list_that_readers_have_never_seen_is_not_given_away(live):
    author = make_author("rana-haddad")
    before = Edition.current()
    old_addresses.keep_for_lists({"/author/rana": (author, "en")})

    assert (answer("/author/rana/")[0], answer("/?author=2"), Edition.current()) == (404, (200, None), before)

    Author.objects.update(first_shown_at=live.publication.first_published_at)
    Edition.bump()
    assert answer("/author/rana/") == (301, "/authors/rana-haddad/")


def test_feed_and_parts_of_a_former_front_page_lead_to_ours(live):
    assert answer("/feed/")[0] == 404

    came_from(live, "/ferries/")

    assert [answer(path) for path in ("/feed/", "/feed/rss2/", "/rss/", "/page/2/")] == [
        (301, "/feed.xml"),
        (301, "/feed.xml"),
        (301, "/feed.xml"),
        (301, "/"),
    ]
    assert [answer(path)[0] for path in ("/2020/", "/404/", "/amp/", "/embed/", "/page/", "/feed/x/")] == [404] * 6
    assert answer("/ferries" + "/1" * 900)[0] == 404

    came_from(live, "/feed/")
    assert answer("/feed/") == (301, live.publication.path)
