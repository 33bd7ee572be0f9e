"""How the front page is laid out: the lead, what goes beside it, opinions apart, a block for each section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from articles.models import Publication, Section
from newsroom.fronts.filling import Filled, fill
from newsroom.fronts.slots import Slot

LATEST, OPINIONS, BLOCK = 7, 4, 4
OPINION_SECTION = "opinions"


@dataclass(frozen=True, kw_only=True)
class Front:
    """Publications by their place on the page; each story has one."""

    lead: Filled | None = None
    seconds: list[Filled] = field(default_factory=list)
    latest: list[Publication] = field(default_factory=list)
    opinions: list[Publication] = field(default_factory=list)
    blocks: list[tuple[Section, list[Publication]]] = field(default_factory=list)
    newest_at: datetime | None = None

    @property
    def in_full(self) -> list[Publication]:
        """Those that the page shows more of than a line."""
        on_top = [filled.story for filled in (self.lead, *self.seconds) if filled]
        return [*on_top, *self.opinions, *(stories[0] for _section, stories in self.blocks)]

    def with_rows(self, rows: Mapping[int, Publication]) -> Front:
        """The same with other rows, by key, for the stories in full; what has none is taken back meanwhile."""
        first = [(section, rows.get(stories[0].pk), stories[1:]) for section, stories in self.blocks]
        return replace(
            self,
            lead=_with_row(self.lead, rows),
            seconds=[filled for one in self.seconds if (filled := _with_row(one, rows))],
            opinions=[rows[story.pk] for story in self.opinions if story.pk in rows],
            blocks=[(section, [story, *rest]) for section, story, rest in first if story],
        )


def arrange(
    stories: Sequence[Publication], *, sections: Iterable[Section], slots: Sequence[Slot], at: datetime
) -> Front:
    """Give each story, newest first, its place: the editors' slots first. Opinions never lead by themselves."""
    sections = list(sections)
    opinion_ids = {section.pk for section in sections if section.slug == OPINION_SECTION}
    news = [story for story in stories if story.top_section_id not in opinion_ids]
    filled = fill(slots, at=at, placed=stories, newest=news)
    on_top = {row.story.article_id for row in filled}
    opinions = [story for story in stories if story.top_section_id in opinion_ids and story.article_id not in on_top]
    rest = [story for story in news if story.article_id not in on_top]
    return Front(
        lead=filled[0] if filled else None,
        seconds=filled[1:],
        latest=rest[:LATEST],
        opinions=opinions[:OPINIONS],
        blocks=_blocks(rest[LATEST:], sections),
        newest_at=stories[0].first_published_at if stories else None,
    )


def _with_row(filled: Filled | None, rows: Mapping[int, Publication]) -> Filled | None:
    return filled._replace(story=rows[filled.story.pk]) if filled and filled.story.pk in rows else None


def _blocks(rest: Sequence[Publication], sections: Iterable[Section]) -> list[tuple[Section, list[Publication]]]:
    blocks = (
        (section, [story for story in rest if story.top_section_id == section.pk][:BLOCK])
        for section in sections
        if not section.hidden
    )
    return [(section, stories) for section, stories in blocks if stories]
