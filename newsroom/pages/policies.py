"""The policy pages that readers have, for the foot of every page and for whoever has to name them."""

from __future__ import annotations

from typing import NamedTuple

from articles.paths import language_prefix
from newsroom.about.facts import reach
from newsroom.about.models import PageName
from newsroom.about.shown import Shown, shown_pages
from newsroom.pagecache.remembering import by_edition


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


def policies(language: str) -> tuple[Policy, ...]:
    """The pages that a language has, in the order in which readers find them."""
    return tuple(_policy(page) for page in every_policy() if page.language == language)


def policy_paths(language: str) -> dict[str, str]:
    """The path of each page that a language has by its name (`PageName`): what search engines are told of."""
    return {policy.name: policy.path for policy in policies(language)}


def versions_of(name: str) -> dict[str, str]:
    """The paths of one page by language."""
    return {page.language: _policy(page).path for page in every_policy() if page.name == name}


known_reach = by_edition(reach)


@by_edition
def every_policy() -> tuple[Shown, ...]:
    return shown_pages()


def policy_path(name: str, language: str) -> str:
    return f"{language_prefix(language)}/about/{name}/"


def _policy(page: Shown) -> Policy:
    return Policy(page.name, policy_path(page.name, page.language), page.title, page.description)
