"""A WordPress site of any number of posts as an export: two languages, blocks, authors, categories and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import accumulate
from pathlib import Path
from random import Random
from urllib.parse import quote

from newsroom.demo import texts

ADDRESS = "https://wordpress.example"
SECTIONS = ("World", "Economy", "Opinions", "Culture", "Sport", "Science")
AUTHORS = 40
TAGS = 60
ARABIC_SHARE = 0.3
WORDS = (180, 420)  # of a post
RARE_SHARE = 0.03  # names and the like: an archive has words that stand in one story alone
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
_TAG = re.compile("<[^>]*>")
_SYLLABLES = {
    "en": re.findall("..", "babebodadedofagahakalalelomamemonanenorareorosasesotatetowayaza"),
    "ar": re.findall("..", "بابودادياروساسيفاكالالوماميناتاعاغاشاهايا"),
}


def write(path: Path, count: int) -> None:
    """Writes the export, a post at a time."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_parts(count))


def author_names() -> list[str]:
    by = Random("authors")
    return [f"{_name('en', by)} {_name('en', by)}" for _number in range(AUTHORS)]


def tag_names() -> list[str]:
    by = Random("tags")
    return [f"{_name('en', by)} {_name('en', by)}" for _number in range(TAGS)]


def _parts(count: int) -> Iterator[str]:
    yield _HEAD.format(address=ADDRESS)
    for number, name in enumerate(author_names()):
        yield _AUTHOR.format(number=number, name=name)
    words = _vocabularies()
    for number in range(1, count + 1):
        yield _post(number, count, words)
    yield "</channel></rss>\n"


def _vocabularies() -> dict[str, tuple[list[str], list[float]]]:
    """The words of the demo's stories with how often they stand there: generated texts have them as often."""
    found: dict[str, dict[str, int]] = {"en": {}, "ar": {}}
    for story in texts.archive():
        for version in filter(None, (story, story.translation)):
            counts = found[version.language]
            for word in _TAG.sub(" ", version.body).split():
                counts[word] = counts.get(word, 0) + 1
    return {language: (list(counts), list(accumulate(counts.values()))) for language, counts in found.items()}


def _post(number: int, count: int, vocabularies: dict[str, tuple[list[str], list[float]]]) -> str:
    by = Random(number)
    language = "ar" if by.random() < ARABIC_SHARE else "en"
    words, weights = vocabularies[language]
    drawn = [word.strip(".,:;“”") or word for word in by.choices(words, cum_weights=weights, k=by.randint(*WORDS))]
    for _number in range(int(len(drawn) * RARE_SHARE)):
        drawn[by.randrange(len(drawn))] = _name(language, by)
    title = " ".join(drawn[:7]).capitalize()
    slug = f"{'-'.join(drawn[:5]).lower()}-{number}"
    at = NEWEST - timedelta(minutes=40 * (count - number), seconds=by.randrange(2000))
    return _POST.format(
        number=number,
        title=_cdata(title),
        link=f"{ADDRESS}/{at:%Y/%m/%d}/{quote(slug)}/",
        slug=quote(slug),
        mail=format_datetime(at),
        creator=f"author{by.randrange(AUTHORS)}",
        body=_cdata(_blocks(drawn, by)),
        excerpt=_cdata(" ".join(by.sample(drawn, 20)).capitalize() + "."),
        at=f"{at:%Y-%m-%d %H:%M:%S}",
        terms="".join(_terms(by)),
        description=_cdata(" ".join(drawn[7:25])),
    )


def _blocks(words: list[str], by: Random) -> str:
    parts, start = [], 0
    while start < len(words):
        size = by.randint(30, 70)
        text = _sentences(words[start : start + size], by)
        parts.append(_BLOCKS[by.randrange(len(_BLOCKS)) if parts else 0].format(text))
        start += size
    return "\n\n".join(parts)


def _sentences(words: list[str], by: Random) -> str:
    said, start = [], 0
    while start < len(words):
        size = by.randint(8, 20)
        said.append(" ".join(words[start : start + size]).capitalize() + ".")
        start += size
    return " ".join(said)


def _terms(by: Random) -> Iterator[str]:
    section = by.choice(SECTIONS)
    yield _TERM.format(domain="category", nicename=section.lower(), name=section)
    for name in by.sample(tag_names(), by.randint(1, 4)):
        yield _TERM.format(domain="post_tag", nicename=name.lower().replace(" ", "-"), name=name)


def _name(language: str, by: Random) -> str:
    return "".join(by.choices(_SYLLABLES[language], k=by.randint(2, 4))).capitalize()


def _cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>"


_BLOCKS = (
    *("<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->",) * 5,
    '<!-- wp:paragraph {{"dropCap":true}} -->\n<p class="has-drop-cap">{}</p>\n<!-- /wp:paragraph -->',
    '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><p>{}</p></blockquote>\n<!-- /wp:quote -->',
    '<!-- wp:heading -->\n<h2 class="wp-block-heading">{:.40}</h2>\n<!-- /wp:heading -->',
    "<!-- wp:list -->\n<ul><li>{:.120}</li><li><strong>One</strong> more</li></ul>\n<!-- /wp:list -->",
    '<!-- wp:paragraph -->\n<p>{} <a href="https://elsewhere.example/report">Report</a></p>\n<!-- /wp:paragraph -->',
)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A site</title><link>{address}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{address}</wp:base_site_url><wp:base_blog_url>{address}</wp:base_blog_url>
"""
_AUTHOR = (
    "<wp:author><wp:author_login>author{number}</wp:author_login>"
    "<wp:author_display_name>{name}</wp:author_display_name></wp:author>\n"
)
_TERM = '<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>'
_POST = """<item><title>{title}</title><link>{link}</link><pubDate>{mail}</pubDate>
<dc:creator><![CDATA[{creator}]]></dc:creator><guid isPermaLink="false">https://wordpress.example/?p={number}</guid>
<content:encoded>{body}</content:encoded><excerpt:encoded>{excerpt}</excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>{at}</wp:post_date><wp:post_date_gmt>{at}</wp:post_date_gmt>
<wp:post_modified>{at}</wp:post_modified><wp:post_modified_gmt>{at}</wp:post_modified_gmt>
<wp:comment_status>open</wp:comment_status><wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status>
<wp:post_parent>0</wp:post_parent><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>{terms}
<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_yoast_wpseo_metadesc</wp:meta_key><wp:meta_value>{description}</wp:meta_value></wp:postmeta>
</item>
"""
