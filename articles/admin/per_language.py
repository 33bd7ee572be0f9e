"""Form fields for texts that exist once per language, and for lists of names."""

import re
from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from ..languages import is_right_to_left

COMMAS = re.compile(r"[,\u060c\n]")  # the Arabic comma too
LONGEST_NAME = 200


class TextsWidget(forms.MultiWidget):
    """One input a language: `name_en`, `name_ar` for a field `name`."""

    def __init__(self, input_type=forms.TextInput, attrs=None):
        inputs = {code: input_type(attrs=_attributes(code)) for code in settings.NEWSROOM_LANGUAGES}
        super().__init__(inputs, attrs)

    def decompress(self, value):
        return [(value or {}).get(code, "") for code in settings.NEWSROOM_LANGUAGES]

    def _render(self, template_name, context, renderer=None):
        parts = context["widget"]["subwidgets"]
        inputs = [super(TextsWidget, self)._render(part["template_name"], {"widget": part}, renderer) for part in parts]
        rows = [{"attrs": part["attrs"], "input": text} for part, text in zip(parts, inputs, strict=True)]
        return render_to_string("admin/widgets/per_language.html", {"rows": rows})


class TextsField(forms.MultiValueField):
    """`{"en": "Economy", "ar": "اقتصاد"}` with only the languages that were filled in."""

    def __init__(self, *, input_type=forms.TextInput, max_length=LONGEST_NAME, **kwargs):
        inputs = [forms.CharField(max_length=max_length, required=False) for _code in settings.NEWSROOM_LANGUAGES]
        super().__init__(inputs, widget=TextsWidget(input_type), require_all_fields=False, **kwargs)

    def compress(self, data_list):
        return {code: text for code, text in zip(settings.NEWSROOM_LANGUAGES, data_list, strict=False) if text}


class CommaListField(forms.CharField):
    """A list of names with commas between, Latin or Arabic ones."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)

    def to_python(self, value):
        return [name for part in COMMAS.split(super().to_python(value) or "") if (name := part.strip())]

    def run_validators(self, value):
        if too_long := next((name for name in value if len(name) > LONGEST_NAME), None):
            raise forms.ValidationError(
                _("“%(name)s …” is longer than %(limit)s characters. Are commas missing between the names?")
                % {"name": too_long[:40], "limit": LONGEST_NAME}
            )
        for name in value:
            super().run_validators(name)


def codes() -> list[str]:
    return settings.NEWSROOM_LANGUAGES


def with_other_languages(texts: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """What was typed, and what is stored in languages that the form has no input for."""
    others = {code: text for code, text in before.items() if code not in settings.NEWSROOM_LANGUAGES}
    return {**others, **texts}


def shown(texts: Mapping[str, str]) -> str:
    """Every language's text as HTML, each in its own direction."""
    return format_html_join(
        " · ",
        '<bdi lang="{}" dir="{}">{}</bdi>',
        ((code, _direction(code), text) for code, text in sorted(texts.items(), key=_place) if text),
    )


def _place(item: tuple[str, str]) -> tuple[int, str]:
    known = settings.NEWSROOM_LANGUAGES
    return (known.index(item[0]) if item[0] in known else len(known), item[0])


def _direction(code: str) -> str:
    return "rtl" if is_right_to_left(code) else "ltr"


def _attributes(code: str) -> dict[str, str]:
    return {"lang": code, "dir": _direction(code)}
