"""The front page and section fronts as editors arrange them, and the banner above all pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing, timed
from articles.rights import Role
from newsroom.fronts import arranging, banners
from newsroom.fronts.models import Banner, Place
from newsroom.fronts.slots import AUTOMATIC, Slot, Until
from tests.factories import make_article, make_section, make_user, move_time_on
from tests.newsroom.pages.readers import DATED, make_image, parsed, publish, publish_both, text_of

pytestmark = pytest.mark.django_db
LEAD = "//article[@class='lead']//h2"
CARDS = "//*[@class='seconds']//h3"
HEADLINES = "//main//article//*[self::h2 or self::h3]"


@pytest.fixture
def desk_chief(db):
    return make_user(Role.CHIEF)


@pytest.fixture
def put(desk_chief):
    """Arranges a front without asking what an editor would be asked."""

    def arranged(place, *slots):
        arranging.record(arranging.locked(place), slots, by=desk_chief, note="")

    return arranged


def until(moment):
    return Until(at=moment, local=moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), zone="UTC")


def several(count, **values):
    """The newest last."""
    return [publish(headline=f"Story {n}", at=DATED + timedelta(hours=n), **values) for n in range(1, count + 1)]


def page(client, path="/"):
    return parsed(client.get(path))


# --- the front page


def test_slots_lead_the_front_page_in_their_order(client, put):
    stories = several(6)
    put(Place("en"), Slot(article_id=stories[0].article_id), AUTOMATIC, Slot(article_id=stories[1].article_id))

    found = page(client)

    assert text_of(found, LEAD) == ["Story 1"]
    assert text_of(found, CARDS) == ["Story 6", "Story 2"]
    assert sorted(text_of(found, HEADLINES)) == [f"Story {n}" for n in range(1, 7)]


def test_slot_has_words_of_its_own_on_this_front_alone(client, put):
    (story,) = several(1)
    words = {"headline": "They sail <again>", "kicker": "Port", "standfirst": "After a year."}
    put(Place("en"), Slot(article_id=story.article_id, **words))

    found = page(client)

    assert text_of(found, LEAD) == ["They sail <again>"]
    assert text_of(found, "//*[@class='topic']") == ["Port"]
    assert text_of(found, "//*[@class='standfirst']") == ["After a year."]
    assert text_of(page(client, "/world/"), HEADLINES) == ["Story 1"]
    assert text_of(page(client, story.path), "//h1") == ["Story 1"]


def test_words_end_with_the_pin(client, put):
    old, new = several(2)
    pin = {"until": until(timezone.now() - timedelta(seconds=1)), "headline": "They sail again"}
    put(Place("en"), Slot(article_id=old.article_id, **pin), AUTOMATIC)

    assert text_of(page(client), HEADLINES) == ["Story 2", "Story 1"]


def test_pin_holds_until_its_end(client, put):
    old, new = several(2)
    pin = until(timezone.now() + timedelta(hours=1))
    put(Place("en"), Slot(article_id=old.article_id, until=pin), AUTOMATIC)

    assert text_of(page(client), HEADLINES) == ["Story 1", "Story 2"]


def test_old_story_of_far_down_stands_in_its_slot(client, put):
    first = several(12)[0]
    put(Place("en"), Slot(article_id=first.article_id))

    assert text_of(page(client), LEAD) == ["Story 1"]


def test_opinion_leads_only_where_an_editor_puts_it(client, put):
    view = publish(headline="View", section=make_section("opinions"))
    news = publish(headline="News", at=DATED - timedelta(days=1))
    opinions = "//*[@class='opinions']//h3"

    assert (text_of(page(client), LEAD), text_of(page(client), opinions)) == (["News"], ["View"])
    put(Place("en"), Slot(article_id=view.article_id))
    assert (text_of(page(client), LEAD), text_of(page(client), opinions)) == (["View"], [])
    assert news.headline in text_of(page(client), "//*[@class='latest']//h3")


def test_each_language_has_its_own_front(client, put):
    english, arabic = publish_both()
    put(Place("ar"), Slot(article_id=arabic.article_id, headline="عاد الميناء"))

    assert text_of(page(client, "/ar/"), LEAD) == ["عاد الميناء"]
    assert text_of(page(client), LEAD) == [english.headline]


def test_full_front_has_at_most_a_thousand_elements(client, put):
    stories = []
    for name in ("world", "sport", "science", "culture", "economy", "palestine", "arab-world", "opinions"):
        section = make_section(name)
        stories += [publish(section=section, lead_image=make_image()) for _number in range(9)]
    put(Place("en"), *(Slot(article_id=story.article_id) for story in stories[:12]))

    assert len(page(client).xpath("//*")) <= 1000


# --- what readers do not have


@pytest.mark.parametrize("states", [("draft",), ("in_review",), ("approved",), ("spiked",), ("incoming",)], ids=str)
@pytest.mark.parametrize("path", ["/", "/world/"])
def test_story_that_is_not_live_is_nowhere_on_a_front(client, put, section, states, path):
    article = make_article(*states, section=section, headline="Canary 7f3a", kicker="Canary 7f3a")
    publish(headline="Live one", section=section)
    place = Place("en", None if path == "/" else section)
    put(place, Slot(article_id=article.pk, headline="Canary 7f3a", kicker="Canary 7f3a", standfirst="Canary 7f3a"))

    response = client.get(path)

    assert b"Canary 7f3a" not in response.content + repr(response.headers).encode()
    assert text_of(parsed(response), LEAD) == ["Live one"]


@pytest.mark.parametrize("take_back", ["hold", "retract", "remove"])
@pytest.mark.parametrize("path", ["/", "/world/"])
def test_story_that_is_taken_back_is_gone_from_its_slot_at_once(client, put, section, desk_chief, take_back, path):
    story, other = publish(headline="Canary 7f3a", section=section), publish(headline="Other", section=section)
    place = Place("en", None if path == "/" else section)
    put(place, Slot(article_id=story.article_id, headline="Canary 7f3b"))
    assert text_of(page(client, path), LEAD) == ["Canary 7f3b"]

    getattr(publishing, take_back)(story.article, by=desk_chief, text="It was wrong.", **_reason(take_back))

    response = client.get(path)
    assert b"Canary" not in response.content
    assert text_of(parsed(response), LEAD) == [other.headline]


def _reason(take_back):
    return {"reason": "The law"} if take_back == "remove" else {}


def test_scheduled_story_appears_in_its_slot_when_it_goes_live(client, put, section, editor):
    article = make_article("approved", section=section, headline="Canary 7f3a")
    publish(headline="Live one", section=section)
    change = timed.schedule(article, by=editor, run_at=timezone.now() + timedelta(hours=1))
    put(Place("en"), Slot(article_id=article.pk, headline="Canary 7f3b"))
    assert b"Canary" not in client.get("/").content

    move_time_on(change)
    timed.run_due()

    assert text_of(page(client), LEAD) == ["Canary 7f3b"]


def test_slot_never_shows_a_story_of_another_language(client, put, section):
    arabic = publish(language="ar", headline="الميناء", section=section)
    for place in (Place("en"), Place("en", section)):
        put(place, Slot(article_id=arabic.article_id))

    assert "الميناء" not in client.get("/").content.decode() + client.get("/world/").content.decode()


# --- section fronts


def test_section_front_shows_its_slots_above_the_list_and_repeats_none(client, put, section):
    stories = several(4, section=section)
    put(Place("en", section), Slot(article_id=stories[0].article_id), AUTOMATIC)

    found = page(client, "/world/")

    assert (text_of(found, LEAD), text_of(found, CARDS)) == (["Story 1"], ["Story 4"])
    assert text_of(found, "//*[@class='list']//h2") == ["Story 3", "Story 2"]


def test_rest_of_an_arranged_section_loses_no_story(client, put, section):
    stories = several(45, section=section)
    put(Place("en", section), Slot(article_id=stories[0].article_id), Slot(article_id=stories[40].article_id))

    seen, path, pages = [], "/world/", 0
    while path and pages < 5:
        found = page(client, path)
        seen += text_of(found, HEADLINES)
        path, pages = next(iter(found.xpath("//a[@rel='next']/@href")), None), pages + 1

    assert set(seen) == {f"Story {n}" for n in range(1, 46)}
    assert seen.count("Story 41") == 1  # above the list, and not in it
    assert pages == 3


def test_section_front_whose_slots_take_everything_has_no_empty_list(client, put, section):
    (story,) = several(1, section=section)
    put(Place("en", section), Slot(article_id=story.article_id))

    found = page(client, "/world/")

    assert text_of(found, HEADLINES) == ["Story 1"]
    assert found.xpath("//*[@class='nothing']") == []
    assert text_of(found, "//*[@class='to-archive']") == ["Archive, 2025"]


def test_story_of_another_section_may_stand_on_a_section_front(client, put, section):
    several(1, section=section)
    away = publish(headline="Away", section=make_section("sport"))
    put(Place("en", section), Slot(article_id=away.article_id))

    assert text_of(page(client, "/world/"), HEADLINES) == ["Away", "Story 1"]


@pytest.mark.parametrize(("path", "count", "more"), [("/", 1, 0), ("/", 30, 0), ("/world/", 1, 0), ("/world/", 30, 1)])
def test_arranged_front_asks_no_more_than_one_that_nobody_arranged(
    client, put, section, django_assert_num_queries, path, count, more
):
    """But on a section front for stories that stand far down in its list."""
    stories = several(count, section=section)
    with CaptureQueriesContext(connection) as before:
        client.get(path)
    put(Place("en", None if path == "/" else section), Slot(article_id=stories[0].article_id), AUTOMATIC)

    with django_assert_num_queries(len(before) + more):
        client.get(path)


# --- the breaking banner

FLOOD = {"en": "Flood in the harbour", "ar": "فيضان في الميناء"}
BANNER = "//section[@class='breaking']"


def raised(by, **values):
    return banners.raise_banner(FLOOD, by=by, ends_at=timezone.now() + timedelta(hours=1), **values)


@pytest.mark.parametrize(
    "path", ["/", "/world/", "/corrections/", "/world/2025/", "/authors/rana-haddad/", "/topics/harbours/", "story"]
)
def test_banner_is_on_every_page_of_its_language(client, desk_chief, path):
    english, arabic = publish_both()
    raised(desk_chief, article=english.article_id)
    first, second = (english.path, arabic.path) if path == "story" else (path, "/ar" + path)

    for address, story, text in ((first, english, FLOOD["en"]), (second, arabic, FLOOD["ar"])):
        found = page(client, address)
        (said,) = text_of(found, BANNER)
        assert said.endswith(text)
        assert found.xpath(f"{BANNER}//a/@href") == [story.path]


def test_banner_is_on_a_page_that_is_not_there(client, desk_chief):
    raised(desk_chief)

    assert text_of(page(client, "/nowhere/at/all/"), BANNER) == ["Breaking Flood in the harbour"]


def test_banner_is_above_the_form_for_letters(client, desk_chief):
    english, arabic = publish_both()
    raised(desk_chief)

    assert text_of(page(client, f"{english.path}respond/"), BANNER) == ["Breaking Flood in the harbour"]
    assert text_of(page(client, f"{arabic.path}respond/"), BANNER) == ["عاجل فيضان في الميناء"]


def test_banner_in_one_language_is_not_on_pages_of_another(client, desk_chief):
    banners.raise_banner({"en": "Flood"}, by=desk_chief, ends_at=timezone.now() + timedelta(hours=1))

    assert page(client, "/ar/").xpath(BANNER) == []


@pytest.mark.parametrize(
    "states", [("draft",), ("approved",), ("published", "held"), ("published", "removed")], ids=str
)
def test_banner_leads_nowhere_while_its_story_is_not_live(client, desk_chief, states):
    article = make_article(*states, headline="Canary 7f3a")
    raised(desk_chief, article=article.pk)

    response = client.get("/")

    assert parsed(response).xpath(f"{BANNER}//a") == []
    assert b"Canary" not in response.content


def test_banner_ends_by_itself_and_by_hand(client, desk_chief):
    now = timezone.now()
    Banner.objects.create(texts=FLOOD, by=desk_chief, at=now - timedelta(hours=1), ends_at=now)
    assert page(client).xpath(BANNER) == []
    raised(desk_chief)
    assert page(client).xpath(BANNER) != []

    banners.end_banner(by=desk_chief)

    assert page(client).xpath(BANNER) == []
