"""Feeds as programs get them: valid, stable, in full, and with nothing that readers do not have."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import product
from pathlib import Path

import pytest
from lxml import etree, html

from articles import editing, publishing, reference
from articles.models import Publication, Rendition
from articles.rights import Role
from newsroom.pages.feeds import stories
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import DATED, make_image, parsed, publish

SCHEMAS = Path(__file__).parents[3] / "samples" / "schemas"
NEWSROOM = ("Newsroom", "غرفة الأخبار")  # whose words those are that nobody signs
ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}"
PLACES = ["/", "/world/", "/world/harbour/", "/authors/rana-haddad/", "/topics/harbours/", "/corrections/"]


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://news.example"


@pytest.fixture
def newsroom(db):
    """A story and its translation on every kind of page, with pictures, a link and a correction."""
    harbour = make_section(
        "harbour", parent=make_section("world", names={"en": "World", "ar": "العالم"}), names={"en": "Harbour"}
    )
    linked = publish(section=harbour, headline="Ferry timetable", at=DATED - timedelta(days=1))
    inside = make_image()
    body = (
        f'<p>See <a data-article="{linked.article_id}">the timetable</a>, <a href="/about/ethics/">our rules</a> and '
        f'<a href="https://ports.example/&amp;a">theirs</a>.</p><figure data-picture="{inside.pk}"></figure>'
        '<figure data-embed="youtube:abc123"></figure>'
    )
    lead = make_image(alternatives={"en": "Two & more boats", "ar": "قوارب"})
    author = make_author("rana-haddad", names={"en": "Rana Haddad", "ar": "رنا حداد"})
    topic = make_topic("harbours", names={"en": "Harbours", "ar": "موانئ"})
    values = {
        "section": harbour,
        "lead_image": lead,
        "body": body,
        "bylines": [{"author": author.pk, "name": "", "role": "by"}],
        "topics": [topic.pk],
    }
    english = publish(standfirst="Boats & nets go out.", **values)
    arabic = publish(headline="الميناء يعود إلى العمل", language="ar", translation_of_id=english.article_id, **values)
    return english, arabic


def correct(story, **changes):
    chief = make_user(Role.CHIEF)
    editing.save(story.article, by=chief, revision=story.article.revision_number, **(changes or {"kicker": "Port"}))
    story.article.refresh_from_db()
    publishing.publish_urgent(story.article, by=chief, reason="Wrong", kind="correction", text="It was <b>Monday</b>.")
    story.refresh_from_db()
    return story


def atom(client, path="/feed.xml"):
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def rss(client, path="/rss.xml"):
    return etree.fromstring(client.get(path).content)


def texts(tree, path):
    return [element.text for element in tree.findall(path.replace("atom:", ATOM))]


def test_atom_is_valid_and_names_itself(client, newsroom):
    for story in newsroom:
        correct(story)
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))

    for language, place in product(["", "/ar"], PLACES):
        response = client.get(f"{language}{place}feed.xml")

        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = etree.fromstring(response.content)
        assert schema.validate(feed), schema.error_log
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        page = f"https://news.example{language}{place}"
        assert links == {"self": f"{page}feed.xml", "alternate": page}
        assert len(feed.findall(f"{ATOM}entry")) >= 1
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == (language.strip("/") or "en")


def test_rss_keeps_to_the_profile(client, newsroom):
    """https://www.rssboard.org/rss-profile, and what the W3C's validator warns of."""
    for story in newsroom:
        correct(story)

    for language, place in product(["", "/ar"], PLACES):
        response = client.get(f"{language}{place}rss.xml")

        assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
        root = etree.fromstring(response.content)
        assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
        check_channel(root[0], page=f"https://news.example{language}{place}")
        assert root.findall("channel/item")
        for item in root.findall("channel/item"):
            check_item(item)


def check_channel(channel, *, page):
    assert [channel.findtext(name) for name in ("title", "link", "description", "language")].count(None) == 0
    own = {"rel": "self", "type": "application/rss+xml", "href": f"{page}rss.xml"}
    assert channel.find(f"{ATOM}link").attrib == own
    assert channel.findtext("link") == page
    assert channel.findtext("image/title") == channel.findtext("title")
    assert channel.findtext("image/link") == channel.findtext("link")


