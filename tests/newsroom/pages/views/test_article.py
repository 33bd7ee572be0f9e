import unicodedata
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from articles import editing, pictures, publishing, reference
from articles.models import Article, Publication
from articles.rights import Role
from tests.factories import make_author, make_section, make_user
from tests.newsroom.pages.readers import make_image, parsed, publish, publish_both, text_of

pytestmark = pytest.mark.django_db


def again(publication, *, kind, text="", **changes):
    """Publishes a story once more, changed."""
    article, chief = publication.article, make_user(Role.CHIEF)
    editing.save(article, by=chief, revision=article.revision_number, **changes)
    publishing.publish_urgent(article, by=chief, reason="News", kind=kind, text=text)
    return Publication.objects.get(pk=publication.pk)


def test_article_prints_what_it_was_given(client):
    author = make_author("rana-haddad", names={"en": "Rana Haddad"})
    story = publish(
        kicker="Ports",
        standfirst="At last & again.",
        dateline_place="Acre",
        credit_line="With the Coastal Wire",
        bylines=[
            {"author": author.pk, "name": "", "role": "by"},
            {"author": None, "name": "سلمى ناصر", "role": "by"},
            {"author": None, "name": "Omar", "role": "photos"},
        ],
    )

    tree = parsed(client.get(story.path))

    assert story.path == "/world/2025/01/04/harbour-reopens/"
    assert text_of(tree, "//article[@class='story']/header/p[@class='kicker']") == ["World Ports"]
    assert text_of(tree, "//h1") == ["Harbour reopens"]
    assert text_of(tree, "//header/p[@class='standfirst']") == ["At last & again."]
    assert text_of(tree, "//p[@class='by']") == ["By Rana Haddad, سلمى ناصر", "Photographs Omar"]
    assert tree.xpath("//a[@rel='author']/@href") == ["/authors/rana-haddad/"]
    assert text_of(tree, "//p[@class='credit-line']") == ["With the Coastal Wire"]
    assert text_of(tree, "//header//p[@class='when']") == ["Published Sat 04 Jan 2025 7:12 pm - Jerusalem Time"]
    assert tree.xpath("//header//time/@datetime") == ["2025-01-04T19:12:00+02:00"]
    assert text_of(tree, "//div[@class='body']/p") == ["Acre", "Boats go out again."]
    assert text_of(tree, "//p[@class='letters opinion']") == ["Letters on this story are closed"]  # for it is old


def test_article_without_byline_names_its_source(client):
    tree = parsed(client.get(publish(source="Coastal Wire").path))

    assert text_of(tree, "//p[@class='by']") == ["Source Coastal Wire"]


def test_article_in_arabic_has_its_own_time_and_counterpart(client):
    english, arabic = publish_both()

    tree = parsed(client.get(arabic.path))

    assert text_of(tree, "//header//p[@class='when']") == ["نُشر السبت 4 يناير 2025 7:12 مساءً - بتوقيت القدس"]
    assert set(tree.xpath("//a[@hreflang='en']/@href")) == {english.path}


def test_article_marks_names_of_another_language(client):
    author = make_author("rana-haddad", names={"en": "Rana Haddad"})
    story = publish(language="ar", headline="الميناء", bylines=[{"author": author.pk, "name": "", "role": "by"}])

    names = parsed(client.get(story.path)).xpath("//a[@rel='author']/bdi")

    assert [(name.text, name.get("lang"), name.get("dir")) for name in names] == [("Rana Haddad", "en", "ltr")]


def test_article_shows_corrections_and_when_it_was_updated(client):
    story = again(publish(), kind="correction", text="It was Monday.\n<i>Sorry.</i>", headline="Harbour opens")

    tree = parsed(client.get(story.path))

    assert text_of(tree, "//section[@class='notes']//p[@dir]") == ["It was Monday.<i>Sorry.</i>"]
    assert text_of(tree, "//section[@class='notes']//strong") == ["Correction"]
    assert [text.split()[0] for text in text_of(tree, "//header//p[@class='when']")] == ["Published", "Updated"]


def test_article_with_a_typo_fixed_was_not_updated(client):
    story = again(publish(), kind="typo", headline="Harbour re-opens")

    assert len(text_of(parsed(client.get(story.path)), "//header//p[@class='when']")) == 1


