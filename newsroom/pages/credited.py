"""Who a story is by, for machines: the same people that `bylines` shows to readers, as plain text."""

from __future__ import annotations

from typing import NamedTuple

from articles.languages import in_language
from articles.models import Author, Publication
from articles.paths import language_prefix

WRITERS = ("by", "agency")


class Credited(NamedTuple):
    """One name, what they did, their page ("" without one) and whether they are an agency. `bare_path` is the page
    without a language, which stands for them in each."""

    name: str
    role: str
    path: str = ""
    is_agency: bool = False
    bare_path: str = ""


def credited(publication: Publication) -> list[Credited]:
    """Return everybody whom the page names, in its order; where it names nobody, the source as an agency."""
    people = [_credited(row, publication.language) for row in publication.byline_rows]
    if not people and publication.source:
        return [Credited(publication.source, "agency", is_agency=True)]
    return people


def writers(people: list[Credited]) -> list[Credited]:
    """Return those whose words these are, and not those who took pictures, translated or edited."""
    return [person for person in people if person.role in WRITERS]


def _credited(row: dict, language: str) -> Credited:
    is_agency = row["kind"] == Author.Kind.AGENCY if row["slug"] else row["role"] == "agency"
    if not row["slug"]:
        return Credited(row["name"], row["role"], is_agency=is_agency)
    name = in_language(row["names"], language)
    bare = f"/authors/{row['slug']}/"
    return Credited(name, row["role"], language_prefix(language) + bare, is_agency, bare)
