"""What every page for readers shares: its head, navigation, language switch and footer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import Error
from django.utils.translation import gettext as _

from articles.languages import in_language
from articles.models import Section
from articles.paths import absolute, language_prefix
from newsroom.pages.policies import Policy, policies
from newsroom.pages.popular import MostRead, most_read
from newsroom.pages.words import Link, direction, section_link

NOINDEX = "noindex"
LARGE_PICTURES = "max-image-preview:large"


@dataclass(frozen=True, kw_only=True)
class Version:
    """The same page in a language, or that language's front page where there is none."""

    language: str
    name: str
    direction: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything that `pages/base.html` needs. `versions` are paths by language, this page's own included."""

    language: str
    path: str
    title: str
    sections: Iterable[Section] = ()
    description: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    section_id: int | None = None
    robots: str = LARGE_PICTURES
    kind: str = "website"
    picture: Mapping | None = None
    shell: str = "pages/base.html"  # the template around the page's own: a preview has another
    asks_nothing: bool = False  # for a page that has to be there without the database

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def newsroom(self) -> str:
        return in_language(settings.NEWSROOM_NAME, self.language)

    @property
    def full_title(self) -> str:
        return f"{self.title} | {self.newsroom}" if self.title != self.newsroom else self.newsroom

    @property
    def summary(self) -> str:
        return self.description or _("%(title)s: news from %(newsroom)s") % {
            "title": self.title,
            "newsroom": self.newsroom,
        }

    @property
    def home(self) -> str:
        return language_prefix(self.language) + "/"

    @property
    def corrections(self) -> str:
        return self.home + "corrections/"

    @property
    def search(self) -> str:
        return self.home + "search/"

    @property
    def address(self) -> str:
        return absolute(self.path)

    @property
    def picture_address(self) -> str:
        return absolute(f"/media/{self.picture['name']}") if self.picture else ""

    @property
    def is_indexed(self) -> bool:
        return self.robots != NOINDEX

    @property
    def alternates(self) -> list[tuple[str, str]]:
        if not self.is_indexed or not self.versions:
            return []
        return hreflang(self.versions, self.path)

    @property
    def other_languages(self) -> list[Version]:
        return [
            Version(
                language=code,
                name=name,
                direction=direction(code),
                path=self.versions.get(code, language_prefix(code) + "/"),
            )
            for code, name in settings.LANGUAGES
            if code != self.language
        ]

    @property
    def navigation(self) -> list[tuple[Link, bool]]:
        """The sections in the newsroom's order, each with whether the reader is in it."""
        top = (section for section in self.sections if not section.parent_id and not section.hidden)
        return [(section_link(section, self.language), section.pk == self.section_id) for section in top]

    @property
    def policies(self) -> tuple[Policy, ...]:
        """What the foot leads to; nothing while the database is away."""
        try:
            return () if self.asks_nothing else policies(self.language)
        except Error:
            return ()

    @property
    def most_read(self) -> MostRead:
        return most_read(self.language)


def in_every_language(bare_path: str) -> dict[str, str]:
    """The versions of a page that exists in each language, its path given without a prefix."""
    return {code: language_prefix(code) + bare_path for code in settings.NEWSROOM_LANGUAGES}


def hreflang(versions: Mapping[str, str], own_path: str) -> list[tuple[str, str]]:
    """What a page says of its versions: each with its absolute address, then the one for everybody else."""
    default = versions.get(settings.NEWSROOM_LANGUAGES[0], own_path)
    return [(code, absolute(path)) for code, path in (*versions.items(), ("x-default", default))]