def test_article_shows_its_picture_first_with_the_frozen_words(client):
    story = publish(lead_image=make_image(), language="ar", headline="الميناء")

    tree = parsed(client.get(story.path))

    images = tree.xpath("//figure[@class='lead-picture']//img")
    assert [(image.get("alt"), image.get("fetchpriority"), image.get("width")) for image in images] == [
        ("قاربان", "high", "640")
    ]
    assert tree.xpath("//figcaption/bdi/@lang") == ["en"]
    assert tree.xpath("//meta[@property='og:image:width']/@content") == ["1600"]


def test_article_whose_picture_was_withdrawn_has_no_figure(client):
    image = make_image()
    story = publish(lead_image=image, body=f'<p>Boats.</p><figure data-picture="{image.pk}"></figure>')

    pictures.withdraw(image, by=make_user(Role.CHIEF), reason="The agency asks")

    assert parsed(client.get(story.path)).xpath("//figure|//picture") == []


def test_article_fills_pictures_and_links_of_its_body(client):
    image, other = make_image(), publish(headline="Lighthouse")
    body = f'<p>See <a data-article="{other.article_id}">this</a>.</p><figure data-picture="{image.pk}"></figure>'

    tree = parsed(client.get(publish(body=body).path))

    assert tree.xpath("//div[@class='body']/p/a/@href") == [other.path]
    assert text_of(tree, "//div[@class='body']/figure/figcaption") == ["Boats at noon Rana Haddad"]


def test_article_puts_the_desks_related_stories_first(client):
    first, second, third = (publish(headline=f"Story {number}") for number in (1, 2, 3))
    story = publish(related=[second.article_id, first.article_id])

    assert text_of(parsed(client.get(story.path)), "//section[@class='more']//h3") == ["Story 2", "Story 1", "Story 3"]
    assert third.status == "live"


@pytest.mark.parametrize("headline", ["الميناء يعود", "Öffnung für Bücher", "港が再開"])
def test_article_is_found_by_its_own_letters(client, headline):
    story = publish(headline=headline)

    assert client.get(quote(story.path)).status_code == 200
    assert client.get(quote(story.path.rstrip("/"))).headers["Location"] == quote(story.path)


def test_article_is_found_by_letters_that_are_composed_otherwise(client):
    story = publish(headline="Café")

    response = client.get(quote(unicodedata.normalize("NFD", story.path)))

    assert (response.status_code, response.headers["Location"]) == (301, quote(story.path))


def test_article_that_moved_is_found_at_its_old_address(client):
    old = publish(headline="Harbour reopens")
    new = again(old, kind="update", slug="harbour-open")

    response = client.get(old.path)

    assert (response.status_code, response.headers["Location"]) == (301, new.path)
    assert new.path == "/world/2025/01/04/harbour-open/"


@pytest.mark.parametrize("status", [200, 410])
def test_article_that_moved_and_was_taken_back_is_still_found(client, status):
    old, chief = publish(), make_user(Role.CHIEF)
    new = again(old, kind="update", slug="harbour-open")
    take_back = {200: publishing.hold, 410: publishing.remove}[status]
    take_back(new.article, by=chief)

    assert client.get(old.path, follow=True).redirect_chain == [(new.path, 301)]
    assert client.get(old.path, follow=True).status_code == status


def test_article_of_a_section_that_moved_is_found_at_its_old_address(client):
    story = publish()
    section = make_section("world")
    section.slug = "planet"
    reference.save(section, by=make_user(Role.CHIEF))

    assert client.get(story.path).headers["Location"] == story.path.replace("/world/", "/planet/")


def test_article_under_the_other_language_leads_to_its_counterpart(client):
    english, arabic = publish_both()

    under_arabic, under_english = client.get("/ar" + english.path), client.get(quote(arabic.path.removeprefix("/ar")))

    assert (under_arabic.status_code, under_arabic.headers["Location"]) == (301, quote(arabic.path))
    assert (under_english.status_code, under_english.headers["Location"]) == (301, english.path)


def test_article_under_the_other_language_without_a_live_counterpart_is_not_there(client):
    english, arabic = publish_both()
    publishing.hold(arabic.article, by=make_user(Role.CHIEF))

    assert client.get("/ar" + english.path).status_code == 404
    assert parsed(client.get(english.path)).xpath("//link/@hreflang") == ["en", "x-default"]


