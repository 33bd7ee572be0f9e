"""The form with something else in it than what is saved: what was typed earlier, or a merge. Nothing is saved by it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import snapshots
from ..models import Article
from ..models.revision import filled
from . import history, typed
from .differences import differences
from .keys import revision_number_of
from .merge import STARTED_FROM, merged_content
from .widgets import MomentInput

MERGE = "_merge"  # the buttons that save nothing
GO_ON = "_go_on"


def of(request: HttpRequest) -> QueryDict | None:
    """What the form of this request is to be filled with."""
    return getattr(request, "desk_filled", None)


def asked_for(request: HttpRequest, article: Article | None) -> QueryDict | None:
    """What a posted form asks to have in it without saving: its own fields once more, or their merge."""
    if article and MERGE in request.POST:
        if request.POST.get("revision", "").strip() == str(article.revision_number):
            messages.info(request, _("The merge is in the form. Nothing is saved yet: read it, then save."))
        return _merged(request.POST, article)
    return request.POST if GO_ON in request.POST else None


def fields_from(values: Mapping[str, list[str]]) -> QueryDict:
    """Fields by name as a posted form has them."""
    posted = QueryDict(mutable=True)
    for name, several in values.items():
        posted.setlist(name, several)
    return posted


def over_saved(article: Article, values: Mapping[str, list[str]]) -> QueryDict:
    """The fields of a form that were typed, and of all others what is saved. When a story is due and how pressing it
    is are no part of its revisions: only what the person changed in them is taken."""
    fields = typed.posted_as(snapshots.content(article))
    for prefix in (typed.BYLINES, typed.RELATED):
        if f"{prefix}-TOTAL_FORMS" in values:
            fields = {name: several for name, several in fields.items() if not name.startswith(f"{prefix}-")}
            fields.pop("topics", None)  # boxes: of a form that was posted whole, none may be ticked
    fields |= values
    for name, value in unversioned(article).items():
        if values.get(name) == values.get(f"initial-{name}"):
            fields[name] = [value]
        fields[f"initial-{name}"] = [value]
    return fields_from(fields)


def unversioned(article: Article) -> dict[str, str]:
    """The fields that are no part of a revision, as the form shows them."""
    due_at = timezone.localtime(article.due_at).strftime(MomentInput.shown_as) if article.due_at else ""
    return {"due_at": due_at, "priority": str(article.priority)}


def beside_saved(article: Article, posted: QueryDict) -> dict:
    """What is saved and what was typed, side by side, for the page. The merge starts from the revision that the
    form says it was opened with."""
    named = posted.get("revision", "")
    base = content_at(article, named)
    return {
        "saved": history.saved_line(article.head_revision),
        "differences": differences(snapshots.content(article), typed.content_of(posted), base=base),
        "started_from": named if base is not None else "",
        "started_from_name": STARTED_FROM,
        "merge_button": MERGE,
    }


def content_at(article: Article, named: str) -> dict | None:
    """The content of a revision named by its number; None if the story has none of that number."""
    found = article.revisions.filter(number=revision_number_of(named)).values_list("content", flat=True).first()
    return None if found is None else filled(found)


def _merged(posted: QueryDict, article: Article) -> QueryDict:
    """The form as it was posted, with the merge in the fields that differ. It is of the revision that the person
    has seen beside the own text: a newer one is asked about anew."""
    seen = content_at(article, posted.get("revision", ""))
    if seen is None:
        return posted
    content = typed.content_of(posted)
    base = content_at(article, posted.get(STARTED_FROM, ""))
    outcome = merged_content(base=base, saved=seen, typed=content, chosen=posted)
    changed = {name: value for name, value in outcome.items() if value != content[name]}
    filled = posted.copy()
    if "bylines" in changed:
        _drop_rows(filled, typed.BYLINES)
    if "related" in changed:
        _drop_rows(filled, typed.RELATED)
    for name, values in typed.posted_as(changed).items():
        filled.setlist(name, values)
    return filled


def _drop_rows(posted: QueryDict, prefix: str) -> None:
    for name in [name for name in posted if name.startswith(f"{prefix}-")]:
        del posted[name]
