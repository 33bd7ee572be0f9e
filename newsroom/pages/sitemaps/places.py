"""The pages that are not of one month: fronts, sections, people, topics, policies, the years of the archive."""

from __future__ import annotations

from articles.models import Author, Topic
from articles.paths import language_prefix
from newsroom.pages.frame import in_every_language
from newsroom.pages.periods import Period
from newsroom.pages.policies import every_policy, versions_of
from newsroom.pages.queries import shown_sections
from newsroom.pages.sitemaps.archives import archive_pages
from newsroom.pages.sitemaps.listed import Listed, in_languages
from newsroom.pages.sitemaps.months import months


def places() -> list[Listed]:
    sections = shown_sections()
    bare = ["/", *(section.path for section in sections), "/corrections/", *_of_people_and_topics()]
    pages = [row for path in bare for row in in_languages(in_every_language(path))]
    years = sorted({month.year for month in months()})
    return [*pages, *_policies(), *archive_pages(sections, [Period(year) for year in years])]


def _policies() -> list[Listed]:
    """The policy pages, and the list of them, in the languages that have them."""
    written = every_policy()
    versions = [versions_of(name) for name in dict.fromkeys(page.name for page in written)]
    lists = {page.language: f"{language_prefix(page.language)}/about/" for page in written}
    return [row for pages in ([lists] if lists else []) + versions for row in in_languages(pages)]


def _of_people_and_topics() -> list[str]:
    authors, topics = (model.objects.shown().only("slug") for model in (Author, Topic))
    return [row.path for row in (*authors, *topics)]
