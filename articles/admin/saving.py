"""From the posted form to the verbs."""

from __future__ import annotations

from .. import bodies, desk, editing, snapshots
from ..models import Article, Byline, RelatedArticle
from .asked import revision_named
from .forms import FIELDS


def create(form, formsets, *, by) -> Article:
    """Stores a new story of a person."""
    return desk.create(form.instance, by=by, **lists_of(form, formsets))


def change(form, formsets, *, by) -> None:
    """Saves a form over the revision that it was opened with."""
    fields = {name: form.cleaned_data[name] for name in FIELDS if name != "topics"}
    revision = revision_named(form.data.get("revision", ""))
    editing.save(form.instance, by=by, revision=revision, **fields, **lists_of(form, formsets))


def lists_of(form, formsets) -> dict[str, list]:
    """Bylines, topics and related stories as the verbs take them."""
    rows = {formset.model: formset.rows() for formset in formsets}
    return {
        "topics": [topic.pk for topic in form.cleaned_data["topics"]],
        "bylines": [
            {"author": row["author"].pk if row["author"] else None, "name": row["name"], "role": row["role"]}
            for row in rows[Byline]
        ],
        "related": [row["other"].pk for row in rows[RelatedArticle]],
    }


def typed_content(form, formsets) -> dict:
    """What was typed, as a revision would keep it; fields that could not be read are missing."""
    typed = {}
    for name in snapshots.FIELDS:
        field = name.removesuffix("_id")
        if field in form.fields and field in form.cleaned_data:
            value = form.cleaned_data[field]
            typed[name] = getattr(value, "pk", None) if name.endswith("_id") else value
    if "standfirst" in typed:
        typed["standfirst"] = bodies.clean_text(typed["standfirst"])
    if "topics" in form.cleaned_data and all(formset.is_valid() for formset in formsets):
        lists = lists_of(form, formsets)
        typed |= lists | {"topics": sorted(lists["topics"])}
    return typed
