"""Sections, authors and topics that stories name and nobody here knows: counted, listed, made if a person says so."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from unicodedata import normalize

from django.db import transaction

from articles import reference, slugs, turns
from articles.models import Author, Section, Topic
from articles.models.reference import Reference
from articles.workflow import MoveNotAllowed
from newsroom.wire.filing.values import newsroom_language
from newsroom.wire.matching import Names, ReferenceNames, folded
from newsroom.wire.stories import WireByline, WireStory

from .romanising import romanised

LONGEST_SLUG = 70  # there is room for a number behind it
MOST_KEPT = 20_000  # names of a kind that are counted; a file with more of them has none that mean anything


@dataclass
class Strangers:
    """Those of one run. `maker` is the person whose right it takes to make those of the kinds that it `makes`."""

    names: ReferenceNames
    maker: object = None
    makes: Collection[str] = ()
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
        labels = (story.section_label, *story.wider_labels)
        if self.has_section or any(self.names.sections.match(label) for label in labels):
            return
        if label := _widest(story):
            self._make_or_count("sections", label, partial(_section, label, story))

    def _meet_authors(self, story: WireStory) -> None:
        for byline in story.bylines:
            if not byline.name.strip() or self.names.authors.match(byline.name):
                continue
            self._make_or_count("authors", byline.name, partial(_author, byline, story))

    def _meet_topics(self, story: WireStory) -> None:
        """What names the story's section is none of its topics."""
        for tag in story.tags:
            is_section = folded(tag) == folded(_widest(story)) or self.names.sections.match(tag)
            if is_section or self.names.topics.match(tag):
                continue
            self._make_or_count("topics", tag, partial(_topic, tag, story))

    def as_mapping(self) -> str:
        """The beginning of a mapping file (TOML): what is filled in there is matched by the next run."""
        parts = []
        for kind, counted in self.found.items():
            if counted:
                lines = (f'{json.dumps(name, ensure_ascii=False)} = ""  # {n}' for name, n in counted.most_common())
                parts.append("\n".join([f"[{kind}]", *lines]))
        return "\n\n".join(parts)

    def _make_or_count(self, kind: str, label: str, begin: Callable[[], Reference]) -> None:
        if kind in self.makes and self._make(getattr(self.names, kind), begin(), label):
            return
        counted = self.found[kind]
        if label in counted or len(counted) < MOST_KEPT:
            counted[label] += 1

    def _make(self, names: Names, record: Reference, label: str) -> bool:
        """False where it cannot be made: then it is listed as unknown. So is a section whose name has no letters of
        addresses: somebody has to say what its stories' addresses begin with."""
        if isinstance(record, Section) and not record.slug:
            return False
        with transaction.atomic():
            turns.take_turns(f"new {record._meta.label}")
            names.learn()  # of what another import has made meanwhile
            return bool(names.match(label)) or self._save(names, record, label)

    def _save(self, names: Names, record: Reference, label: str) -> bool:
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


def _widest(story: WireStory) -> str:
    """What would have to be a section of ours: what lies below it is a topic."""
    return (story.section_label, *story.wider_labels)[-1]


def _section(label: str, story: WireStory) -> Section:
    return Section(slug=_slug("", label), names={newsroom_language(story.language): label})


def _author(byline: WireByline, story: WireStory) -> Author:
    person = next((each for each in story.people if folded(each.name) == folded(byline.name)), None)
    language = newsroom_language(story.language)
    return Author(
        slug=_romanised(person.slug if person else "", byline.name),
        names={language: byline.name},
        kind=Author.Kind.AGENCY if byline.role == "agency" else Author.Kind.PERSON,
        biographies={language: person.biography} if person and person.biography else {},
    )


def _topic(tag: str, story: WireStory) -> Topic:
    return Topic(slug=_romanised("", tag), names={newsroom_language(story.language): tag})


def _slug(named: str, name: str) -> str:
    """In the letters of addresses: the site's own, or those of the name without their marks; "" for other scripts."""
    for text in (named, name):
        bare = normalize("NFKD", slugs.slugify(text)).encode("ascii", "ignore").decode().strip("-")
        if bare and len(bare) * 2 > len(text):
            return bare[:LONGEST_SLUG]
    return ""


def _romanised(named: str, name: str) -> str:
    """The same, and where that is "" a name in Arabic or Hebrew letters in Latin ones."""
    return _slug(named, name) or romanised(name)[:LONGEST_SLUG].rstrip("-")
