"""The items of a WordPress export: what each says of itself, and the pictures of all of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from articles.texts import clean_line
from newsroom.wire.foreign_html import cut, headline_of
from newsroom.wire.kept_pictures import KeptPictures
from newsroom.wire.on_disk import OnDisk
from newsroom.wire.stories import WirePerson, WirePicture
from newsroom.wire.xml_reading import Element, local_name
from newsroom.wire.xml_values import as_html, child, line_of, said, source_of

# One of several sizes that WordPress made of a picture: its name has the size before its end.
_SIZED = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[A-Za-z]{3,4}$)|-scaled(?=\.[A-Za-z]{3,4}$)")
_SCHEME = re.compile(r"\Ahttps?:")
_FROM_NETWORK = re.compile(r"\A(?:https?:)?//i\d\.wp\.com/")


# Terms by which WordPress and its plugins sort posts for themselves.
_NO_TOPICS = frozenset(
    (
        *("category", "post_tag", "author", "language", "post_format", "post_status", "nav_menu", "link_category"),
        *("post_translations", "term_language", "term_translations", "wp_theme", "wp_pattern_category"),
        *("yst_prominent_words", "following_users", "ef_usergroup", "elementor_library_type", "translation_priority"),
    )
)
# Serialised PHP is never read as such: these are single values in it that say what they are and how long.
_WIDTH, _HEIGHT = (re.compile(rf's:\d:"{name}";i:(\d{{1,6}});') for name in ("width", "height"))
_CREDIT, _COPYRIGHT = (
    re.compile(rf's:\d:"{name}";s:(?P<bytes>\d{{1,4}}):"(?P<text>[^"]{{1,500}})";') for name in ("credit", "copyright")
)
_CREDITS = ("_media_credit", "_navis_media_credit_org")  # of plugins that newsrooms use: who, and for whom

_SHOWN = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """An item of the export, its fields by their local names whatever the prefixes are bound to."""

    element: Element

    @cached_property
    def parts(self) -> dict[str, list[Element]]:
        """What it holds by name, in order: it is asked for many."""
        found: dict[str, list[Element]] = {}
        for part in self.element:
            found.setdefault(local_name(part), []).append(part)
        return found

    def named(self, name: str) -> list[Element]:
        return self.parts.get(name, [])

    def line(self, name: str) -> str:
        return line_of(next(iter(self.named(name)), None))

    def title(self) -> str:
        """The title as it stands; the last of several with something in it."""
        texts = ("".join(part.itertext()) for part in self.named("title"))
        return next((text for text in reversed(list(texts)) if text.strip()), "")

    def encoded(self, namespace: str) -> str:
        """`content:encoded` or `excerpt:encoded`: the same name in two namespaces. Some write markup there as it is."""
        for part in self.named("encoded"):
            if namespace in str(part.tag):
                return as_html(part) if len(part) else part.text or ""
        return ""

    def meta(self, key: str) -> list[str]:
        """All values of a key. Serialised PHP is among them, and never read."""
        return self.metas.get(key, [])

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for meta in self.named("postmeta"):
            found.setdefault(line_of(child(meta, "meta_key")), []).append(line_of(child(meta, "meta_value")))
        return found

    def terms(self, *domains: str) -> list[tuple[str, str]]:
        """Names and nicenames of terms, in order, each once (old exports have each twice, once without a nicename)."""
        return [term for domain in domains for term in self.sorted_terms.get(domain, {}).items()]

    @cached_property
    def sorted_terms(self) -> dict[str, dict[str, str]]:
        """Nicenames by names, by what the site sorts with them; tags had another name before version 1.1."""
        found: dict[str, dict[str, str]] = {}
        for term in self.named("category"):
            domain = said(term, "domain") or "category"
            if name := headline_of(line_of(term)):
                known = found.setdefault("post_tag" if domain == "tag" else domain, {})
                known[name] = said(term, "nicename") or known.get(name, "")
        return found

    def own_kinds(self) -> list[str]:
        """What the site sorts its posts by besides categories and tags, such as series or places."""
        return [domain for domain in self.sorted_terms if domain not in _NO_TOPICS]

    @property
    def kind(self) -> str:
        return self.line("post_type") or "post"

    def comments(self) -> list[Element]:
        return self.named("comment")

    def as_it_came(self) -> str:
        """The item for an editor to see, without what readers sent: their addresses are kept with letters alone, where
        they can be erased."""
        for comment in self.comments():  # their names stay known to `parts`
            if comment.getparent() is self.element:
                self.element.remove(comment)
        return source_of(self.element)


def guest_author(item: Item) -> WirePerson | None:
    """A writer without an account, as the plugin Co-Authors Plus keeps them: an item of its own."""
    name = headline_of(next(iter(item.meta("cap-display_name")), "")) or headline_of(item.title())
    slug = item.line("post_name").removeprefix("cap-")
    biography = headline_of(next(iter(item.meta("cap-description")), ""))
    return WirePerson(name=name, slug=slug, biography=biography) if name else None


def _picture(item: Item, address: str) -> WirePicture:
    """What the library says of a picture: its caption, else its description."""
    words = headline_of(item.encoded("excerpt")) or headline_of(item.encoded("content"))
    alternative, within = (next(iter(item.meta(f"_wp_attachment_{name}")), "") for name in ("image_alt", "metadata"))
    named = filter(None, (headline_of(next(iter(item.meta(key)), "")) for key in _CREDITS))
    return WirePicture(
        address=address,
        caption=cut(words, most=2000),
        alternative=headline_of(alternative),
        credit=cut(" / ".join(named) or _text_in(within, _CREDIT), most=200),
        copyright_notice=_text_in(within, _COPYRIGHT),
        width=_pixels_in(within, _WIDTH),
        height=_pixels_in(within, _HEIGHT),
    )


def _text_in(serialised: str, wanted: re.Pattern[str]) -> str:
    found = wanted.search(serialised)
    return headline_of(found["text"]) if found and len(found["text"].encode()) == int(found["bytes"]) else ""


def _pixels_in(serialised: str, wanted: re.Pattern[str]) -> int | None:
    """The first there is: that of the picture in its full size."""
    found = wanted.search(serialised)
    return int(found[1]) or None if found else None


class Library:
    """The pictures of an export, by number and by address, in whichever of its sizes they are shown. `others` gives
    those of other parts of the same export, and is asked when something is missing."""

    def __init__(self, kept: OnDisk) -> None:
        self._pictures = KeptPictures(kept)
        self.others: Callable[[], Sequence[Library]] = tuple

    def add(self, item: Item) -> None:
        address = item.line("attachment_url") or item.line("guid")
        if not address:
            return
        picture = _picture(item, address)
        self._pictures.add("number", item.line("post_id"), picture)
        self._pictures.add("address", whole(address), picture)
        if _SHOWN.search(address.partition("?")[0]) and (post := item.line("post_parent").lstrip("0")):
            place = item.line("menu_order")
            self._pictures.add("attached to", post, picture, place=int(place) if place.isdecimal() else 0)

    def at(self, address: str) -> WirePicture | None:
        return self._pictures.get("address", whole(address))

    def attached(self, post: str) -> list[WirePicture]:
        """Those that were sent with a post, in the order that somebody gave them."""
        found = list(self._pictures.all("attached to", post))
        return found or next(filter(None, (other.attached(post) for other in self.others())), [])

    def numbered(self, number: str) -> WirePicture | None:
        found = self._pictures.get("number", number)
        return found or next(filter(None, (other.numbered(number) for other in self.others())), None)

    def lead(self, item: Item) -> WirePicture | None:
        picture = self.numbered(number_of_lead(item))
        return replace(picture, is_lead=True) if picture else None


def number_of_lead(item: Item) -> str:
    """ "" where it has none; WordPress says that in several ways."""
    number = clean_line(next(iter(item.meta("_thumbnail_id")), ""))
    return number if number.isdecimal() and number.strip("0") else ""


def whole(address: str) -> str:
    """The address of a picture in its full size, without scheme and not at the network that WordPress.com shows it
    from: exports from before and after a move differ."""
    return _SIZED.sub("", _SCHEME.sub("", _FROM_NETWORK.sub("//", address.partition("?")[0])))
