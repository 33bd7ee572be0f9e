"""Sitemaps as files: the protocol 0.9 of sitemaps.org, with Google's news, pictures and language links. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from lxml import etree

from articles.languages import in_language
from articles.models import Publication
from articles.paths import absolute
from newsroom.pages.elements import add, document, written
from newsroom.pages.frame import in_every_language
from newsroom.pages.sitemaps.listed import Listed

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index_document(files: Mapping[str, datetime | None]) -> bytes:
    """Return the index of sitemaps: their paths, and when one changed where that is known."""
    root = document("sitemapindex", namespace=_SITEMAP)
    for path, changed_at in files.items():
        _add_address(add(root, "sitemap"), path, changed_at)
    return written(root)


def urls_document(rows: Iterable[Listed]) -> bytes:
    root = document("urlset", namespace=_SITEMAP, prefixes=("xhtml", "image"))
    for row in rows:
        url = add(root, "url")
        _add_address(url, row.path, row.changed_at)
        for code, address in row.alternates:
            add(url, "xhtml:link", rel="alternate", hreflang=code, href=address)
        if row.picture:
            add(add(url, "image:image"), "image:loc", absolute(row.picture))
    return written(root)


def news_document(stories: Iterable[Publication]) -> bytes:
    """Without news it has the front pages alone, without what makes an address news: the protocol's schema asks for
    one address at least (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap)."""
    root = document("urlset", namespace=_SITEMAP, prefixes=("news",))
    for story in stories:
        url = add(root, "url")
        add(url, "loc", absolute(story.path))
        news = add(url, "news:news")
        publication = add(news, "news:publication")
        add(publication, "news:name", in_language(settings.NEWSROOM_NAME, story.language))
        add(publication, "news:language", _news_language(story.language))
        add(news, "news:publication_date", _moment(story.first_published_at))
        add(news, "news:title", story.headline)
    if not len(root):
        for path in in_every_language("/").values():
            add(add(root, "url"), "loc", absolute(path))
    return written(root)


def _add_address(element: etree._Element, path: str, changed_at: datetime | None) -> None:
    add(element, "loc", absolute(path))
    if changed_at:
        add(element, "lastmod", _moment(changed_at))


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _news_language(code: str) -> str:
    """The language as Google's news sitemaps want it: without a land, but for Chinese."""
    return {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}.get(code) or code.partition("-")[0]
