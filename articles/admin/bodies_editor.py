"""The body editor: what it offers is what `articles.body_rules` allows, and what it cannot hold it never loads."""

import re

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget

EXTENSIONS = {
    **dict.fromkeys(["Bold", "Italic", "Strike", "Subscript", "Superscript", "Code", "CodeBlock"], True),
    **dict.fromkeys(["Blockquote", "BulletList", "OrderedList", "ListItem"], True),
    **dict.fromkeys(["Table", "TableRow", "TableHeader", "TableCell", "HardBreak", "HorizontalRule"], True),
    **dict.fromkeys(["HTML", "StoryLink", "NewsFigure", "NewsAside"], True),
    "Heading": {"levels": [2, 3, 4]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}
HELD = {
    *["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "a", "em", "strong", "s", "sub", "sup"],
    *["br", "hr", "table", "tbody", "tr", "th", "td", "figure", "aside"],
}
HELD_ATTRIBUTES = {"href", "rel", "start", "colspan", "rowspan", "data-article", "data-picture", "data-embed"}
AS_SOURCE = _("This body has parts that the editor cannot show, so it is edited as HTML; nothing of it gets lost.")
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[a-z-]+=\"[^\"]*\")*)\s*/?>")
_NAME = re.compile(r"([a-z-]+)=\"")


def editor_holds(html: str) -> bool:
    """Whether the editor can show and give back this sanitised body without losing an element or attribute."""
    for tag, attributes in _TAG.findall(html):
        if tag not in HELD or not set(_NAME.findall(attributes)) <= HELD_ATTRIBUTES:
            return False
    return True


class BodyWidget(AdminProseEditorWidget):
    """A textarea with the HTML, which the editor takes over where there is JavaScript and it can hold the body."""

    def __init__(self, *, language: str = ""):
        super().__init__(preset="configurable", config={"extensions": EXTENSIONS}, attrs={"rows": 24, "cols": 80})
        self.language = language

    def get_config(self):
        return super().get_config() | {"js_modules": [static("desk/body_editor.js")]}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if not editor_holds(value or ""):
            context["widget"]["attrs"].pop("data-django-prose-editor-configurable")
        return context

    def render(self, name, value, attrs=None, renderer=None):
        """The textarea inside an element of the text's language, whose direction the editor takes over."""
        area = super().render(name, value, attrs, renderer)
        note = "" if editor_holds(value or "") else format_html('<p class="help">{}</p>', AS_SOURCE)
        direction = self.attrs.get("dir", "auto")
        return format_html(
            '<div class="body-editor" lang="{}" dir="{}">{}{}</div>', self.language, direction, note, area
        )
