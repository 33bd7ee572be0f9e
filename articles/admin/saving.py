"""From the posted form to the verbs."""

from __future__ import annotations

from .. import desk, editing
from ..models import Article, Byline, RelatedArticle
from .asked import revision_named
from .forms import FIELDS
from .typed import is_posted


def create(form, formsets, *, by) -> Article:
    """Stores a new story of a person."""
    return desk.create(form.instance, by=by, **lists_of(form, formsets))


def change(form, formsets, *, by) -> None:
    """Saves a form over the revision that it was opened with. What was not posted at all stays as it is; so does
    what no revision tells of (when it is due, how pressing it is), unless this person changed it."""
    fields = {name: form.cleaned_data[name] for name in FIELDS if name != "topics" and name in form.data}
    for name in editing.UNVERSIONED:
        if f"initial-{name}" in form.data and name not in form.changed_data:
            fields.pop(name, None)
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
