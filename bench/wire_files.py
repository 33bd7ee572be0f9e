"""Files of any number of stories in each format that holds many, written a story at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from random import Random
from typing import NamedTuple

from newsroom.demo import texts

NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
PARAGRAPHS, WORDS = 6, 55  # of a story
SITE = "https://wire.example"


class Story(NamedTuple):
    number: int
    title: str
    html: str
    at: str


def write(path: Path, format: str, numbers: range) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(WRITERS[format](map(_story, numbers)))


def _story(number: int) -> Story:
    by, words = Random(number), _words()
    said = (" ".join(by.choices(words, k=WORDS)).capitalize() for _number in range(PARAGRAPHS))
    html = "".join(f"<p>{escape(text)}.</p>" for text in said)
    at = NEWEST - timedelta(minutes=7 * number)
    return Story(number, " ".join(by.choices(words, k=8)).capitalize(), html, at.isoformat())


@cache
def _words() -> list[str]:
    return [word for story in texts.archive() for word in story.headline.split() if word.isalpha()]


def _joined(parts: Iterable[str]) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield f",\n{part}" if number else part


def _ninjs(stories: Iterable[Story]) -> Iterator[str]:
    def item(story: Story) -> str:
        said = {"uri": f"urn:{story.number}", "type": "text", "versioncreated": story.at, "language": "en"}
        picture = {"type": "picture", "renditions": {"main": {"href": f"{SITE}/{story.number}.jpg"}}}
        said |= {"headline": story.title, "body_xhtml": story.html}
        return json.dumps({**said, "associations": {"main": picture}})

    yield from ("[", *_joined(map(item, stories)), "]")


def _ghost(stories: Iterable[Story]) -> Iterator[str]:
    numbers: list[int] = []
    yield '{"db": [{"meta": {"version": "5.0.0", "exported_on": 1}, "data": {"posts": ['
    for story in stories:
        post = {"id": str(story.number), "uuid": f"u{story.number}", "title": story.title, "html": story.html}
        post |= {"slug": f"s-{story.number}", "status": "published", "type": "post", "published_at": story.at}
        yield (",\n" if numbers else "") + json.dumps(post)
        numbers.append(story.number)
    for table, key, value in (("posts_tags", "tag_id", 7), ("posts_authors", "author_id", 8), ("posts_meta", "z", 1)):
        yield f'], "{table}": ['
        yield from _joined(f'{{"post_id": "{number}", "{key}": "{value}", "meta_title": "T"}}' for number in numbers)
    yield '], "tags": [{"id": "7", "name": "Harbour"}], "users": [{"id": "8", "name": "Rana Haddad"}]}}]}'


def _newsml_g2(stories: Iterable[Story]) -> Iterator[str]:
    yield '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
    for story in stories:
        link, body = f'<link residref="p{story.number}"/>', "http://www.w3.org/1999/xhtml"
        yield _ITEM.format(guid=f"t{story.number}", kind="text", at=story.at, link=link, title=escape(story.title))
        yield f'<inlineXML><html xmlns="{body}"><body>{story.html}</body></html></inlineXML></contentSet></newsItem>\n'
        yield _ITEM.format(guid=f"p{story.number}", kind="picture", at=story.at, link="", title=escape(story.title))
        yield f'<remoteContent href="{SITE}/{story.number}.jpg"/></contentSet></newsItem>\n'
    yield "</itemSet></newsMessage>"


def _rss(stories: Iterable[Story]) -> Iterator[str]:
    yield '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><language>en</language>'
    for story in stories:
        yield f"<item><guid>urn:{story.number}</guid><title>{escape(story.title)}</title><pubDate>{story.at}</pubDate>"
        yield f"<link>{SITE}/{story.number}</link><description><![CDATA[{story.html}]]></description></item>\n"
    yield "</channel></rss>"


def _atom(stories: Iterable[Story]) -> Iterator[str]:
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>'
    for story in stories:
        yield f"<entry><id>urn:{story.number}</id><title>{escape(story.title)}</title><updated>{story.at}</updated>"
        yield f'<content type="html">{escape(story.html)}</content></entry>\n'
    yield "</feed>"


def _csv(stories: Iterable[Story]) -> Iterator[str]:
    yield "id,title,body,date\n"
    for story in stories:
        row = io.StringIO()
        csv.writer(row).writerow([story.number, story.title, story.html, story.at])
        yield row.getvalue()


def _json(stories: Iterable[Story]) -> Iterator[str]:
    yield from ('{"items": [', *_joined(map(_object, stories)), "]}")


def _jsonl(stories: Iterable[Story]) -> Iterator[str]:
    yield from (f"{_object(story)}\n" for story in stories)


def _object(story: Story) -> str:
    return json.dumps({"id": story.number, "title": story.title, "body": story.html, "date": story.at})


_ITEM = (
    '<newsItem guid="{guid}" version="1"><itemMeta><itemClass qcode="ninat:{kind}"/><versionCreated>{at}'
    "</versionCreated>{link}</itemMeta><contentMeta><headline>{title}</headline></contentMeta><contentSet>"
)
WRITERS: Mapping[str, Callable[[Iterable[Story]], Iterator[str]]] = {
    "ninjs": _ninjs,
    "ghost": _ghost,
    "newsml_g2": _newsml_g2,
    "rss": _rss,
    "atom": _atom,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
}
