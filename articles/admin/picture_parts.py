"""The parts of a picture's form, in the order in which people look at a picture and say what it is."""

from django.utils.translation import gettext_lazy as _

PARTS = (
    (_("What it shows"), ("caption", "alternative")),
    (_("Who made it"), ("creator", "credit", "source")),
    (_("Rights"), ("copyright_notice", "usage_terms", "is_sensitive")),
    (_("Licence"), ("licence_url", "licence_expires_on")),
    (_("People and place"), ("people", "place", "taken_at")),
)
CUT = (_("How it is cut"), {"fields": (("focal_x", "focal_y"), "opened"), "classes": ("cutting",)})
FILE = (_("The file"), {"fields": ("size", "uploader", "uploaded")})
SHOWN_INSTEAD = {"caption": "all_captions", "alternative": "all_alternatives", "is_sensitive": "asks_first"}


def picture_fieldsets(*, may_change: bool) -> list[tuple]:
    """What may be changed, or the same to be read, with the texts of every language."""
    if may_change:
        return [*((name, {"fields": fields}) for name, fields in PARTS), CUT, FILE]
    shown = [(name, [SHOWN_INSTEAD.get(field, field) for field in fields]) for name, fields in PARTS]
    return [*((name, {"fields": fields}) for name, fields in shown), FILE]
