"""The demo's sections, authors and topics, as newsroom.toml has them."""

from __future__ import annotations

from django.conf import settings

from articles import reference
from articles.models import Author, Section, Topic

from .texts import HERE, read

RECORDS = HERE / "newsroom.toml"


def make_records(*, by) -> tuple[dict[str, Section], dict[str, Author], dict[str, Topic]]:
    """Sections in the order of the navigation, authors and topics, each by its slug. What is there is left alone."""
    records = read(RECORDS)
    return (
        _save(Section, [_section(entry, order) for order, entry in enumerate(records["section"], 1)], by=by),
        _save(Author, [_author(entry) for entry in records["author"]], by=by),
        _save(Topic, [Topic(slug=slug, names=_spoken(names)) for slug, names in records["topics"].items()], by=by),
    )


def _section(entry: dict, order: int) -> Section:
    return Section(slug=entry["slug"], names=_spoken(entry["names"]), aliases=entry["aliases"], order=order)


def _author(entry: dict) -> Author:
    return Author(
        slug=entry["slug"],
        names=_spoken(entry["names"]),
        aliases=entry.get("aliases", []),
        kind=entry.get("kind", Author.Kind.PERSON),
        biographies=_spoken({language: entry[language] for language in ("en", "ar")}),
    )


def _spoken(texts: dict[str, str]) -> dict[str, str]:
    """The texts in the newsroom's languages; all of them if it has none of these, for a name must be."""
    return {language: texts[language] for language in settings.NEWSROOM_LANGUAGES if language in texts} or texts


def _save(model, records: list, *, by) -> dict:
    found = {record.slug: record for record in model.objects.filter(slug__in=[record.slug for record in records])}
    for record in records:
        if record.slug not in found:
            reference.save(record, by=by)
            found[record.slug] = record
    return found
