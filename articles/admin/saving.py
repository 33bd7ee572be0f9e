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
    """Saves a form over the revision that it was opened with. What was not posted at all stays as it is."""
    fields = {name: form.cleaned_data[name] for name in FIELDS if name != "topics" and name in form.data}
    revision = revision_named(form.data.get("revision", ""))
    editing.save(form.instance, by=by, revision=revision, **fields, **lists_of(form, formsets))


def lists_of(form, formsets) -> dict[str, list]:
    """Bylines, topics and related stories as the verbs take them. Rows that were not posted are left out; so are
    topics then, of which a form that was posted whole may hold none."""
    posted = {formset.model: formset.rows() for formset in formsets if is_posted(form.data, formset.prefix)}
    lists = {}
    if posted or "topics" in form.data:
        lists["topics"] = [topic.pk for topic in form.cleaned_data["topics"]]
    if Byline in posted:
        lists["bylines"] = [
            {"author": row["author"].pk if row["author"] else None, "name": row["name"], "role": row["role"]}
            for row in posted[Byline]
        ]
    if RelatedArticle in posted:
        lists["related"] = [row["other"].pk for row in posted[RelatedArticle]]
    return lists


def is_posted(posted, prefix: str) -> bool:
    """Whether a set of rows came with a form."""
    return f"{prefix}-TOTAL_FORMS" in posted


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
        typed |= lists | ({"topics": sorted(lists["topics"])} if "topics" in lists else {})
    return typed
