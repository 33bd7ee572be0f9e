from datetime import timedelta

import pytest
from lxml import etree

from newsroom.moving.exporting import rss_archive
from tests.newsroom.pages.readers import DATED, make_image, publish

from .for_others import exported

pytestmark = pytest.mark.django_db
NAMES = {"atom": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
NAMES |= {"content": "http://purl.org/rss/1.0/modules/content/", "media": "http://search.yahoo.com/mrss/"}
ADDRESS = "http://127.0.0.1:8000/old-stories/en/"


def feeds(folder):
    return {file.name: etree.parse(file) for file in sorted(folder.glob("*.xml"))}


def links(feed):
    found = feed.xpath("/rss/channel/atom:link", namespaces=NAMES)
    return {link.get("rel"): link.get("href").removeprefix(ADDRESS) for link in found}


def test_archives_lead_from_the_newest_to_the_oldest_and_back(tmp_path, monkeypatch):
    monkeypatch.setattr(rss_archive, "PER_FILE", 2)
    for number in range(5):
        publish(headline=f"Boats {number}", at=DATED + timedelta(days=number))

    assert exported("rss", tmp_path / "old-stories") == {"stories": 5}

    found = feeds(tmp_path / "old-stories" / "en")
    assert {name: feed.xpath("//item/title/text()") for name, feed in found.items()} == {
        "archive-00001.xml": ["Boats 1", "Boats 0"],
        "archive-00002.xml": ["Boats 3", "Boats 2"],
        "feed.xml": ["Boats 4"],
    }
    assert {name: links(feed) for name, feed in found.items()} == {
        "archive-00001.xml": {"self": "archive-00001.xml", "current": "feed.xml", "next-archive": "archive-00002.xml"},
        "archive-00002.xml": {"self": "archive-00002.xml", "current": "feed.xml", "prev-archive": "archive-00001.xml"},
        "feed.xml": {"self": "feed.xml", "prev-archive": "archive-00002.xml"},
    }
    archived = {name: len(feed.xpath("//fh:archive", namespaces=NAMES)) for name, feed in found.items()}
    assert archived == {"archive-00001.xml": 1, "archive-00002.xml": 1, "feed.xml": 0}


@pytest.mark.parametrize(("count", "archives"), [(1, 0), (2, 0), (3, 1), (4, 1)])
def test_newest_stories_are_in_the_feed_that_goes_on(tmp_path, monkeypatch, count, archives):
    monkeypatch.setattr(rss_archive, "PER_FILE", 2)
    for number in range(count):
        publish(at=DATED + timedelta(days=number))

    exported("rss", tmp_path / "old-stories")

    found = feeds(tmp_path / "old-stories" / "en")
    assert len(found) == archives + 1
    assert len(found["feed.xml"].xpath("//item")) == count - 2 * archives


def test_story_is_whole_with_its_picture(tmp_path):
    publish(lead_image=make_image(), body="<p>Boats ]]&gt; go <em>out</em>.</p>")

    exported("rss", tmp_path / "old-stories")

    [item] = feeds(tmp_path / "old-stories" / "en")["feed.xml"].xpath("//item")
    assert "<p>Boats ]]&gt; go <em>out</em>.</p>" in item.xpath("content:encoded/text()", namespaces=NAMES)[0]
    [media] = item.xpath("media:content", namespaces=NAMES)
    assert (media.get("type"), media.get("width")) == ("image/jpeg", "1600")
    assert not (tmp_path / "old-stories" / "ar").exists()
