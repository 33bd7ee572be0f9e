"""Which embed an address means: that of its page, a share button's, or one in a provider's embed code. Pure."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, urlsplit

from articles.body_rules import permitted
from articles.embeds import PROVIDERS, Embed, address_of

LONGEST = 10_000  # characters of what is pasted
_FRONT = re.compile(r"\A(?:www|m|mobile|web)\.")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_IN_WIDGET = re.compile(r"""\bdata-telegram-post\s*=\s*["']([^"'\s]+)["']""", re.IGNORECASE)
_IN_CODE = re.compile(r"""\b(?:src|href|cite|data-[a-z-]+)\s*=\s*["']([^"'\s]+)["']""", re.IGNORECASE)
_SHORT = {  # where only the provider itself can say what an address leads to
    "fb.watch": "facebook",
    "vm.tiktok.com": "tiktok",
    "vt.tiktok.com": "tiktok",
    "on.soundcloud.com": "soundcloud",
    "api.soundcloud.com": "soundcloud",
    "t.co": "x",
}
_PLAYERS = {  # players that name what they play in a parameter
    ("facebook.com", "/plugins/post.php"): "href",
    ("facebook.com", "/plugins/video.php"): "href",
    ("w.soundcloud.com", "/player"): "url",
}


class Page(NamedTuple):
    """Where things of a provider are seen: the groups of `path` and the values of `asked`, in the query, fill
    `key`."""

    provider: str
    host: str
    path: re.Pattern[str]
    key: str = "{0}"
    asked: tuple[str, ...] = ()


def _page(provider: str, host: str, path: str, *, key: str = "{0}", asked: tuple[str, ...] = ()) -> Page:
    return Page(provider, host, re.compile(path), key, asked)


PAGES = (
    _page("youtube", "youtu.be", r"/([\w-]+)"),
    _page("youtube", "youtube.com", r"/watch", asked=("v",)),
    _page("youtube", "music.youtube.com", r"/watch", asked=("v",)),
    _page("youtube", "youtube.com", r"/(?:shorts|embed|live|v)/([\w-]+)"),
    _page("youtube", "youtube-nocookie.com", r"/embed/([\w-]+)"),
    _page("vimeo", "vimeo.com", r"/(?:channels/[^/]+/|groups/[^/]+/videos/|(?:album|showcase)/\d+/video/)?(\d+)"),
    _page("vimeo", "vimeo.com", r"/(\d+)/([0-9a-f]{8,16})", key="{0}/{1}"),
    _page("vimeo", "player.vimeo.com", r"/video/(\d+)", key="{0}/{1}", asked=("h",)),
    _page("vimeo", "player.vimeo.com", r"/video/(\d+)"),
    _page("x", "x.com", r"/(?:i/web|\w+)/status(?:es)?/(\d+)(?:/.*)?"),
    _page("x", "twitter.com", r"/(?:i/web|\w+)/status(?:es)?/(\d+)(?:/.*)?"),
    _page("instagram", "instagram.com", r"/(?:[\w.]+/)?(?:p|reels?|tv)/([\w-]+)(?:/embed.*)?"),
    _page("instagram", "instagr.am", r"/p/([\w-]+)"),
    _page("facebook", "facebook.com", r"/watch(?:/live)?", asked=("v",)),
    _page("facebook", "facebook.com", r"/photo(?:\.php)?", asked=("fbid",)),
    _page("facebook", "facebook.com", r"/reel/(\d+)", key="reel/{0}"),
    _page("facebook", "facebook.com", r"/share/([prv])/(\w+)", key="share/{0}/{1}"),
    _page("facebook", "facebook.com", r"/groups/([\w.-]+)/(?:posts|permalink)/(\d+)", key="groups/{0}/posts/{1}"),
    _page("facebook", "facebook.com", r"/([\w.-]+)/(posts|videos)/(?:[^/]+/)?(\w+)", key="{0}/{1}/{2}"),
    _page("facebook", "facebook.com", r"/(?:permalink|story)\.php", key="{1}/posts/{0}", asked=("story_fbid", "id")),
    _page("tiktok", "tiktok.com", r"/(@[\w.]+)/(video|photo)/(\d+)", key="{0}/{1}/{2}"),
    _page("tiktok", "tiktok.com", r"/(?:embed|embed/v2|player/v1)/(\d+)", key="embed/v2/{0}"),
    *(
        _page("telegram", host, r"/(?:s/)?(?!(?:c|s|joinchat|addstickers)/)(\w+)/(\d+)(?:/\d+)?", key="{0}/{1}")
        for host in ("t.me", "telegram.me")
    ),
    _page("soundcloud", "soundcloud.com", r"/([\w-]+)/sets/([\w-]+)", key="{0}/sets/{1}"),
    _page(
        "soundcloud",
        "soundcloud.com",
        r"/(?!(?:discover|search|stream|you|charts|pages)/)([\w-]+)/(?!(?:sets|tracks|albums|likes|reposts)$)([\w-]+)",
        key="{0}/{1}",
    ),
    _page("datawrapper", "datawrapper.de", r"/_/(\w+)"),
    _page("datawrapper", "datawrapper.dwcdn.net", r"/(\w+)(?:/.*)?"),
    _page("datawrapper", "app.datawrapper.de", r"/(?:chart|map|table|edit)/(\w+)(?:/.*)?"),
)


def embed_at(pasted: str) -> Embed | None:
    """Return the embed that an address, or the code a provider gives for its page, is for; None if there is none
    that `embeds` knows."""
    return next(filter(None, map(_embed, _addresses(pasted))), None)


def provider_at(pasted: str) -> str:
    """Return the name of the provider whose address it is, whatever it leads to there; "" for any other."""
    hosts = _SHORT | {page.host: page.provider for page in PAGES}
    found = (hosts[address.host] for address in _addresses(pasted) if address.host in hosts)
    return next((PROVIDERS[provider].name for provider in found), "")


class _Address(NamedTuple):
    host: str
    path: str
    query: dict[str, list[str]]


def _addresses(pasted: str) -> Iterator[_Address]:
    text = pasted[:LONGEST].strip()
    for written in _written_in(text):
        if found := _read(markup.unescape(written)):
            played = _PLAYERS.get((found.host, found.path))
            inner = _read(found.query.get(played, [""])[0]) if played else None
            yield inner or found


def _written_in(text: str) -> list[str]:
    if "<" not in text:
        return [text]
    return [f"t.me/{post}" for post in _IN_WIDGET.findall(text)] + _IN_CODE.findall(text)


def _read(written: str) -> _Address | None:
    """An address as browsers read it; without a scheme it is one of the web."""
    text = written if _SCHEME.match(written) else f"https://{written.removeprefix('//')}"
    try:
        parts: SplitResult = urlsplit(text)
        query = parse_qs(parts.query, max_num_fields=50)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return _Address(_FRONT.sub("", host, count=1), parts.path.rstrip("/"), query)


def _embed(address: _Address) -> Embed | None:
    for page in PAGES:
        found = page.path.fullmatch(address.path) if page.host == address.host else None
        if found and all(name in address.query for name in page.asked):
            values = [*found.groups(), *(address.query[name][0] for name in page.asked)]
            embed = Embed(page.provider, page.key.format(*values))
            if address_of(embed) and permitted("figure", "data-embed", ":".join(embed)):
                return embed
    return None
