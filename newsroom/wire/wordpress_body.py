"""The text of a WordPress post as HTML: blocks, shortcodes, and paragraphs that only blank lines make. Pure."""

from __future__ import annotations

import html as markup
import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from articles.embed_addresses import embed_at
from newsroom.wire.wordpress_builders import Gallery, shown_by, with_raw_html

_WITHOUT_TEXT = re.compile(r"\s*wp:([a-z0-9/-]{1,60})(?:\s+(\{.*\}))?\s*/", re.DOTALL)
_MARK = re.compile(r"\s*/?wp:|more|nextpage|noteaser")
_NOTHING_LOST = ("paragraph", "heading", "spacer", "separator", "more", "nextpage", "group", "columns", "column")
_REFERENCE = re.compile(r'"ref"\s*:\s*"?(\d{1,18})')
_NOTE_SIGN = re.compile(r"<sup\b[^<>]{0,300}\bclass=\"fn\"[^<>]{0,300}>\s*<a\b[^<>]{0,300}>([^<>]{1,20})</a>\s*</sup>")
_DOWNLOAD = re.compile(r"<a\b[^<>]{0,1000}\bwp-block-file__button\b[^<>]{0,1000}>[^<>]{0,200}</a>")
_AS_IT_STANDS = re.compile(r"<(pre|script|style|textarea)\b", re.IGNORECASE)
_KEPT = re.compile("<pre>\0([0-9]+)\0</pre>")
_LINKS = ("url", "href", "link")  # attributes of buttons and the like
_BLOCK_LEVEL = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|"
    "hr|iframe|li|main|menu|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_HAS_BLOCKS = re.compile(rf"<(?:{_BLOCK_LEVEL})\b", re.IGNORECASE)
_IS_BLOCK = re.compile(rf"\s*</?(?:{_BLOCK_LEVEL})\b", re.IGNORECASE)
_ENDS_LINE = re.compile(rf"</?(?:{_BLOCK_LEVEL}|br)\b[^<>]{{0,300}}>\Z", re.IGNORECASE)
_TWO_BREAKS = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_LINE_ADDRESS = re.compile(r"^[ \t]*(https?://[^\s<>\"]+)[ \t]*$", re.MULTILINE)
_SHORTCODE = re.compile(
    r"\[(?P<escaped>\[)?(?P<close>/)?(?P<name>[A-Za-z][\w-]{0,40})(?P<attributes>(?:\s[^\[\]]{0,20000}+)?+)/?\]"
)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_QUOTED = re.compile("=\\s*[\"']")
# What stands in a shortcode ends at the next one of its name: whatever is never closed is gone over once.
_CAPTION = re.compile(r"\[caption\b([^\]]{0,2000})\]((?:[^\[]|\[(?!/?caption\b)){0,20000})\[/caption\]")
_WITH_PICTURE = re.compile(r"\s*(<a\b[^>]*>\s*<img\b[^>]*>\s*</a>|<img\b[^>]*>)(.*)", re.DOTALL | re.IGNORECASE)
_CREDITED = re.compile(  # of the plugin Media Credit
    r"\[media-credit\b([^\]]{0,500})\]\s*(<a\b[^>]{0,3000}>\s*<img\b[^>]{0,3000}>\s*</a>|<img\b[^>]{0,3000}>)"
    r"((?:[^\[]|\[(?!/?media-credit\b)){0,2000})\[/media-credit\]",
    re.IGNORECASE,
)
_EMBED = re.compile(r"\[embed\b[^\]]{0,500}\]([^\[]{0,2000})\[/embed\]")
_PLAYERS = frozenset(  # of which only the address is needed
    (
        *("iframe", "youtube", "vimeo", "dailymotion", "soundcloud", "spotify", "ted", "googlemaps"),
        *("tweet", "twitter", "instagram", "facebook", "tiktok"),
    )
)
_OLD_PLAYER = re.compile(r"\[(youtube|vimeo|dailymotion|soundcloud|googlemaps)=", re.IGNORECASE)
_BY_KEY = {  # players that may name what they play by its key alone
    **dict.fromkeys(("youtube", "fusion_youtube"), "https://www.youtube.com/watch?v="),
    **dict.fromkeys(("vimeo", "fusion_vimeo"), "https://vimeo.com/"),
    **dict.fromkeys(("tweet", "twitter"), "https://twitter.com/i/status/"),
}
_KEY = re.compile(r"(?:\A|\b(?:clip_)?id=)[\"']?([\w-]{11}|\d{6,20})[\"']?(?=\s|/?\Z)", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\]]+")
_OF_PROGRAMS = re.compile(r"[_=\d-]")  # what names and attributes of shortcodes have, and words in brackets have not


