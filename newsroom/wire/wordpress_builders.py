"""What builders of pages in WordPress (Divi, WPBakery, Avada and their like) keep in attributes. Pure."""

from __future__ import annotations

import base64
import binascii
import html as markup
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

Gallery = Callable[[Mapping[str, str]], str]
_RAW = re.compile(r"\[vc_raw_html\b[^\]]{0,500}\]([A-Za-z0-9+/=\s]*)\[/vc_raw_html\]")
_OF_BUILDERS = ("et_pb_", "vc_", "fusion_", "av_")
_SHOWS_PICTURES = re.compile(r"image|gallery|slider|carousel|photo")
_NUMBERS = re.compile(r"\d{1,18}(?:\s*,\s*\d{1,18})*")
_PICTURE = re.compile(r"https?://[^\s<>\"'?#]+\.(?:jpe?g|png|gif|webp|avif)(?:[?#][^\s<>\"']*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|/(?!/))[^\s<>\"']+")
_PICTURES = ("src", "image", "image_url", "url")
_LIBRARY = ("images", "image", "gallery_ids", "image_id", "image_ids", "ids")  # numbers of its pictures
_BUTTONS = ("button_url", "button_link")
_LINKS = ("url", "link", "href", "src", "audio", *_BUTTONS, "link_url")
_AROUND = ("url", "link", "href")  # of those, what stands in a shortcode is the words of the link
_HEADINGS = ("heading", "title", "text")
_LABELS = ("button_text", "title", "text", "label")


def with_raw_html(text: str) -> str:
    """The text with what WPBakery keeps in base64 as it is."""
    return _RAW.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    try:
        raw = base64.b64decode("".join(found[1].split()), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return found[0]
    return f"\n\n{unquote(raw, errors='replace')}\n\n"


def shown_by(name: str, given: Mapping[str, str], *, gallery: Gallery, leads: bool) -> str:
    """Markup of what a shortcode shows by its attributes alone, "" for nothing: pictures by number or address, a
    heading of a builder's, and else where it leads, unless what stands in it does that."""
    pictures = _numbered(name, given, gallery) or _addressed(given)
    keys = _LINKS if leads or name.startswith(_OF_BUILDERS) and not _first(given, _AROUND) else ()
    link = _linked(given, _BUTTONS if pictures else keys)
    heading = _first(given, _HEADINGS) if name.startswith(_OF_BUILDERS) else ""
    is_label = link and heading == _first(given, _LABELS)
    parts = (pictures, f"<h3>{markup.escape(heading)}</h3>" if heading and not is_label else "", link)
    return "".join(f"\n\n{part}\n\n" for part in parts if part)


def _numbered(name: str, given: Mapping[str, str], gallery: Gallery) -> str:
    if not _SHOWS_PICTURES.search(name):
        return ""
    named = (given.get(key, "").partition("|")[0].strip() for key in _LIBRARY)
    numbers = next(filter(_NUMBERS.fullmatch, named), "")
    return gallery({"ids": numbers}) if numbers else ""


def _addressed(given: Mapping[str, str]) -> str:
    address = next((value for key in _PICTURES if _PICTURE.fullmatch(value := given.get(key, "").strip())), "")
    alternative = markup.escape(given.get("alt", ""))
    return f'<figure><img src="{markup.escape(address)}" alt="{alternative}"></figure>' if address else ""


def _linked(given: Mapping[str, str], keys: tuple[str, ...]) -> str:
    """An address alone on its line may lead to what can be shown."""
    address = next((found for key in keys if (found := _address_in(given.get(key, "")))), "")
    label = _first(given, _LABELS)
    if address and (label or address.startswith("/")):
        return f'<p><a href="{markup.escape(address)}">{markup.escape(label or address)}</a></p>'
    return address


def _address_in(value: str) -> str:
    """The address itself, or that of a link of WPBakery ("url:https%3A%2F%2F…|title:…")."""
    said = unquote(value.partition("|")[0].removeprefix("url:")) if value.startswith("url:") else value
    return said.strip() if _ADDRESS.fullmatch(said.strip()) else ""


def _first(given: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((words for key in keys if (words := given.get(key, "").strip())), "")
