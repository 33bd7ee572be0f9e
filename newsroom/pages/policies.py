"""The policy pages that readers have, for the foot of every page and for whoever has to name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings

from articles.paths import language_prefix
from newsroom.about.models import PageName
from newsroom.about.shown import Shown
from newsroom.pages.surroundings import surroundings


class Policy(NamedTuple):
    """Where a policy page is in one language, and what it is called there."""

    name: str
    path: str
    title: str
    description: str

    @property
    def label(self) -> str:
        """What the page is in a word or two, in the active language, where its title would be too long."""
        return PageName(self.name).label


def policies(language: str, *, pages: Sequence[Shown] | None = None) -> tuple[Policy, ...]:
    """The pages that a language has (of these, if some are given), in the order in which readers find them."""
    pages = every_policy() if pages is None else pages
    return tuple(_policy(page) for page in pages if page.language == language)


def versions_of(name: str) -> dict[str, str]:
    """The paths of one page by language."""
    return {page.language: _policy(page).path for page in every_policy() if page.name == name}


def every_policy() -> tuple[Shown, ...]:
    return surroundings(settings.NEWSROOM_LANGUAGES[0]).policies


def policy_path(name: str, language: str) -> str:
    return f"{language_prefix(language)}/about/{name}/"


def _policy(page: Shown) -> Policy:
    return Policy(page.name, policy_path(page.name, page.language), page.title, page.description)