@dataclass
class Made:
    """HTML for `foreign_html.take`, and what of it could not be kept, by name."""

    html: str = ""
    lost: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)  # in the text
    blocks: Counter[str] = field(default_factory=Counter)
    open_links: dict[str, list[bool]] = field(default_factory=dict)  # by the shortcode that is open

    @property
    def told(self) -> tuple[str, ...]:
        lost, left = _listed(self.lost), _listed(self.left)
        said = (
            f"Shortcodes that nobody here knows were left out, what stands in them stays: {lost}." if lost else "",
            f"Blocks that a site fills by itself were left out: {_listed(self.blocks)}." if self.blocks else "",
            f"Words in brackets stay, unless they are shortcodes to be taken out: {left}." if left else "",
        )
        return tuple(filter(None, said))


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"[{name}] ×{count}" if count > 1 else f"[{name}]" for name, count in counted.items())


def as_html(
    content: str, *, gallery: Gallery, patterns: Mapping[str, str] | None = None, notes: Sequence[str] = ()
) -> Made:
    """What WordPress would make of a post: `gallery` gives the markup of one by its attributes, `patterns` are texts
    that posts share, by their numbers, and `notes` those at its foot."""
    made = Made()
    text = with_raw_html(content.replace("\r\n", "\n").replace("\r", "\n"))
    is_of_blocks = "<!-- wp:" in text
    text = _without_marks(text, filled=lambda found: _filled(found, patterns or {}, notes, made))
    text = _DOWNLOAD.sub("", _NOTE_SIGN.sub(r"<sup>\1</sup>", text))
    text = _CAPTION.sub(_captioned, text)
    text = _CREDITED.sub(_credited, text)
    text = _OLD_PLAYER.sub(r"[\1 ", text)
    text = _EMBED.sub(lambda found: f"\n\n{found[1].strip()}\n\n", text)
    closed = frozenset(found["name"].lower() for found in _SHORTCODE.finditer(text) if found["close"])
    text = _SHORTCODE.sub(lambda found: _shortcode(found, gallery, made, closed), text)
    text = _LINE_ADDRESS.sub(_embedded, text)
    made.html = with_paragraphs(text, is_of_blocks=is_of_blocks)
    return made


def _without_marks(text: str, *, filled: Callable[[re.Match[str]], str] = lambda _found: "") -> str:
    """The text without the comments that are marks of its editor; a block that is a mark alone is `filled`."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        mark = text[start + 4 : end]
        kept = text[at : end + 3] if not _MARK.match(mark) else text[at:start]
        between = "\n\n" if mark.strip() == "nextpage" else ""
        pieces.append(kept + between + (filled(found) if (found := _WITHOUT_TEXT.fullmatch(mark)) else ""))
        at = end + 3
    return "".join([*pieces, text[at:]])


def _filled(found: re.Match[str], patterns: Mapping[str, str], notes: Sequence[str], made: Made) -> str:
    """A block that is a mark alone, which the site fills when it is shown."""
    name, reference = found[1].removeprefix("core/"), _REFERENCE.search(found[2] or "")
    if name == "footnotes" and notes:
        return f"<ol>{''.join(f'<li>{note}</li>' for note in notes)}</ol>"
    if name == "block" and reference and reference[1] in patterns:
        return _without_marks(patterns[reference[1]])
    if name not in _NOTHING_LOST:
        made.blocks[name] += 1
    return ""


def attributes_of(text: str) -> dict[str, str]:
    """Values may have quotation marks in them that are named; where those around values are named as well, all are."""
    text = text if _QUOTED.search(text) else markup.unescape(text)
    return {name.lower(): markup.unescape(one or two or three) for name, one, two, three in _ATTRIBUTE.findall(text)}


def _captioned(found: re.Match[str]) -> str:
    """A picture with a caption, in its attributes (before 3.4) or after it."""
    credited = _CREDITED.match(found[2].lstrip())
    inside = f"{credited[2]}{credited[3]}{found[2].lstrip()[credited.end() :]}" if credited else found[2]
    inner = _WITH_PICTURE.fullmatch(inside)
    if not inner:
        return inside
    caption = attributes_of(found[1]).get("caption") or inner[2].strip()
    return _figure(inner[1], f"{caption} {_credit_of(credited)}".strip())


def _credited(found: re.Match[str]) -> str:
    return _figure(found[2], f"{found[3].strip()} {_credit_of(found)}".strip())


def _credit_of(credited: re.Match[str] | None) -> str:
    name = attributes_of(credited[1]).get("name", "") if credited else ""
    return f'<span class="credit">{markup.escape(name)}</span>' if name else ""


def _figure(picture: str, caption: str) -> str:
    return f"\n\n<figure>{picture}<figcaption>{caption}</figcaption></figure>\n\n"


def _shortcode(found: re.Match[str], gallery: Gallery, made: Made, closed: Container[str]) -> str:
    name = found["name"].lower()
    if found["escaped"]:
        return found[0]
    if name == "gallery" and not found["close"]:
        return f"\n\n{gallery(attributes_of(found['attributes']))}\n\n"
    if (name in _PLAYERS or name in _BY_KEY) and (address := _ADDRESS.search(markup.unescape(found["attributes"]))):
        return f"\n\n{address[0]}\n\n"
    if name in _BY_KEY and not found["close"] and (key := _KEY.search(markup.unescape(found["attributes"]).strip())):
        return f"\n\n{_BY_KEY[name]}{key[1]}\n\n"
    if name in ("audio", "video", "playlist"):
        return _played(name, attributes_of(found["attributes"]), made)
    if not (name in closed or found[0].endswith("/]") or _OF_PROGRAMS.search(f"{name}{found['attributes']}")):
        return _bracketed(found, made)
    given = attributes_of(found["attributes"])
    shown = "" if found["close"] else shown_by(name, given, gallery=gallery, leads=name not in closed)
    if not found["close"]:
        made.lost[name] += 1
    return shown + (_linked(given, name, made, is_end=bool(found["close"])) if name in closed else "")


def _linked(given: Mapping[str, str], name: str, made: Made, *, is_end: bool) -> str:
    """What is a button to a site is a link."""
    opened = made.open_links.setdefault(name, [])
    if is_end:
        return "</a>" if opened and opened.pop() else ""
    address = next((given[key] for key in _LINKS if given.get(key, "").startswith(("http://", "https://", "/"))), "")
    opened.append(bool(address))
    return f'<a href="{markup.escape(address)}">' if address else ""


def _bracketed(found: re.Match[str], made: Made) -> str:
    """Words in brackets, as editors put them into quotations: they stay, as WordPress leaves them. One small word
    alone may as well be a plugin's, so it is told."""
    if found["name"].islower() and found["name"] != "sic" and not found["attributes"].strip():
        made.left[found["name"]] += 1
    return found[0]


