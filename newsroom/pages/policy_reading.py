"""A policy page as readers see it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import bodies
from articles.models import Publication
from newsroom.about.models import PageName, PolicyPage
from newsroom.pages.former_links import former_links
from newsroom.pages.frame import Page
from newsroom.pages.policies import policies, policy_path, versions_of
from newsroom.pages.queries import shown_sections
from newsroom.pages.structured.lists import policy_page
from newsroom.pages.structured.site import breadcrumbs
from newsroom.pages.surroundings import surroundings
from newsroom.pages.words import stamped

_KINDS = {PageName.ABOUT: "AboutPage", PageName.CONTACT: "ContactPage"}  # where schema.org has one of its own


def policy_reading(found: PolicyPage) -> dict:
    """Return what `pages/policy.html` needs."""
    return {
        "page": _page(found),
        "body": _body(found.body),
        "changed": stamped(found.changed_at, found.language),
        "reach": surroundings(found.language).reach if found.name == PageName.CONTACT else None,
        "others": [other for other in policies(found.language) if other.name != found.name],
    }


def _page(found: PolicyPage) -> Page:
    page = Page(
        language=found.language,
        path=policy_path(found.name, found.language),
        title=found.title,
        description=found.description or bodies.plain_text(found.body)[:300],
        sections=shown_sections(),
        versions=versions_of(found.name),
    )
    way = [(_("About us and how we work"), f"{page.home}about/"), (page.title, page.path)]
    itself = policy_page(page, kind=_KINDS.get(found.name, "WebPage"), changed_at=found.changed_at)
    return replace(page, things=[itself, breadcrumbs(found.language, way)])


def _body(html: str) -> SafeString:
    """The text with the addresses of the live stories that it links to; `bodies.render` sanitises."""
    linked = bodies.references(html).articles
    live = Publication.objects.live().filter(article_id__in=linked) if linked else ()
    addresses: dict[int | str, str] = {story.article_id: story.path for story in live}
    [former] = former_links([html])
    return mark_safe(bodies.render(html, pictures={}, addresses=addresses | former))
