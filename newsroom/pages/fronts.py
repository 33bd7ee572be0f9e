"""How the front page is laid out: the lead, what goes beside it, opinions apart, a block for each section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.models import Publication, Section

EACH = 8  # stories read for each section: some of them move up to the top of the page
SECONDS, LATEST, OPINIONS, BLOCK = 3, 7, 4, 4
OPINION_SECTION = "opinions"


@dataclass(frozen=True, kw_only=True)
class Front:
    """Publications by their place on the page; each story has one."""

    lead: Publication | None = None
    seconds: list[Publication] = field(default_factory=list)
    latest: list[Publication] = field(default_factory=list)
    opinions: list[Publication] = field(default_factory=list)
    blocks: list[tuple[Section, list[Publication]]] = field(default_factory=list)


def arrange(stories: Sequence[Publication], *, sections: Iterable[Section]) -> Front:
    """Give each story, newest first, its place. Opinions never lead."""
    sections = list(sections)
    opinion_ids = {section.pk for section in sections if section.slug == OPINION_SECTION}
    opinions = [story for story in stories if story.top_section_id in opinion_ids][:OPINIONS]
    news = [story for story in stories if story.top_section_id not in opinion_ids]
    lead = next((story for story in news if story.lead_images), next(iter(news), None))
    news = [story for story in news if story is not lead]
    seconds = [story for story in news if story.lead_images][:SECONDS]
    news = [story for story in news if story not in seconds]
    latest, rest = news[:LATEST], news[LATEST:]
    return Front(lead=lead, seconds=seconds, latest=latest, opinions=opinions, blocks=_blocks(rest, sections))


def _blocks(rest: Sequence[Publication], sections: Iterable[Section]) -> list[tuple[Section, list[Publication]]]:
    blocks = (
        (section, [story for story in rest if story.top_section_id == section.pk][:BLOCK])
        for section in sections
        if not section.hidden
    )
    return [(section, stories) for section, stories in blocks if stories]
