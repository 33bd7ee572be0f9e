"""The grave steps of a picture: what each means, who may take it when, and taking it as it was posted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import pictures
from ..models import Image, Membership, PictureChange
from ..pictures.changing import check_may_change
from ..rights import RANKS, Person, Role
from ..workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from . import asked
from .image_form import ACCEPTED

Action = PictureChange.Action


@dataclass(frozen=True)
class Step:
    """One page: `meaning` are sentences that say what the step does, `done` the one that says that it is done."""

    label: str
    meaning: tuple[str, ...]
    done: str
    take: Callable
    is_grave: bool = False


def _replace(image: Image, request) -> None:
    if "file" not in request.FILES:
        raise MoveIncomplete(_("Choose the file that takes its place."))
    reason = asked.text(request.POST, "reason")
    pictures.replace(image, request.FILES["file"], by=request.user, reason=reason)


def _withdraw(image: Image, request) -> None:
    pictures.withdraw(image, by=request.user, reason=asked.text(request.POST, "reason"))


def _bring_back(image: Image, request) -> None:
    pictures.bring_back(image, by=request.user, reason=asked.text(request.POST, "reason"))


def _erase(image: Image, request) -> None:
    reason = asked.text(request.POST, "reason")
    if not asked.yes(request.POST, "sure"):
        raise MoveIncomplete(_("Tick that its files may go for ever."))
    pictures.erase(image, by=request.user, reason=reason)


STEPS = {
    "replace": Step(
        gettext_lazy("Replace"),
        (
            gettext_lazy(
                "Wherever the picture is used, readers see the new file once it is cut to size; until then the old one."
            ),
            gettext_lazy("What is said of it stays. Read it again: the new file may show something else."),
            gettext_lazy("Crops drawn by hand go, for they fit the old file; the focal point is looked for anew."),
            gettext_lazy("The old file is kept, for the desk alone."),
        ),
        gettext_lazy("The new file takes the picture's place as soon as it is cut to size."),
        _replace,
    ),
    "withdraw": Step(
        gettext_lazy("Withdraw"),
        (
            gettext_lazy("Readers lose the picture everywhere at once; the stories stay, without it."),
            gettext_lazy("Stories keep their place for it: bring it back, and they show it again."),
            gettext_lazy("Nobody can put it into another story meanwhile."),
        ),
        gettext_lazy("The picture is withdrawn: readers see it nowhere."),
        _withdraw,
        is_grave=True,
    ),
    "bring_back": Step(
        gettext_lazy("Bring back"),
        (gettext_lazy("Live stories that have a place for the picture show it again at once."),),
        gettext_lazy("The picture is back."),
        _bring_back,
    ),
    "erase": Step(
        gettext_lazy("Erase"),
        (
            gettext_lazy("Every file of the picture is removed for ever: the original, former files, all sizes."),
            gettext_lazy("Readers lose it everywhere at once; the stories stay, without it."),
            gettext_lazy("What was said of it and its history stay. Nobody can bring it back."),
        ),
        gettext_lazy("The picture is erased: no file of it is left."),
        _erase,
        is_grave=True,
    ),
}


def check(image: Image, name: str, *, by) -> None:
    """Raises what keeps somebody from a step: `RightMissing` first, then `MoveNotAllowed` for its state."""
    if name == "erase" and not _may_erase(Membership.objects.person(by)):
        raise RightMissing(_("Only a chief erases a picture."))
    check_may_change(by, image)
    _check_state(image, name)


def open_steps(image: Image, *, person: Person) -> list[tuple[str, Step]]:
    """The steps that somebody who may change the picture may take now, in the order of the page."""
    names = [name for name in STEPS if name != "erase" or _may_erase(person)]
    return [(name, STEPS[name]) for name in names if _is_of_its_state(image, name)]


def _may_erase(person: Person) -> bool:
    return person.highest_rank >= RANKS[Role.CHIEF]


def _check_state(image: Image, name: str) -> None:
    if name in ("bring_back", "erase") and not image.original:
        raise MoveNotAllowed(_("The picture was erased: its file is gone. Add it anew."))
    if name == "replace" and image.withdrawn_at:
        raise MoveNotAllowed(_("The picture is withdrawn. Bring it back first."))
    if name == "withdraw" and image.withdrawn_at:
        raise MoveNotAllowed(_("The picture is withdrawn already."))
    if name == "bring_back" and not image.withdrawn_at:
        raise MoveNotAllowed(_("The picture is not withdrawn."))


def _is_of_its_state(image: Image, name: str) -> bool:
    try:
        _check_state(image, name)
    except MoveNotAllowed:
        return False
    return True


def form_of(name: str, posted=None) -> forms.Form:
    """What the step asks, with what was typed. It validates nothing; `Step.take` does."""
    form = forms.Form(initial=posted.dict() if posted is not None else {})
    if name == "replace":
        form.fields["file"] = forms.FileField(
            label=_("New file"),
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            help_text=_("JPEG, PNG, WebP, AVIF or GIF. The original stays private."),
        )
    widget = forms.Textarea(attrs={"rows": 3, "maxlength": asked.LONGEST_TEXT, "dir": "auto"})
    label = _("Reason, for the picture's history")
    form.fields["reason"] = forms.CharField(label=label, required=name != "replace", widget=widget)
    if name == "erase":
        form.fields["sure"] = forms.BooleanField(label=_("Yes, its files go for ever"))
    return form
