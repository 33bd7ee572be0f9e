"""Embeds: which providers are known and where their things are seen. Pure."""

import re
from typing import NamedTuple

_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


class Embed(NamedTuple):
    """Something shown at a provider's, such as `Embed("youtube", "abc123")`."""

    provider: str
    key: str


class Provider(NamedTuple):
    """Where an embed of this kind is seen: `{key}` in the address is what must match `keys`."""

    name: str
    address: str
    keys: re.Pattern[str]


PROVIDERS = {
    "youtube": Provider("YouTube", "https://www.youtube.com/watch?v={key}", re.compile(r"[A-Za-z0-9_-]{3,64}")),
    "vimeo": Provider("Vimeo", "https://vimeo.com/{key}", _NUMBER),
    "x": Provider("X", "https://x.com/i/status/{key}", _NUMBER),
    "instagram": Provider("Instagram", "https://www.instagram.com/p/{key}/", re.compile(r"[A-Za-z0-9_-]{3,64}")),
    "facebook": Provider(
        "Facebook",
        "https://www.facebook.com/{key}",
        re.compile(r"[0-9]{5,20}|[A-Za-z0-9][A-Za-z0-9.-]*/(?:posts|videos)/[A-Za-z0-9]+"),
    ),
    "tiktok": Provider(
        "TikTok", "https://www.tiktok.com/{key}", re.compile(r"@[A-Za-z0-9_][A-Za-z0-9_.]*/video/[0-9]+")
    ),
    "telegram": Provider("Telegram", "https://t.me/{key}", re.compile(r"[A-Za-z][A-Za-z0-9_]*/[0-9]+")),
    "soundcloud": Provider("SoundCloud", "https://soundcloud.com/{key}", re.compile(r"[a-z0-9_-]+/[a-z0-9_-]+")),
    "datawrapper": Provider("Datawrapper", "https://www.datawrapper.de/_/{key}/", re.compile(r"[A-Za-z0-9]{5}")),
}


def address_of(embed: Embed) -> str:
    """Return where the embed is seen, or "" for an unknown provider or a key that cannot be its."""
    known = PROVIDERS.get(embed.provider)
    return known.address.format(key=embed.key) if known and known.keys.fullmatch(embed.key) else ""
