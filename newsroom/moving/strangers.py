"""Sections, authors and topics that stories name and nobody here knows: counted, listed, made if a person says so."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from unicodedata import normalize

from articles import reference, slugs
from articles.models import Author, Topic
from articles.workflow import MoveNotAllowed
from newsroom.wire.filing.values import newsroom_language
from newsroom.wire.matching import Names, ReferenceNames, folded
from newsroom.wire.stories import WireByline, WireStory

MOST_KEPT = 20_000  # names of a kind that are counted; a file with more of them has none that mean anything


@dataclass
class Strangers:
    """Those of one run. `maker` is the person whose right it takes to make authors and topics."""

    names: ReferenceNames
    maker: object = None
    makes_authors: bool = False
    makes_topics: bool = False
    has_section: bool = False  # all stories go to one, whatever they say
    found: dict[str, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in ("sections", "authors", "topics")}
    )
    made: list[str] = field(default_factory=list)

    def meet(self, story: WireStory) -> None:
        """Makes who is wanted before the story is filed, and counts the others."""
        self._meet_section(story)
        self._meet_authors(story)
        self._meet_topics(story)

    def _meet_section(self, story: WireStory) -> None:
        if story.section_label and not self.has_section and not self.names.sections.match(story.section_label):
            self._count("sections", story.section_label)

    def _meet_authors(self, story: WireStory) -> None:
        for byline in story.bylines:
            if not byline.name.strip() or self.names.authors.match(byline.name):
                continue
            if not (self.makes_authors and self._make(self.names.authors, _author(byline, story), byline.name)):
                self._count("authors", byline.name)

    def _meet_topics(self, story: WireStory) -> None:
        """What names the story's section is none of its topics."""
        for tag in story.tags:
            is_section = folded(tag) == folded(story.section_label) or self.names.sections.match(tag)
            if is_section or self.names.topics.match(tag):
                continue
            if not (self.makes_topics and self._make(self.names.topics, _topic(tag, story), tag)):
                self._count("topics", tag)

    def as_mapping(self) -> str:
        """The beginning of a mapping file (TOML): what is filled in there is matched by the next run."""
        parts = []
        for kind, counted in self.found.items():
            if counted:
                lines = (f'{json.dumps(name, ensure_ascii=False)} = ""  # {n}' for name, n in counted.most_common())
                parts.append("\n".join([f"[{kind}]", *lines]))
        return "\n\n".join(parts)

    def _count(self, kind: str, name: str) -> None:
        counted = self.found[kind]
        if name in counted or len(counted) < MOST_KEPT:
            counted[name] += 1

    def _make(self, names: Names, record: Author | Topic, label: str) -> bool:
        """False where it cannot be made: then it is listed as unknown."""
        kind, stem = type(record).objects, record.slug or str(record._meta.model_name)
        known = kind.filter(slug__startswith=stem[:60]).values_list("slug", flat=True)
        record.slug = slugs.numbered(stem, set(known))
        try:
            reference.save(record, by=self.maker)
        except MoveNotAllowed:
            return False
        names.by_label[folded(label)] = record
        self.made.append(f"{record._meta.verbose_name} “{record}”")
        return True


def _author(byline: WireByline, story: WireStory) -> Author:
    person = next((each for each in story.people if folded(each.name) == folded(byline.name)), None)
    language = newsroom_language(story.language)
    return Author(
        slug=_slug(person.slug if person else "", byline.name),
        names={language: byline.name},
        kind=Author.Kind.AGENCY if byline.role == "agency" else Author.Kind.PERSON,
        biographies={language: person.biography} if person and person.biography else {},
    )


def _topic(tag: str, story: WireStory) -> Topic:
    return Topic(slug=_slug("", tag), names={newsroom_language(story.language): tag})


def _slug(named: str, name: str) -> str:
    """In the letters of addresses: the site's own, or those of the name without their marks; "" for other scripts."""
    for text in (named, name):
        bare = normalize("NFKD", slugs.slugify(text)).encode("ascii", "ignore").decode().strip("-")
        if bare and len(bare) * 2 > len(text):
            return bare[:70]
    return ""