@pytest.mark.parametrize(
    "path",
    [
        "/world/2025/01/04/nothing/",
        "/world/2025/01/05/harbour-reopens/",
        "/sport/2025/01/04/harbour-reopens/",
        "/world/2025/1/4/harbour-reopens/",
        "/world/2025/01/04/harbour%00reopens/",
        "/world/2025/02/31/harbour-reopens/",
        "/WORLD/2025/01/04/harbour-reopens/",
        "/world/2025/01/04/%ff%fe/",
        "/world/2025/01/04/" + "x" * 5000 + "/",
    ],
)
def test_address_of_no_article_is_not_there(client, path):
    publish()

    assert client.get(path).status_code == 404


def test_article_of_a_day_that_is_another_in_the_zone_has_the_zones(client):
    story = publish(at=datetime(2025, 1, 4, 22, 30, tzinfo=UTC))

    assert story.path == "/world/2025/01/05/harbour-reopens/"
    assert client.get(story.path).status_code == 200


def newer(client, publication):
    return [
        (text_of(link, "strong"), link.xpath("a/@href"), link.xpath("a/@hreflang"), link.xpath("a/@lang"))
        for link in parsed(client.get(publication.path)).xpath("//p[@class='newer']")
    ]


def test_article_tells_readers_of_a_newer_version_in_the_other_language(client):
    english, arabic = publish_both()
    assert newer(client, arabic) == []

    english = again(english, kind="update", headline="Harbour closes")

    assert [row[1:] for row in newer(client, arabic)] == [([english.path], ["en"], ["en"])]
    assert newer(client, english) == []


@pytest.mark.parametrize("take_back", ["hold", "remove"])
def test_article_tells_of_no_newer_version_that_is_taken_back(client, take_back):
    english, arabic = publish_both()
    english = again(english, kind="update", headline="Harbour closes")

    getattr(publishing, take_back)(english.article, by=make_user(Role.CHIEF))

    assert newer(client, arabic) == []


def test_article_tells_of_no_newer_version_for_a_typo(client):
    english, arabic = publish_both()

    again(english, kind="typo", headline="Harbour re-opens")

    assert newer(client, arabic) == []


def test_article_shows_its_own_words_of_the_lead_picture_escaped_and_in_its_language(client):
    own = {"lead_caption": "القوارب <b>الآن</b>", "lead_alternative": 'قارب "أزرق"'}
    story = publish(lead_image=make_image(), language="ar", headline="الميناء", **own)

    [figure] = parsed(client.get(story.path)).xpath("//figure[@class='lead-picture']")

    assert figure.xpath(".//img/@alt") == ['قارب "أزرق"']
    assert text_of(figure, "figcaption") == ["القوارب <b>الآن</b> Rana Haddad"]
    assert figure.xpath("figcaption/bdi|figcaption/b") == []


GALLERY = (
    '<figure data-kind="gallery"><figure data-picture="{}" data-alt="A boat"><figcaption>At sea</figcaption></figure>'
    '<figure data-picture="{}"></figure></figure>'
)


def test_article_shows_a_gallery_as_a_list_of_figures(client):
    first, second = make_image(), make_image()
    story = publish(body=GALLERY.format(first.pk, second.pk))

    tree = parsed(client.get(story.path))

    assert text_of(tree, "//ul[@class='gallery']/li/figure/figcaption") == [
        "At sea Rana Haddad",
        "Boats at noon Rana Haddad",
    ]
    assert tree.xpath("//ul[@class='gallery']//img/@alt") == ["A boat", "Two boats"]


def test_caption_of_a_gallery_is_frozen_with_the_story(client):
    first, second = make_image(), make_image()
    captioned = GALLERY.removesuffix("</figure>") + "<figcaption>A day at sea</figcaption></figure>"
    story = publish(body=captioned.format(first.pk, second.pk))
    Article.objects.update(body="")

    tree = parsed(client.get(story.path))

    assert text_of(tree, "//figure[@class='of-gallery']/figcaption") == ["A day at sea"]
    assert len(tree.xpath("//figure[@class='of-gallery']/ul[@class='gallery']/li/figure")) == 2


def test_gallery_closes_up_when_a_picture_is_withdrawn(client):
    first, second = make_image(), make_image()
    story, chief = publish(body="<p>Boats.</p>" + GALLERY.format(first.pk, second.pk)), make_user(Role.CHIEF)

    pictures.withdraw(first, by=chief, reason="The agency asks")
    tree = parsed(client.get(story.path))
    assert (len(tree.xpath("//div[@class='body']/figure")), tree.xpath("//ul[@class='gallery']")) == (1, [])

    pictures.withdraw(second, by=chief, reason="The agency asks")
    assert parsed(client.get(story.path)).xpath("//div[@class='body']//figure|//ul[@class='gallery']") == []
