"""Asks a source and files what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.turns import turn

from ..filing import Filing
from ..filing.running import no_pictures
from ..matching import ReferenceNames
from ..models import Polling, Source, SourceKind
from ..parsing import Parsed
from ..reading import Unreadable
from ..retrying import see_to_reread
from ..stories import WireFailure, WireStory
from . import folders
from .answers import Answer, Line
from .feeds import ask_feed, place_of
from .keeping import keep
from .pictures import InFolder, OnTheWeb, Pictures, none_taken

SECONDS = 60  # of files at once, so that others get their turn
TRIED_SECONDS = 20  # while somebody waits for the page


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
    polling = (Polling.objects.filter(source=source).first() if is_kept else None) or Polling()
    if source.kind == SourceKind.FOLDER:
        return _ask_folder(source, polling, is_kept=is_kept, most=most)
    answer, parsed = ask_feed(source, polling)
    if parsed:
        parsed = parsed._replace(records=parsed.records[:most])
        with _filing(source, is_kept=is_kept) as filing:
            pictures = Pictures(filing, OnTheWeb(), takes=_takes(source, is_kept=is_kept), left=polling.pictures_left)
            pictures.base = answer.found_at
            answer.lines = list(_filed(parsed, pictures, path=place_of(source.address), is_kept=is_kept))
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
        return Answer(problem=str(problem))
    ready = [file for file in found if file.is_complete or not is_kept]
    answer.is_unfinished = is_kept and len(ready) < len(found)
    answer.is_unchanged = not ready
    if is_kept:
        folders.remember(source, [file for file in found if not file.is_complete], are_read=False)
        answer.problem = folders.why_not_moved(source, folder)
    if not ready:
        return answer
    with _filing(source, is_kept=is_kept) as filing:
        pictures = Pictures(filing, InFolder(folder), takes=_takes(source, is_kept=is_kept), left=polling.pictures_left)
        pictures.is_folder = True
        _read_files(ready, pictures, answer, is_kept=is_kept, most=most)
        pictures.note(answer)
    return answer


def _read_files(
    ready: list[folders.Waiting], pictures: Pictures, answer: Answer, *, is_kept: bool, most: int | None
) -> None:
    """Reads files that are complete, until its time is over. One that cannot be opened or moved away is a problem, and
    stops no other."""
    ends_at = monotonic() + (SECONDS if is_kept else TRIED_SECONDS)
    for file in ready:
        if most is not None and len(answer.lines) >= most:
            return
        if pictures.is_spent or monotonic() >= ends_at:
            answer.is_unfinished = True
            return
        try:
            lines, is_read = _of_file(file, pictures, is_kept=is_kept)
            answer.lines += lines
            if is_kept and is_read and pictures.filing.source.moves_files:
                folders.put_away(file)
        except folders.NotMoved as problem:
            answer.problem = str(problem)
        except OSError as problem:
            named = {"file": file.name, "problem": (problem.strerror or str(problem)).rstrip(".")}
            answer.problem = _("%(file)s cannot be read: %(problem)s.") % named


def _takes(source: Source, *, is_kept: bool) -> bool:
    return source.takes_pictures and is_kept


def _of_file(file: folders.Waiting, pictures: Pictures, *, is_kept: bool) -> tuple[list[Line], bool]:
    """What became of its records, and whether it is read: one whose pictures wait is read once more."""
    source, waited, began_at = pictures.filing.source, len(pictures.waiting), timezone.now()
    try:
        parsed = folders.read(source, file)
    except Unreadable as problem:
        parsed = Parsed(pictures.filing.format, [WireFailure(1, problem.line, str(problem), "")])
    lines = list(_filed(parsed, pictures, path=file.name, is_kept=is_kept))
    is_read = len(pictures.waiting) == waited
    if is_kept:
        see_to_reread(source, path=file.name, before=began_at)
        folders.remember(source, [file], are_read=is_read)
    return lines, is_read


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


def _filed(parsed: Parsed, pictures: Pictures, *, path: str, is_kept: bool) -> Iterator[Line]:
    """Files each record in its own transaction, and takes it back at once where nothing is to be kept."""
    filing = pictures.filing
    filing.format = parsed.format
    pictures.begin(parsed.records)
    for record in parsed.records:
        pictures.prepare(record)
        with nullcontext() if is_kept else transaction.atomic():
            result = filing.file(record, path=path)
            if not is_kept:
                transaction.set_rollback(True)
        headline, language = (record.headline, record.language) if isinstance(record, WireStory) else ("", "")
        yield Line(path, record.number, result.outcome, result.reason, headline, language)
