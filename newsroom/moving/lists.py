"""Lists of the site that moves, such as those of its categories: their addresses lead to ours."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles import old_addresses
from articles.models.reference import Reference
from newsroom.wire.filing.values import newsroom_language
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.stories import Standing, WireList, WireStory

from .redirects import keys_of_list

MOST_KEPT = 100_000  # lists; a file with more of them has none that anybody knows


@dataclass
class Lists:
    """Those that stories of a run stood in, each by the first one that names it. Only what a name of ours matches
    leads anywhere."""

    names: ReferenceNames
    site: str = ""
    wanted: dict[str, tuple[Reference, str]] = field(default_factory=dict)
    met: set[WireList] = field(default_factory=set)

    def meet(self, story: WireStory) -> None:
        if story.standing is not Standing.USABLE:
            return
        for listed in story.lists:
            if listed in self.met or len(self.met) >= MOST_KEPT:
                continue
            self.met.add(listed)
            record = self._record(listed)
            for key in keys_of_list(listed, story, site=self.site) if record else ():
                if record:
                    self.wanted.setdefault(key, (record, newsroom_language(story.language)))

    def keep(self) -> int:
        """Returns how many addresses lead on from now on."""
        return old_addresses.keep_for_lists(self.wanted) if self.wanted else 0

    def _record(self, listed: WireList) -> Reference | None:
        """A category is a section's, or else a topic's; a tag the other way round."""
        sections, topics = self.names.sections, self.names.topics
        order = {"author": (self.names.authors,), "category": (sections, topics), "tag": (topics, sections)}
        return next((record for names in order[listed.kind] if (record := names.match(listed.name))), None)
