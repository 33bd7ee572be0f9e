"""The pages that a copy has and the site has not: of an old address, and in place of what needs a server."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.paths import absolute, language_prefix
from newsroom.languages import language_of_path
from newsroom.pages.arranged import banner
from newsroom.pages.frame import NOINDEX, Page, in_every_language
from newsroom.pages.queries import shown_sections

from .links import NOT_HERE, SEARCH, not_here


def moved_page(path: str) -> str:
    """Leads a browser on to a path, and tells search engines that the page is there."""
    with translation.override(language_of_path(path)):
        context = {"language": language_of_path(path), "path": path, "address": absolute(path)}
        return render_to_string("moving/moved.html", context)


def pages_in_place(language: str) -> dict[str, str]:
    """Pages by path: of the search, and where links to other things lead that a copy has not."""
    return {
        not_here(language): _not_here(language, NOT_HERE),
        language_prefix(language) + SEARCH: _not_here(language, SEARCH),
    }


def _not_here(language: str, bare_path: str) -> str:
    with translation.override(language):
        page = Page(
            language=language,
            path=language_prefix(language) + bare_path,
            title=_("Not in this copy"),
            sections=shown_sections(),
            versions=in_every_language(bare_path),
            robots=NOINDEX,
        )
        return render_to_string("moving/not_here.html", {"page": page, "banner": banner(page.around)})
