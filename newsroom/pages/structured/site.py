"""The newsroom and its site, as every page names them and as the front page describes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from articles.paths import absolute, language_prefix
from newsroom.about.facts import Reach, facts
from newsroom.pages.structured.script import thing
from newsroom.static_files import address_of

_ICON, _ICON_SIZE = "pages/icon.png", 180  # pixels; of a logo that the newsroom puts in its place nobody knows
_POLICIES = {
    "publishingPrinciples": "standards",
    "unnamedSourcesPolicy": "standards",
    "ethicsPolicy": "ethics",
    "correctionsPolicy": "corrections",
    "ownershipFundingInfo": "ownership",
    "masthead": "masthead",
    "actionableFeedbackPolicy": "contact",
}  # schema.org's name, and the page that says it


def publisher(language: str) -> dict[str, Any]:
    """The newsroom as a story's publisher."""
    known = facts(language)
    logo = absolute(address_of(known.logo))
    size = _ICON_SIZE if known.logo == _ICON else None
    return thing(
        "NewsMediaOrganization",
        id=absolute("/") + "#newsroom",
        name=known.name,
        alternateName=_other_names(known.name),
        url=absolute(language_prefix(language) + "/"),
        logo=thing("ImageObject", url=logo, contentUrl=logo, width=size, height=size),
    )


def newsroom(language: str, *, known: Reach, pages: Mapping[str, str]) -> dict[str, Any]:
    """The newsroom with how it is reached and its policies; `pages` are the paths of its policy pages by name."""
    policies = {name: absolute(pages[page]) for name, page in _POLICIES.items() if page in pages}
    more = thing(
        "",
        sameAs=list(known.profiles),
        email=known.mail,
        telephone=known.telephone,
        address=known.postal_address,
        contactPoint=_reach(known, pages),
    )
    return {**more, **publisher(language), **policies}


def _reach(known: Reach, pages: Mapping[str, str]) -> dict[str, Any] | None:
    """How the newsroom is reached, where it says how."""
    said = thing(
        "ContactPoint",
        contactType="newsroom",
        email=known.mail,
        telephone=known.telephone,
        url=absolute(pages["contact"]) if "contact" in pages else None,
        availableLanguage=list(settings.NEWSROOM_LANGUAGES),
    )
    return said if {"email", "telephone", "url"} & {*said} else None


def _other_names(name: str) -> list[str]:
    return [other for other in dict.fromkeys(settings.NEWSROOM_NAME.values()) if other != name]


def site(language: str) -> dict[str, Any]:
    """The site in a language. Everybody may search it."""
    home = absolute(language_prefix(language) + "/")
    return thing(
        "WebSite",
        id=home + "#site",
        name=facts(language).name,
        alternateName=_other_names(facts(language).name),
        url=home,
        inLanguage=language,
        publisher={"@id": absolute("/") + "#newsroom"},
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": home + "search/?q={search_term_string}"},
            "query-input": "required name=search_term_string",
        },
    )


def part_of_site(language: str) -> dict[str, Any]:
    """The site as a page names what it is part of."""
    home = absolute(language_prefix(language) + "/")
    return thing("WebSite", id=home + "#site", name=facts(language).name, url=home)


def breadcrumbs(language: str, steps: list[tuple[str, str]]) -> dict[str, Any]:
    """The way from the front page to a page: names and paths, the page's own last."""
    home = (facts(language).name, language_prefix(language) + "/")
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=position, name=name, item=absolute(path))
            for position, (name, path) in enumerate([home, *steps], start=1)
        ],
    )
