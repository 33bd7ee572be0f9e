"""What somebody typed of a picture into a form that is not saved, field by field, to read and to copy."""

from __future__ import annotations

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..languages import is_right_to_left
from ..models import Image
from ..pictures.words import LINES

TEXTS = {"caption": "captions", "alternative": "alternatives"}
PLAIN = (*LINES, "usage_terms", "people", "licence_expires_on")


def typed_of(posted: QueryDict) -> list[dict[str, str]]:
    """Label, text, language and direction of all that is not empty; of collections and steps, too."""
    found = []
    for name, field in TEXTS.items():
        for code in settings.NEWSROOM_LANGUAGES:
            direction = "rtl" if is_right_to_left(code) else "ltr"
            found.append({"label": _label(field), "text": posted.get(f"{name}_{code}"), "lang": code, "dir": direction})
    others = {name: _label(name) for name in PLAIN} | {"name": _("Name of a new collection"), "reason": _("Reason")}
    found += [{"label": label, "text": posted.get(name), "lang": "", "dir": "auto"} for name, label in others.items()]
    return [line for line in found if line["text"]]


def _label(name: str) -> str:
    return str(Image._meta.get_field(name).verbose_name)
