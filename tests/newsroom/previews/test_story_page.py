import pytest

from articles import editing, publishing
from articles.models import Revision
from tests.factories import make_article, make_author, make_section, make_topic
from tests.newsroom.pages.readers import parsed, publish, text_of

pytestmark = pytest.mark.django_db
STORY = "/admin/articles/article/"
FRAMED = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
PATHS = ["preview/", "preview/page/", "preview/media/a.webp"]


def posted(article, **changes):
    """A story's form as a browser posts it, with one byline."""
    values = {
        "revision": article.revision_number,
        "language": article.language,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body,
        "section": article.section_id or "",
        "slug": article.slug,
        "lead_image": "",
        "bylines-TOTAL_FORMS": 1,
        "bylines-INITIAL_FORMS": 0,
        "bylines-0-name": "Dana Saleh",
        "bylines-0-role": "by",
        "related_articles-TOTAL_FORMS": 0,
        "related_articles-INITIAL_FORMS": 0,
    }
    return values | changes


def inside(browser, article, **wanted):
    """The framed document."""
    return browser.get(f"{STORY}{article.pk}/preview/page/", wanted)


# --- who


@pytest.mark.parametrize("path", PATHS)
def test_hidden_story_answers_as_one_that_is_not_there(signed_in, story, outside_reporter, path):
    browser = signed_in(outside_reporter)

    answers = [browser.get(f"{STORY}{pk}/{path}") for pk in (story.pk, 10**9, "1abc", "01", "9" * 40, "-1")]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("path", [*PATHS, "preview/typed/", "preview-style/dark.css"])
def test_stranger_is_sent_to_sign_in(stranger, story, path):
    response = stranger.get(f"{STORY}{path}" if "style" in path else f"{STORY}{story.pk}/{path}")

    assert (response.status_code, response.url.split("?")[0]) == (302, "/admin/login/")


def test_administrator_looks_and_cannot_type(signed_in, story, administrator):
    browser = signed_in(administrator)

    assert browser.get(f"{STORY}{story.pk}/preview/").status_code == 200
    assert inside(browser, story).status_code == 200
    assert browser.post(f"{STORY}{story.pk}/preview/typed/", posted(story)).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["page=nowhere", "page=topic-none", "page=subsection", "width=3", "theme=pink", "revision=2", "revision=0",
     "revision=01", "revision=x", "revision=" + "9" * 30, "revision=1%00", "page=%00"],
)  # fmt: skip
def test_what_cannot_be_asked_for_answers_404(signed_in, story, reporter, query):
    browser = signed_in(reporter)

    answers = [browser.get(f"{STORY}{story.pk}/preview/{inner}?{query}").status_code for inner in ("", "page/")]

    assert answers == [404, 404]


# --- the page and its frame


def test_page_frames_its_document_and_nothing_else_may(signed_in, story, reporter):
    browser = signed_in(reporter)
    page = browser.get(f"{STORY}{story.pk}/preview/?page=front&width=phone&theme=dark&revision=1")
    frame = parsed(page).xpath("//iframe")[0]
    document = browser.get(frame.get("src"))

    assert frame.get("sandbox") == "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    assert document.headers["Content-Security-Policy"] == FRAMED
    assert document.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert document.headers["Referrer-Policy"] == "no-referrer"
    assert document.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert {page.headers["Cache-Control"], document.headers["Cache-Control"]} == {"private, no-store"}
    assert b"<script" not in document.content
    assert parsed(document).xpath("//link[@rel='stylesheet']/@href")[0] == f"{STORY}preview-style/dark.css"


def test_page_offers_every_page_that_the_story_will_be_on(signed_in, reporter, section):
    sport = make_section("football", parent=section, names={"en": "Football"})
    author, topic = make_author("rana", names={"en": "Rana"}), make_topic("cups", names={"en": "Cups"})
    bylines = [{"author": author.pk, "name": "", "role": "by"}]
    story = make_article(by=reporter, section=sport, bylines=bylines, topics=[topic.pk], headline="Late goal")
    browser = signed_in(reporter)

    choices = parsed(browser.get(f"{STORY}{story.pk}/preview/")).xpath("//select[@name='page']/option/@value")

    assert choices == ["article", "front", "section", "subsection", "topic-cups", "author-rana", "search"]
    for key in choices:
        assert b"Late goal" in inside(browser, story, page=key).content, key


@pytest.mark.parametrize("page", ["front", "section", "topic-cups"])
def test_list_shows_the_story_in_its_place_among_what_is_live(signed_in, reporter, section, page):
    topic = make_topic("cups")
    publish(section=section, headline="Older", topics=[topic.pk])
    story = make_article(by=reporter, section=section, headline="Newest", topics=[topic.pk])

    document = parsed(inside(signed_in(reporter), story, page=page))

    headlines = [text for text in text_of(document, "//h2/a | //h3/a") if text in ("Newest", "Older")]
    assert headlines == ["Newest", "Older"]
    assert f"{STORY}{story.pk}/preview/" in document.xpath("//a/@href")


