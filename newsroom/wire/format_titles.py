"""What formats are called, for people."""

from django.utils.translation import gettext_lazy as _

from .formats import FORMATS

# Those whose names are words; the others are called the same in every language.
TITLES = {
    "wire_text": _("plain wire text"),
    "wxr": _("WordPress export"),
    "ghost": _("Ghost export"),
    "csv": _("table (CSV)"),
    "jsonl": _("JSON lines"),
    "json": _("JSON list"),
    "rss": _("RSS 0.9 to 2.0"),
    "ninjs": _("ninjs 1 to 3"),
}


def format_title(name: str) -> str:
    """The name itself for a format that is read no more."""
    known = FORMATS.get(name)
    return str(TITLES.get(name, known.title if known else name))
