"""What a form or its script sends to be kept: fields by name, the window they come from, how far its typing is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from articles.admin.forms import FIELDS
from articles.admin.keys import key_of, revision_number_of
from articles.admin.typed import is_row_field
from articles.body_rules import MAX_BYTES
from articles.editing import UNVERSIONED
from articles.texts import without_controls

KEPT = {*FIELDS, "revision", *(f"initial-{name}" for name in UNVERSIONED)}
WINDOW, SEQUENCE, GOES_ON_FROM = "window", "sequence", "goes_on_from"
MOST_VALUES = 5000
LONGEST_NAME = 60
_WINDOW = re.compile(r"[A-Za-z0-9-]{0,64}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_ORIGIN = re.compile(r"([1-9][0-9]{0,17})-(0|[1-9][0-9]{0,14})", re.ASCII)
_ROW_FIELD = re.compile(r"[A-Za-z0-9_-]{1,60}", re.ASCII)  # as our forms name them: not every name can be stored


class NotKept(Exception):
    """Why something was not kept, as a sentence, with the HTTP status that goes with it."""

    def __init__(self, sentence: str, *, status: int = 400):
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Posted:
    """`sequence` is None for a program that does not count; `goes_on_from` names the kept text, and how far it
    was, that the form was filled with."""

    typed: dict[str, list[str]]
    window: str
    sequence: int | None
    started_from: int
    goes_on_from: tuple[int, int] | None
    person: int | None


def read(request: HttpRequest) -> Posted:
    """What an autosave sends, as JSON or as a form. Raises `NotKept` for what is malformed or too large."""
    try:
        is_json = request.content_type == "application/json"
        values = _from_json(request.body) if is_json else request.POST
    except (RequestDataTooBig, TooManyFieldsSent):
        raise _too_much() from None
    posted = of_form(values)
    if not posted.typed:
        raise NotKept(_("Send the fields of the form by name."))
    if sum(map(len, posted.typed.values())) > MOST_VALUES:
        raise _too_much()
    if any(len(text.encode()) > MAX_BYTES for texts in posted.typed.values() for text in texts):
        raise _too_much()
    if not _WINDOW.fullmatch(values.get(WINDOW, "")):
        raise NotKept(_("The window's name is made of letters, digits and hyphens, at most 64."))
    if values.get(SEQUENCE) and posted.sequence is None:
        raise NotKept(_("The sequence is a number."))
    return posted


def of_form(values: QueryDict) -> Posted:
    """The same of a posted form, as far as it can be read: nothing of it is refused."""
    window, revision = values.get(WINDOW, ""), values.get("revision", "")
    origin = _ORIGIN.fullmatch(values.get(GOES_ON_FROM, ""))
    return Posted(
        typed={name: list(map(without_controls, texts)) for name, texts in values.lists() if texts and _is_kept(name)},
        window=window if _WINDOW.fullmatch(window) else "",
        sequence=_number(values.get(SEQUENCE, "")),
        started_from=revision_number_of(revision) or 0,
        goes_on_from=(int(origin[1]), int(origin[2])) if origin else None,
        person=key_of(values.get("person", "")),
    )


def _is_kept(name: str) -> bool:
    return name in KEPT or (is_row_field(name) and bool(_ROW_FIELD.fullmatch(name)))


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _from_json(sent: bytes) -> QueryDict:
    """Names with a value or a list of values; `fields` may hold those of the form."""
    try:
        values = json.loads(sent)
    except (ValueError, RecursionError):
        raise NotKept(_("This is not JSON.")) from None
    if not isinstance(values, dict) or not isinstance(values.get("fields", {}), dict):
        raise NotKept(_("Send the fields of the form by name."))
    posted = QueryDict(mutable=True)
    for name, value in {**values, **values.get("fields", {})}.items():
        if name != "fields":
            posted.setlist(name, [_text(name, one) for one in (value if isinstance(value, list) else [value])])
    return posted


def _text(name: str, value: object) -> str:
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, str | int | float):
        return str(value)
    raise NotKept(_("“%(name)s” is neither text nor a list of texts.") % {"name": name[:LONGEST_NAME]})


def _too_much() -> NotKept:
    return NotKept(_("This is more than can be kept or saved: a text may have 1 MB. Make it shorter."), status=413)