def check_item(item):
    names = [child.tag for child in item]
    assert all(names.count(name) <= 1 for name in ("title", "link", "guid", "pubDate", "description", "enclosure"))
    assert "description" not in names or names.index("description") < names.index(CONTENT)
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") in ("Rana Haddad", "رنا حداد", "Wire", *NEWSROOM)
    assert "<" not in item.findtext("title")
    assert item.findtext("link").startswith("https://news.example/")
    assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
    addresses = html.fromstring(item.findtext(CONTENT)).xpath("//@href | //@src")
    assert [address for address in addresses if not address.startswith("https://")] == []


def test_entry_holds_the_whole_story(client, newsroom):
    english, _arabic = newsroom

    entry = atom(client).find(f"{ATOM}entry")

    content = html.fromstring(entry.findtext(f"{ATOM}content"))
    assert content.xpath("//a/@href") == [
        f"https://news.example{Publication.objects.get(headline='Ferry timetable').path}",
        "https://news.example/about/ethics/",
        "https://ports.example/&a",
        "https://www.youtube.com/watch?v=abc123",
    ]
    assert [name[-8:] for name in content.xpath("//img/@src")] == ["1600.jpg", "1600.jpg"]
    assert content.xpath("//img/@alt") == ["Two & more boats", "Two boats"]
    assert entry.findtext(f"{ATOM}summary") == "Boats & nets go out."
    assert entry.findtext(f"{ATOM}published") == entry.findtext(f"{ATOM}updated") == "2025-01-04T17:12:00Z"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Rana Haddad"
    assert entry.find(f"{ATOM}author/{ATOM}uri").text == "https://news.example/authors/rana-haddad/"
    assert [row.get("label") for row in entry.findall(f"{ATOM}category")] == ["World", "Harbour", "Harbours"]
    enclosure = entry.find(f"{ATOM}link[@rel='enclosure']")
    assert (enclosure.get("type"), enclosure.get("title")) == ("image/jpeg", "Two & more boats")
    assert enclosure.get("length") == size_of(client, enclosure.get("href"))
    assert entry.find(f"{ATOM}link[@rel='alternate']").get("href") == f"https://news.example{english.path}"


def size_of(client, address):
    """How many bytes one gets at an address, as an attribute says it."""
    response = client.get(address.removeprefix("https://news.example"))
    return str(len(b"".join(response.streaming_content)))


def test_entry_of_rss_has_its_picture_with_length_type_and_credit(client, newsroom):
    item = next(iter(etree.fromstring(client.get("/rss.xml").content).iter("item")))

    enclosure, media = item.find("enclosure"), item.find(f"{MEDIA}content")
    assert set(enclosure.attrib) == {"url", "type", "length"}
    assert enclosure.get("url") == media.get("url")
    assert enclosure.get("type") == media.get("type") == "image/jpeg"
    assert enclosure.get("length") == media.get("fileSize") == size_of(client, enclosure.get("url"))
    assert media.findtext(f"{MEDIA}description") == "Two & more boats"
    assert media.findtext(f"{MEDIA}credit") == "Rana Haddad"


def test_picture_that_nobody_has_measured_is_no_enclosure(client, newsroom):
    Rendition.objects.update(file_size=0)

    item = next(iter(etree.fromstring(client.get("/rss.xml").content).iter("item")))

    assert item.find("enclosure") is None
    assert "fileSize" not in item.find(f"{MEDIA}content").attrib


def test_arabic_text_says_its_direction(client, newsroom):
    content = html.fromstring(atom(client, "/ar/feed.xml").findtext(f"{ATOM}entry/{ATOM}content"))

    assert (content.get("lang"), content.get("dir")) == ("ar", "rtl")


def test_entries_are_newest_first_and_no_more_than_the_limit(client, db, monkeypatch):
    monkeypatch.setattr(stories, "LENGTH", 3)
    for number in range(5):
        publish(headline=f"Story {number}", at=DATED + timedelta(minutes=number))

    titles = texts(atom(client), f"{ATOM}entry/{ATOM}title")

    assert titles == ["Story 4", "Story 3", "Story 2"]


def test_very_long_stories_leave_room_for_fewer_and_always_for_one(client, db, monkeypatch):
    sizes = (30, 10, 20, 10, 10)  # the newest last
    for number, size in enumerate(sizes):
        publish(headline=f"Story {number}", at=DATED + timedelta(minutes=number), body=f"<p>{'x' * size}</p>")
    mark = len("<p></p>")

    monkeypatch.setattr(stories, "MOST_BYTES", 40 + 3 * mark)
    assert texts(atom(client), f"{ATOM}entry/{ATOM}title") == ["Story 4", "Story 3", "Story 2"]
    monkeypatch.setattr(stories, "MOST_BYTES", 5)
    assert texts(atom(client), f"{ATOM}entry/{ATOM}title") == ["Story 4"]


