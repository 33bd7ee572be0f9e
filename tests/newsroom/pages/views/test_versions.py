import pytest

from articles import editing, public_versions, publishing
from articles.models import Article, PublishedVersion
from articles.rights import Role
from tests.articles.test_public_versions import change
from tests.factories import make_section, make_user
from tests.newsroom.about.pages import write
from tests.newsroom.pages.readers import parsed, publish, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.PUBLIC_VERSIONS = True


@pytest.fixture
def chief():
    return make_user(Role.CHIEF)


@pytest.fixture
def story(chief):
    """Three versions: as it was, corrected, with a slip mended; and a draft on the desk."""
    story = publish(headline="Harbour reopens", body="<p>Boats went out on Monday.</p><p>All of them.</p>")
    body = "<p>Boats went out on Tuesday.</p><p>All of them.</p>"
    change(story, by=chief, body=body, kind="correction", text="It was Tuesday.")
    publishing.fix_typo(Article.objects.get(pk=story.article_id), by=chief, reason="Slip", headline="Harbour re-opens")
    article = Article.objects.get(pk=story.article_id)
    editing.save(article, by=chief, revision=article.revision_number, headline="Canary", body="<p>Canary.</p>")
    return story


def test_list_says_what_there_was_and_why(client, story):
    tree = parsed(client.get(f"{story.path}versions/"))

    assert tree.xpath("//ol[@class='versions']/li/@value") == ["3", "2", "1"]
    assert "It was Tuesday." in text_of(tree, "//ol[@class='versions']/li")[1]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//p[@class='biography']/a/@href") == [story.path]


def test_version_marks_what_it_changed(client, story):
    tree = parsed(client.get(f"{story.path}versions/2/"))

    assert text_of(tree, "//div[@class='body']//del") == ["removed: Monday"]
    assert text_of(tree, "//div[@class='body']//ins") == ["added: Tuesday"]


def test_first_version_stands_unmarked(client, story):
    tree = parsed(client.get(f"{story.path}versions/1/"))

    assert tree.xpath("//article//ins | //article//del") == []
    assert "Monday" in text_of(tree, "//div[@class='body']")[0]


def test_draft_is_never_among_them(client, story):
    for ending in ("", "versions/", "versions/1/", "versions/2/", "versions/3/", "versions/4/"):
        assert "anary" not in client.get(story.path + ending).content.decode()


@pytest.mark.parametrize("ending", ["versions/4/", "versions/0/", "versions/01/", "versions/x/", "versions/99999999/"])
def test_version_that_never_was_is_not_there(client, story, ending):
    assert client.get(story.path + ending).status_code == 404


def test_story_leads_to_its_versions_once_there_are_two(client, story):
    single = publish(headline="Bakers meet")

    assert parsed(client.get(story.path)).xpath("//p[@class='earlier']/a/@href") == [f"{story.path}versions/"]
    assert parsed(client.get(single.path)).xpath("//p[@class='earlier']") == []


def test_versions_are_gone_with_their_story_and_where_they_are_switched_off(client, story, chief, settings):
    settings.PUBLIC_VERSIONS = False
    off = client.get(f"{story.path}versions/")
    settings.PUBLIC_VERSIONS = True
    publishing.retract(story.article, by=chief, text="It was wrong.")

    answers = [off, client.get(f"{story.path}versions/"), client.get(f"{story.path}versions/1/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_struck_version_is_named_and_not_shown(client, story, chief):
    public_versions.strike(PublishedVersion.objects.get(number=1), by=chief, reason="A court asked.")

    listed = client.get(f"{story.path}versions/").content.decode()
    shown = client.get(f"{story.path}versions/1/").content.decode()
    following = client.get(f"{story.path}versions/2/").content.decode()

    assert "removed for legal reasons" in listed
    assert "removed for legal reasons" in shown
    assert [page.count("Monday") + page.count("A court") for page in (listed, shown, following)] == [0, 0, 0]


def test_any_two_versions_can_be_compared(client, story):
    listed = parsed(client.get(f"{story.path}versions/"))
    assert listed.xpath("//form[@class='compare']/@action") == [f"{story.path}versions/"]
    assert listed.xpath("//select[@name='since']/option/@value") == ["3", "2", "1"]
    assert listed.xpath("//option[@selected]/@value") == ["1"]

    for asked in ("since=1&number=3", "since=3&number=1"):
        sent = client.get(f"{story.path}versions/?{asked}")
        assert (sent.status_code, sent.headers["Location"]) == (301, f"{story.path}versions/3/?since=1")

    tree = parsed(client.get(f"{story.path}versions/3/?since=1"))
    assert text_of(tree, "//div[@class='body']//del") == ["removed: Monday"]
    assert len(tree.xpath("//h2//ins")) == 1
    assert tree.xpath("//option[@selected]/@value") == ["1", "3"]
    assert "since version 1" in text_of(tree, "//article/header")[0]


def test_versions_of_a_story_that_has_moved_are_found_at_its_old_address(client, story, chief, settings):
    old = story.path
    change(story, by=chief, section=make_section("sport"))
    story.refresh_from_db()

    for ending in ("versions/", "versions/2/"):
        sent = client.get(old + ending)
        assert (sent.status_code, sent.headers["Location"]) == (301, story.path + ending)
    settings.PUBLIC_VERSIONS = False
    assert client.get(f"{old}versions/").status_code == 404


@pytest.mark.parametrize("asked", ["since=1", "since=2&number=2", "since=1&number=9", "since=x&number=%00", "since="])
def test_choice_that_is_none_shows_the_list(client, story, asked):
    assert len(parsed(client.get(f"{story.path}versions/?{asked}")).xpath("//ol[@class='versions']/li")) == 3


@pytest.mark.parametrize("asked", ["", "0", "2", "3", "01", "x", "-1", "9" * 50, "%00"])
def test_version_is_compared_with_an_earlier_one_alone(client, story, asked):
    assert client.get(f"{story.path}versions/2/?since={asked}").status_code == 404


def test_struck_version_cannot_be_chosen(client, story, chief):
    public_versions.strike(PublishedVersion.objects.get(number=1), by=chief, reason="A court asked.")

    tree = parsed(client.get(f"{story.path}versions/"))

    assert tree.xpath("//select[@name='since']/option/@value") == ["3", "2"]
    assert tree.xpath("//option[@selected]/@value") == ["2"]  # beside the newest, which comes first
    assert client.get(f"{story.path}versions/?since=1&number=3").status_code == 200
    assert client.get(f"{story.path}versions/3/?since=1").status_code == 404
    assert parsed(client.get(f"{story.path}versions/2/")).xpath("//article//ins") == []


def test_long_texts_are_shown_without_marks_and_that_is_said(client, chief, monkeypatch):
    monkeypatch.setattr("newsroom.pages.versions.LONGEST", 10)
    story = publish(body="<p>Boats went out on Monday.</p>")
    change(story, by=chief, body="<p>Boats went out on Tuesday.</p>")

    tree = parsed(client.get(f"{story.path}versions/2/"))

    assert tree.xpath("//article//ins") == []
    assert "Tuesday" in text_of(tree, "//div[@class='body']")[0]
    assert "too long" in text_of(tree, "//article/header")[0]


def test_corrections_page_leads_to_the_rules(client):
    write("corrections", title="How we correct")

    assert parsed(client.get("/corrections/")).xpath("//p[@class='biography']/a/@href") == ["/about/corrections/"]
