"""Notes what came of asking a source, and when it is asked again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Polling, Source, SourceKind
from ..sentences import say as _
from . import history
from .answers import Answer
from .times import SOON, after_answer, after_failure


@transaction.atomic
def keep(source: Source, answer: Answer) -> None:
    """Notes an answer. What is gone for good is asked no more, until somebody on the desk says so. Nothing is noted
    where somebody has changed the source meanwhile: it is asked anew."""
    now = timezone.now()
    if not _is_still(source):
        return
    polling, _created = Polling.objects.select_for_update().get_or_create(source=source)
    polling.asked_at, polling.moved_to = now, answer.moved_to[:2000]
    if answer.problem:
        _note_failure(source, polling, answer)
    else:
        polling.failures, polling.problem, polling.answered_at = 0, "", now
        for name, value in (asdict(answer.marks) if answer.marks else {}).items():
            setattr(polling, name, value)
    if answer.pictures_left is not None:
        polling.pictures_left = answer.pictures_left
    if answer.lines or not answer.is_unchanged:
        polling.counts = answer.counts
    polling.next_at = now + _wait(source, polling, answer)
    polling.save()
    history.note(source, polling.problem_kept, answer.counts, at=now)


def begin(polling: Polling) -> None:
    """Lets the pictures of every story be looked for the next time, should this one end before it is noted."""
    if polling.pictures_left is not None:
        Polling.objects.filter(pk=polling.pk).update(pictures_left=None)


def forget(source: Source) -> None:
    """Lets a source be asked at once and for everything: it was changed on the desk."""
    Polling.objects.filter(source=source).update(
        **{"next_at": None, "failures": 0, "problem_kept": {}, "moved_to": "", "pictures_left": None},
        **dict.fromkeys(("etag", "last_modified", "digest", "address"), ""),
    )


def claim(source: Source, *, minutes: int) -> None:
    """Says that somebody is about to ask a source. Should that come to nothing, it is asked after these minutes."""
    Polling.objects.update_or_create(source=source, defaults={"next_at": timezone.now() + timedelta(minutes=minutes)})


def _is_still(source: Source) -> bool:
    """Locks the source: whoever saves its form waits until an answer is noted, and then forgets it."""
    there = Source.objects.select_for_update(no_key=True).filter(pk=source.pk).first()
    names = [field.attname for field in Source._meta.concrete_fields]
    return there is not None and all(getattr(there, name) == getattr(source, name) for name in names)


def _note_failure(source: Source, polling: Polling, answer: Answer) -> None:
    polling.failures += 1
    polling.problem = answer.problem
    if answer.is_gone:
        gone = _("%(problem)s Its server says that it is gone for good, so it was paused.")
        polling.problem = gone % {"problem": answer.problem}
        Source.objects.filter(pk=source.pk).update(is_paused=True)


def _wait(source: Source, polling: Polling, answer: Answer) -> timedelta:
    """A folder of the server's own needs no rest: one file that cannot be opened must not keep the others back."""
    if answer.problem and source.kind != SourceKind.FOLDER:
        return after_failure(source.poll_minutes, failures=polling.failures, wait_seconds=answer.wait_seconds)
    if answer.is_unfinished:
        return max(SOON, after_answer(0, wait_seconds=answer.wait_seconds))
    return after_answer(source.poll_minutes, wait_seconds=answer.wait_seconds)
