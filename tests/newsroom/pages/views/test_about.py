import pytest

from articles.rights import Role
from tests.factories import make_article, make_user
from tests.newsroom.about.pages import write
from tests.newsroom.pages.readers import parsed, publish, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/about/", "/ar/about/", "/about/contact/", "/about/nonsense/", "/about/%00/"])
def test_page_that_nobody_has_written_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_page_shows_its_text_in_its_language(client):
    write("ethics", title="Our ethics", description="What we owe.", body="<h2>Words</h2><p>Fair ones.</p>")

    response = client.get("/about/ethics/")

    tree = parsed(response)
    assert text_of(tree, "//h1 | //h2[not(@class)] | //div[@class='body']/p") == ["Our ethics", "Words", "Fair ones."]
    assert tree.xpath("//meta[@name='description']/@content") == ["What we owe."]
    assert tree.xpath("//link[@rel='canonical']/@href")[0].endswith("/about/ethics/")
    assert response.cookies == {}


def test_page_in_one_language_is_offered_there_and_nowhere_else(client):
    write("ethics", "ar", title="أخلاقياتنا")

    assert client.get("/about/ethics/").status_code == 404
    page = parsed(client.get("/ar/about/ethics/"))
    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["ar", "x-default"]
    assert page.xpath("//p[@class='languages']/a/@href") == ["/"]


def test_page_in_both_languages_leads_to_its_counterpart(client):
    write("ethics")
    write("ethics", "ar", title="أخلاقياتنا")

    page = parsed(client.get("/about/ethics/"))

    assert page.xpath("//p[@class='languages']/a/@href") == ["/ar/about/ethics/"]
    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["ar", "en", "x-default"]


def test_page_that_is_not_shown_answers_as_if_there_were_none(client):
    write("ethics", title="Canary ethics")
    write("ethics", is_shown=False)

    missing = client.get("/about/ethics/")

    assert missing.status_code == 404
    assert b"Canary" not in missing.content
    assert client.get("/about/").status_code == 404


def test_foot_of_every_page_leads_to_what_is_written(client):
    write("privacy", title="What we keep of you")
    write("contact", "ar", title="اتصلوا بنا")
    publish()

    links = parsed(client.get("/")).xpath("//footer//li/a/@href")
    arabic = parsed(client.get("/ar/")).xpath("//footer//li/a/@href")

    assert links == ["/about/privacy/", "/corrections/", "/ar/"]
    assert arabic == ["/ar/about/contact/", "/ar/corrections/", "/"]


def test_list_has_every_page_of_a_language(client):
    write("privacy", title="Privacy", description="Nothing is kept.")
    write("about", title="About us")

    tree = parsed(client.get("/about/"))

    assert tree.xpath("//ul[@class='policy-list']//a/@href") == ["/about/about/", "/about/privacy/"]
    assert text_of(tree, "//ul[@class='policy-list']//p") == ["Nothing is kept."]


def test_contact_page_says_how_the_newsroom_is_reached(client, settings):
    settings.NEWSROOM_MAIL, settings.NEWSROOM_TELEPHONE = "desk@news.example", "+970 2 000 0000"
    write("contact")
    write("about")

    assert text_of(parsed(client.get("/about/contact/")), "//dd") == ["desk@news.example", "+970 2 000 0000"]
    assert text_of(parsed(client.get("/about/about/")), "//dd") == []


def test_where_the_newsroom_is_has_no_name_of_a_link_in_arabic(client, settings):
    settings.NEWSROOM_ADDRESS = {"ar": "شارع الميناء"}
    write("contact", "ar")

    assert text_of(parsed(client.get("/ar/about/contact/")), "//dl//dt | //dl//dd") == ["العنوان", "شارع الميناء"]


def test_link_to_a_story_follows_it_and_one_to_a_draft_is_its_words(client):
    story = publish()
    draft = make_article("draft", by=make_user(Role.REPORTER))
    body = f'<p><a data-article="{story.article_id}">Live</a> <a data-article="{draft.pk}">Draft</a></p>'
    write("standards", body=body)

    assert parsed(client.get("/about/standards/")).xpath("//div[@class='body']//a/@href") == [story.path]


def test_page_is_answered_with_304_to_whoever_has_it(client):
    write("ethics")
    tag = client.get("/about/ethics/")["ETag"]

    assert client.get("/about/ethics/", headers={"If-None-Match": tag}).status_code == 304