def _played(name: str, given: Mapping[str, str], made: Made) -> str:
    address = next((value for key, value in given.items() if key in ("src", "mp3", "mp4", "m4a", "ogg", "webm")), "")
    if not address:
        if given or name == "playlist":
            made.lost[name] += 1
        return ""
    return f'\n\n<{name} src="{markup.escape(address)}"></{name}>\n\n'


def _embedded(found: re.Match[str]) -> str:
    """An address alone on its line: what it leads to is shown where its provider is known, else it is a link."""
    address = markup.unescape(found[1])
    shown = markup.escape(address)
    if embed_at(address):
        return f'\n\n<iframe src="{shown}"></iframe>\n\n'
    return f'<a href="{shown}">{shown}</a>'


def with_paragraphs(text: str, *, is_of_blocks: bool = False) -> str:
    """HTML with the paragraphs that blank lines make, where it does not have its own."""
    return text if _has_paragraphs(text, is_of_blocks=is_of_blocks) else _paragraphs(text)


def _has_paragraphs(text: str, *, is_of_blocks: bool) -> bool:
    """Whether the post has its own paragraphs. Classic ones have a table, a quotation or one centred paragraph among
    bare lines; of those that have nothing bare, the ends of lines mean nothing."""
    parts = [part for part in _BLANK_LINES.split(_kept_apart(text)[0]) if part.strip()]
    if is_of_blocks:
        return "<p" in text.lower() or (len(parts) < 2 and bool(_HAS_BLOCKS.search(text)))
    return bool(_HAS_BLOCKS.search(text)) and (len(parts) < 2 or all(map(_IS_BLOCK.match, parts)))


def _paragraphs(text: str) -> str:
    """Blank lines and two breaks part paragraphs, and single line ends are breaks, as WordPress has it for classic
    posts; what is shown as it stands has none."""
    text, kept = _kept_apart(text)
    parts = (part.strip() for part in _BLANK_LINES.split(_TWO_BREAKS.sub("\n\n", text)))
    made = "\n".join(part if _IS_BLOCK.match(part) else f"<p>{_broken(part)}</p>" for part in parts if part)
    return _KEPT.sub(lambda found: kept[int(found[1])], made) if kept else made


def _kept_apart(text: str) -> tuple[str, list[str]]:
    """The text with numbers in the place of what is shown as it stands, and that. What nothing ends is none."""
    pieces: list[str] = []
    kept: list[str] = []
    at, lowered, endless = 0, text.lower(), set[str]()
    for found in _AS_IT_STANDS.finditer(text):
        name = found[1].lower()
        if found.start() < at or name in endless:
            continue
        end = lowered.find(f"</{name}", found.end())
        end = lowered.find(">", end) + 1 if end >= 0 else 0
        if not end:
            endless.add(name)
            continue
        pieces += [text[at : found.start()], f"\n\n<pre>\0{len(kept)}\0</pre>\n\n"]
        kept.append(text[found.start() : end])
        at = end
    return "".join([*pieces, text[at:]]), kept


def _broken(part: str) -> str:
    """Lines with breaks between them, but not around what is a block anyway."""
    lines = [line.strip() for line in part.split("\n")]
    ends = (
        "\n" if _ENDS_LINE.search(line) or _IS_BLOCK.match(after) else "<br>"
        for line, after in zip(lines, lines[1:], strict=False)
    )
    return lines[0] + "".join(f"{end}{line}" for end, line in zip(ends, lines[1:], strict=False))
