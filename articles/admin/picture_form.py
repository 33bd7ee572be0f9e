"""The form of a picture that is in the library: what is said of it, and how it is cut."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import renditions
from ..models import Image
from ..pictures.changing import locked, size_next
from ..renditions import CUT_BY_HAND, USES
from ..use_names import use_name
from ..workflow import StaleRevision
from . import per_language, picture_history
from .image_form import ImageForm
from .picture_merging import merged

CROP = "crop_"


class CropField(forms.CharField):
    """A box as people write it: left, top, width and height as fractions, with spaces between; the height follows
    from the width where the ratio is fixed. None for nothing."""

    def __init__(self, use: str, *, size: tuple[int, int]):
        super().__init__(required=False, max_length=60, label=use_name(use))
        self.widget.attrs |= {"dir": "ltr", "autocomplete": "off"}
        self.use, self.size = use, size

    def prepare_value(self, value):
        return " ".join(f"{side:g}" for side in value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        typed = super().to_python(value).split()
        if not typed:
            return None
        try:
            box = self._with_height([round(float(side), 4) for side in typed])
        except ValueError:
            box = []
        if not renditions.is_box(self.use, box, size=self.size):
            raise forms.ValidationError(
                _("Write left, top, width and height as fractions, inside the picture and in the ratio of the use.")
            )
        return box

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def _with_height(self, sides: list[float]) -> Sequence[float]:
        ratio = USES[self.use].ratio
        if len(sides) != 3 or not ratio:
            return sides
        width, height = self.size
        return [*sides, round(sides[2] * width / height / ratio, 4)]


class PictureForm(ImageForm):
    """`opened` is the last change that whoever opened the form could see: what somebody else has saved since is not
    lost, and neither is what was typed. `since` are those changes, once the form was refused for them."""

    opened = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput, label=gettext_lazy("version"))
    people = per_language.CommaListField(
        label=gettext_lazy("people"),
        required=False,
        help_text=gettext_lazy("Names, with commas between."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.since: list[picture_history.Line] = []
        self.initial["opened"] = last_change(self.instance)
        size = size_next(self.instance)
        for use in CUT_BY_HAND if "focal_x" in self.fields else ():
            self.fields[CROP + use] = CropField(use, size=size)
            self.initial[CROP + use] = self.instance.crops.get(use)

    def clean(self):
        opened = self.cleaned_data.get("opened")
        now = last_change(self.instance)
        if opened is not None and opened != now:
            changes = list(self.instance.changes.filter(pk__gt=opened).select_related("by"))
            self.since = [picture_history.line(change) for change in changes]
            self.data = merged(self.data, Image.objects.get(pk=self.instance.pk), changes)
            self.data["opened"] = str(now)
            raise forms.ValidationError(stale_sentence())
        return super().clean()

    @property
    def crops(self) -> dict[str, Sequence[float]]:
        """The boxes that were typed or drawn, by use."""
        found = {use: self.cleaned_data.get(CROP + use) for use in CUT_BY_HAND}
        return {use: box for use, box in found.items() if box}


def last_change(image: Image) -> int:
    return image.changes.values_list("pk", flat=True).first() or 0


def stale_sentence() -> str:
    return _(
        "Somebody has changed this picture since you opened this page. What you typed is still here, and theirs where "
        "you changed nothing: look at both, then save again."
    )


def check_opened(image: Image, opened: int | None, *, by) -> None:
    """Raises `StaleRevision` where somebody else was quicker; until the transaction ends nobody else is."""
    if opened is not None and opened != last_change(locked(image, by=by)):
        raise StaleRevision(stale_sentence())
