"""The pictures of a sanitised body: each place of one with what is said of it there, alone or in a gallery. Pure."""

import html as markup
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

_PICTURE = r'<figure (?:[^>]* )?data-picture="[^>]*>(?:<figcaption>[^<]*</figcaption>)?</figure>'
_GALLERY = f'<figure data-kind="gallery">((?:{_PICTURE})*)(?:<figcaption>([^<]*)</figcaption>)?</figure>'
_PART = re.compile(f"{_GALLERY}|{_PICTURE}")
_FIGURE = re.compile(_PICTURE)
_ATTRIBUTE = re.compile(r' (data-[a-z]+)="([^"]*)"')
_NUMBER = re.compile(' data-picture="[^"]*"')
_CAPTION = re.compile("<figcaption>([^<]*)")


class PictureUse(NamedTuple):
    """A picture in one place of a story, with what is said of it there alone: where that is "", the library's words
    stand."""

    picture: int
    caption: str = ""
    alternative: str = ""
    is_in_gallery: bool = False


Shown = Callable[[PictureUse], str]
Gallery = Callable[[Sequence[str], str], str]


def picture_uses(clean: str) -> list[PictureUse]:
    """Return each place of a picture in a sanitised body, in reading order."""
    return [use for part in _PART.finditer(clean) for use in _uses_of(part)]


def with_pictures(clean: str, pictures: Mapping[int, Shown], *, gallery: Gallery) -> str:
    """Return a sanitised body with the markup of its pictures in place of the references; `gallery` makes one of
    several and the caption (HTML) of them all. Pictures without markup leave nothing, and so does a gallery of such."""

    def filled(part: re.Match[str]) -> str:
        shown = _shown(_uses_of(part), pictures)
        return gallery(shown, part[2] or "") if shown and part[1] else "".join(shown)

    return _PART.sub(filled, clean)


def renumbered(clean: str, numbers: Mapping[int, int]) -> str:
    """Return a sanitised body whose pictures have other numbers; those that have none there are left out."""

    def placed(figure: re.Match[str]) -> str:
        number = numbers.get(_use(figure[0], is_in_gallery=False).picture)
        return _NUMBER.sub(f' data-picture="{number}"', figure[0], count=1) if number else ""

    return _FIGURE.sub(placed, clean)


def _shown(uses: Sequence[PictureUse], pictures: Mapping[int, Shown]) -> list[str]:
    """Pictures of a gallery stand in pairs; the one that is left over has the room of one outside."""
    made = [(use, pictures[use.picture](use)) for use in uses if use.picture in pictures]
    made = [(use, markup) for use, markup in made if markup]
    if len(made) % 2 and made[-1][0].is_in_gallery:
        use = made.pop()[0]._replace(is_in_gallery=False)
        made.append((use, pictures[use.picture](use)))
    return [markup for _use, markup in made]


def _uses_of(part: re.Match[str]) -> list[PictureUse]:
    is_gallery = part[1] is not None
    return [
        _use(figure[0], is_in_gallery=is_gallery) for figure in _FIGURE.finditer(part[1] if is_gallery else part[0])
    ]


def _use(figure: str, *, is_in_gallery: bool) -> PictureUse:
    values = dict(_ATTRIBUTE.findall(figure))
    caption = _CAPTION.search(figure)
    return PictureUse(
        int(values["data-picture"]),
        markup.unescape(caption[1]) if caption else "",
        markup.unescape(values.get("data-alt", "")),
        is_in_gallery,
    )
