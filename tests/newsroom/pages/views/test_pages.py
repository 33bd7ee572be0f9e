"""What every page must be, of each kind and in both languages."""

import pytest
from django.conf import settings

from articles import editing, publishing
from articles.models import Publication
from articles.rights import Role
from tests.factories import make_user
from tests.newsroom.pages.readers import make_image, parsed, publish, publish_both, text_of

KINDS = ["/", "/world/", "/world/2025/", "/world/2025/01/", "/world/2025/01/04/", "/corrections/"]
KINDS += ["/authors/rana-haddad/", "/topics/harbours/", "article"]
EVERY = [(kind, language) for kind in KINDS for language in ("en", "ar")]


@pytest.fixture
def address(db):
    """The address of a page of a kind in a language; every page of the site has something to show."""
    english, arabic = publish_both(kicker="Ports", standfirst="At last, a year on.", lead_image=make_image())
    editor = make_user(Role.CHIEF)
    for publication in (english, arabic):
        article = publication.article
        editing.save(article, by=editor, revision=article.revision_number, dateline_place="Acre")
        publishing.publish_urgent(article, by=editor, reason="Wrong", kind="correction", text="It was Monday.")
    stories = {"en": english.path, "ar": arabic.path}
    return lambda kind, language: stories[language] if kind == "article" else f"{prefix(language)}{kind}"


def prefix(language):
    return "/ar" if language == "ar" else ""


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_page_is_well_formed_and_in_its_language(client, address, kind, language):
    response = client.get(address(kind, language))

    tree = parsed(response)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Language"] == language
    assert (tree.get("lang"), tree.get("dir")) == (language, {"en": "ltr", "ar": "rtl"}[language])
    assert len(tree.xpath("//h1")) == 1
    assert [len(tree.xpath(f"//{landmark}")) for landmark in ("main", "body/header", "body/footer")] == [1, 1, 1]
    assert tree.xpath("//*[@id='main']/@id") == [link[1:] for link in tree.xpath("//a[@class='skip']/@href")]
    levels = [int(element.tag[1]) for element in tree.xpath("//h1|//h2|//h3|//h4")]
    assert [after for before, after in zip(levels, levels[1:], strict=False) if after > before + 1] == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_page_has_no_script_no_inline_style_and_nothing_from_elsewhere(client, address, kind, language):
    tree = parsed(client.get(address(kind, language)))

    assert tree.xpath("//style|//iframe|//@style|//@*[starts-with(name(), 'on')]") == []
    assert {(form.get("method", "get"), form.get("role")) for form in tree.iter("form")} <= {("get", "search")}
    assert set(tree.xpath("//script/@type")) <= {"application/ld+json"}  # said, not run
    assert tree.xpath("//script[not(@type)]|//script[@src]") == []
    loaded = tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href|//img/@src")
    assert [url for url in loaded if not url.startswith(("/static/pages/", "/media/"))] == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_page_sets_no_cookie_and_is_the_same_for_everybody(client, address, kind, language):
    path = address(kind, language)
    anonymous = client.get(path)
    client.force_login(make_user(Role.CHIEF))
    known = client.get(path)

    assert known.content == anonymous.content
    assert [anonymous.cookies, anonymous.headers.get("Vary")] == [{}, None]
    assert anonymous.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert anonymous.headers["ETag"] == known.headers["ETag"]
    policy = anonymous.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_page_answers_reading_alone(client, address, kind, language):
    path = address(kind, language)
    got = client.get(path)

    head = client.head(path)
    again = client.get(path, headers={"If-None-Match": got.headers["ETag"]})

    assert (head.status_code, head.content) == (200, b"")
    assert (again.status_code, again.content) == (304, b"")
    strict = type(client)(enforce_csrf_checks=True)
    assert [getattr(strict, verb)(path).status_code for verb in ("post", "put", "delete", "options")] == [405] * 4


@pytest.mark.parametrize("kind", KINDS)
def test_page_names_itself_and_its_versions_mutually(client, address, kind):
    trees = {language: parsed(client.get(address(kind, language))) for language in ("en", "ar")}
    addresses = {language: [absolute(client, address(kind, language))] for language in trees}

    assert {code: tree.xpath("//link[@rel='canonical']/@href") for code, tree in trees.items()} == addresses
    alternates = [
        list(zip(tree.xpath("//link/@hreflang"), tree.xpath("//link[@hreflang]/@href"), strict=True))
        for tree in trees.values()
    ]
    versions = [(code, *own) for code, own in addresses.items()]
    assert alternates == [[*versions, ("x-default", *addresses["en"])]] * 2


def absolute(client, path):
    """The address as clients ask for it: percent-encoded where it has other letters."""
    return settings.SITE_URL + client.get(path).wsgi_request.get_full_path()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "/"])
def test_page_has_a_title_and_a_description_of_its_own(client, address, kind):
    tree, front = parsed(client.get(address(kind, "en"))), parsed(client.get("/"))

    assert text_of(tree, "//title") != text_of(front, "//title")
    description = "//meta[@name='description']/@content"
    assert tree.xpath(description) != front.xpath(description)
    assert [len(text) > 10 for text in tree.xpath(description)] == [True]


def test_each_link_of_each_page_leads_somewhere(client, address):
    pages = {address(kind, language) for kind, language in EVERY}
    links = {link for page in pages for link in parsed(client.get(page)).xpath("//a/@href")}

    answers = {link: client.get(link).status_code for link in links if link.startswith("/")}

    assert {link: status for link, status in answers.items() if status != 200} == {}
    assert {link.split(":")[0] for link in links if not link.startswith("/")} == {"#main"}


def test_site_without_a_story_has_a_front_and_no_section(client, section):
    assert "There are no stories here yet." in client.get("/").content.decode()
    assert client.get("/world/").status_code == 404
    assert Publication.objects.count() == 0


def test_section_that_is_hidden_is_not_in_the_navigation_but_has_its_page(client, address):
    Publication.objects.first().section.__class__.objects.update(hidden=True)

    assert parsed(client.get("/")).xpath("//nav[@class='sections']") == []
    assert client.get("/world/").status_code == 200


def test_front_gives_each_story_one_place_and_opinions_their_own(client, section):
    opinions = publish(section=section, headline="A quiet story").section
    opinions.slug, opinions.pk = "opinions", None
    opinions.first_shown_at = None
    opinions.save()
    for number in range(12):
        publish(section=section, headline=f"News {number}", lead_image=make_image() if number == 9 else None)
    publish(section=opinions, headline="I think so")

    tree = parsed(client.get("/"))

    assert text_of(tree, "//article[@class='lead']/h2") == ["News 9"]
    assert text_of(tree, "//section[@class='opinions']//h3") == ["I think so"]
    headlines = text_of(tree, "//main//article//h2|//main//article//h3")
    assert sorted(headlines) == sorted(set(headlines))
