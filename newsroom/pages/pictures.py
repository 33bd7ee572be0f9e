"""The markup of a picture: its formats and widths, and the space that it takes. Pure.

An image is a mapping with `id width height captions alternatives credit renditions`, each rendition one with
`name width height media_type`, and `address` where that is not `/media/`: the shape of `newsroom.pages.queries.IMAGE`.
"""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from newsroom.pages.words import language_of, marked

FORMATS = ("image/avif", "image/webp", "image/jpeg", "image/png")  # the last that exists is for every browser
PLAIN = ("image/jpeg", "image/png")  # what every program reads
PLAIN_WIDTH = 800  # CSS pixels; what a browser without srcset gets
CLOSE = 0.02  # rounding to whole pixels moves a ratio by less
SHARED_RATIO = 1200 / 630  # Open Graph: what networks show without cropping


def picture(image: Mapping | None, *, alternative: str, sizes: str, is_first: bool = False) -> SafeString:
    """Return the picture in its own shape, "" without renditions; `is_first` for the largest of the page."""
    by_format = _by_format(_in_shape(image, image["width"] / image["height"])) if image else {}
    if not by_format:
        return SafeString("")
    *others, plain = by_format
    return format_html("<picture>{}{}</picture>", _sources({f: by_format[f] for f in others}, sizes), _img(
        by_format[plain], alternative=alternative, sizes=sizes, is_first=is_first
    ))  # fmt: skip


def figure(image: Mapping, *, language: str, sizes: str) -> SafeString:
    """Return a picture of a body with its caption and credit, "" without renditions."""
    alternative = image["alternatives"].get(language_of(image["alternatives"], language), "")
    shown = picture(image, alternative=alternative, sizes=sizes)
    if not shown:
        return shown
    found = language_of(image["captions"], language)
    words = marked(image["captions"].get(found, ""), language=found, page_language=language)
    return format_html("<figure>{}{}</figure>", shown, caption(words, credit=image["credit"]))


def caption(words: SafeString, *, credit: str) -> SafeString:
    """Return the caption and the credit under a picture, "" where there is neither."""
    credit = format_html(' <span class="credit"><bdi>{}</bdi></span>', credit) if credit else ""
    return format_html("<figcaption>{}{}</figcaption>", words, credit) if words or credit else SafeString("")


def shared(image: Mapping | None) -> Mapping | None:
    """Return the rendition for links on other sites: a wide one that every reader of links understands."""
    if not image:
        return None
    plain = [row for row in image["renditions"] if row["media_type"] in PLAIN]
    wide = [row for row in plain if abs(row["width"] / row["height"] / SHARED_RATIO - 1) <= CLOSE]
    return max(wide or plain, key=lambda row: row["width"], default=None)


def uncut(image: Mapping | None) -> Mapping | None:
    """Return the largest rendition in the picture's own shape that programs of all kinds read, as feeds show it."""
    rows = _in_shape(image, image["width"] / image["height"]) if image else []
    return next((row for row in reversed(rows) if row["media_type"] in PLAIN), None)


def _in_shape(image: Mapping, ratio: float) -> list[Mapping]:
    """The renditions nearest to a ratio, smallest first: a srcset must not mix crops."""
    off = {row["name"]: abs(row["width"] / row["height"] / ratio - 1) for row in image["renditions"]}
    nearest = min(off.values(), default=0)
    kept = [row for row in image["renditions"] if off[row["name"]] <= nearest + CLOSE]
    return sorted(kept, key=lambda row: row["width"])


def _by_format(renditions: Sequence[Mapping]) -> dict[str, list[Mapping]]:
    groups = {form: [row for row in renditions if row["media_type"] == form] for form in FORMATS}
    return {form: rows for form, rows in groups.items() if rows}


def _sources(by_format: Mapping[str, Sequence[Mapping]], sizes: str) -> SafeString:
    rows = ((form, _srcset(renditions), sizes) for form, renditions in by_format.items())
    return format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', rows)


def _img(renditions: Sequence[Mapping], *, alternative: str, sizes: str, is_first: bool) -> SafeString:
    plain = min(renditions, key=lambda row: abs(row["width"] - PLAIN_WIDTH))
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>',
        _address(plain),
        _srcset(renditions),
        sizes,
        plain["width"],
        plain["height"],
        alternative,
        SafeString('fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'),
    )


def _srcset(renditions: Sequence[Mapping]) -> str:
    return ", ".join(f"{_address(row)} {row['width']}w" for row in renditions)


def _address(rendition: Mapping) -> str:
    """Where a file is; one that readers may not have yet says so itself."""
    return rendition.get("address") or f"/media/{rendition['name']}"
