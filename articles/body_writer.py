"""Writes HTML anew so that every parser reads it alike: the target of an lxml parser. Pure."""

import html as markup
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.body_rules import (
    ENDED_BY,
    FLOW,
    HIDDEN,
    HOLDS,
    IMPLIED,
    INLINE,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INLINE,
    NEVER_TWICE,
    OWNERS,
    REFERENCE,
    RENAMED,
    ROW_PARTS,
    TAGS,
    TEXT_BLOCKS,
    BodyTooDeep,
    BodyTooLong,
    line_of,
    start_tag,
)
from articles.texts import is_visible, tidy


@dataclass
class _Block:
    """An open block element: where it starts in the pieces, and what has been written into it."""

    tag: str
    at: int
    is_flow: bool  # whether loose text goes into a <p> of its own
    is_gallery: bool = False
    is_visible: bool = False
    caption: str = ""  # of a gallery


@dataclass
class _Picture:
    """An open figure of a picture: of what stands in it, its first caption stays, as plain text. Of a gallery, the
    caption alone."""

    caption: list[str] | None = None
    is_captioned: bool = False  # whether that caption is open


_NOTHING, _INLINE_END, _HIDDEN_END, _PICTURE_END, _CAPTION_END, _GALLERY_CAPTION_END = 0, -1, -2, -3, -4, -5


