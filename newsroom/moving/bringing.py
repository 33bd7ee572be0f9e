"""What an import brings beside the text of its stories: done before and after each is filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from newsroom.wire.filing import BATCH, Filing, Outcome, Result
from newsroom.wire.opening import Opened
from newsroom.wire.stories import WirePage, WireRecord, WireStory

from . import comments, redirects
from .files import InputFile
from .lists import Lists
from .pictures import Pictures
from .policy_pages import PolicyPages
from .rejected import FromFile, Rejected
from .strangers import Strangers

KEPT = BATCH  # records: those of the portion that is filed


class _Read(NamedTuple):
    """A record, where it came from, and its pictures in the library; a record that is kept has no other's identity."""

    record: WireRecord
    file: FromFile
    brought: Mapping[int, int]


@dataclass
class Bringing:
    """One run's, beside its filing. `site` is the address of the site that moves, for files that do not say it; `user`
    decides on what readers get to see of comments."""

    filing: Filing
    strangers: Strangers
    pictures: Pictures
    pages: PolicyPages | None = None
    takes_comments: bool = False
    site: str = ""
    keeps_lists: bool = True
    lists: Lists = field(init=False)
    rejected: Rejected = field(default_factory=Rejected)
    read: dict[int, _Read] = field(default_factory=dict)  # the last records, by their identity
    unasked: Counter[str] = field(default_factory=Counter)  # what the files have besides and nobody asked for

    def __post_init__(self) -> None:
        self.lists = Lists(self.filing.names, site=self.site)

    def reading(self, file: InputFile, opened: Opened) -> Iterator[WireRecord]:
        """The records of a file, each with its pictures in the library before it is filed."""
        self.pictures.begin(file)
        if self.pictures.looks_anywhere:
            self.filing.pictures = self.pictures_of
        for record in opened.records:
            if isinstance(record, WirePage):
                if self.pages:
                    record = self.pages.as_record(record)
                else:
                    self.unasked["page"] += 1
            brought = self._prepare(record) if isinstance(record, WireStory) else {}
            self._keep(_Read(record, FromFile.of(file, format=opened.format), brought))
            yield record

    def pictures_of(self, story: WireStory) -> Mapping[int, int]:
        return self.read[id(story)].brought

    def after(self, rows: list[tuple[WireRecord, Result]]) -> list[Result]:
        """Old addresses, comments and pages, in the transaction of their records."""
        filed = [
            (record, result.article_id)
            for record, result in rows
            if isinstance(record, WireStory) and result.article_id and result.outcome is not Outcome.FAILED
        ]
        for story, _article in filed:
            self.lists.meet(story)
        told = redirects.keep(filed, site=self.site)
        return [self._after(record, result, told) for record, result in rows]

    def end(self) -> int:
        """What can be done when all stories are there: returns how many addresses of lists lead on."""
        return self.lists.keep() if self.keeps_lists else 0

    def _prepare(self, story: WireStory) -> Mapping[int, int]:
        self.strangers.meet(story)
        if story.comments and not self.takes_comments:
            self.unasked["comment"] += len(story.comments)
        if story.pictures and not self.pictures.looks_anywhere:
            self.unasked["picture"] += len(story.pictures)
        if not (story.pictures and self.pictures.looks_anywhere):
            return {}
        if not self.pictures.looks_only:
            self.filing.begin()
        by = self.filing.user or self.filing.source.rights
        return self.pictures.take(story, source=self.filing.source, by=by)

    def _keep(self, read: _Read) -> None:
        """A batch may be filed in several tries: what belongs to a record is there as long as it may be asked for."""
        self.read[id(read.record)] = read
        while len(self.read) > KEPT:
            del self.read[next(iter(self.read))]

    def _after(self, record: WireRecord, result: Result, told: Mapping[int, list[str]]) -> Result:
        read = self.read[id(record)]
        if self.pages and isinstance(record, WirePage):
            return self.pages.take(record)
        if result.outcome is Outcome.FAILED:
            self.rejected.note(record, read.file)
        if not isinstance(record, WireStory) or not result.article_id:
            return result
        sentences = [*told.get(result.article_id, []), undescribed(record, read.brought)]
        if self.takes_comments:
            sentences = [*sentences, comments.take(record, result.article_id, by=self._decider())]
        reason = " ".join(filter(None, (result.reason, *sentences)))
        return replace(result, reason=reason)

    def _decider(self):
        return self.filing.user or self.filing.source.trusted_by


def undescribed(story: WireStory, brought: Collection[int]) -> str:
    """That pictures came without a text for those who do not see them."""
    shown = [number for number, picture in enumerate(story.pictures, start=1) if not picture.alternative]
    count = len(set(shown).intersection(brought))
    return _("Pictures without an alternative text: %(count)s.") % {"count": count} if count else ""
