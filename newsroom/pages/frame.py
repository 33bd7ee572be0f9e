"""What every page for readers shares: its head, navigation, language switch and footer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db import Error
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.languages import in_language
from articles.models import Section
from articles.paths import absolute, language_prefix
from newsroom.pages.around import (
    both_most_read,
    foot,
    icons,
    language_link,
    most_read_links,
    nameplate,
    search_box,
    section_links,
    stylesheet,
)
from newsroom.pages.head import head
from newsroom.pages.policies import Policy, policies
from newsroom.pages.shortening import shortened
from newsroom.pages.surroundings import Surroundings, surroundings
from newsroom.pages.words import direction, named
from newsroom.static_files import address_of

NOINDEX = "noindex"
LARGE_PICTURES = "max-image-preview:large"
LONGEST_SUMMARY = 160


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
    picture_alternative: str = ""
    author: str = ""  # as programs that show a page without its chrome name them
    facts: Sequence[tuple[str, str]] = ()  # properties of Open Graph that are a story's own
    feeds: Mapping[str, str] = field(default_factory=dict)  # names by path of the pages whose feeds belong here
    things: Sequence[Mapping] = ()  # what `newsroom.pages.structured` says of the page
    shell: str = "pages/base.html"  # the template around the page's own: a preview has another
    asks_nothing: bool = False  # for a page that has to be there without the database
    known: Surroundings | None = None  # where they were read already

    @cached_property
    def around(self) -> Surroundings:
        return self.known or surroundings(self.language)

    @cached_property
    def direction(self) -> str:
        return direction(self.language)

    @cached_property
    def newsroom(self) -> str:
        return in_language(settings.NEWSROOM_NAME, self.language)

    @cached_property
    def nameplate(self) -> SafeString:
        """The newsroom's name as markup: marked where it has none in the page's language."""
        return named(settings.NEWSROOM_NAME, self.language)

    @cached_property
    def full_title(self) -> str:
        return f"{self.title} | {self.newsroom}" if self.title != self.newsroom else self.newsroom

    @cached_property
    def summary(self) -> str:
        """The description, no longer than search engines show it."""
        usual = _("%(title)s: news from %(newsroom)s") % {"title": self.title, "newsroom": self.newsroom}
        return shortened(self.description or usual, LONGEST_SUMMARY)

    @cached_property
    def home(self) -> str:
        return language_prefix(self.language) + "/"

    @property
    def search(self) -> str:
        return self.home + "search/"

    @cached_property
    def address(self) -> str:
        return absolute(self.path)

    @cached_property
    def picture_address(self) -> str:
        """The page's picture for links, or the newsroom's, which is as large as networks ask for."""
        return absolute(f"/media/{self.picture['name']}" if self.picture else address_of("pages/share.png"))

    @property
    def is_indexed(self) -> bool:
        return self.robots != NOINDEX

    @property
    def stylesheet(self) -> SafeString:
        return stylesheet(address_of("pages/pages.css"))

    @property
    def icons(self) -> SafeString:
        return icons(address_of("pages/icon.svg"), address_of("pages/icon.png"))

    @property
    def head(self) -> SafeString:
        return head(self)

    @property
    def plate(self) -> SafeString:
        return nameplate(self.home, self.nameplate)

    @property
    def language_links(self) -> SafeString:
        return SafeString(" ".join(self._languages))

    @property
    def listed_language_links(self) -> SafeString:
        return SafeString("".join([f"<li>{link}</li>" for link in self._languages]))

    @cached_property
    def _languages(self) -> list[SafeString]:
        others = ((code, name) for code, name in settings.LANGUAGES if code != self.language)
        return [
            language_link(self.versions.get(code, language_prefix(code) + "/"), code, name=name)
            for code, name in others
        ]

    @property
    def search_box(self) -> SafeString:
        return search_box(self.search, self.language)

    @property
    def navigation(self) -> SafeString:
        return section_links(self.sections, self.language, current=self.section_id)

    @property
    def foot(self) -> SafeString:
        return foot(self.home, self.nameplate, self._policies, self.language)

    @property
    def _policies(self) -> tuple[Policy, ...]:
        """None while the database is away."""
        try:
            return () if self.asks_nothing else policies(self.language, pages=self.around.policies)
        except Error:
            return ()

    @property
    def most_read(self) -> SafeString:
        return most_read_links(self.around.most_read.newest, self.language)

    @property
    def both_most_read(self) -> SafeString:
        return both_most_read(self.around.most_read, self.language)


def in_every_language(bare_path: str) -> dict[str, str]:
    """The versions of a page that exists in each language, its path given without a prefix."""
    return {code: language_prefix(code) + bare_path for code in settings.NEWSROOM_LANGUAGES}
