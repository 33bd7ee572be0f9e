"""Links of bodies to the site that a story came from: they lead straight to what is here of it now.

Bodies stay as they are, since the story that a link leads to may come later, or be published later, or be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from articles.models import OldAddress, Publication
from articles.old_paths import SITE, links_to
from articles.paths import absolute
from newsroom.pagecache.remembering import by_edition
from newsroom.prepared import Asked, IsAnyOf, Prepared

_LINK = 'href="http'
_KNOWN = OldAddress.objects.filter(IsAnyOf("key", Asked("keys")))
# The articles that had any of the keys that are asked for; and which of them one had.
ARTICLES = ArraySubquery(_KNOWN.exclude(article=None).values("article"))
OLD_KEYS = ArraySubquery(_KNOWN.filter(article=OuterRef("article_id")).values("key"))
_PATHS = Prepared(
    lambda: Publication.objects.live().filter(IsAnyOf("article_id", ARTICLES)).values_list("path", OLD_KEYS)
)


def old_keys(html: str) -> dict[str, str]:
    """What those links of a body are looked up by that lead to a former site, by what they say."""
    return links_to(sites, html) if _LINK in html and (sites := former_sites()) else {}


def former_links(bodies: Iterable[str]) -> list[dict[str, str]]:
    """Of each body those that lead to a live story here, with its path; a query where there may be any."""
    wanted = [old_keys(html) for html in bodies]
    keys = {key for own in wanted for key in own.values()}
    rows = _PATHS.rows(keys=list(keys)) if keys else ()
    paths = {key: path for path, own in rows for key in own}
    return [{link: paths[key] for link, key in own.items() if key in paths} for own in wanted]


def former_addresses(bodies: Iterable[str]) -> dict[str, str]:
    """The same of all bodies together, with whole addresses."""
    return {link: absolute(path) for own in former_links(bodies) for link, path in own.items()}


@by_edition
def former_sites() -> frozenset[str]:
    return frozenset(OldAddress.objects.filter(key__startswith=SITE).values_list("key", flat=True))
