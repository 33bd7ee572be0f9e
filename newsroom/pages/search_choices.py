"""What a search can be narrowed to: sections, topics and authors that readers have seen, by slug or by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from articles import named, terms
from articles.models import Author, Section, Topic
from articles.named import Names
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.queries import shown_sections

OFFERED = 50  # topics or authors whose names a page offers: with more, readers type one


@dataclass(frozen=True)
class Choices:
    """Everything that a search's form has to choose from."""

    sections: tuple[Section, ...]
    topics: tuple[Topic, ...]
    authors: tuple[Author, ...]

    @cached_property
    def names(self) -> Names:
        return named.names_of((*self.sections, *self.topics, *self.authors))

    def section(self, text: str) -> frozenset[int]:
        """The keys of the section that is meant, and of its sub-sections; of nothing if there is none."""
        slug = text.strip("/").rpartition("/")[2]
        found = [row for row in self.sections if row.slug == slug] or _called(text, self.sections)
        keys = {row.pk for row in found[:1]}
        return frozenset(row.pk for row in self.sections if row.pk in keys or row.parent_id in keys)

    def topic(self, text: str) -> Topic | None:
        return next(iter(_called(text, self.topics)), None)

    def author(self, text: str) -> Author | None:
        return next(iter(_called(text, self.authors)), None)


@by_edition
def choices() -> Choices:
    """Three queries; once an edition."""
    return Choices(
        sections=tuple(shown_sections()),
        topics=tuple(Topic.objects.shown()),
        authors=tuple(Author.objects.shown()),
    )


def _called(text: str, records: Iterable) -> list:
    """Those with this slug, or with these words as their name in any language."""
    words = terms.words(text)
    return [row for row in records if row.slug == text or words in map(terms.words, row.names.values()) and words]
