"""What every page for readers shares: its head, navigation, language switch and footer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.db import Error
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.languages import in_language
from articles.models import Section
from articles.paths import absolute, language_prefix
from newsroom.pages.around import policy_links, section_links
from newsroom.pages.popular import MostRead, most_read
from newsroom.pages.shortening import shortened
from newsroom.pages.structured.script import as_scripts
from newsroom.pages.words import direction, named

NOINDEX = "noindex"
LARGE_PICTURES = "max-image-preview:large"
LONGEST_SUMMARY = 160
# Open Graph wants a land with each language; of those not named here, the land of the same letters.
_LANDS = {"en": "US", "he": "IL", "fa": "IR", "uk": "UA", "ja": "JP", "ku": "TR", "ur": "PK", "el": "GR", "sv": "SE"}


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
    picture_alternative: str = ""
    author: str = ""  # as programs that show a page without its chrome name them
    facts: Sequence[tuple[str, str]] = ()  # properties of Open Graph that are a story's own
    feeds: Mapping[str, str] = field(default_factory=dict)  # names by path of the pages whose feeds belong here
    things: Sequence[Mapping] = ()  # what `newsroom.pages.structured` says of the page
    shell: str = "pages/base.html"  # the template around the page's own: a preview has another
    asks_nothing: bool = False  # for a page that has to be there without the database

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
    def corrections(self) -> str:
        return self.home + "corrections/"

    @property
    def search(self) -> str:
        return self.home + "search/"

    @cached_property
    def address(self) -> str:
        return absolute(self.path)

    @cached_property
    def picture_address(self) -> str:
        """The page's picture for links, or the newsroom's, which is as large as networks ask for."""
        return absolute(f"/media/{self.picture['name']}" if self.picture else static("pages/share.png"))

    @property
    def locale(self) -> str:
        return locale_of(self.language)

    @property
    def other_locales(self) -> list[str]:
        return [locale_of(code) for code in self.versions if code != self.language]

    @property
    def feed_links(self) -> list[tuple[str, str, str]]:
        """The name, Atom and RSS of each feed; where a page has none of its own, the site's."""
        feeds = self.feeds or {self.home: self.newsroom}
        return [(name, absolute(path + "feed.xml"), absolute(path + "rss.xml")) for path, name in feeds.items()]

    @property
    def embedding(self) -> str:
        """Where other sites learn how to embed the story: oEmbed, for its format to be put behind."""
        query = urlencode({"url": self.address})
        return absolute(f"/oembed/?{query}&format=") if self.kind == "article" else ""

    @property
    def scripts(self) -> SafeString:
        return as_scripts(self.things)

    @property
    def is_indexed(self) -> bool:
        return self.robots != NOINDEX

    @property
    def alternates(self) -> list[tuple[str, str]]:
        if not self.is_indexed or not self.versions:
            return []
        return hreflang(self.versions, self.path)

    @cached_property
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
    def navigation(self) -> SafeString:
        return section_links(self.sections, self.language, current=self.section_id)

    @property
    def policies(self) -> SafeString:
        """What the foot leads to; nothing while the database is away."""
        try:
            return SafeString("") if self.asks_nothing else policy_links(self.language)
        except Error:
            return SafeString("")

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


def locale_of(language: str) -> str:
    """The language as Open Graph writes it: `en_US`, `ar_AR`, `pt_BR`."""
    code, _hyphen, land = language.partition("-")
    return f"{code}_{(land or _LANDS.get(code, code)).upper()}"