def test_live_story_keeps_its_place_and_shows_its_new_text_once(signed_in, reporter, editor, section):
    old = publish(section=section, headline="Old")
    editing.save(old.article, by=editor, revision=1, headline="Old, with news")
    make_article("published", "live", section=section, headline="Later")

    document = parsed(inside(signed_in(editor), old.article, page="section"))

    assert text_of(document, "//h2/a") == ["Later", "Old, with news"]


def test_story_deep_in_the_archive_opens_the_part_of_the_list_that_it_is_in(signed_in, editor, section, monkeypatch):
    monkeypatch.setattr("newsroom.pages.lists.LENGTH", 2)
    old = publish(section=section, headline="Old")
    for number in range(3):
        make_article("published", "live", section=section, headline=f"Later {number}")

    document = parsed(inside(signed_in(editor), old.article, page="section"))

    assert text_of(document, "//h2/a") == ["Old"]
    assert text_of(document, "//nav[@class='turn']/a") == ["Newest"]


def test_preview_is_in_the_storys_language_whatever_the_desk_speaks(signed_in, reporter, section):
    story = make_article(by=reporter, section=section, language="ar", headline="العبّارة تعود")
    browser = signed_in(reporter)
    browser.cookies["newsroom-language"] = "en"

    document = parsed(inside(browser, story))

    assert (document.get("lang"), document.get("dir")) == ("ar", "rtl")
    assert text_of(document, "//article//h1") == ["العبّارة تعود"]


def test_story_that_lacks_nearly_everything_can_be_looked_at(signed_in, reporter):
    story = make_article(by=reporter, headline="", body="", standfirst="", bylines=[])
    story.section = None
    editing.save(story, by=reporter, revision=1, section=None)
    browser = signed_in(reporter)

    keys = parsed(browser.get(f"{STORY}{story.pk}/preview/")).xpath("//select[@name='page']/option/@value")

    assert keys == ["article", "front", "section", "search"]
    assert [inside(browser, story, page=key).status_code for key in keys] == [200] * 4


def test_incoming_story_is_shown_as_it_came(signed_in, reporter):
    story = make_article("incoming", headline="From the wire")

    document = parsed(inside(signed_in(reporter), story))

    assert text_of(document, "//article//h1") == ["From the wire"]
    assert Revision.objects.filter(article=story).count() == 0


def test_older_revision_is_shown_as_it_was(signed_in, story, reporter):
    editing.save(story, by=reporter, revision=1, headline="Ferry late again")
    browser = signed_in(reporter)

    assert text_of(parsed(inside(browser, story, revision=1)), "//article//h1") == ["Ferry back on time"]
    assert text_of(parsed(inside(browser, story)), "//article//h1") == ["Ferry late again"]


def test_theme_is_the_chosen_one_whatever_the_browser_has(signed_in, reporter):
    browser = signed_in(reporter)

    dark, light = (browser.get(f"{STORY}preview-style/{theme}.css").content.decode() for theme in ("dark", "light"))

    assert ("prefers-color-scheme" in dark, "prefers-color-scheme" in light) == (False, False)
    assert ("color-scheme: dark;" in dark, "@media all" in dark) == (True, True)
    assert ("color-scheme: light;" in light, "@media not all" in light) == (True, True)
    assert browser.get(f"{STORY}preview-style/pink.css").status_code == 404


def test_pictures_of_an_unpublished_story_are_seen_at_the_desk_alone(signed_in, stranger, shelf, reporter, section):
    image = shelf()
    story = make_article(by=reporter, section=section, lead_image=image)
    browser = signed_in(reporter)

    address = parsed(inside(browser, story)).xpath("//figure//img/@src")[0]
    response = browser.get(address)

    assert address.startswith(f"{STORY}{story.pk}/preview/media/")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(response.streaming_content).decode() == address.rsplit("/", 1)[1]
    assert stranger.get("/media/" + address.rsplit("/", 1)[1]).status_code == 404
    assert browser.get(f"{STORY}{story.pk}/preview/media/nothing.webp").status_code == 404


# --- as it is typed


def test_typed_text_is_shown_and_nothing_of_it_is_kept(signed_in, story, reporter, fingerprint):
    before = fingerprint()
    body = "<p>Typed.</p><script>alert(1)</script><p onclick='x'>More.</p>"

    response = signed_in(reporter).post(
        f"{STORY}{story.pk}/preview/typed/?theme=dark", posted(story, headline=" Typed  now ", body=body)
    )
    document = parsed(response)

    assert (response.status_code, response.headers["Content-Security-Policy"]) == (200, FRAMED)
    assert text_of(document, "//article//h1") == ["Typed now"]
    assert text_of(document, "//div[@class='body']/p") == ["Typed.", "More."]
    assert text_of(document, "//p[@class='by']") == ["By Dana Saleh"]
    assert b"<script" not in response.content
    assert b"onclick" not in response.content
    assert fingerprint() == before


