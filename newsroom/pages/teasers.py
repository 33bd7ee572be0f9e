"""A story as lists show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from newsroom.fronts.filling import Filled
from newsroom.pages import fragments
from newsroom.pages.bylines import Credit
from newsroom.pages.words import Link, stamped

# How wide `pages.css` shows pictures, by place. On top: of the front page, of a section; then beside each other, below.
LEAD = "(min-width: 76rem) 50rem, (min-width: 64rem) 65vw, 94vw"
SECTION_LEAD = "(min-width: 76rem) 44.5rem, (min-width: 48rem) 58vw, 94vw"
_IN_A_HAND = "(min-width: 28rem) 9rem, 32vw"
SECOND = f"(min-width: 76rem) 23rem, (min-width: 48rem) 30vw, (min-width: 40rem) 46vw, {_IN_A_HAND}"
# The first of a section's block, and of one that lies across the page.
BLOCK = f"(min-width: 76rem) 23rem, (min-width: 64rem) 30vw, (min-width: 40rem) 46vw, {_IN_A_HAND}"
LYING_BLOCK = f"(min-width: 76rem) 35rem, (min-width: 40rem) 46vw, {_IN_A_HAND}"
# Below a story.
CARD = (
    f"(min-width: 76rem) 17rem, (min-width: 64rem) 22vw, (min-width: 53rem) 30vw, (min-width: 40rem) 46vw, {_IN_A_HAND}"
)
# In a list, and where it is the only one.
ROW = "(min-width: 64rem) 11rem, (min-width: 60rem) 17rem, 28vw"
ONLY_ROW = "(min-width: 76rem) 39rem, (min-width: 64rem) 52vw, (min-width: 60rem) 17rem, 28vw"

ON_A_SCREEN = 4  # so many teasers, more or less, are seen before anybody scrolls


class Teaser(NamedTuple):
    """A row of `story_rows.teasers` as templates show it, each part made when one asks for it; a line alone of one of
    `story_rows.lines`. `words` stand for the story's own."""

    story: Any
    words: Mapping[str, str] = MappingProxyType({})
    sizes: str = CARD
    is_first: bool = False

    @property
    def path(self) -> str:
        return self.story.path

    @property
    def kicker(self) -> str:
        return self.words.get("kicker", self.story.kicker)

    @property
    def headline(self) -> str:
        return self.words.get("headline", self.story.headline)

    @property
    def standfirst(self) -> str:
        return self.words.get("standfirst", self.story.standfirst)

    @property
    def section(self) -> Link:
        story = self.story
        return fragments.section_of(story.section_slug, story.parent_slug, story.section_names, story.language)

    @property
    def at(self) -> SafeString:
        return stamped(self.story.first_published_at, self.story.language, with_zone=False)

    @property
    def writers(self) -> tuple[Credit, ...]:
        found = fragments.credits_in(self.story.byline_text, self.story.language, get_language())
        return tuple(credit for credit in found if credit.role == "by")

    @property
    def picture(self) -> SafeString:
        """The lead picture, "" without one."""
        story = self.story
        return fragments.picture_of(story.lead_files, story.lead_alternative, self.sizes, self.is_first)

    @property
    def card(self) -> SafeString:
        return fragments.card(*self._shown)

    @property
    def line(self) -> SafeString:
        return fragments.line(self.path, self.headline, self.at)

    @property
    def row(self) -> SafeString:
        return fragments.row(*self._shown)

    @property
    def row_with_section(self) -> SafeString:
        return fragments.row(*self._shown, self.section)

    @property
    def lead(self) -> SafeString:
        return fragments.lead(*self._shown, self.section, self.writers)

    @property
    def view(self) -> SafeString:
        return fragments.view(self.path, self.headline, self.writers)

    @property
    def _shown(self) -> tuple[str, ...]:
        return self.path, self.kicker, self.headline, self.standfirst, self.at, self.picture


def filled_teaser(filled: Filled, *, sizes: str = CARD) -> Teaser:
    """Return the teaser of a story in a front's slot, in the words that its editor chose for it there."""
    words = filled.slot.words if filled.is_placed else {}
    return Teaser(story=filled.story, words=words, sizes=sizes)


def all_teasers(stories: Iterable[Any], *, sizes: str = CARD) -> list[Teaser]:
    return [Teaser(story=story, sizes=sizes) for story in stories]


def joined(parts: Iterable[SafeString], *, after: str = "") -> SafeString:
    """Return the parts as one, each with something after it. A loop of a template costs more than what is in it."""
    return SafeString("".join([f"{part}{after}" for part in parts]))


def rows_of(stories: Sequence[Any], *, is_top: bool = True) -> list[Teaser]:
    """Return the teasers of a list, which stands on top of its page or below others."""
    rows = all_teasers(stories, sizes=ROW if len(stories) > 1 else ONLY_ROW)
    return hurried(rows) if is_top else rows


def hurried(teasers: Sequence[Teaser]) -> list[Teaser]:
    """Return the teasers on top of a page, the first picture among them to be loaded before all others."""
    first = next((place for place, one in enumerate(teasers[:ON_A_SCREEN]) if one.story.lead_files), None)
    return [one._replace(is_first=True) if place == first else one for place, one in enumerate(teasers)]
