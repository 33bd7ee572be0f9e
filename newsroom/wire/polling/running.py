"""Asks a source and files what it gives."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from itertools import chain
from time import monotonic
from typing import BinaryIO

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from articles.turns import turn

from ..filing import Filing
from ..filing.running import no_pictures
from ..matching import ReferenceNames
from ..models import Polling, Source, SourceKind
from ..parsing import Parser
from ..sentences import Sentence
from ..sentences import say as _
from . import folders
from .answers import Answer
from .feeds import ask_feed, place_of
from .filing import at_once, filed, read_in
from .keeping import begin, keep
from .pictures import InFolder, OnTheWeb, Pictures, none_taken
from .whole_files import Files

SECONDS = 60  # of files at once, so that others get their turn
TRIED_SECONDS = 20  # while somebody waits for the page
_log = logging.getLogger(__name__)


def ask(source: Source, *, wished_at: datetime | None = None) -> Answer:
    """Asks a source, files what is new, and notes how it went. A wish that is older than the last answer (by default it
    is made now, and others may ask at this moment) is fulfilled by that."""
    wished_at = wished_at or timezone.now()
    with turn(f"wire source {source.pk}"):
        if Polling.objects.filter(source=source, asked_at__gt=wished_at).exists():
            return Answer(is_unchanged=True)
        answer = _answer(source, is_kept=True)
        keep(source, answer)
    return answer


def try_out(source: Source, *, most: int | None = None) -> Answer:
    """What asking a source would bring, which need not be stored yet, or its first records; nothing of it is kept."""
    return _answer(source, is_kept=False, most=most)


def _answer(source: Source, *, is_kept: bool, most: int | None = None) -> Answer:
    """What nobody has foreseen, such as a full disk, is told on the desk, and stops no other source; what was filed
    before it stays."""
    try:
        return _ask(source, is_kept=is_kept, most=most)
    except (OperationalError, InterfaceError):  # without the database nothing can be told either
        raise
    except Exception as problem:
        _log.exception("Asking source %s has failed.", source.pk)
        named = {"problem": getattr(problem, "strerror", None) or type(problem).__name__}
        return Answer(problem=_("The server could not do it, and its log says why: %(problem)s.") % named)


def _ask(source: Source, *, is_kept: bool, most: int | None) -> Answer:
    polling = (Polling.objects.filter(source=source).first() if is_kept else None) or Polling()
    if source.kind == SourceKind.FOLDER:
        return _ask_folder(source, polling, is_kept=is_kept, most=most)
    answer, parsed = ask_feed(source, polling)
    if parsed:
        parsed = parsed._replace(records=parsed.records[:most])
        with _filing(source, is_kept=is_kept) as filing:
            pictures = _pictures(filing, OnTheWeb(), polling, is_kept=is_kept)
            pictures.base = answer.found_at
            reads = read_in(parsed, pictures, path=place_of(source.address))
            answer.lines = list(chain.from_iterable(filed(some, filing, is_kept=is_kept) for some in at_once(reads)))
            pictures.note(answer)
    return answer


def _ask_folder(source: Source, polling: Polling, *, is_kept: bool, most: int | None) -> Answer:
    answer = Answer()
    try:
        folder = folders.folder_of(source)
        found = folders.waiting(source, folder)
        if is_kept:
            folders.forget_gone(source, folder)
    except folders.NoFolder as problem:
        return Answer(problem=Sentence.of(problem))
    ready = [file for file in found if file.is_complete or not is_kept]
    answer.is_unfinished = is_kept and len(ready) < len(found)
    answer.is_unchanged = not ready
    if is_kept:
        folders.remember(source, [file for file in found if not file.is_complete], are_read=False)
        answer.problem = folders.why_not_moved(source, folder)
    if not ready:
        return answer
    with _filing(source, is_kept=is_kept) as filing, Parser() as parser:
        pictures = _pictures(filing, InFolder(folder), polling, is_kept=is_kept)
        pictures.is_folder = True
        ends_at = monotonic() + (SECONDS if is_kept else TRIED_SECONDS)
        Files(filing, pictures, parser, answer, is_kept=is_kept, ends_at=ends_at).file(ready, most=most)
        pictures.note(answer)
    return answer


def _pictures(filing: Filing, opened: Callable[[str], BinaryIO], polling: Polling, *, is_kept: bool) -> Pictures:
    takes = filing.source.takes_pictures and is_kept
    if takes:
        begin(polling)
    return Pictures(filing, opened, takes=takes, left=polling.pictures_left)


@contextmanager
def _filing(source: Source, *, is_kept: bool) -> Iterator[Filing]:
    """A source that is only tried out, and not stored, is there for as long as its stories are filed."""
    with nullcontext() if is_kept or source.pk else transaction.atomic():
        is_new = source.pk is None
        if is_new:
            source.save()
        yield Filing(
            source=source,
            names=ReferenceNames.read(),
            section=source.section,
            publish=source.publishes and source.rights.may_publish,
            pictures=none_taken if source.takes_pictures and not is_kept else no_pictures,
        )
        if is_new:
            transaction.set_rollback(True)
