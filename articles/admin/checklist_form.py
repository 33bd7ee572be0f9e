"""A section's checklist as a small table: each item by how strictly it is taken, and the length of headlines."""

from __future__ import annotations

import re

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from ..checklist.rules import CHOICES, HARD, LENGTHS, Item, Level, Rules, clean, rules_of
from ..models import Section
from ..workflow import MoveIncomplete

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class ChecklistWidget(forms.Widget):
    """Inputs `checklist_<item>` and `checklist_headline_min`, `checklist_headline_max`; what is left as it is usual
    is not stored, so that it follows the parent section's."""

    usual: Rules = rules_of(None)
    as_usual = ""

    def value_from_datadict(self, data, files, name):
        typed = {key: data.get(f"{name}_{key}", "").strip() for key in (*CHOICES, *LENGTHS)}
        return {str(key): value for key, value in typed.items() if value}

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{key}" in data for key in (*CHOICES, *LENGTHS))

    def id_for_label(self, id_):
        return ""  # a table of many inputs, each with a label of its own

    def render(self, name, value, attrs=None, renderer=None):
        value = value or {}
        context = {
            "columns": [self.as_usual or _("As usual"), *(level.label for level in Level)],
            "rows": [self._row(name, item, value) for item in CHOICES],
            "lengths": [self._length(name, length, value) for length in LENGTHS],
            "hard": _(", ").join(str(item.label) for item in HARD),
        }
        return render_to_string("admin/widgets/checklist.html", context)

    def _row(self, name: str, item: Item, value: dict) -> dict:
        usual = self.usual.levels[item].label
        cells = [{"value": "", "label": usual, "checked": not value.get(item), "spoken": _("as usual")}]
        for level in Level:
            is_choice = level in CHOICES[item]
            cell = {"value": level.value, "checked": value.get(item) == level, "spoken": level.label}
            cells.append(cell if is_choice else None)
        return {"name": f"{name}_{item}", "label": item.label, "cells": cells}

    def _length(self, name: str, length: str, value: dict) -> dict:
        label = _("A headline has at least") if length == "headline_min" else _("A headline has at most")
        usual = getattr(self.usual, length)
        return {"name": f"{name}_{length}", "label": label, "value": value.get(length, ""), "usual": usual}


class ChecklistField(forms.Field):
    widget = ChecklistWidget

    def clean(self, value):
        try:
            return clean({name: _number(name, text) for name, text in (value or {}).items()})
        except MoveIncomplete as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def has_changed(self, initial, data):
        return {name: str(value) for name, value in (initial or {}).items()} != (data or {})

    def follow(self, section: Section) -> None:
        """Shows what holds where the section says nothing: its parent's checklist, or the usual one."""
        self.widget.usual = rules_of(section.parent)
        self.widget.as_usual = _("As in %(section)s") % {"section": section.parent} if section.parent else ""


def _number(name: str, text: object) -> object:
    is_number = name in LENGTHS and isinstance(text, str) and _NUMBER.fullmatch(text)
    return int(text) if is_number else text


def shown(section: Section) -> str:
    """What a section has set, for whoever may only look."""
    own = section.checklist
    lines = [(item.label, Level(own[item]).label) for item in CHOICES if item in own]
    labels = {"headline_min": _("A headline has at least"), "headline_max": _("A headline has at most")}
    lines += [(label, own[length]) for length, label in labels.items() if length in own]
    return format_html_join("", "{}: {}<br>", lines) or _("As usual")
