"""Pages as things of their own: lists of stories, people whose stories they are, what the newsroom says of itself.
Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from articles import moments
from articles.models import Author
from articles.paths import absolute, language_prefix
from newsroom.pages.frame import Page
from newsroom.pages.structured.script import author_id, story_id, thing
from newsroom.pages.structured.site import part_of_site, publisher
from newsroom.pages.teasers import Teaser


def collection(page: Page, paths: Iterable[str]) -> dict[str, Any]:
    """A page with a list of stories, in the order in which it shows them."""
    return thing("CollectionPage", **_of_page(page), mainEntity=thing("ItemList", itemListElement=_items(paths)))


def profile_page(page: Page, author: Author, stories: Iterable[Teaser]) -> dict[str, Any]:
    """The page of an author, with their stories (Google's example of one:
    https://developers.google.com/search/docs/appearance/structured-data/profile-page)."""
    theirs = {"author": {"@id": author_id(author.path)}}
    parts = [
        thing("NewsArticle", id=story_id(row.path), url=absolute(row.path), headline=row.headline, **theirs)
        for row in stories
    ]
    return thing("ProfilePage", **_of_page(page), mainEntity=_profile(author, page), hasPart=parts)


def policy_page(page: Page, *, kind: str, changed_at: datetime) -> dict[str, Any]:
    """A page on which the newsroom says something of itself."""
    changed = moments.instant(changed_at, settings.NEWSROOM_ZONE)
    return thing(kind, **_of_page(page), dateModified=changed, about=publisher(page.language))


def _of_page(page: Page) -> dict[str, Any]:
    return {
        "id": page.address,
        "url": page.address,
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.language,
        "isPartOf": part_of_site(page.language),
    }


def _profile(author: Author, page: Page) -> dict[str, Any]:
    """Whose page it is; the address is that of the first page of their stories in the page's language."""
    name, path = author.name(page.language), language_prefix(page.language) + author.path
    return thing(
        "Organization" if author.kind == Author.Kind.AGENCY else "Person",
        id=author_id(author.path),
        name=name,
        alternateName=[other for other in dict.fromkeys(author.names.values()) if other != name],
        url=absolute(path),
        description=author.biography(page.language),
    )


def _items(paths: Iterable[str]) -> list[dict[str, Any]]:
    rows = enumerate(dict.fromkeys(paths), start=1)
    return [thing("ListItem", position=position, url=absolute(path)) for position, path in rows]
