"""Pages that list stories, and the people whose stories they are. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.models import Author
from articles.paths import absolute
from newsroom.pages.frame import Page
from newsroom.pages.structured.script import thing
from newsroom.pages.structured.site import part_of_site


def collection(page: Page, paths: Iterable[str], *, kind: str = "CollectionPage", about: dict | None = None) -> dict:
    """A page with a list of stories, in the order in which it shows them."""
    listed = thing("ItemList", itemListElement=_items(paths))
    return thing(
        kind,
        id=page.address,
        url=page.address,
        name=page.title,
        description=page.summary,
        inLanguage=page.language,
        isPartOf=part_of_site(page.language),
        mainEntity=about or listed,
        hasPart=listed if about else None,
    )


def profile(author: Author, *, language: str) -> dict[str, Any]:
    """Whose page an author's page is."""
    return thing(
        "Organization" if author.kind == Author.Kind.AGENCY else "Person",
        id=absolute(author.path) + "#author",
        name=author.name(language),
        url=absolute(author.path),
        description=author.biography(language),
    )


def _items(paths: Iterable[str]) -> list[dict[str, Any]]:
    rows = enumerate(dict.fromkeys(paths), start=1)
    return [thing("ListItem", position=position, url=absolute(path)) for position, path in rows]
