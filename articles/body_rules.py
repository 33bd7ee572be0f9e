"""What a body may hold: elements, what they hold, attributes and addresses. Pure."""

import html as markup
import re
from collections.abc import Mapping
from urllib.parse import quote

from django.utils.translation import gettext as _

from articles.texts import clean_line, tidy

MAX_BYTES = 1_048_576
MAX_DEPTH = 100  # open elements in the source; pages pasted from word processors reach about 40
MAX_INLINE = 8  # open inline elements in the result: each paragraph repeats them
MAX_HREF = 4096
MAX_WORDS = 2000  # characters of a picture's caption or alternative text, as in the library

TEXT_BLOCKS = {"p", "h2", "h3", "h4", "pre"}
FLOW = {"", "blockquote", "aside", "figure"}  # "" is the body itself; loose text in these becomes a <p>
PLAIN_BLOCKS = TEXT_BLOCKS | {"ul", "ol", "blockquote", "figure", "table", "aside"}
INLINE = {"a", "em", "strong", "s", "sub", "sup", "cite", "q", "bdi", "code"}
NEVER_TWICE = {"a", "em", "strong", "s", "code"}  # a parser closes or repeats these when nested in themselves
RENAMED = {
    **dict.fromkeys(["i", "dfn", "var"], "em"),
    **dict.fromkeys(["strike", "del"], "s"),
    **dict.fromkeys(["tt", "kbd", "samp"], "code"),
    **dict.fromkeys(["h5", "h6"], "h4"),
    **dict.fromkeys(["menu", "dir"], "ul"),
    **dict.fromkeys(
        [
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "address",
            "center",
            "dl",
            "dt",
            "dd",
        ],
        "p",
    ),
    **dict.fromkeys(["form", "fieldset", "legend", "details", "summary", "option"], "p"),
    **{"b": "strong", "h1": "h2", "tfoot": "tbody", "bdo": "bdi"},
}
# Their content goes with them. The first line must never be allowed: each has let script through a sanitiser.
HIDDEN = {
    *["svg", "math", "style", "title", "textarea", "noscript", "iframe", "template"],
    *[
        "script",
        "object",
        "embed",
        "applet",
        "select",
        "audio",
        "video",
        "canvas",
        "xmp",
        "noembed",
        "noframes",
        "plaintext",
    ],
}
# Parts of lists, tables and figures: which element holds them, and which siblings they end.
OWNERS = {
    "li": {"ul", "ol"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tr": {"thead", "tbody", "table"},
    "th": {"tr", "thead", "tbody", "table"},
    "td": {"tr", "thead", "tbody", "table"},
    "figcaption": {"figure"},
}
TABLE_PARTS = {"caption", "thead", "tbody", "tr", "th", "td"}
ENDED_BY = {
    "li": {"li"},
    "figcaption": {"figcaption"},
    "tr": {"tr", "th", "td"},
    "th": {"th", "td"},
    "td": {"th", "td"},
    **dict.fromkeys(["caption", "thead", "tbody"], TABLE_PARTS),
}
HOLDS = {"ul": {"li"}, "ol": {"li"}, "table": {"caption", "thead", "tbody"}, "thead": {"tr"}, "tbody": {"tr"}}
HOLDS |= {"tr": {"th", "td"}, "figure": {"figcaption"}}
IMPLIED = {"ul": "li", "ol": "li", "table": "tbody", "thead": "tr", "tbody": "tr", "tr": "td"}
ROW_PARTS = {"tr", "thead", "tbody"}

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_EMBED = re.compile(r"[a-z][a-z0-9]{0,19}:[A-Za-z0-9@_-][A-Za-z0-9@_./-]{0,199}")
_SPAN = re.compile(r"[1-9][0-9]?")
_HREF = re.compile(r"https?://[^/?#\s]|mailto:\S", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_VALUES = {
    ("*", "lang"): re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}"),  # looks like BCP 47
    ("*", "dir"): re.compile("ltr|rtl|auto"),
    ("a", "rel"): re.compile("noopener"),  # nh3 sets it on each link and asks here too
    ("a", "data-article"): _NUMBER,
    ("figure", "data-picture"): _NUMBER,
    ("figure", "data-embed"): _EMBED,
    ("figure", "data-alt"): re.compile(f".{{1,{MAX_WORDS}}}"),  # of this use of the picture, on one line
    ("figure", "data-kind"): re.compile("gallery"),  # holds pictures and nothing else
    ("aside", "data-kind"): re.compile("quote"),  # a pull quote; an aside without a kind is a box of facts
    ("ol", "start"): re.compile(r"[0-9]{1,4}"),
    **{(cell, name): _SPAN for cell in ("td", "th") for name in ("colspan", "rowspan")},
    **{(cell, "scope"): re.compile("(?:row|col)(?:group)?") for cell in ("td", "th")},
}
_FIGURE = {"data-picture", "data-alt", "data-embed", "data-kind"}
ATTRIBUTES = {"*": {"lang", "dir"}, "a": {"href", "data-article"}, "figure": _FIGURE}
ATTRIBUTES |= {"ol": {"start"}, "aside": {"data-kind"}, **dict.fromkeys(["td", "th"], {"colspan", "rowspan", "scope"})}
TAGS = PLAIN_BLOCKS | INLINE | set(OWNERS) | {"br", "hr"}

REFERENCE = re.compile(r' data-(?:article|picture|embed)="')


class BodyTooLong(ValueError):
    """More than MAX_BYTES of HTML, before or after sanitising."""

    def __init__(self) -> None:
        super().__init__(_("This body is longer than 1 MB. Shorten it or split it into several stories."))


class PictureWordsTooLong(BodyTooLong):
    """More than MAX_WORDS characters said of one picture: nothing is cut, and nothing silently dropped."""

    def __init__(self) -> None:
        ValueError.__init__(
            self,
            _("What is said of a picture in the body has more than %(most)s characters: shorten it.")
            % {"most": MAX_WORDS},
        )


class BodyTooDeep(ValueError):
    """More than MAX_DEPTH elements inside each other."""

    def __init__(self) -> None:
        super().__init__(
            _("This body has more than %(most)s elements inside each other. Paste it as plain text instead.")
            % {"most": MAX_DEPTH}
        )


def permitted(tag: str, name: str, value: str) -> str | None:
    """Return the value an attribute may have, or None where it may not stand: the one rule for all."""
    if (tag, name) == ("a", "href"):
        return _address(value)
    pattern = _VALUES.get((tag, name)) or _VALUES.get(("*", name))
    return value if pattern and pattern.fullmatch(value) else None


def _address(value: str) -> str | None:
    """Return a link's address: http, https, mailto or relative, as browsers read it (WHATWG URL, 4.4).

    Browsers skip tabs and newlines inside and treat a backslash as a slash. `//host` is refused.
    """
    address = re.sub(r"[\t\n]", "", tidy(value)).strip()
    if not address or len(address) > MAX_HREF or "\\" in address or address.startswith("//"):
        return None
    if _SCHEME.match(address) and not _HREF.match(address):
        return None
    return re.sub(r"""[\s"'<>`{}|^]""", lambda found: quote(found[0]), address)


def start_tag(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the start tag with its permitted attributes; a reference stands without others of its kind."""
    if not attributes:
        return f"<{tag}>"
    attributes = _with_tidy_words(tag, attributes)
    names = sorted(ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"])
    values = {name: permitted(tag, name, attributes[name]) for name in names if name in attributes}
    kept = {name: value for name, value in values.items() if value is not None}
    if "data-article" in kept:
        kept.pop("href", None)
    for name in _ELSEWHERE[_kind_of(kept)] if tag == "figure" else ():
        kept.pop(name, None)
    if tag == "a" and not kept.keys() & {"href", "data-article"}:
        return "<a>"
    return f"<{tag}" + "".join(f' {name}="{markup.escape(value)}"' for name, value in kept.items()) + ">"


def line_of(words: str) -> str:
    """What is said of a picture, as it may be kept. Raises PictureWordsTooLong."""
    line = clean_line(words).lstrip("\u0338")  # see Writer: it would change the sign before it
    if len(line) > MAX_WORDS:
        raise PictureWordsTooLong
    return line


def _with_tidy_words(tag: str, attributes: Mapping[str, str]) -> Mapping[str, str]:
    if tag != "figure" or "data-alt" not in attributes or "data-picture" not in attributes:
        return attributes
    return {**attributes, "data-alt": line_of(attributes["data-alt"])}


def _kind_of(kept: Mapping[str, str]) -> str:
    return next((name for name in _ELSEWHERE if name in kept), "")


# What a figure of a kind does not have: a picture has words, a gallery holds pictures, anything else is a plain figure.
_ELSEWHERE = {
    "data-picture": ("data-embed", "data-kind"),
    "data-embed": ("data-alt", "data-kind"),
    "data-kind": ("data-alt", "lang", "dir"),
    "": ("data-alt",),
}
