"""What becomes of waiting changes when a story is held, blocked, embargoed, taken back or released."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from .models import Article, Revision, TimedChange
from .models.article import Embargo
from .models.timed_change import TimedChangeQuerySet, TimedChangeStatus


def listed(changes: Iterable[TimedChange]) -> list[dict]:
    """Changes as the audit row and the person who moves see them."""
    return [
        {
            "id": change.pk,
            "action": change.action,
            "run_at": change.run_at.isoformat(),
            "local_time": change.local_time,
            "zone": change.zone,
            "revision": change.revision.number,
        }
        for change in changes
    ]


def suspend(article: Article, *, why: str) -> list[dict]:
    """Suspends every waiting publish: a hold or a block is in its way."""
    return _set(article.timed_changes.waiting().publishing(), TimedChangeStatus.SUSPENDED, why)


def suspend_before(article: Article, moment, *, why: str) -> list[dict]:
    """Suspends every waiting publish that an embargo until a moment (None: until lifted) forbids."""
    changes = article.timed_changes.waiting().publishing()
    return _set(changes if moment is None else changes.filter(run_at__lt=moment), TimedChangeStatus.SUSPENDED, why)


def suspend_of_sources(stories: QuerySet, *, why: str) -> list[dict]:
    """Suspends every waiting publish that a source scheduled for itself, whatever it was called then: it may publish
    no more. `stories` gives the keys of what it sent."""
    changes = TimedChange.objects.waiting().exclude(source="").filter(article__in=stories)
    return _set(changes, TimedChangeStatus.SUSPENDED, why)


def supersede(article: Article, *, revision: int) -> list[dict]:
    """Cancels every waiting publish of a revision up to this one, which readers get now: at its minute an older
    text would take the newer one's place."""
    changes = article.timed_changes.waiting() | article.timed_changes.suspended()
    older = changes.publishing().filter(revision__number__lte=revision)
    return _set(older, TimedChangeStatus.CANCELLED, _("Revision %(number)s was published.") % {"number": revision})


def expect(article: Article, *, live: Revision, instead_of: Revision | None) -> None:
    """Lets what waits on top of the text that readers had wait on top of the one that they got as planned: nothing
    of theirs has moved behind the desk's back."""
    article.timed_changes.open().filter(live_revision=instead_of).update(live_revision=live)


def cancel_newer(article: Article, *, revision: int) -> list[dict]:
    """Cancels every waiting publish of a revision after this one: those changes were discarded."""
    changes = article.timed_changes.waiting() | article.timed_changes.suspended()
    newer = changes.publishing().filter(revision__number__gt=revision)
    return _set(newer, TimedChangeStatus.CANCELLED, _("The changes were discarded."))


def cancel(article: Article, *, why: str) -> list[dict]:
    """Cancels everything that waits or is suspended."""
    changes = article.timed_changes.waiting() | article.timed_changes.suspended()
    return _set(changes, TimedChangeStatus.CANCELLED, why)


def resume(article: Article, *, keep: Iterable[int]) -> dict[str, list[dict]]:
    """Lets the named suspended changes wait again and cancels the others; one whose time has passed never
    runs by itself, and one that an embargo still forbids stays suspended."""
    suspended = _permitted(article)
    kept = _set(suspended.filter(pk__in=list(keep), run_at__gt=Now()), TimedChangeStatus.WAITING, "")
    why = _("It was suspended, and was not kept or its time had passed.")
    return {
        "kept": kept,
        "cancelled": _set(_permitted(article), TimedChangeStatus.CANCELLED, why),
    }


def _permitted(article: Article) -> TimedChangeQuerySet:
    suspended = article.timed_changes.suspended()
    if article.embargo == Embargo.LIFTED:
        return suspended.none()
    return suspended.filter(run_at__gte=article.embargo_until) if article.embargo_until else suspended


def _set(changes: TimedChangeQuerySet, status: TimedChangeStatus, why: str) -> list[dict]:
    rows = list(changes.select_related("revision"))
    TimedChange.objects.filter(pk__in=[change.pk for change in rows]).update(
        status=status, error=why, finished_at=Now() if status == TimedChangeStatus.CANCELLED else None
    )
    return listed(rows)
