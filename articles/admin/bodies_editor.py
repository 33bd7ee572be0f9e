"""The body editor: what it offers is what `articles.body_rules` allows, and what it cannot hold it never loads."""

import json
import re

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Script
from django.template.loader import render_to_string
from django.templatetags.static import static
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from ..decoder.opening import MOST_BYTES, Reason
from ..decoding import refusal
from ..embeds import PROVIDERS
from .editor_words import BUTTONS, SENTENCES

MENU = [
    {"group": "headings"},
    {"group": "lists"},
    {"group": "nodes -blockType -lists"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "insert"},
    {"group": "table"},
    {"group": "history"},
    {"group": "utility"},
]
EXTENSIONS = {
    **dict.fromkeys(["Bold", "Italic", "Strike", "Subscript", "Superscript", "Code", "CodeBlock"], True),
    **dict.fromkeys(["Blockquote", "BulletList", "OrderedList", "ListItem"], True),
    **dict.fromkeys(["Table", "TableRow", "TableHeader", "TableCell", "HardBreak", "HorizontalRule"], True),
    **dict.fromkeys(["HTML", "StoryLink", "NewsFigure", "NewsGallery", "NewsAside", "PullQuote"], True),
    **dict.fromkeys(["CleanPaste", "SentPictures"], True),
    **dict.fromkeys(["Cite", "Quotation", "Passage", "OtherLanguages"], True),
    "Menu": {"groups": MENU},
    "Heading": {"levels": [2, 3, 4]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}
_LANGUAGE = {"lang", "dir"}
HELD = {  # what the editor gives back: elements with their attributes
    **dict.fromkeys(["p", "h2", "h3", "h4", "ul", "li", "blockquote", "pre", "table", "tr", "bdi"], _LANGUAGE),
    **dict.fromkeys(["code", "em", "strong", "s", "sub", "sup", "cite", "q", "br", "hr"], set()),
    **dict.fromkeys(["thead", "tbody", "caption"], set()),
    **dict.fromkeys(["th", "td"], {*_LANGUAGE, "colspan", "rowspan", "scope"}),
    "ol": {*_LANGUAGE, "start"},
    "aside": {*_LANGUAGE, "data-kind"},
    "a": {"href", "rel", "data-article"},
    "figure": {"data-picture", "data-alt", "data-embed", "data-kind"},
    "figcaption": set(),
}
LANGUAGES = ["ar", "en", "he", "fr", "de", "es", "it", "pt", "ru", "tr", "fa", "ur", "hy", "el", "hi", "ja"]
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[a-z-]+=\"[^\"]*\")*)\s*/?>")
_NAME = re.compile(r"([a-z-]+)=\"")
_LATE_HEAD = re.compile("</(?:thead|tbody)><thead>")
_QUOTE_IN_QUOTE = re.compile("<q>(?:(?!</q>).)*<q>", re.S)
_PLAIN_FIGURE = re.compile("<figure>")  # of anything but a picture, an embed or a gallery
_MARKED_CAPTION = re.compile(r"<caption>[^<]*<(?!/caption>)")
_UNHELD_IN_QUOTE = re.compile(
    r'<aside[^>]* data-kind="[^>]*>(?:(?!</aside>).)*?<(?:h[234]|ul|ol|blockquote|figure|table|hr|pre|aside)\b', re.S
)
UNHELD = (_LATE_HEAD, _QUOTE_IN_QUOTE, _MARKED_CAPTION, _UNHELD_IN_QUOTE, _PLAIN_FIGURE)

# The modules name each other by these: their files have other names where static files are hashed.
MODULES = ImportMap(
    {
        f"newsroom/{name}": f"desk/{name}.js"
        for name in ("body_dialogs", "body_menu", "body_parts", "body_paste", "body_pictures", "body_sending")
    }
)
STYLES = ["django_prose_editor/editor.css", "django_prose_editor/overrides.css", "desk/body_editor.css"]
MEDIA = Media(
    importmap=MODULES,
    css={"all": STYLES},
    js=[Script(f"desk/{name}.js", defer=True) for name in ("save_key", "picture_made", "picture_sending")],
)


def editor_holds(html: str) -> bool:
    """Whether the editor can show and give back this sanitised body without losing an element or attribute."""
    if any(unheld.search(html) for unheld in UNHELD):
        return False
    return all(tag in HELD and set(_NAME.findall(attributes)) <= HELD[tag] for tag, attributes in _TAG.findall(html))


def _languages() -> list[dict[str, str]]:
    """Languages that a passage may be in, the newsroom's own first."""
    codes = dict.fromkeys([*settings.NEWSROOM_LANGUAGES, *LANGUAGES])
    return [
        {"code": code, "name": LANG_INFO[code]["name_local"], "direction": "rtl" if LANG_INFO[code]["bidi"] else "ltr"}
        for code in codes
    ]


def _words() -> dict:
    return {"buttons": BUTTONS, "tooLarge": str(refusal(Reason.BYTES)), **SENTENCES}


class BodyWidget(AdminProseEditorWidget):
    """A textarea with the HTML, which the editor takes over where there is JavaScript and it can hold the body.

    `story` is the number of the story whose body it is, which no link in it leads to.
    """

    def __init__(self, *, language: str = "", story: int | None = None):
        super().__init__(preset="configurable", config={"extensions": EXTENSIONS}, attrs={"rows": 24, "cols": 80})
        self.language, self.story = language, story

    @property
    def media(self):
        return super().media + MEDIA

    def get_config(self):
        return super().get_config() | {"js_modules": [static("desk/body_editor.js")]}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if not editor_holds(value or ""):
            context["widget"]["attrs"].pop("data-django-prose-editor-configurable")
        return context

    def render(self, name, value, attrs=None, renderer=None):
        """The textarea inside an element of the text's language, whose direction the editor takes over."""
        context = {
            "area": super().render(name, value, attrs, renderer),
            "language": self.language,
            "direction": self.attrs.get("dir", "auto"),
            "story": self.story or "",
            "most_bytes": MOST_BYTES,
            "has_editor": editor_holds(value or ""),
            "words": json.dumps(_words(), cls=DjangoJSONEncoder),
            "providers": json.dumps({name: [each.name, each.address] for name, each in PROVIDERS.items()}),
            "languages": _languages(),
            "provider_names": [each.name for each in PROVIDERS.values()],
        }
        return render_to_string("admin/widgets/body_editor.html", context)
