"""Keeping what was typed, and being done with it: the only writer of kept texts."""

from __future__ import annotations

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import snapshots
from articles.admin.filling import fields_from
from articles.admin.typed import content_of
from articles.editing import UNVERSIONED
from articles.models import Article

from ..models import KeptKind, KeptText
from .posted import NotKept, Posted, of_form


def autosave(posted: Posted, *, by, article: Article | None) -> KeptText:
    """Keeps what is in a form now, in its window's one row; the story itself is not touched.

    Raises `NotKept` for what arrives after something newer of the same window. Text of another window stays as it
    is, unless this one says that it goes on from it.
    """
    values = {"typed": posted.typed, "started_from": posted.started_from, "kept_at": timezone.now(), "settled_at": None}
    with transaction.atomic():
        row, is_new = KeptText.objects.select_for_update().get_or_create(
            typed_by=by,
            article=article,
            window=posted.window,
            kind=KeptKind.AUTOSAVE,
            defaults=values | {"sequence": posted.sequence or 0},
        )
        if not is_new:
            _follow(row, posted, values)
        if posted.goes_on_from:
            _settle_origin(posted, by=by, article=article)
    return row


def keep_refused(values: QueryDict, *, by, article: Article | None) -> KeptText:
    """Keeps a form that could not be saved, as a row of its own that nothing overwrites; what its window had kept
    up to then is in it."""
    posted = of_form(values)
    with transaction.atomic():
        _clear_window(posted, by=by, article=article)
        if posted.goes_on_from:
            _settle_origin(posted, by=by, article=article)
        return KeptText.objects.create(
            typed_by=by,
            article=article,
            kind=KeptKind.REFUSED,
            window=posted.window,
            sequence=posted.sequence or 0,
            started_from=posted.started_from,
            typed=posted.typed,
        )


def clear_saved(values: QueryDict, *, by, article: Article, is_new: bool = False) -> None:
    """After a save, in its transaction: what its window kept up to then is in a revision now, and so is whatever
    else reads the same. What was typed later, or in another window, stays."""
    posted = of_form(values)
    kept_with = None if is_new else article
    _clear_window(posted, by=by, article=kept_with)
    if posted.goes_on_from:
        _settle_origin(posted, by=by, article=kept_with)
    saved = snapshots.content(Article.objects.get(pk=article.pk))
    autosaves = KeptText.objects.of(by, article=kept_with).open().filter(kind=KeptKind.AUTOSAVE)
    same = [row.pk for row in autosaves if not differing(row, saved)]
    autosaves.filter(pk__in=same).delete()


def throw_away(row: KeptText) -> None:
    """Puts a kept text out of the way: it is not offered any more, and stays in the list."""
    row.settled_at = timezone.now()
    row.save(update_fields=["settled_at"])


def differing(row: KeptText, saved: dict) -> list[str]:
    """The fields of a content in which a kept text is another one than what is saved."""
    typed = content_of(fields_from(row.typed))
    names = [name for name in (*snapshots.FIELDS, *snapshots.LISTS) if name in typed and typed[name] != saved.get(name)]
    names += ["body"] if unreadable_body(row, typed) else []
    first = {name: row.typed.get(f"initial-{name}") for name in UNVERSIONED}
    return names + [name for name in UNVERSIONED if first[name] is not None and row.typed.get(name) != first[name]]


def unreadable_body(row: KeptText, typed: dict) -> str:
    """The body as it was typed, where it is one that can never be saved; else ""."""
    return "" if "body" in typed else "".join(row.typed.get("body", []))


def _follow(row: KeptText, posted: Posted, values: dict) -> None:
    sequence = row.sequence + 1 if posted.sequence is None else posted.sequence
    if sequence < row.sequence:
        raise NotKept(_("Something newer of this window is kept already."), status=409)
    for name, value in {**values, "sequence": sequence}.items():
        setattr(row, name, value)
    row.save()


def _clear_window(posted: Posted, *, by, article: Article | None) -> None:
    if posted.window:
        rows = KeptText.objects.of(by, article=article).filter(kind=KeptKind.AUTOSAVE, window=posted.window)
        rows.filter(sequence__lte=posted.sequence or 0).delete()


def _settle_origin(posted: Posted, *, by, article: Article | None) -> None:
    """The text that a form was filled with is done with once the form's own is kept; unless typing went on in it."""
    number, sequence = posted.goes_on_from
    rows = KeptText.objects.of(by, article=article).open().filter(pk=number, sequence=sequence)
    rows.exclude(window=posted.window, kind=KeptKind.AUTOSAVE).update(settled_at=timezone.now())
