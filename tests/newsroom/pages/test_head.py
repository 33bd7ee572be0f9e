"""The head of each kind of page: links, feeds, cards, and structured values that say what the page shows."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders

from articles import editing, publishing
from articles.models import Image, Publication
from articles.rights import Role
from newsroom.pages.head import locale_of
from newsroom.pages.shortening import shortened
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.about.pages import write
from tests.newsroom.pages.readers import make_image, parsed, publish, publish_both, store_files, text_of

SITE = "https://news.example"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def story(db):
    """A corrected story in a sub-section, in both languages, with picture, author and topic."""
    harbour = make_section(
        "harbour", parent=make_section("world", names={"en": "World", "ar": "العالم"}), names={"en": "Harbour"}
    )
    english, arabic = publish_both(
        section=harbour, standfirst="At last & “again”.", lead_image=make_image(), dateline_place="Acre"
    )
    article, chief = english.article, make_user(Role.CHIEF)
    for kind, text in (("correction", "It was </script> Monday."), ("update", "More boats.")):
        editing.save(article, by=chief, revision=article.revision_number, kicker=kind)
        publishing.publish_urgent(article, by=chief, reason="Wrong", kind=kind, text=text)
        article.refresh_from_db()
    english.refresh_from_db()
    return english


def things(tree):
    """What each script says, by its type."""
    said = [json.loads(script.text) for script in tree.xpath("//script[@type='application/ld+json']")]
    assert {one.pop("@context") for one in said} <= {"https://schema.org"}
    return {one["@type"]: one for one in said}


def properties(tree, name):
    return tree.xpath(f"//meta[@property='{name}']/@content")


def test_story_says_in_its_head_what_readers_see(client, story):
    tree = parsed(client.get(story.path))

    said = things(tree)["NewsArticle"]
    [published, updated] = tree.xpath("//article/header//time/@datetime")[:2]
    assert said["headline"] == text_of(tree, "//h1")[0]
    assert said["description"] == text_of(tree, "//article/header/p[@class='standfirst']")[0]
    assert (said["datePublished"], said["dateModified"]) == (published, updated)
    assert said["datePublished"] == "2025-01-04T19:12:00+02:00"
    assert said["dateline"] == "Acre"
    assert said["articleSection"] == ["World", "Harbour"]
    assert said["keywords"] == text_of(tree, "//nav[@class='topics']//a") == ["Harbours"]
    assert (said["inLanguage"], said["isAccessibleForFree"]) == ("en", True)
    assert said["mainEntityOfPage"] == {"@type": "WebPage", "@id": f"{SITE}{story.path}"}
    author = f"{SITE}/authors/rana-haddad/"
    assert said["author"] == [{"@type": "Person", "@id": f"{author}#author", "name": "Rana Haddad", "url": author}]
    assert said["url"] == f"{SITE}{story.path}"
    assert author.removeprefix(SITE) in tree.xpath("//article/header//a[@rel='author']/@href")
    assert said["isPartOf"]["@type"] == "WebSite"


def test_story_names_its_publisher_with_a_logo_that_is_there(client, story):
    said = things(parsed(client.get(story.path)))["NewsArticle"]["publisher"]

    assert (said["@type"], said["name"], said["url"]) == ("NewsMediaOrganization", "Newsroom", f"{SITE}/")
    assert finders.find(said["logo"]["url"].removeprefix(f"{SITE}/static/"))


def test_correction_is_told_and_an_update_is_none(client, story):
    tree = parsed(client.get(story.path))

    [correction] = things(tree)["NewsArticle"]["correction"]
    assert correction["text"] == "It was </script> Monday."
    assert correction["datePublished"] in tree.xpath("//section[@class='notes']//time/@datetime")
    assert correction["text"] in text_of(tree, "//section[@class='notes']//p")


def test_nothing_in_a_story_ends_the_script_that_tells_of_it(client, db):
    title = "</script><script>alert(1)</script><!-- \u2028 & more"
    story = publish()
    Publication.objects.filter(pk=story.pk).update(headline=title)

    response = client.get(story.path)

    tree = parsed(response)
    assert things(tree)["NewsArticle"]["headline"] == " ".join(title.split())
    assert set(tree.xpath("//script/@type")) == {"application/ld+json"}
    assert len(tree.xpath("//script")) == 2


def test_pictures_are_those_that_there_are(client, story):
    tree = parsed(client.get(story.path))

    [picture] = things(tree)["NewsArticle"]["image"]
    assert (picture["width"], picture["height"]) == (1600, 1000)
    assert picture["url"] == picture["contentUrl"] == properties(tree, "og:image")[0]
    assert (picture["caption"], picture["creditText"]) == ("Boats at noon", "Rana Haddad")


def test_pictures_come_in_three_ratios_where_there_are_files_of_them(client, db):
    image = make_image()
    cuts = {"wide": (1200, 675), "standard": (1200, 900), "square": (900, 900), "thumbnail": (288, 288)}
    for use, (width, height) in cuts.items():
        image.renditions.create(name=f"{use}.jpg", use=use, width=width, height=height, media_type="image/jpeg")
    store_files(image)

    found = things(parsed(client.get(publish(lead_image=image).path)))["NewsArticle"]["image"]

    assert [(row["width"], row["height"]) for row in found] == [(1200, 675), (1200, 900), (900, 900)]


RIGHTS = {
    "creator": "Lina Saad",
    "copyright_notice": "© 2025 Agency <b>",
    "licence_url": "https://agency.example/licence?a=1&b=2",
}


def test_picture_says_whose_it_is(client, db):
    story = publish(lead_image=make_image(**RIGHTS))

    tree = parsed(client.get(story.path))

    [picture] = things(tree)["NewsArticle"]["image"]
    assert picture["creator"] == {"@type": "Person", "name": "Lina Saad"}
    assert picture["copyrightNotice"] == "© 2025 Agency <b>"
    assert picture["license"] == "https://agency.example/licence?a=1&b=2"
    assert "acquireLicensePage" not in picture
    assert text_of(tree, "//figure[@class='lead-picture']//span[@class='credit']") == [picture["creditText"]]


def test_picture_says_nothing_that_no_person_has_confirmed(client, db):
    story = publish(lead_image=make_image(**RIGHTS))
    Image.objects.update(is_confirmed=False)

    [picture] = things(parsed(client.get(story.path)))["NewsArticle"]["image"]

    assert set(picture) == {"@type", "url", "contentUrl", "width", "height", "caption", "creditText"}


def test_translation_and_original_name_each_other(client, story):
    arabic = Publication.objects.get(language="ar")

    original, translation = (things(parsed(client.get(row.path)))["NewsArticle"] for row in (story, arabic))

    assert [row["@id"] for row in original["workTranslation"]] == [translation["@id"]]
    assert translation["translationOfWork"]["@id"] == original["@id"]
    assert "translationOfWork" not in original


def test_opinion_says_that_it_is_one(client, db):
    story = publish(section=make_section("opinions"))

    assert list(things(parsed(client.get(story.path)))) == ["OpinionNewsArticle", "BreadcrumbList"]


@pytest.mark.parametrize(
    ("values", "author"),
    [
        ({"source": "Coastal Wire"}, {"@type": "Organization", "name": "Coastal Wire"}),
        ({"bylines": [{"author": None, "name": "Rana", "role": "by"}]}, {"@type": "Person", "name": "Rana"}),
        ({"bylines": [{"author": None, "name": "AP", "role": "agency"}]}, {"@type": "Organization", "name": "AP"}),
    ],
)
def test_story_is_by_whoever_it_names(client, db, values, author):
    tree = parsed(client.get(publish(**values).path))

    assert things(tree)["NewsArticle"]["author"] == [author]
    assert tree.xpath("//meta[@name='author']/@content") == [author["name"]]


def test_story_has_one_name_for_each_author_and_others_apart(client, db):
    rana, agency = make_author("rana"), make_author("ap", kind="agency")
    bylines = [{"author": row.pk, "name": "", "role": "by"} for row in (rana, agency)]
    bylines += [{"author": None, "name": "Sami", "role": role} for role in ("photos", "translation", "editing")]

    said = things(parsed(client.get(publish(bylines=bylines).path)))["NewsArticle"]

    assert [(row["@type"], row["name"]) for row in said["author"]] == [("Person", "Rana"), ("Organization", "Ap")]
    assert [said[name] for name in ("contributor", "translator", "editor")] == [
        [{"@type": "Person", "name": "Sami"}]
    ] * 3


def test_long_headline_is_cut_between_words(client, db):
    story = publish(headline="Harbour " * 20)

    assert len(things(parsed(client.get(story.path)))["NewsArticle"]["headline"]) <= 110


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/world/", ["Newsroom", "World"]),
        ("/world/harbour/", ["Newsroom", "World", "Harbour, World"]),
        ("/world/2025/01/", ["Newsroom", "World", "2025", "World, January 2025"]),
        ("/authors/rana-haddad/", ["Newsroom", "Stories by Rana Haddad"]),
        ("/corrections/", ["Newsroom", "Corrections and clarifications"]),
    ],
)
def test_way_to_a_page_leads_over_pages_that_are_there(client, story, path, names):
    said = things(parsed(client.get(path)))["BreadcrumbList"]["itemListElement"]

    assert [row["position"] for row in said] == list(range(1, len(names) + 1))
    assert [row["name"] for row in said] == names
    assert [client.get(row["item"].removeprefix(SITE)).status_code for row in said] == [200] * len(names)


@pytest.mark.parametrize("path", ["/", "/world/", "/world/2025/", "/topics/harbours/", "/ar/"])
def test_list_names_its_stories_in_the_order_of_the_page(client, story, path):
    for number in range(3):
        publish(headline=f"Story {number}", topics=[story.topics.get().pk])
    tree = parsed(client.get(path))

    listed = things(tree)["CollectionPage"]["mainEntity"]["itemListElement"]

    links = dict.fromkeys(
        SITE + link for link in tree.xpath("//main//article//h2/a/@href | //main//article//h3/a/@href")
    )
    assert {row["url"] for row in listed} == {client_address(link) for link in links}
    if path != "/":
        assert [row["url"] for row in listed] == [client_address(link) for link in links]


def client_address(link):
    parts = urlsplit(link)
    return parts._replace(path="".join(quoted(letter) for letter in parts.path)).geturl()


def quoted(letter):
    return letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode())


@pytest.mark.parametrize(
    ("language", "prefix", "name", "other"), [("en", "", "Rana", "رنا"), ("ar", "/ar", "رنا", "Rana")]
)
def test_author_page_is_a_profile_of_one_person_in_each_language(client, db, language, prefix, name, other):
    author = make_author("rana", names={"en": "Rana", "ar": "رنا"}, biographies={"en": "Writes of ports."})
    story = publish(language=language, bylines=[{"author": author.pk, "name": "", "role": "by"}])

    said = things(parsed(client.get(f"{prefix}/authors/rana/")))["ProfilePage"]

    assert said["mainEntity"] == {
        "@type": "Person",
        "@id": f"{SITE}/authors/rana/#author",
        "name": name,
        "alternateName": [other],
        "url": f"{SITE}{prefix}/authors/rana/",
        "description": "Writes of ports.",
    }
    [part] = said["hasPart"]
    in_story = things(parsed(client.get(story.path)))["NewsArticle"]
    assert (part["@type"], part["@id"], part["url"]) == ("NewsArticle", in_story["@id"], in_story["url"])
    assert part["headline"] == in_story["headline"]
    assert part["author"] == {"@id": in_story["author"][0]["@id"]} == {"@id": said["mainEntity"]["@id"]}


@pytest.mark.parametrize(("name", "kind"), [("about", "AboutPage"), ("contact", "ContactPage"), ("ethics", "WebPage")])
def test_policy_page_says_what_it_is_and_the_way_to_it(client, db, name, kind):
    write(name, title="Who we are")

    tree = parsed(client.get(f"/about/{name}/"))

    said = things(tree)
    assert (said[kind]["name"], said[kind]["url"]) == ("Who we are", f"{SITE}/about/{name}/")
    assert said[kind]["dateModified"] in tree.xpath("//time/@datetime")
    assert said[kind]["about"]["@type"] == "NewsMediaOrganization"
    way = [row["item"] for row in said["BreadcrumbList"]["itemListElement"]]
    assert way == [f"{SITE}/", f"{SITE}/about/", f"{SITE}/about/{name}/"]


def test_newsroom_says_how_it_is_reached_and_what_else_it_is_called(client, settings, db):
    silent = things(parsed(client.get("/")))["NewsMediaOrganization"]
    settings.NEWSROOM_TELEPHONE = "+972 2 000 0000"
    write("contact")

    said = things(parsed(client.get("/")))

    assert "contactPoint" not in silent
    assert said["NewsMediaOrganization"]["contactPoint"] == {
        "@type": "ContactPoint",
        "contactType": "newsroom",
        "telephone": "+972 2 000 0000",
        "url": f"{SITE}/about/contact/",
        "availableLanguage": ["en", "ar"],
    }
    assert said["NewsMediaOrganization"]["alternateName"] == said["WebSite"]["alternateName"] == ["غرفة الأخبار"]


def test_front_names_the_newsroom_and_those_of_its_policies_that_are_written(client, settings, db):
    settings.NEWSROOM_MAIL = "desk@news.example"
    for name in ("standards", "ethics", "corrections", "ownership", "masthead", "contact"):
        write(name)

    said = things(parsed(client.get("/")))

    newsroom, site = said["NewsMediaOrganization"], said["WebSite"]
    assert newsroom["email"] == "desk@news.example"
    expected = {
        "publishingPrinciples": "standards",
        "unnamedSourcesPolicy": "standards",
        "ethicsPolicy": "ethics",
        "correctionsPolicy": "corrections",
        "ownershipFundingInfo": "ownership",
        "masthead": "masthead",
        "actionableFeedbackPolicy": "contact",
    }
    assert {name: newsroom[name] for name in expected} == {n: f"{SITE}/about/{page}/" for n, page in expected.items()}
    assert site["publisher"] == {"@id": newsroom["@id"]}
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"
    assert not {*expected} & {*things(parsed(client.get("/ar/")))["NewsMediaOrganization"]}


def test_open_graph_is_complete(client, story):
    tree = parsed(client.get(story.path))

    assert properties(tree, "og:type") == ["article"]
    assert properties(tree, "og:url") == tree.xpath("//link[@rel='canonical']/@href")
    assert properties(tree, "og:locale") == ["en_US"]
    assert properties(tree, "og:locale:alternate") == ["ar_AR"]
    assert properties(tree, "og:image:alt") == ["Two boats"]
    assert properties(tree, "og:image:type") == ["image/jpeg"]
    assert properties(tree, "article:published_time") == ["2025-01-04T19:12:00+02:00"]
    assert properties(tree, "article:section") == ["Harbour"]
    assert properties(tree, "article:author") == [f"{SITE}/authors/rana-haddad/"]
    assert properties(tree, "article:tag") == ["Harbours"]
    assert tree.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]


def test_page_without_a_picture_is_shared_with_the_newsrooms(client, db):
    tree = parsed(client.get("/"))

    [address] = properties(tree, "og:image")
    size = [*properties(tree, "og:image:width"), *properties(tree, "og:image:height")]
    assert size == ["1200", "630"]
    assert properties(tree, "og:image:alt") == ["Newsroom"]
    assert finders.find(address.removeprefix(f"{SITE}/static/"))


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("/", ["/"]),
        ("/world/harbour/", ["/world/harbour/"]),
        ("/world/2025/01/", ["/world/"]),
        ("/authors/rana-haddad/", ["/authors/rana-haddad/"]),
        ("/ar/topics/harbours/", ["/ar/topics/harbours/"]),
        ("/corrections/", ["/corrections/"]),
        ("story", ["/", "/world/harbour/"]),
    ],
)
def test_page_leads_to_its_feeds(client, story, path, feeds):
    tree = parsed(client.get(story.path if path == "story" else path))

    for media_type, name in (("application/atom+xml", "feed.xml"), ("application/rss+xml", "rss.xml")):
        links = tree.xpath(f"//link[@rel='alternate'][@type='{media_type}']")
        assert [link.get("href") for link in links] == [f"{SITE}{page}{name}" for page in feeds]
        assert [client.get(link.get("href").removeprefix(SITE)).status_code for link in links] == [200] * len(feeds)


def test_story_leads_to_its_card(client, story):
    links = parsed(client.get(story.path)).xpath("//link[contains(@type, 'oembed')]/@href")

    assert [parse_qs(urlsplit(link).query) for link in links] == [
        {"url": [SITE + story.path], "format": [form]} for form in ("json", "xml")
    ]


def test_pages_of_one_name_have_titles_of_their_own(client, db):
    """A section, a topic, an author and two sub-sections, all called the same."""
    names = {"en": "Newsroom"}
    author, topic = make_author("news", names=names), make_topic("news", names=names)
    lists = {"bylines": [{"author": author.pk, "name": "", "role": "by"}], "topics": [topic.pk]}
    world, sport = (make_section(slug, names={"en": slug.title()}) for slug in ("world", "sport"))
    for slug, parent in (("home", None), ("one", world), ("two", sport)):
        publish(section=make_section(slug, parent=parent, names=names), **lists)
    paths = ["/world/one/", "/sport/two/", "/authors/news/", "/topics/news/", "/", "/ar/", "/world/", "/home/2025/"]

    titles = [text_of(parsed(client.get(path)), "//title")[0] for path in paths]

    assert len(set(titles)) == len(paths)


def test_description_fits_a_search_result(client, db):
    story = publish(standfirst="A long sentence. " * 30)

    [description] = parsed(client.get(story.path)).xpath("//meta[@name='description']/@content")

    assert 120 < len(description) <= 160
    assert description.endswith("…")


@pytest.mark.parametrize("take_back", ["hold", "remove"])
def test_page_of_what_was_taken_back_says_nothing_to_machines(client, db, take_back):
    story = publish()
    getattr(publishing, take_back)(story.article, by=make_user(Role.CHIEF))

    tree = parsed(client.get(story.path))

    assert (
        tree.xpath("//script | //meta[starts-with(@property, 'og:')] | //link[@rel='canonical' or @rel='alternate']")
        == []
    )


@pytest.mark.parametrize(
    ("text", "short"),
    [("One two three", "One two three"), ("One two, three four", "One two…"), ("Wordwithoutend" * 2, "Wordwithouten…")],
)
def test_text_is_cut_between_words(text, short):
    assert shortened(text, 14) == short


def test_languages_have_lands():
    assert [locale_of(code) for code in ("en", "ar", "he", "fr", "pt-br")] == [
        *("en_US", "ar_AR", "he_IL", "fr_FR", "pt_BR")
    ]


def test_name_of_the_newsroom_is_marked_where_it_has_none_in_the_page_s_language(client, db, settings):
    settings.NEWSROOM_NAME = {"en": "The Herald"}

    arabic, english = (parsed(client.get(path)) for path in ("/ar/", "/"))

    for place in ("//header//p[@class='nameplate']/a", "//footer//p[@class='foot-name']/a", "//h1"):
        assert arabic.xpath(f"{place}/bdi[@lang='en'][@dir='ltr']/text()") == ["The Herald"], place
        assert english.xpath(f"{place}/text()") == ["The Herald"], place
    assert arabic.xpath("//title/text()") == ["The Herald"]
