"""Pages of the former site that become ours: who we are, how we work, how we are reached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from articles import bodies, old_addresses
from articles.paths import language_prefix
from articles.texts import clean_line
from articles.workflow import MoveNotAllowed
from newsroom.about import writing
from newsroom.about.models import LONGEST_DESCRIPTION, LONGEST_TITLE, PageName, PolicyPage
from newsroom.wire.filing import Outcome, Result
from newsroom.wire.filing.values import newsroom_language
from newsroom.wire.foreign_html import cut
from newsroom.wire.stories import Standing, WirePage, WireStory

from .redirects import keys_of

# What sites call the pages that we have, by the last part of their addresses.
CALLED: Mapping[str, PageName] = {
    called: page
    for page, names in {
        PageName.ABOUT: "about about-us who-we-are من-نحن عن-الموقع",
        PageName.CONTACT: "contact contact-us اتصل-بنا تواصل-معنا",
        PageName.STANDARDS: "standards editorial-standards editorial-policy السياسة-التحريرية",
        PageName.ETHICS: "ethics code-of-ethics ethics-policy ميثاق-الشرف",
        PageName.CORRECTIONS: "corrections corrections-policy سياسة-التصحيح",
        PageName.OWNERSHIP: "ownership funding الملكية",
        PageName.MASTHEAD: "masthead team our-team staff فريق-العمل هيئة-التحرير",
        PageName.PRIVACY: "privacy privacy-policy سياسة-الخصوصية",
        PageName.ACCESSIBILITY: "accessibility accessibility-statement",
    }.items()
    for called in names.split()
}
_EMBEDDED = re.compile(r'<figure [^>]*data-embed="[^"]*"[^>]*></figure>')
NONE_OF_OURS = "A page of the former site that is none of ours: it is filed as a story, and never published by itself."


@dataclass
class PolicyPages:
    """`by` is whose right it takes; pages are shown to readers at once only where the run publishes. `named` are pages
    of ours by what the site calls them, from the mapping file."""

    by: object
    publishes: bool = False
    named: Mapping[str, str] = field(default_factory=dict)
    site: str = ""

    def as_record(self, page: WirePage) -> WirePage | WireStory:
        """The page, if it is one of ours, else a story for the desk: nothing is lost."""
        if self._name_of(page.story):
            return page
        return replace(page.story, standing=Standing.DRAFT, warnings=(*page.story.warnings, NONE_OF_OURS))

    def take(self, page: WirePage) -> Result:
        """Writes the page unless the newsroom has one of that name already; its old addresses lead to either."""
        story = page.story
        language, name = newsroom_language(story.language), self._name_of(story)
        path = f"{language_prefix(language)}/about/{name}/"
        there = PolicyPage.objects.filter(name=name, language=language).first()
        if there:
            self._lead_on(story, path)
            return Result(Outcome.UNCHANGED, _("There is a page “%(page)s” already: it stays.") % {"page": there})
        try:
            writing.write(self._page(story, name, language), by=self.by, number=0)
        except MoveNotAllowed as refusal:
            return Result(Outcome.SKIPPED, str(refusal))
        self._lead_on(story, path)
        lost = _("Pictures and what is embedded were left out.") if _figures_of(story.body) else ""
        return Result(Outcome.FILED, " ".join(filter(None, (_("It is %(path)s now.") % {"path": path}, lost))))

    def _lead_on(self, story: WireStory, path: str) -> None:
        for key in keys_of(story, site=self.site):
            old_addresses.keep_for_page(key, path=path)

    def _name_of(self, story: WireStory) -> str:
        slug = story.slug.strip("/").lower()
        return self.named.get(story.slug) or self.named.get(story.headline) or CALLED.get(slug, "")

    def _page(self, story: WireStory, name: str, language: str) -> PolicyPage:
        return PolicyPage(
            name=name,
            language=language,
            title=cut(clean_line(story.headline), most=LONGEST_TITLE),
            description=cut(clean_line(story.search_description or story.standfirst), most=LONGEST_DESCRIPTION),
            body=_EMBEDDED.sub("", bodies.renumbered(story.body, {})),
            is_shown=self.publishes and story.standing is Standing.USABLE,
        )


def _figures_of(body: str) -> bool:
    found = bodies.references(body)
    return bool(found.pictures or found.embeds)
