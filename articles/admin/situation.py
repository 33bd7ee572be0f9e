"""Who stands before which move of which story, with what was read of it once."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from ..available import Standing
from ..models import Article, Publication, TimedChange
from ..rights import Person
from ..workflow import Action, Readers
from .asked import yes


@dataclass(frozen=True)
class Situation:
    """`changes` is what waits, `change` the one of them that the page is about, `posted` what was typed and refused."""

    person: Person
    article: Article
    publication: Publication | None
    standing: Standing
    action: Action
    changes: tuple[TimedChange, ...] = ()
    change: TimedChange | None = None
    posted: QueryDict | None = None

    @property
    def keeps_revision(self) -> bool:
        """Whether a change that is named keeps its text: as was chosen, else if there is another by now."""
        if not self.change:
            return False
        if self.posted is not None:
            return yes(self.posted, "keeps_revision")
        return self.change.revision_id != self.article.head_revision_id

    @property
    def asks_kind_for_readers(self) -> bool:
        return self.standing.readers is not Readers.NONE

    @property
    def comes_after_another(self) -> bool:
        """Whether what is scheduled may be an update of a publication that waits already."""
        others = [row for row in self.changes if row != self.change]
        return self.action is Action.SCHEDULE and any(row.action == Action.PUBLISH for row in others)
