"""From the posted form to the verbs: what is stored, and what is shown when it was refused."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .. import bodies, desk, editing, snapshots
from ..models import Article, Author, Image, Section, Topic
from .asked import revision_named
from .forms import FIELDS
from .rows import BylineInline, RelatedInline


def lists_of(form, formsets) -> dict[str, list]:
    """Bylines, topics and related stories as the verbs take them."""
    rows = {formset.model: formset.rows() for formset in formsets}
    return {
        "topics": [topic.pk for topic in form.cleaned_data["topics"]],
        "bylines": [
            {"author": row["author"].pk if row["author"] else None, "name": row["name"], "role": row["role"]}
            for row in rows.get(BylineInline.model, [])
        ],
        "related": [row["other"].pk for row in rows.get(RelatedInline.model, [])],
    }


def create(form, formsets, *, by) -> Article:
    """Stores a new story of a person."""
    return desk.create(form.instance, by=by, **lists_of(form, formsets))


def change(form, formsets, *, by) -> None:
    """Saves a form over the revision that it was opened with."""
    fields = {name: form.cleaned_data[name] for name in FIELDS if name != "topics"}
    editing.save(
        form.instance,
        by=by,
        revision=revision_named(form.data.get("revision", "")),
        **fields,
        **lists_of(form, formsets),
    )


@dataclass(frozen=True)
class Difference:
    """One field of which something else is saved now than was typed."""

    label: str
    saved: str
    typed: str


def differences(form, formsets) -> list[Difference]:
    """What is saved now beside what was typed, for each field where these differ and the typed value can be read."""
    saved = snapshots.content(Article.objects.get(pk=form.instance.pk))
    typed = _typed(form, formsets)
    return [
        Difference(label=_label(name), saved=_shown(name, saved[name]), typed=_shown(name, typed[name]))
        for name in (*snapshots.FIELDS, *snapshots.LISTS)
        if name in typed and typed[name] != saved[name]
    ]


def _typed(form, formsets) -> dict:
    typed = {}
    for name in snapshots.FIELDS:
        field = name.removesuffix("_id")
        if field in form.cleaned_data:
            value = form.cleaned_data[field]
            typed[name] = getattr(value, "pk", None) if name.endswith("_id") else value
    if "standfirst" in typed:
        typed["standfirst"] = bodies.clean_text(typed["standfirst"])
    if "topics" in form.cleaned_data and all(formset.is_valid() for formset in formsets):
        lists = lists_of(form, formsets)
        typed |= lists | {"topics": sorted(lists["topics"])}
    return typed


def _label(name: str) -> str:
    if name == "bylines":
        return _("bylines")
    if name == "related":
        return _("related stories")
    return str(Article._meta.get_field(name.removesuffix("_id")).verbose_name)


def _shown(name: str, value) -> str:
    """A value of a revision's content as text."""
    if name == "body":
        return bodies.plain_text(value)
    if name == "bylines":
        return "\n".join(_byline(line) for line in value)
    if name == "topics":
        return ", ".join(map(str, Topic.objects.filter(pk__in=value)))
    if name == "related":
        return ", ".join(f"#{key}" for key in value)
    if name == "translation_of_id":
        return f"#{value}" if value else ""
    model = {"section_id": Section, "lead_image_id": Image}.get(name)
    if model:
        return str(model.objects.filter(pk=value).first() or "") if value else ""
    return str(value)


def _byline(line: dict) -> str:
    author = Author.objects.filter(pk=line["author"]).first() if line["author"] else line["name"]
    return f"{author} ({line['role']})"
