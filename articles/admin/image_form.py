"""What is said of a picture, in each language, and the form that uploads one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import bodies
from . import per_language
from .refusable import RefusableForm

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"
TEXT_LENGTH = 2000


class ImageForm(RefusableForm):
    caption = per_language.TextsField(
        label=_("caption"), required=False, max_length=TEXT_LENGTH, input_type=forms.Textarea
    )
    alternative = per_language.TextsField(
        label=_("alternative text"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("What somebody who cannot see the picture should know."),
    )

    class Meta:
        widgets = {
            "usage_terms": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "licence_expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "credit": _("Readers see it beside the picture. Without one no story with it is published."),
            "usage_terms": _("For the desk alone."),
            "is_sensitive": _("Whoever puts it into a story is warned."),
            "taken_at": _("As 2025-01-04, with the time, if it is known, as 2025-01-04T19:12."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("caption", self.instance.captions)
        self.initial.setdefault("alternative", self.instance.alternatives)

    def clean(self):
        cleaned = super().clean()
        image = self.instance
        image.captions = per_language.with_other_languages(_clean(cleaned.get("caption")), image.captions)
        image.alternatives = per_language.with_other_languages(_clean(cleaned.get("alternative")), image.alternatives)
        return cleaned


class UploadForm(ImageForm):
    file = forms.FileField(
        label=_("file"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF. The original stays private."),
    )


def _clean(texts: dict[str, str] | None) -> dict[str, str]:
    cleaned = {code: bodies.clean_text(text) for code, text in (texts or {}).items()}
    return {code: text for code, text in cleaned.items() if text}