def test_id_stays_when_a_story_is_updated_and_moved(client, db):
    story = publish()
    before = atom(client).findtext(f"{ATOM}entry/{ATOM}id")
    guid = rss(client).findtext("channel/item/guid")

    correct(story, section=make_section("sport"), slug="another")

    after = atom(client).find(f"{ATOM}entry")
    assert story.path.startswith("/sport/")
    assert after.findtext(f"{ATOM}id") == before == guid == f"tag:news.example,2025-01-04:story/{story.pk}"
    assert after.findtext(f"{ATOM}published") == "2025-01-04T17:12:00Z" < after.findtext(f"{ATOM}updated")


def test_ids_keep_the_first_host_if_the_newsroom_says_so(client, settings, db):
    settings.FEED_AUTHORITY = "old.example"
    story = publish()

    assert atom(client).findtext(f"{ATOM}entry/{ATOM}id") == f"tag:old.example,2025-01-04:story/{story.pk}"


def test_corrected_entry_says_so(client, db):
    correct(publish())

    content = atom(client).findtext(f"{ATOM}entry/{ATOM}content")

    assert "Corrections and updates" in content
    assert "It was &lt;b&gt;Monday&lt;/b&gt;." in content


def test_correction_is_an_entry_of_its_own(client, db):
    story = correct(publish())

    feed = atom(client, "/corrections/feed.xml")

    assert texts(feed, f"{ATOM}entry/{ATOM}title") == ["Correction: Harbour reopens"]
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href") == f"https://news.example{story.path}"
    assert "It was &lt;b&gt;Monday&lt;/b&gt;." in feed.findtext(f"{ATOM}entry/{ATOM}content")


@pytest.mark.parametrize("path", ["/feed.xml", "/rss.xml"])
def test_feed_is_the_same_until_something_is_published(client, db, path):
    publish()
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    publish(headline="Second")

    assert again.status_code == 304
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_feed_was_updated_when_its_newest_entry_was(client, db):
    publish(at=DATED - timedelta(days=3))
    publish(at=DATED)

    assert atom(client).findtext(f"{ATOM}updated") == "2025-01-04T17:12:00Z"
    assert parsedate_to_datetime(rss(client).findtext("channel/lastBuildDate")) == DATED


def test_feed_without_entries_is_valid(client, db):
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))

    feed = atom(client, "/ar/corrections/feed.xml")

    assert schema.validate(feed), schema.error_log
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == datetime(1970, 1, 1, tzinfo=UTC)


def test_hub_is_named_in_header_and_feed(client, settings, db):
    settings.WEBSUB_HUB = "https://hub.example/"
    publish()

    response = client.get("/world/feed.xml")

    assert response.headers["Link"] == (
        '<https://hub.example/>; rel="hub", <https://news.example/world/feed.xml>; rel="self"'
    )
    assert etree.fromstring(response.content).find(f"{ATOM}link[@rel='hub']").get("href") == "https://hub.example/"
    assert rss(client).find(f"channel/{ATOM}link[@rel='hub']").get("href") == "https://hub.example/"


@pytest.mark.parametrize("path", ["/feed.xml", "/corrections/rss.xml"])
def test_without_a_hub_none_is_named(client, db, path):
    response = client.get(path)

    assert "Link" not in response.headers
    assert b"hub" not in response.content


def test_what_readers_have_not_seen_has_no_feed(client, db):
    make_section("later"), make_author("nobody"), make_topic("nothing")

    for path in ("/later/", "/authors/nobody/", "/topics/nothing/", "/nowhere/", "/world/nowhere/"):
        assert client.get(f"{path}feed.xml").status_code == 404


def test_feed_of_a_renamed_section_moves_with_it(client, db):
    publish()
    section = Publication.objects.get().section
    section.slug = "planet"
    reference.save(section, by=make_user(Role.CHIEF))

    response = client.get("/world/feed.xml")

    assert (response.status_code, response.headers["Location"]) == (301, "/planet/feed.xml")


@pytest.mark.parametrize("readers", ["held", "retracted", "removed"])
def test_what_was_taken_back_is_in_no_feed(client, db, readers):
    make_article("published", "live", headline="Stays")
    make_article("published", readers, headline="Zqxjv goes", body="<p>Zqxjv</p>")

    for path in ("/feed.xml", "/rss.xml", "/world/feed.xml", "/corrections/feed.xml"):
        assert b"Zqxjv" not in client.get(path).content


