"""What people at the desk call the uses of a picture, and their ratios. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .renditions import CARD, LEAD, SOCIAL, THUMBNAIL, WHOLE

NAMES = {
    WHOLE: _("whole picture"),
    LEAD: _("above the story"),
    CARD: _("card in lists"),
    THUMBNAIL: _("small picture in lists"),
    SOCIAL: _("shared on networks"),
    "wide": _("search engines, wide"),
    "standard": _("search engines, standard"),
    "square": _("search engines, square"),
}
RATIOS = {CARD: "3:2", THUMBNAIL: "1:1", SOCIAL: "1.91:1", "wide": "16:9", "standard": "4:3", "square": "1:1"}


def use_name(use: str) -> str:
    """Falls back on the code of a use that is no more."""
    return str(NAMES.get(use, use))
