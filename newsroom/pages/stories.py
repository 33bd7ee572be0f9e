"""Finding a story by its address, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Func

from articles.models import Publication, Redirect, Section
from articles.paths import language_prefix
from newsroom.pages.former_links import ARTICLES, OLD_KEYS
from newsroom.pages.queries import KEY, newest_of, whole
from newsroom.pages.story_rows import teasers
from newsroom.prepared import Asked, IsAnyOf, Prepared

MORE = 4
_IS_NAMED = IsAnyOf("article_id", Func(Asked("articles", KEY), ARTICLES, function="array_cat", output_field=KEY))
_AT_PATH = Prepared(lambda: whole(Publication.objects.filter(path=Asked("path"))))  # an address is one story's
_OF_ARTICLES = Prepared(lambda: teasers(Publication.objects.live().filter(_IS_NAMED), old_keys=OLD_KEYS))


class Beside(NamedTuple):
    """Live stories beside one: those that its body and the desk link to by article id, where those are that had an
    address of a former site, and its section's newest."""

    linked: dict[int, Any]
    former: dict[str, str]
    newest: list[Any]


def story_at(path: str) -> Publication | None:
    """The publication at an address, in whatever state."""
    return next(iter(_AT_PATH.rows(path=path)), None)


def give_section(publication: Publication, sections: Iterable[Section]) -> None:
    """Gives it its section of these; one that is not among them is read when somebody asks for it."""
    for section in sections:
        if section.pk == publication.section_id:
            publication.section = section


def new_path(path: str, *, language: str) -> str | None:
    """Where a story that is not at this address is now: it moved, or it is one of another language."""
    return moved_path(path) or _counterpart_of(path, language=language)


def beside(publication: Publication, *, article_ids: Iterable[int], old_keys: Iterable[str] = ()) -> Beside:
    """Reads what a page links to, which costs a query where it names any story. What is not live is not there."""
    articles, keys = set(article_ids) - {publication.article_id}, list(old_keys)
    linked = _OF_ARTICLES.rows(articles=list(articles), keys=keys) if articles or keys else ()
    newest = newest_of(publication.language, publication.top_section_id)
    return Beside(
        linked={row.article_id: row for row in linked},
        former={key: row.path for row in linked for key in row.old_keys},
        newest=[row for row in newest if row.pk != publication.pk],
    )


def moved_path(path: str) -> str | None:
    """Where the story is that once had this address."""
    return Redirect.objects.filter(old_path=path).values_list("publication__path", flat=True).first()


def _counterpart_of(path: str, *, language: str) -> str | None:
    """A story that has this path but for the language's prefix: where readers of this language find it."""
    bare = path.removeprefix(language_prefix(language))
    elsewhere = {language_prefix(code) + bare for code in settings.NEWSROOM_LANGUAGES} - {path}
    groups = Publication.objects.filter(path__in=elsewhere).values("translation_group")
    counterparts = Publication.objects.live().in_language(language).filter(translation_group__in=groups)
    return counterparts.newest_first().values_list("path", flat=True).first()
