"""Sources of the wire that give nothing, for the board of whoever sees to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from articles.admin import access
from articles.rights import Person
from newsroom.wire.models import Source
from newsroom.wire.source_state import sentence_of

MOST = 10


@dataclass(frozen=True)
class FailingSource:
    number: int
    name: str
    address: str
    sentence: str
    problem: str


def failing_sources_for(person: Person) -> tuple[FailingSource, ...]:
    """The longest failing first, in one query; none for whoever may not open a source."""
    if not (person.reads_everything or access.is_chief(person)):
        return ()
    failing = Source.objects.failing().select_related("polling").order_by("-polling__failures", "name")
    return tuple(map(_failing, failing[:MOST]))


def _failing(source: Source) -> FailingSource:
    return FailingSource(
        number=source.pk,
        name=source.name,
        address=reverse("admin:wire_source_change", args=[source.pk]),
        sentence=sentence_of(source),
        problem=source.polling.problem,
    )
