"""The markup of a picture: its formats and widths, and the space that it takes. Pure.

An image is a mapping with `id width height captions alternatives credit renditions`, each rendition one with
`name use width height media_type`, and `address` where that is not `/media/`: as in `newsroom.pages.queries.IMAGE`.
"""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.bodies import PictureUse
from articles.renditions import CARD, LEAD, SOCIAL, WHOLE
from newsroom.pages.words import language_of, marked

FORMATS = ("image/avif", "image/webp", "image/jpeg", "image/png")  # the last that exists is for every browser
PLAIN = ("image/jpeg", "image/png")  # what every program reads
PLAIN_WIDTH = 800  # CSS pixels; what a browser without srcset gets
# What may be shown in a place, the best first: pictures that were made before a use was cut have the whole alone.
LEADS = (LEAD, WHOLE)
CARDS = (CARD, WHOLE)
BETWEEN = "\n"  # files, where renditions are text


def picture(
    image: Mapping | None,
    *,
    alternative: str,
    sizes: str,
    uses: Sequence[str] = (WHOLE,),
    is_first: bool = False,
) -> SafeString:
    """Return the picture as it is cut for the first of `uses` that it is cut for, "" without renditions; `is_first`
    for the largest of the page."""
    return markup(of_use(image, *uses), alternative=alternative, sizes=sizes, is_first=is_first)


def markup(renditions: Sequence[Mapping], *, alternative: str, sizes: str, is_first: bool = False) -> SafeString:
    """Return the picture of these renditions of one cut, smallest first; "" without any."""
    by_format = _by_format(renditions)
    if not by_format:
        return SafeString("")
    *others, plain = by_format
    return format_html("<picture>{}{}</picture>", _sources({f: by_format[f] for f in others}, sizes), _img(
        by_format[plain], alternative=alternative, sizes=sizes, is_first=is_first
    ))  # fmt: skip


def figure(image: Mapping, use: PictureUse, *, language: str, sizes: str) -> SafeString:
    """Return a picture in a place of a body with its caption and credit, "" without renditions."""
    shown = picture(image, alternative=alternative_in(image, use, language=language), sizes=sizes)
    if not shown:
        return shown
    words = caption_in(image, use, language=language)
    return format_html("<figure>{}{}</figure>", shown, caption(words, credit=image["credit"]))


def alternative_in(image: Mapping, use: PictureUse, *, language: str) -> str:
    """Return what stands for a picture in this place of a story in a language: its own words, else the library's."""
    return use.alternative or image["alternatives"].get(language_of(image["alternatives"], language), "")


def caption_in(image: Mapping, use: PictureUse, *, language: str) -> SafeString:
    """Return the caption in this place: the story's own, else the library's, marked if of another language."""
    found = language_of(image["captions"], language)
    return marked(
        use.caption or image["captions"].get(found, ""),
        language=language if use.caption else found,
        page_language=language,
    )


def caption(words: SafeString, *, credit: str) -> SafeString:
    """Return the caption and the credit under a picture, "" where there is neither."""
    credit = format_html(' <span class="credit"><bdi>{}</bdi></span>', credit) if credit else ""
    return format_html("<figcaption>{}{}</figcaption>", words, credit) if words or credit else SafeString("")


def frozen_words(words: str, image: Mapping, *, language: str) -> SafeString:
    """Return the caption that was frozen with a story in a language: marked where it is the library's in another one,
    for want of one in this."""
    found = language_of(image["captions"], language)
    is_own = words != image["captions"].get(found)
    return marked(words, language=language if is_own else found, page_language=language)


def shared(image: Mapping | None) -> Mapping | None:
    """Return the rendition for links on other sites: a wide one that every reader of links understands."""
    return _largest_plain(of_use(image, SOCIAL, *LEADS))


def uncut(image: Mapping | None) -> Mapping | None:
    """Return the largest rendition of the whole picture that programs of all kinds read, as feeds show it."""
    return _largest_plain(of_use(image, WHOLE))


def of_use(image: Mapping | None, *uses: str) -> list[Mapping]:
    """Return the renditions of the first of these uses that has any, smallest first: a srcset must not mix crops."""
    for use in uses if image else ():
        if found := [row for row in image["renditions"] if row["use"] == use]:
            return sorted(found, key=lambda row: row["width"])
    return []


def as_files(image: Mapping | None, *uses: str) -> str:
    """Return those renditions as text: a line for each, with the file's name or address, width, height and type."""
    return BETWEEN.join(
        f"{row.get('address') or row['name']} {row['width']} {row['height']} {row['media_type']}"
        for row in of_use(image, *uses)
    )


def of_files(files: str) -> list[Mapping]:
    """Return the renditions of such a text, in whatever order its lines are, smallest first."""
    return sorted(map(_of_file, files.split(BETWEEN) if files else ()), key=lambda row: row["width"])


def _of_file(file: str) -> dict:
    where, width, height, media_type = file.split(" ")
    place = "address" if where.startswith("/") else "name"
    return {place: where, "width": int(width), "height": int(height), "media_type": media_type}


def _largest_plain(rows: Sequence[Mapping]) -> Mapping | None:
    return next((row for row in reversed(rows) if row["media_type"] in PLAIN), None)


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