def test_typed_picture_is_shown_before_any_revision_has_it(signed_in, story, reporter, shelf):
    image = shelf()

    document = parsed(signed_in(reporter).post(f"{STORY}{story.pk}/preview/typed/", posted(story, lead_image=image.pk)))

    assert len(document.xpath("//figure[@class='lead-picture']//img")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"section": "999999999"},
        {"section": "x"},
        {"language": "xx"},
        {"language": "en\x00"},
        {"lead_image": "9" * 18},
        {"lead_image": "-1"},
        {"translation_of": "9" * 18},
        {"headline": "h" * 5000 + "\x00\ud800"},
        {"body": "<p>" + "x" * 1_100_000},
        {"body": "<div>" * 5000},
        {"bylines-0-author": "9" * 18},
        {"bylines-0-role": "king"},
        {"topics": ["9" * 18, "x"]},
        {"related_articles-TOTAL_FORMS": "1", "related_articles-0-other": "9" * 18},
        {"slug": "///..%00"},
    ],
    ids=lambda wrong: (
        next(iter(wrong)) + "=" + str(next(iter(wrong.values())))[:10].encode("ascii", "replace").decode()
    ),
)
def test_what_cannot_be_read_of_a_form_is_shown_as_saved(signed_in, story, reporter, wrong):
    values = posted(story, **wrong)
    values = {name: value.replace("\ud800", "") if isinstance(value, str) else value for name, value in values.items()}

    response = signed_in(reporter).post(f"{STORY}{story.pk}/preview/typed/", values)

    assert response.status_code == 200


def test_nothing_posted_shows_what_is_saved(signed_in, story, reporter):
    document = parsed(signed_in(reporter).post(f"{STORY}{story.pk}/preview/typed/", {}))

    assert text_of(document, "//article//h1") == ["Ferry back on time"]


def test_typed_preview_wants_the_forms_token_and_a_post(signed_in, story, reporter):
    address = f"{STORY}{story.pk}/preview/typed/"

    assert signed_in(reporter, enforce_csrf_checks=True).post(address, posted(story)).status_code == 403
    assert signed_in(reporter).get(address).status_code == 405


def test_typed_preview_is_for_whoever_may_type(signed_in, story, reporter2, outside_reporter):
    address = f"{STORY}{story.pk}/preview/typed/"

    assert signed_in(reporter2).post(address, posted(story)).status_code == 403
    assert signed_in(outside_reporter).post(address, posted(story)).status_code == 404


# --- nothing leaks


def test_nothing_of_a_draft_is_on_any_readers_page_after_previewing(signed_in, stranger, reporter, editor, section):
    author, topic = make_author("rana-haddad"), make_topic("harbours")
    bylines, topics = [{"author": author.pk, "name": "", "role": "by"}], [topic.pk]
    neighbour = publish(section=section, bylines=bylines, topics=topics, headline="Neighbour")
    story = make_article(by=reporter, section=section, headline="Zqxjv", slug="zqxjv", bylines=bylines, topics=topics)
    paths = ["/", "/world/", "/authors/rana-haddad/", "/topics/harbours/", neighbour.path, "/corrections/", "/nowhere/"]
    before = {path: stranger.get(path).content for path in paths}
    browser = signed_in(reporter)

    for key in ("article", "front", "section", "topic-harbours", "author-rana-haddad", "search"):
        assert b"Zqxjv" in inside(browser, story, page=key).content
    browser.post(f"{STORY}{story.pk}/preview/typed/", posted(story, headline="Zqxjv typed"))

    after = {path: stranger.get(path) for path in paths}
    assert {path: answer.content for path, answer in after.items()} == before
    assert [path for path, answer in after.items() if answer.cookies] == []


def test_preview_shows_the_address_that_publishing_gives(signed_in, editor, section):
    story = make_article("approved", section=section, headline="Ferry back on time")
    publish(section=section, headline="Ferry back on time", at=story.created_at)
    promised = text_of(parsed(signed_in(editor).get(f"{STORY}{story.pk}/preview/")), "//span[@class='address']/bdi")

    publication = publishing.publish(story, by=editor)

    assert [address.endswith(publication.path) for address in promised] == [True]


def test_edit_page_has_the_doors_and_the_pane(signed_in, story, reporter, reporter2):
    page = parsed(signed_in(reporter).get(f"{STORY}{story.pk}/change/"))
    reading = parsed(signed_in(reporter2).get(f"{STORY}{story.pk}/change/"))

    doors = [label for label in text_of(page, "//nav[@class='story-doors']//a") if "Preview" in label]
    assert doors == ["Preview", "Preview links"]
    assert len(page.xpath("//dialog[@id='preview-pane']")) == 1
    assert reading.xpath("//dialog[@id='preview-pane']") == []