@dataclass
class Writer:
    """Target of the parser: writes blocks that hold what they may hold, with inline elements inside them.

    A block inside an inline element is written with the inline element inside it, as browsers do.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[_Block] = field(default_factory=lambda: [_Block("", 0, is_flow=True)])
    inline: list[tuple[str, str]] = field(default_factory=list)  # tag and start tag of each that is wanted
    shown: int = 0  # how many of those are open in the pieces
    hidden: int = 0
    picture: _Picture | None = None
    source: list[int] = field(default_factory=list)  # what the end of each open source element does
    text: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Forgets what was written, also by a parser that ended early."""
        vars(self).update(vars(Writer()))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self.source) >= MAX_DEPTH + 2:
            raise BodyTooDeep
        self.source.append(self._start(str(tag), attributes))

    def end(self, tag: str) -> None:
        level = self.source.pop()
        if level == _HIDDEN_END:
            self.hidden -= 1
        elif level == _CAPTION_END and self.picture:
            self.picture.is_captioned = False
        elif level == _PICTURE_END:
            self._end_picture()
        elif level == _GALLERY_CAPTION_END:
            self.blocks[-1].caption, self.picture = self._caption(), None
        elif level != _NOTHING:
            self._write_text()
            self._end_inline() if level == _INLINE_END else self._close_blocks(level)

    def data(self, text: str) -> None:
        if self.hidden:
            return
        if not self.picture:
            self.text.append(text)
        elif self.picture.is_captioned and self.picture.caption is not None:
            self.picture.caption.append(text)

    def close(self) -> str:
        self._write_text()
        self._close_blocks(1)
        return "".join(self.pieces)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> int:
        if self.hidden or tag in HIDDEN:
            self.hidden += 1
            return _HIDDEN_END
        if self.picture:
            return self._start_in_picture(tag, self.picture)
        renamed = RENAMED.get(tag, tag)
        if renamed not in TAGS:
            return _NOTHING
        if renamed in INLINE:
            return self._start_inline(renamed, attributes)
        self._write_text()
        if renamed == "br":
            self._write_break()
            return _NOTHING
        return self._start_block(renamed, attributes)

    def _start_in_picture(self, tag: str, picture: _Picture) -> int:
        if picture.is_captioned and picture.caption is not None:
            if tag not in INLINE and RENAMED.get(tag) not in INLINE:
                picture.caption.append(" ")
            return _NOTHING
        if tag == "figcaption" and picture.caption is None:
            picture.caption, picture.is_captioned = [], True
            return _CAPTION_END
        self.hidden += 1
        return _HIDDEN_END

    def _end_picture(self) -> None:
        caption, self.picture = self._caption(), None
        self._put_caption(caption)
        self._put("</figure>")

    def _caption(self) -> str:
        return line_of("".join(self.picture.caption or ())) if self.picture else ""

    def _put_caption(self, caption: str) -> None:
        if caption:
            self._put(f"<figcaption>{markup.escape(caption, quote=False)}</figcaption>")

    def _start_inline(self, tag: str, attributes: Mapping[str, str]) -> int:
        # Google Docs wraps what it copies in a <b> that is not bold.
        is_bold = "font-weight:normal" not in attributes.get("style", "").replace(" ", "")
        twice = tag in NEVER_TWICE and any(tag == wanted for wanted, _ in self.inline)
        opening = start_tag(tag, attributes)
        if twice or not is_bold or len(self.inline) >= MAX_INLINE or opening == "<a>":
            return _NOTHING
        self._write_text()
        self.inline.append((tag, opening))
        return _INLINE_END

    def _end_inline(self) -> None:
        tag, _ = self.inline.pop()
        if self.shown > len(self.inline):
            self.shown -= 1
            self._put(f"</{tag}>")

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> int:
        self._close_inline()
        if tag == "figcaption" and self.blocks[-1].is_gallery and not self.blocks[-1].caption:
            self.picture = _Picture([], is_captioned=True)
            return _GALLERY_CAPTION_END
        if tag in OWNERS and self._make_seat(tag):
            return self._open(tag, attributes)
        if tag in ROW_PARTS:
            return _NOTHING
        self._leave_text_block()
        return self._open_in_flow("p" if tag in OWNERS else tag, attributes)

    def _open_in_flow(self, tag: str, attributes: Mapping[str, str]) -> int:
        self._leave_gallery(tag, attributes)
        self.blocks[-1].is_flow = True
        if tag == "hr":
            self._put("<hr>")
            return _NOTHING
        opening = start_tag(tag, attributes)
        if tag == "figure" and REFERENCE.search(opening):
            return self._start_reference(opening)
        return self._open(tag, attributes)

    def _start_reference(self, opening: str) -> int:
        self.blocks[-1].is_visible = True
        if "data-embed=" in opening:
            self._put(f"{opening}</figure>")
            self.hidden += 1
            return _HIDDEN_END
        self._put(opening)
        self.picture = _Picture()
        return _PICTURE_END

    def _leave_gallery(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What is no picture stands behind the gallery that it was written into."""
        is_picture = tag == "figure" and " data-picture=" in start_tag(tag, attributes)
        if self.blocks[-1].is_gallery and not is_picture:
            self._close_blocks(len(self.blocks) - 1)

    def _make_seat(self, tag: str) -> bool:
        """Close and open blocks until a part of a list, table or figure may stand; False where it cannot."""
        level = len(self.blocks)
        while self.blocks[level - 1].tag in TEXT_BLOCKS | ENDED_BY[tag]:
            level -= 1
        if self.blocks[level - 1].tag not in OWNERS[tag] or self.blocks[level - 1].is_gallery:
            return False
        self._close_blocks(level)
        while tag not in HOLDS[self.blocks[-1].tag]:
            self._open(IMPLIED[self.blocks[-1].tag], {})
        return True

    def _leave_text_block(self) -> None:
        if self.blocks[-1].tag in TEXT_BLOCKS:
            self._close_blocks(len(self.blocks) - 1)
        while self.blocks[-1].tag in IMPLIED:
            self._open(IMPLIED[self.blocks[-1].tag], {})

    def _open(self, tag: str, attributes: Mapping[str, str]) -> int:
        opening = start_tag(tag, attributes)
        is_gallery = tag == "figure" and "data-kind=" in opening
        self.blocks.append(_Block(tag, len(self.pieces), is_flow=tag in FLOW, is_gallery=is_gallery))
        self._put(opening)
        return len(self.blocks) - 1

    def _close_blocks(self, level: int) -> None:
        self._close_inline()
        while len(self.blocks) > level:
            block = self.blocks.pop()
            is_cell = block.tag in ("td", "th") or (block.tag == "tr" and len(self.pieces) > block.at + 1)
            if not block.is_visible and not is_cell:
                del self.pieces[block.at :]
                self._put_alone(block.caption)
                continue
            self._trim_end(block.tag)
            self._put_caption(block.caption)
            self._put(f"</{block.tag}>")
            self.blocks[-1].is_visible |= block.is_visible

    def _put_alone(self, caption: str) -> None:
        """Words of a gallery that has no picture are a paragraph."""
        if caption:
            self._put(f"<p>{markup.escape(caption, quote=False)}</p>")
            self.blocks[-1].is_visible = True

    def _close_inline(self) -> None:
        for tag, _ in reversed(self.inline[: self.shown]):
            self._put(f"</{tag}>")
        self.shown = 0

    def _trim_end(self, tag: str) -> None:
        while tag != "pre" and not self.pieces[-1].startswith("<"):
            trimmed = self.pieces.pop().rstrip()
            if trimmed:
                self.pieces.append(trimmed)
                break

    def _write_break(self) -> None:
        if not self.blocks[-1].is_flow and self.blocks[-1].tag not in IMPLIED:
            self._put("<br>")

    def _write_text(self) -> None:
        # U+0338 after a tag would turn its ">" into another letter when the page is normalised.
        text = tidy("".join(self.text)).lstrip("\u0338")
        self.text.clear()
        between_blocks = self.blocks[-1].is_flow or self.blocks[-1].tag in IMPLIED
        if not text or (between_blocks and text.isspace()):
            return
        if between_blocks:
            text = text.lstrip()
            self._open_text_block()
        if self.blocks[-1].tag == "pre" and not self.blocks[-1].is_visible:
            text = text.lstrip("\n")  # parsers drop the first newline
        self._put_text(text)

    def _open_text_block(self) -> None:
        self._leave_text_block()
        self._leave_gallery("p", {})
        if self.blocks[-1].is_flow:
            self._open("p", {})

    def _put_text(self, text: str) -> None:
        if text and not text.isspace():
            for _, opening in self.inline[self.shown :]:
                self._put(opening)
            self.shown = len(self.inline)
        self._put(markup.escape(text, quote=False))
        self.blocks[-1].is_visible |= is_visible(text)

    def _put(self, piece: str) -> None:
        if piece:
            self.length += len(piece)
            self.pieces.append(piece)
        if self.length > 2 * MAX_BYTES:
            raise BodyTooLong
