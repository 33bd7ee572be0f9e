"""Sitemaps hold every address that may be found, in the form that the protocol asks for, and no other."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.utils import timezone
from lxml import etree

from articles import pictures, publishing
from articles.models import Publication
from articles.rights import Role
from newsroom.pages.sitemaps import listed, of_month, views
from newsroom.pages.sitemaps.writing import news_document
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import DATED, make_image, parsed, publish, publish_both

SCHEMAS = Path(__file__).parents[3] / "samples" / "schemas"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
PICTURE = "{IM}image/{IM}loc".replace("IM", "http://www.google.com/schemas/sitemap-image/1.1")
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://news.example"
    caches["local"].clear()


@pytest.fixture
def small_files(monkeypatch):
    for module in (listed, of_month, views):
        monkeypatch.setattr(module, "PER_FILE", 2)


def read(client, path, *, schema="sitemap.xsd"):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    tree = etree.fromstring(response.content)
    rules = etree.XMLSchema(etree.parse(SCHEMAS / schema))
    assert rules.validate(tree), rules.error_log
    return tree


def addresses(tree):
    return [urlsplit(element.text).path for element in tree.iter(f"{MAP}loc")]


def files(client):
    return addresses(read(client, "/sitemap.xml", schema="siteindex.xsd"))


def everything(client):
    """Each address of each file, with what is said of its versions."""
    return {
        urlsplit(url.findtext(f"{MAP}loc")).path: {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        for file in files(client)
        for url in read(client, file)
    }


def test_index_names_a_file_for_each_month_and_one_for_the_rest(client, db):
    publish(at=DATED)
    publish(at=DATED.replace(year=2024, month=11))
    publish(at=DATED.replace(day=31, hour=23))  # February in Jerusalem

    assert files(client) == [
        "/sitemap-pages.xml",
        "/sitemap-2025-02.xml",
        "/sitemap-2025-01.xml",
        "/sitemap-2024-11.xml",
    ]


def test_newsroom_without_a_story_has_a_sitemap(client, db):
    assert files(client) == ["/sitemap-pages.xml"]
    assert addresses(read(client, "/sitemap-pages.xml")) == ["/", "/ar/", "/corrections/", "/ar/corrections/"]


def test_every_address_answers_and_is_the_canonical_one_and_says_the_same_of_its_versions(client, db):
    english, arabic = publish_both(section=make_section("harbour", parent=make_section("world")))
    publish(headline="Alone", section=make_section("sport", hidden=True), at=DATED.replace(month=3))

    rows = everything(client)

    assert {english.path, arabic.path, "/world/harbour/", "/sport/2025/", "/world/2025/01/04/"} <= {*map(unquote, rows)}
    assert {"/authors/rana-haddad/", "/ar/topics/harbours/", "/ar/world/2025/01/"} <= {*rows}
    assert "/ar/sport/2025/" not in rows
    for path, versions in rows.items():
        page = parsed(client.get(unquote(path)))
        assert page.xpath("string(//link[@rel='canonical']/@href)") == f"https://news.example{path}"
        assert page.xpath("//meta[@name='robots']/@content") == ["max-image-preview:large"]
        links = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}
        if versions:
            assert links == versions
        else:
            assert len(links) <= 2  # itself, for its language and for everybody


def test_story_names_the_picture_on_top_of_it_while_readers_have_it(client, db):
    image = make_image()
    story, _plain = publish(lead_image=image), publish()
    largest = image.renditions.get(width=1600, media_type="image/jpeg").name

    found = {url.findtext(f"{MAP}loc"): url.findtext(PICTURE) for url in read(client, "/sitemap-2025-01.xml")}

    assert found[f"https://news.example{story.path}"] == f"https://news.example/media/{largest}"
    assert len([address for address in found.values() if address]) == 1
    pictures.withdraw(image, by=make_user(Role.CHIEF), reason="The agency asked.")
    assert read(client, "/sitemap-2025-01.xml").find(f".//{PICTURE}") is None


def test_story_says_when_it_changed(client, db):
    story = publish()

    lines = read(client, "/sitemap-2025-01.xml").findtext(f"{MAP}url/{MAP}lastmod")

    assert lines == story.updated_at.isoformat(timespec="seconds")


def test_file_says_when_one_of_its_stories_changed_lately(client, db):
    make_article("published", "live")
    publish()
    story = Publication.objects.latest("updated_at")

    index = read(client, "/sitemap.xml", schema="siteindex.xsd")

    moments = {row.findtext(f"{MAP}loc")[-11:]: row.findtext(f"{MAP}lastmod") for row in index}
    assert moments.pop("2025-01.xml") is None
    assert moments.pop("p-pages.xml") is None
    assert list(moments.values()) == [story.updated_at.isoformat(timespec="seconds")]


def test_month_with_many_stories_is_split(client, db, small_files):
    paths = [publish(headline=f"Story {number}", at=DATED + timedelta(hours=number)).path for number in range(5)]

    found = [file for file in files(client) if "2025-01" in file]

    assert found == ["/sitemap-2025-01.xml", "/sitemap-2025-01-2.xml", "/sitemap-2025-01-3.xml"]
    assert [path for file in found for path in addresses(read(client, file)) if "story" in path] == paths
    assert client.get("/sitemap-2025-01-4.xml").status_code == 404


def test_many_pages_are_split(client, db, small_files):
    for number in range(3):
        make_topic(f"topic-{number}", first_shown_at=timezone.now())

    found = [file for file in files(client) if "pages" in file]

    assert found == [f"/sitemap-pages{part}.xml" for part in ("", "-2", "-3", "-4", "-5")]
    assert len({path for file in found for path in addresses(read(client, file))}) == 10


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-2025-13.xml", "/sitemap-0000-01.xml", "/sitemap-2025-02.xml", "/sitemap-2025-01-1.xml",
        "/sitemap-pages-2.xml", "/sitemap-pages-99999.xml", "/sitemap-2025-01-0.xml", "/ar/sitemap.xml",
    ],
)  # fmt: skip
def test_file_that_is_not_there_is_not_found(client, db, path):
    publish()

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("readers", ["held", "retracted", "removed"])
def test_what_was_taken_back_is_in_no_file(client, db, readers):
    make_article("published", readers, headline="Zqxjv")

    assert [path for path in everything(client) if "zqxjv" in path] == []
    assert b"zqxjv" not in client.get("/news-sitemap.xml").content.lower()


def test_what_readers_have_not_seen_is_in_no_file(client, db):
    make_section("later"), make_author("nobody"), make_topic("nothing")

    assert [
        path for path in everything(client) if path.strip("/").split("/")[-1] in ("later", "nobody", "nothing")
    ] == []


@pytest.mark.parametrize("months", [1, 4])
def test_index_asks_the_database_as_often_for_many_months_as_for_one(client, db, django_assert_num_queries, months):
    for month in range(1, months + 1):
        publish(at=DATED.replace(month=month))

    with django_assert_num_queries(9):
        assert client.get("/sitemap.xml").status_code == 200


@pytest.mark.parametrize("count", [1, 4])
def test_month_asks_the_database_as_often_for_many_stories_as_for_one(client, db, django_assert_num_queries, count):
    for number in range(count):
        publish(at=DATED + timedelta(days=number))

    with django_assert_num_queries(4):
        assert client.get("/sitemap-2025-01.xml").status_code == 200


def test_older_month_is_counted_once_an_hour_and_listed_as_it_is(client, db, small_files):
    for month in (1, 2, 3):
        publish(at=DATED.replace(month=month))
    files(client)

    late = publish(at=DATED.replace(day=5), headline="Late")
    publishing.remove(Publication.objects.get(path__startswith="/world/2025/02/").article, by=make_user(Role.CHIEF))

    assert files(client) == [
        "/sitemap-pages.xml",
        *(f"/sitemap-pages-{n}.xml" for n in (2, 3, 4)),
        "/sitemap-2025-03.xml",
        "/sitemap-2025-01.xml",
    ]
    assert late.path in addresses(read(client, "/sitemap-2025-01.xml"))


def test_news_are_those_of_two_days_in_all_languages_newest_first(client, db):
    now = timezone.now()
    publish(at=now - timedelta(hours=49), headline="Old")
    publish(at=now - timedelta(hours=47), headline="Just & news")
    publish(at=now - timedelta(hours=1), headline="الميناء", language="ar")

    news = [row.find(f"{NEWS}news") for row in read(client, "/news-sitemap.xml")]

    assert [row.findtext(f"{NEWS}title") for row in news] == ["الميناء", "Just & news"]
    assert [row.findtext(f"{NEWS}publication/{NEWS}language") for row in news] == ["ar", "en"]
    assert [row.findtext(f"{NEWS}publication/{NEWS}name") for row in news] == ["غرفة الأخبار", "Newsroom"]
    story = Publication.objects.get(headline="Just & news")
    assert news[1].findtext(f"{NEWS}publication_date") == story.first_published_at.isoformat(timespec="seconds")


def test_news_are_a_thousand_at_most(client, db, monkeypatch):
    monkeypatch.setattr(views, "MOST_NEWS", 2)
    for number in range(3):
        publish(at=timezone.now() - timedelta(hours=number), headline=f"Story {number}")

    assert len(read(client, "/news-sitemap.xml")) == 2


def test_news_sitemap_without_news_is_valid_and_names_none(client, db):
    publish()

    tree = read(client, "/news-sitemap.xml")

    assert (addresses(tree), list(tree.iter(f"{NEWS}news"))) == (["/", "/ar/"], [])


@pytest.mark.parametrize("zone", ["Africa/Cairo", "America/Havana", "Asia/Jerusalem", "Pacific/Apia"])
def test_each_month_and_day_has_what_began_at_its_first_second(client, db, settings, zone):
    """Where clocks go forward at midnight, a day has no midnight: in Cairo on 28 April 2023."""
    settings.NEWSROOM_ZONE = zone
    for number, (month, day) in enumerate([(4, 1), (4, 28), (5, 1), (12, 31)]):
        start = datetime(2023, month, day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        publish(headline=f"First {number}", at=start)
        publish(headline=f"Last {number}", at=start - timedelta(seconds=1))

    rows = everything(client)

    stories = Publication.objects.values_list("path", flat=True)
    assert {*stories} <= {*rows}
    assert {f"{path.rsplit('/', 2)[0]}/" for path in stories} <= {*rows}
    assert [path for path in rows if client.get(path).status_code != 200] == []


def test_language_that_the_newsroom_has_no_more_is_in_no_file(client, db, settings):
    publish(language="ar", headline="الميناء", at=DATED.replace(month=3))
    publish()
    settings.NEWSROOM_LANGUAGES = ["en"]

    assert files(client) == ["/sitemap-pages.xml", "/sitemap-2025-01.xml"]


def test_robots_names_both_sitemaps_and_keeps_the_desk_out(client, db):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "Disallow: /ar/search/",
        "",
        "Sitemap: https://news.example/sitemap.xml",
        "Sitemap: https://news.example/news-sitemap.xml",
    ]


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-pages.xml", "/news-sitemap.xml", "/robots.txt"])
def test_file_is_asked_for_again_and_not_sent_twice(client, db, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("language", "named"), [("ar", "ar"), ("pt-br", "pt"), ("zh-hant", "zh-tw")])
def test_news_name_languages_as_search_engines_know_them(language, named):
    story = Publication(headline="Boats", path="/b/", language=language, first_published_at=DATED)

    tree = etree.fromstring(news_document([story]))

    assert tree.findtext(f".//{NEWS}language") == named
