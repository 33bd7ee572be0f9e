"""Facts of the samples as the standard library reads them, with nothing of ours, beside what we read."""

import csv
import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from io import StringIO
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from articles import bodies
from newsroom.wire.stories import WireStory

from .reading import SAMPLES, records, sample

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
WP = "{http://wordpress.org/export/1.2/}"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
XML = "{http://www.w3.org/XML/1998/namespace}"


class Facts(NamedTuple):
    """What a newsroom would miss first. `words` are those of the body, `embargo` the moment until which it holds."""

    id: str
    at: datetime | None
    language: str
    standing: str
    embargo: datetime | None
    words: int
    names: tuple[str, ...]


def ours(name: str) -> list[Facts]:
    found = [each for each in records(sample(name), name=name) if isinstance(each, WireStory)]
    return [
        Facts(
            each.external_id,
            each.published_at and each.published_at.astimezone(UTC),
            each.language[:2],
            each.standing.value,
            each.embargo and each.embargo.until,
            len(bodies.plain_text(each.body).split()),
            tuple(byline.name for byline in each.bylines),
        )
        for each in found
    ]


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = ""

    def handle_data(self, text):
        self.found += text

    def handle_starttag(self, tag, attrs):
        self.found += "" if tag in ("a", "b", "em", "i", "strong") else " "


def words(html: str | None) -> int:
    reader = Words()
    reader.feed(html or "")
    reader.close()
    return len(reader.found.split())


def text(element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written).astimezone(UTC) if written else None


def of_wxr(data: bytes):
    channel = ElementTree.fromstring(data).find("channel")
    site = (text(channel, f"{WP}base_blog_url") or text(channel, "link")).partition("//")[2]  # http or https
    people = {
        text(author, f"{WP}author_login"): text(author, f"{WP}author_display_name")
        for author in channel.iter(f"{WP}author")
    }
    for item in channel.iter("item"):
        if text(item, f"{WP}post_type") != "post":
            continue
        creator = text(item, f"{DC}creator")
        by = [each.text for each in item.iter("category") if each.get("domain") == "author"]
        by = by or [people.get(creator, creator)]
        gmt = text(item, f"{WP}post_date_gmt")
        yield Facts(
            f"{site} {text(item, f'{WP}post_id')}",
            moment(f"{gmt}Z") if gmt else parsedate_to_datetime(text(item, "pubDate")).astimezone(UTC),
            text(channel, "language")[:2] or "en",
            "usable" if text(item, f"{WP}status") == "publish" else "draft",
            None,
            words(item.findtext(f"{CONTENT}encoded")),
            tuple(name for name in dict.fromkeys(by) if "@" not in name),  # an address is nobody's name
        )


def of_rss(data: bytes):
    channel = ElementTree.fromstring(data).find("channel")
    site = text(channel, "link")
    for item in channel.iter("item"):
        name = re.sub(r".*\((.*)\)", r"\1", text(item, "author") or text(item, f"{DC}creator"))
        guid = text(item, "guid")
        yield Facts(
            "" if guid == site else guid,  # the same for each item
            parsedate_to_datetime(text(item, "pubDate")).astimezone(UTC),
            text(channel, "language")[:2],
            "usable",
            None,
            words(item.findtext(f"{CONTENT}encoded") or item.findtext("description")),
            (name,) if name and "@" not in name else (),
        )


def of_atom(data: bytes):
    for entry in ElementTree.fromstring(data).iter(f"{ATOM}entry"):
        yield Facts(
            text(entry, f"{ATOM}id"),
            moment(text(entry, f"{ATOM}published")),
            "en",
            "usable",
            None,
            words(entry.findtext(f"{ATOM}content")),
            tuple(text(author, f"{ATOM}name") for author in entry.iter(f"{ATOM}author")),
        )


def of_newsml_g2(data: bytes):
    root = ElementTree.fromstring(data)
    for item in root.iter(f"{NAR}newsItem"):
        if item.find(f".//{NAR}itemClass").get("qcode") == "ninat:picture":
            continue
        body = item.find(".//{*}inlineXML//{*}body.content")
        yield Facts(
            item.get("guid"),
            moment(text(item, f".//{NAR}firstCreated") or text(item, f".//{NAR}versionCreated")),
            item.get(f"{XML}lang")[:2],
            item.find(f".//{NAR}pubStatus").get("qcode").removeprefix("stat:"),
            moment(text(item, f".//{NAR}embargoed")),
            0 if body is None else len(" ".join(body.itertext()).split()),
            tuple(text(by, f"{NAR}name") for by in item.iter(f"{NAR}creator")),
        )


def of_ghost(data: bytes):
    whole = json.loads(data)
    inside = whole["db"][0]["data"] if "db" in whole else whole["data"]
    people = {user["id"]: user["name"] for user in inside.get("users", [])}
    for post in inside["posts"]:
        by = [each["author_id"] for each in inside.get("posts_authors", []) if each["post_id"] == post["id"]]
        at = post["published_at"]
        yield Facts(
            str(post.get("uuid") or post["id"]),
            datetime.fromtimestamp(at / 1000, UTC) if isinstance(at, int) else moment(at),
            (post.get("language") or "en")[:2],
            {"published": "usable"}.get(post["status"], "draft"),
            None,
            words(post["html"]),
            tuple(people[number] for number in by if number in people),
        )


def of_ninjs(data: bytes):
    item = json.loads(data)
    body = item.get("body_text") or next((each["value"] for each in item.get("bodies", [])), "")
    yield Facts(
        item["uri"],
        moment(item.get("versioncreated", "")),
        item.get("language", "en")[:2],
        item.get("pubstatus", "usable"),
        None,
        words(body),
        tuple(re.split(" and ", item["by" if "by" in item else "byline"])) if "by" in item or "byline" in item else (),
    )


def of_csv(data: bytes):
    for row in csv.DictReader(StringIO(data.decode())):
        at = row.get("publish_date") or row.get("Published Date")
        yield Facts(
            row.get("id") or row["ID"],
            moment(at),
            "en",
            "usable" if at else "draft",
            None,
            words(row.get("Plain Content")),
            tuple(filter(None, [row.get("Author")])),
        )


READERS = {
    "wxr/*.xml": of_wxr,
    "rss_atom/*rss*": of_rss,
    "rss_atom/atom*": of_atom,
    "newsml_g2/*.xml": of_newsml_g2,
    "nitf/LISTING_22*.xml": of_newsml_g2,
    "ghost/*.json": of_ghost,
    "ninjs/*.json": of_ninjs,
    "csv/*.csv": of_csv,
}
CASES = [
    pytest.param(str(path.relative_to(SAMPLES)), read, id=path.name)
    for pattern, read in READERS.items()
    for path in sorted(SAMPLES.glob(pattern))
]


@pytest.mark.parametrize(("name", "independent"), CASES)
def test_facts_are_those_of_another_parser(name, independent):
    assert ours(name) == list(independent(sample(name)))
