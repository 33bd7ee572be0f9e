"""Embeds: which providers are known, what their things are and where they are seen. Pure."""

import re
from typing import NamedTuple

_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
_VIMEO = re.compile(_NUMBER.pattern + r"(?:/[0-9a-f]{8,16})?")  # an unlisted one is seen with its code alone
_CODE = re.compile(r"[A-Za-z0-9_-]{3,64}")


class Embed(NamedTuple):
    """Something shown at a provider's, such as `Embed("youtube", "abc123")`."""

    provider: str
    key: str


class Provider(NamedTuple):
    """Where an embed of this kind is seen: `{key}` in the address is what must match `keys`; `kind` is what it
    usually is: a video, a post, sound or a chart."""

    name: str
    kind: str
    address: str
    keys: re.Pattern[str]


PROVIDERS = {
    "youtube": Provider("YouTube", "video", "https://www.youtube.com/watch?v={key}", _CODE),
    "vimeo": Provider("Vimeo", "video", "https://vimeo.com/{key}", _VIMEO),
    "x": Provider("X", "post", "https://x.com/i/status/{key}", _NUMBER),
    "instagram": Provider("Instagram", "post", "https://www.instagram.com/p/{key}/", _CODE),
    "facebook": Provider(
        "Facebook",
        "post",
        "https://www.facebook.com/{key}",
        re.compile(
            r"[0-9]{5,20}|(?:groups/)?[A-Za-z0-9][A-Za-z0-9.-]*/(?:posts|videos)/[A-Za-z0-9]+"
            r"|reel/[0-9]{5,20}|share/[prv]/[A-Za-z0-9]+"
        ),
    ),
    "tiktok": Provider(
        "TikTok",
        "video",
        "https://www.tiktok.com/{key}",
        re.compile(r"@[A-Za-z0-9_][A-Za-z0-9_.]*/(?:video|photo)/[0-9]+|embed/v2/[0-9]+"),
    ),
    "telegram": Provider("Telegram", "post", "https://t.me/{key}", re.compile(r"[A-Za-z][A-Za-z0-9_]*/[0-9]+")),
    "soundcloud": Provider(
        "SoundCloud", "sound", "https://soundcloud.com/{key}", re.compile(r"[a-z0-9_-]+/(?:sets/)?[a-z0-9_-]+")
    ),
    "datawrapper": Provider(
        "Datawrapper", "chart", "https://www.datawrapper.de/_/{key}/", re.compile(r"[A-Za-z0-9]{5}")
    ),
}
_VIDEOS = re.compile(r"(?:.*/)?videos/|reel/|share/[rv]/")


def address_of(embed: Embed) -> str:
    """Return where the embed is seen, or "" for an unknown provider or a key that cannot be its."""
    known = PROVIDERS.get(embed.provider)
    return known.address.format(key=embed.key) if known and known.keys.fullmatch(embed.key) else ""


def kind_of(embed: Embed) -> str:
    """Return what a known provider's embed is, as far as its key tells."""
    if embed.provider == "facebook" and _VIDEOS.match(embed.key):
        return "video"
    return PROVIDERS[embed.provider].kind
