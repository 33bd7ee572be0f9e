"""The files of a folder: their records are filed together, and each file is done with once all of its own are filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.utils import timezone

from ..filing import Filing
from ..parsing import Parsed, Parser
from ..reading import Unreadable
from ..retrying import see_to_reread
from ..sentences import Sentence
from ..sentences import say as _
from ..stories import WireFailure
from . import folders
from .answers import Answer
from .filing import Read, at_once, filed, read_in
from .pictures import Pictures


@dataclass
class Files:
    """Those of one look at a folder, and what is said of it."""

    filing: Filing
    pictures: Pictures
    parser: Parser
    answer: Answer
    is_kept: bool
    ends_at: float  # by the monotonic clock: no other file is begun
    began_at: datetime = field(default_factory=timezone.now)
    _ended: list[tuple[folders.Waiting, bool]] = field(default_factory=list)  # read to their end; all pictures there
    _unfiled: set[str] = field(default_factory=set)
    _format: str = Filing.format

    def file(self, ready: Iterable[folders.Waiting], *, most: int | None) -> None:
        """Files what is in files that are complete, or its first records. A file that cannot be opened, or filed for
        want of room, is a problem, and stops no other."""
        for reads in at_once(self._reads(ready, most=most)):
            try:
                for line in filed(reads, self.filing, is_kept=self.is_kept):
                    self.answer.lines.append(line)
            except OSError as problem:
                self._unfiled |= {read.arrival.path for read in reads}
                said = _("%(file)s cannot be filed: %(problem)s.")
                self._tell(said, reads[0].arrival.path, problem)
            self._end()
        self._end()

    def _reads(self, ready: Iterable[folders.Waiting], *, most: int | None) -> Iterator[Read]:
        count = 0
        for file in ready:
            if most is not None and count >= most:
                return
            if self.pictures.is_spent or monotonic() >= self.ends_at:
                self.answer.is_unfinished = True
                return
            try:
                for read in self._of_file(file):
                    count += 1
                    yield read
            except OSError as problem:
                self._tell(_("%(file)s cannot be read: %(problem)s."), file.name, problem)

    def _of_file(self, file: folders.Waiting) -> Iterator[Read]:
        """A file whose pictures wait is read once more."""
        waited = len(self.pictures.waiting)
        try:
            parsed = folders.read(self.filing.source, file, parser=self.parser)
        except Unreadable as problem:
            parsed = Parsed(self._format, [WireFailure(1, problem.line, str(problem), "")])
        self._format = parsed.format
        yield from read_in(parsed, self.pictures, path=file.name)
        self._ended.append((file, len(self.pictures.waiting) == waited))

    def _end(self) -> None:
        """Is done with the files whose records are all filed. They are put away before that is noted: should this end
        in between, none is left behind."""
        ended, self._ended = self._ended, []
        ended = [(file, is_read) for file, is_read in ended if self.is_kept and file.name not in self._unfiled]
        if ended:
            see_to_reread(self.filing.source, paths=[file.name for file, _is_read in ended], before=self.began_at)
        for file, is_read in ended:
            if is_read and self.filing.source.moves_files:
                self._put_away(file)
        for are_read in (True, False):
            some = [file for file, is_read in ended if is_read is are_read]
            folders.remember(self.filing.source, some, are_read=are_read)

    def _put_away(self, file: folders.Waiting) -> None:
        try:
            folders.put_away(file)
        except folders.NotMoved as problem:
            self.answer.problem = Sentence.of(problem)

    def _tell(self, said: Sentence, name: str, problem: OSError) -> None:
        """In the system's words, or in the whole sentence that ours says."""
        said = said if problem.strerror else _("%(file)s: %(problem)s")
        self.answer.problem = said % {"file": name, "problem": problem.strerror or problem}
