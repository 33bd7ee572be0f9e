"""Where a story is: its path, fixed by the day it was first published, and the paths it once had."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from django.db import connection

from . import slugs
from .models import Publication, Redirect
from .paths import story_path
from .turns import take_turns

# By the indexes that a beginning is looked for in, whose order is that of the characters' numbers, up to the last.
_BEGINNING = """
    SELECT found.path FROM unnest(%s::text[]) AS start CROSS JOIN LATERAL (
        SELECT path FROM articles_publication WHERE path ~>=~ start AND path ~<~ (start || chr(1114111))
        UNION ALL
        SELECT old_path FROM articles_redirect WHERE old_path ~>=~ start AND old_path ~<~ (start || chr(1114111))
    ) AS found
"""


def settle(publication: Publication, *, wanted_slug: str) -> str | None:
    """Gives a publication its slug and path. Returns the path it had before if that has changed."""
    if publication.path == _path(publication, wanted_slug):  # its own already: nobody else can have it
        publication.slug = wanted_slug
        return None
    take_turns(_path(publication, ""))  # stories that may want one address: “a-2” of “a” or of “a-2”
    publication.slug = free_slug(publication, wanted=wanted_slug)
    old, publication.path = publication.path, _path(publication, publication.slug)
    return old if old and old != publication.path else None


def settle_new(publications: Sequence[tuple[Publication, str]]) -> None:
    """Gives new publications the slugs that they want and their paths, one after the other: as `settle` does each."""
    take_turns(*(_path(publication, "") for publication, _slug in publications))
    starts = [_path(publication, slug).removesuffix("/") for publication, slug in publications]
    taken = set(_taken(starts))
    for (publication, wanted), start in zip(publications, starts, strict=True):
        place = start.rpartition("/")[0]
        publication.slug = slugs.numbered(wanted, _At(place, taken))
        publication.path = _path(publication, publication.slug)
        taken.add(publication.path.rstrip("/"))


class _At(Container[str]):
    """The slugs that are taken at a place."""

    def __init__(self, place: str, taken: Container[str]) -> None:
        self.place, self.taken = place, taken

    def __contains__(self, slug: object) -> bool:
        return f"{self.place}/{slug}" in self.taken


def _taken(starts: Iterable[str]) -> Iterator[str]:
    """Every path that begins like one of these, now or once, without its last slash."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNING, [list(dict.fromkeys(starts))])
        yield from (path.rstrip("/") for (path,) in cursor)


def free_slug(publication: Publication, *, wanted: str) -> str:
    """The wanted slug, numbered if another story has, or once had, the address that it leads to."""
    start = _path(publication, wanted).removesuffix("/")
    in_use = Publication.objects.filter(path__startswith=start).exclude(pk=publication.pk)
    once = Redirect.objects.filter(old_path__startswith=start).exclude(publication=publication.pk)
    paths = in_use.values_list("path", flat=True).union(once.values_list("old_path", flat=True), all=True)
    return slugs.numbered(wanted, {path.rstrip("/").rsplit("/", 1)[-1] for path in paths})


def keep_redirect(publication: Publication, old_path: str | None) -> None:
    """Lets an address that a story once had lead to it for ever."""
    if old_path:
        Redirect.objects.get_or_create(old_path=old_path, defaults={"publication": publication})


def _path(publication: Publication, slug: str) -> str:
    return story_path(
        language=publication.language,
        top_section=publication.section.top.slug,
        at=publication.first_published_at,
        slug=slug,
    )
