"""Asks a source and files what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import transaction
from django.utils.translation import gettext as _

from articles.turns import turn

from ..filing import Filing
from ..matching import ReferenceNames
from ..models import Polling, Source, SourceKind
from ..parsing import Parsed
from ..reading import Unreadable
from ..stories import WireFailure, WireStory
from . import folders
from .answers import Answer, Line
from .feeds import ask_feed, place_of
from .keeping import keep

MOST_FILES = 50  # at once, so that others get their turn


def ask(source: Source) -> Answer:
    """Asks a source, files what is new, and notes how it went. Whoever asks the same one waits for it."""
    with turn(f"wire source {source.pk}"):
        answer = _ask(source, is_kept=True)
        keep(source, answer)
    return answer


def try_out(source: Source, *, most: int | None = None) -> Answer:
    """What asking a source would bring, which need not be stored yet, or its first records; nothing of it is kept."""
    return _ask(source, is_kept=False, most=most)


def _ask(source: Source, *, is_kept: bool, most: int | None = None) -> Answer:
    if source.kind == SourceKind.FOLDER:
        return _ask_folder(source, is_kept=is_kept, most=most)
    polling = Polling.objects.filter(source=source).first() if is_kept else None
    answer, parsed = ask_feed(source, polling or Polling())
    if parsed:
        parsed = parsed._replace(records=parsed.records[:most])
        with _filing(source, is_kept=is_kept) as filing:
            answer.lines = list(_filed(parsed, filing, path=place_of(source.address), is_kept=is_kept))
    return answer


def _ask_folder(source: Source, *, is_kept: bool, most: int | None) -> Answer:
    """Reads the files that are complete. One that cannot be opened is a problem, and stops no other."""
    answer = Answer()
    try:
        folder = folders.folder_of(source)
        found = folders.waiting(source, folder)
    except folders.NoFolder as problem:
        return Answer(problem=str(problem))
    ready = [file for file in found if file.is_complete or not is_kept]
    answer.is_unfinished = is_kept and (len(ready) > MOST_FILES or len(ready) < len(found))
    answer.is_unchanged = not ready
    if is_kept:
        folders.remember(source, [file for file in found if not file.is_complete], are_read=False)
        folders.forget_gone(source, folder)
    if not ready:
        return answer
    with _filing(source, is_kept=is_kept) as filing:
        for file in ready[:MOST_FILES]:
            if most is not None and len(answer.lines) >= most:
                break
            try:
                answer.lines += _of_file(source, file, filing, is_kept=is_kept)
            except OSError as problem:
                named = {"file": file.name, "problem": (problem.strerror or str(problem)).rstrip(".")}
                answer.problem = _("%(file)s cannot be read: %(problem)s.") % named
    return answer


def _of_file(source: Source, file: folders.Waiting, filing: Filing, *, is_kept: bool) -> list[Line]:
    try:
        parsed = folders.read(source, file)
    except Unreadable as problem:
        parsed = Parsed(filing.format, [WireFailure(1, problem.line, str(problem), "")])
    lines = list(_filed(parsed, filing, path=file.name, is_kept=is_kept))
    if is_kept:
        folders.remember(source, [file], are_read=True)
        if source.moves_files:
            folders.put_away(file)
    return lines


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
        )
        if is_new:
            transaction.set_rollback(True)


def _filed(parsed: Parsed, filing: Filing, *, path: str, is_kept: bool) -> Iterator[Line]:
    """Files each record in its own transaction, and takes it back at once where nothing is to be kept."""
    filing.format = parsed.format
    for record in parsed.records:
        with nullcontext() if is_kept else transaction.atomic():
            result = filing.file(record, path=path)
            if not is_kept:
                transaction.set_rollback(True)
        headline, language = (record.headline, record.language) if isinstance(record, WireStory) else ("", "")
        yield Line(path, record.number, result.outcome, result.reason, headline, language)
