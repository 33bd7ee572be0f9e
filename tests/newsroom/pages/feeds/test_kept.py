"""Entries are kept by all that they show: none is out of date, and they take no more room than there is."""

import pytest

from articles.models import Author, Image, Publication, Section, Topic
from newsroom.pages.feeds.kept import OWN, Kept
from tests.factories import make_author, make_topic
from tests.newsroom.pages.readers import make_image, publish

FEEDS = ["/feed.xml", "/rss.xml", "/world/feed.xml"]


@pytest.fixture
def story(db):
    linked = publish(headline="Ferry timetable")
    return publish(
        headline="Harbour reopens",
        standfirst="At noon.",
        body=f'<p>See <a data-article="{linked.article_id}">it</a>.</p>',
        lead_image=make_image(),
        bylines=[{"author": make_author("rana", names={"en": "Rana Haddad"}).pk, "name": "", "role": "by"}],
        topics=[make_topic("ports", names={"en": "Ports"}).pk],
    )


CHANGES = {
    "headline": lambda story: Publication.objects.filter(pk=story.pk).update(headline="Harbour closes"),
    "body": lambda story: Publication.objects.filter(pk=story.pk).update(body_html="<p>Boats lie idle.</p>"),
    "lead alternative": lambda story: Publication.objects.filter(pk=story.pk).update(lead_alternative="Three boats"),
    "address of a linked story": lambda story: Publication.objects.filter(headline="Ferry timetable").update(
        path="/x/"
    ),
    "author": lambda story: Author.objects.update(names={"en": "Rana Khoury"}),
    "section": lambda story: Section.objects.filter(slug="world").update(names={"en": "Abroad"}),
    "topic": lambda story: Topic.objects.update(names={"en": "Harbours"}),
    "renditions": lambda story: Image.objects.get(pk=story.lead_image_id).renditions.all().delete(),
}


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("change", CHANGES)
def test_feed_shows_what_a_story_says_now(client, story, path, change):
    before = client.get(path).content
    assert client.get(path).content == before
    CHANGES[change](story)

    assert client.get(path).content != before


@pytest.mark.parametrize("setting", [{"SITE_URL": "https://other.example"}, {"FEED_AUTHORITY": "old.example"}])
def test_entry_is_that_of_the_settings(client, story, settings, setting):
    client.get("/feed.xml")
    for name, value in setting.items():
        setattr(settings, name, value)

    entry = client.get("/feed.xml").content.partition(b"<entry>")[2]
    assert all(value.encode() in entry for value in setting.values())


def test_entry_is_made_once():
    kept, made = Kept(), []

    assert [kept.entry("a", lambda: made.append(1) or b"<entry/>") for _time in range(3)] == [b"<entry/>"] * 3
    assert made == [1]


def test_entry_that_nobody_took_for_longest_leaves_room_for_others():
    kept, made = Kept(room=2 * (2 * 10 + OWN)), []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.entry(key, lambda key=key: made.append(key) or b"x" * 10)

    assert (made, len(kept)) == (["a", "b", "c", "b"], 2)


def test_entry_that_is_larger_than_the_room_is_given_out_all_the_same():
    kept = Kept(room=100)

    assert (kept.entry("a", lambda: b"x" * 200), len(kept)) == (b"x" * 200, 0)
