"""Marked passages as markup: underlined and struck, and said in words to whoever listens."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .word_marks import Kind, Span, marked_html

TAGS = {Kind.REMOVED: "del", Kind.ADDED: "ins"}


def spans_shown(spans: Iterable[Span]) -> SafeString:
    """Spans of plain text, escaped."""
    return format_html_join("", "{}", ((_span(span),) for span in spans))


def body_shown(before: str, after: str) -> SafeString:
    """Two sanitised bodies or blocks as one; `marked_html` has sanitised what it returns, and its marks hold no
    attributes."""
    html = marked_html(before, after)
    for kind, tag in TAGS.items():
        html = html.replace(f"<{tag}>", str(format_html("<{}>{}", tag, _said(kind))))
    return mark_safe(html)


def _span(span: Span) -> SafeString:
    if span.kind is Kind.SAME:
        return format_html("{}", span.text)
    tag = TAGS[span.kind]
    return format_html("<{}>{}{}</{}>", tag, _said(span.kind), span.text, tag)


def _said(kind: Kind) -> SafeString:
    word = _("removed:") if kind is Kind.REMOVED else _("added:")
    return format_html('<span class="visually-hidden">{} </span>', word)
