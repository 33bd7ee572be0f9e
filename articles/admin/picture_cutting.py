"""How a picture is cut, as its page shows it: the focal point, and a frame for each use."""

from __future__ import annotations

from typing import NamedTuple

from django.forms import BoundField, Form
from django.urls import reverse

from ..models import Image
from ..renditions import CUT_BY_HAND, USES
from ..use_names import RATIOS, use_name
from .picture_form import CROP


class Cut(NamedTuple):
    """A use with its field. `ratio` is empty for one of any shape; `address` is the use as it is now."""

    use: str
    name: str
    ratio: str
    shape: str
    field: BoundField
    address: str


def cutting(image: Image, form: Form) -> dict:
    """Nothing for somebody who only looks. Until a new file is cut to size its cut `waits`: nobody sees it yet."""
    if CROP + CUT_BY_HAND[0] not in form.fields:
        return {}
    shown = {use: reverse("admin:articles_image_shown", args=[image.pk, use]) for use in USES}
    made = set(image.renditions.order_by().values_list("use", flat=True))
    return {
        "cuts": [_cut(use, form, address=shown[use] if use in made else "") for use in CUT_BY_HAND],
        "whole": shown["whole"] if "whole" in made else "",
        "suggested": image.suggested if image.suggested != list(image.focal) else [],
        "cutting_waits": image.other_originals.filter(is_next=True).exists(),
    }


def _cut(use: str, form: Form, *, address: str) -> Cut:
    ratio = USES[use].ratio
    return Cut(use, use_name(use), str(ratio or ""), RATIOS.get(use, ""), form[CROP + use], address)
