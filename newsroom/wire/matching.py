"""What a wire calls our sections, authors and topics. Nothing is created: what is unknown stays as printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.models import Author, Section, Topic
from articles.models.reference import Reference
from articles.word_memory import WordMemory


def folded(label: str) -> str:
    """A label as labels are compared: without case, width, direction marks and repeated blanks."""
    return _FOLDED[label]


def _folded(label: str) -> str:
    seen = "".join(mark for mark in unicodedata.normalize("NFKC", label) if unicodedata.category(mark) != "Cf")
    return " ".join(seen.casefold().split())


_FOLDED = WordMemory(_folded)  # a story's names are looked up several times, and those of an archive are the same ones


@dataclass
class Names:
    """Every name, slug and alias of one kind of reference data, and what a mapping file adds."""

    by_label: dict[str, Reference] = field(default_factory=dict)
    model: type[Reference] = Topic
    newest: int = 0  # the number of the newest that is known

    @classmethod
    def of(cls, model: type[Reference], *, mapped: Mapping[str, str]) -> Names:
        records = list(model.objects.all())
        by_slug = {record.slug: record for record in records}
        if unknown := sorted(slug for slug in mapped.values() if slug not in by_slug):
            raise UnknownSlug(model._meta.verbose_name_plural, unknown)
        aliases = {folded(alias): record for record in reversed(records) for alias in record.aliases}
        names = {folded(name): record for record in reversed(records) for name in record.names.values()}
        slugs = {folded(record.slug): record for record in records}
        mapping = {folded(label): by_slug[slug] for label, slug in mapped.items()}
        labels = aliases | names | slugs | mapping  # where two lay claim to a label, the later kind has it
        return cls(labels, model, max((record.pk for record in records), default=0))

    def learn(self) -> None:
        """Takes in what was added since; what is known already stays."""
        for record in self.model.objects.filter(pk__gt=self.newest).order_by("pk"):
            for label in (record.slug, *record.names.values(), *record.aliases):
                self.by_label.setdefault(folded(label), record)
            self.newest = record.pk

    def match(self, label: str) -> Reference | None:
        return self.by_label.get(folded(label))

    def sort_out(self, labels: Iterable[str]) -> tuple[list[Reference], list[str]]:
        """The records that labels name, and the labels that name none."""
        found = [(label, self.match(label)) for label in labels]
        return [record for _, record in found if record], [label for label, record in found if not record]


class UnknownSlug(ValueError):
    """A mapping file leads to something that does not exist."""

    def __init__(self, kinds: str, slugs: list[str]):
        super().__init__(f"The mapping leads to {kinds} that are not here: {', '.join(slugs)}. Create them first.")


@dataclass
class ReferenceNames:
    """All three kinds, read once a run."""

    sections: Names
    authors: Names
    topics: Names

    @classmethod
    def read(cls, mapping: Mapping[str, Mapping[str, str]] | None = None) -> ReferenceNames:
        mapping = mapping or {}
        return cls(
            sections=Names.of(Section, mapped=mapping.get("sections", {})),
            authors=Names.of(Author, mapped=mapping.get("authors", {})),
            topics=Names.of(Topic, mapped=mapping.get("topics", {})),
        )