@pytest.mark.parametrize("count", [1, 3])
def test_feed_asks_the_database_as_often_for_many_stories_as_for_one(client, db, django_assert_num_queries, count):
    for number in range(count):
        publish(headline=f"Story {number}", lead_image=make_image(), body='<p>See <a data-article="1">it</a>.</p>')

    with django_assert_num_queries(3):
        assert client.get("/feed.xml").status_code == 200


def test_characters_that_xml_cannot_hold_are_left_out(client, db):
    story = publish()
    Publication.objects.filter(pk=story.pk).update(headline="Har\x0bbour\ufffe &amp; <b>port</b>")

    assert texts(atom(client), f"{ATOM}entry/{ATOM}title") == ["Har\nbour &amp; <b>port</b>"]


ODD = [
    "a\x0b",
    "]]>",
    "</script><!--",
    "\U0001f469\u200d\U0001f467",
    "\u202etext\u202c",
    "\u2028",
    "\ufffe",
    "&amp;<b>",
    "'\"`",
]


@pytest.mark.parametrize("odd", ODD)
def test_whatever_a_text_holds_each_program_can_read_it(client, db, odd):
    """Texts of before the desk cleaned them, and all that a story can lack: author, source, picture, topics."""
    story = publish(source="", bylines=[{"author": None, "name": "Rana", "role": "photos"}])
    fields = ("headline", "standfirst", "kicker", "dateline_place", "credit_line", "search_description")
    texts_of_before = dict.fromkeys(fields, f"Boats {odd}")
    Publication.objects.filter(pk=story.pk).update(body_html=f"<p>Boats {odd}</p>", **texts_of_before)
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))

    feed = atom(client)

    assert schema.validate(feed), schema.error_log
    assert feed.findtext(f"{ATOM}entry/{ATOM}title").startswith("Boats")
    assert rss(client).findtext("channel/item/title") == feed.findtext(f"{ATOM}entry/{ATOM}title")
    for form, read in (("json", json.loads), ("xml", etree.fromstring)):
        address = f"https://news.example{story.path}"
        assert read(client.get("/oembed/", {"url": address, "format": form}).content) is not None
    for script in parsed(client.get(story.path)).xpath("//script/text()"):
        assert json.loads(script)["@context"] == "https://schema.org"


def test_side_of_a_pair_that_is_held_is_nowhere_and_the_other_side_knows_nothing_of_it(client, newsroom):
    english, arabic = newsroom
    publishing.hold(arabic.article, by=make_user(Role.CHIEF))

    page = parsed(client.get(english.path))
    listed = client.get("/sitemap-2025-01.xml").content.decode()

    assert page.xpath("//link[@hreflang='ar'] | //meta[@property='og:locale:alternate']") == []
    assert "workTranslation" not in "".join(page.xpath("//script/text()"))
    assert "/ar/" not in listed
    assert atom(client, "/ar/feed.xml").find(f"{ATOM}entry") is None


def test_stories_of_one_second_have_an_order_that_stays(client, db):
    for number in range(3):
        publish(headline=f"Story {number}")

    feeds = [texts(atom(client), f"{ATOM}entry/{ATOM}title") for _time in range(2)]

    assert feeds == [["Story 2", "Story 1", "Story 0"]] * 2


def test_pictures_of_a_gallery_are_figures_of_an_entry_with_the_storys_own_words(client, db):
    first, second = make_image(), make_image()
    body = (
        f'<figure data-kind="gallery"><figure data-picture="{first.pk}" data-alt="A boat"><figcaption>At &lt; sea'
        f'</figcaption></figure><figure data-picture="{second.pk}"></figure><figcaption>A day</figcaption></figure>'
    )
    publish(body=body)

    [content] = atom(client).findall(".//{http://www.w3.org/2005/Atom}content")
    entry = html.fragment_fromstring(content.text)

    assert [figure.getparent().tag for figure in entry.iter("figure")] == ["div", "div"]
    assert [img.get("alt") for img in entry.iter("img")] == ["A boat", "Two boats"]
    assert [" ".join(words.text_content().split()) for words in entry.iter("figcaption")] == [
        "At < sea Rana Haddad",
        "Boats at noon Rana Haddad",
    ]
    assert [words.text_content() for words in entry.iter("strong")] == ["A day"]
