"""The front page."""

from django.conf import settings
from django.utils.translation import gettext as _

from articles.languages import in_language
from articles.models import Publication
from articles.paths import language_prefix
from newsroom.languages import language_of_path
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.frame import Page, in_every_language
from newsroom.pages.fronts import EACH, arrange
from newsroom.pages.queries import sections_with_newest, teasers
from newsroom.pages.teasers import LEAD, all_teasers, teaser
from newsroom.pages.words import section_link, stamped


@reader_page
def front(request):
    language = language_of_path(request.path_info)
    sections = list(sections_with_newest(language, each=EACH))
    keys = [key for section in sections for key in section.newest_ids]
    stories = list(teasers(Publication.objects.live().filter(pk__in=keys)).newest_first())
    return answer(request, "pages/front.html", context=front_page(stories, sections=sections, language=language))


def front_page(stories, *, sections, language):
    """The context of the front page with these stories, newest first."""
    return _laid_out(arrange(stories, sections=sections), language) | {
        "page": _page(language, sections),
        "newest_at": stamped(stories[0].first_published_at, language) if stories else "",
    }


def _page(language, sections):
    newsroom = in_language(settings.NEWSROOM_NAME, language)
    return Page(
        language=language,
        path=language_prefix(language) + "/",
        title=newsroom,
        description=_("News, reports and opinion from %(newsroom)s.") % {"newsroom": newsroom},
        sections=sections,
        versions=in_every_language("/"),
    )


def _laid_out(front, language):
    return {
        "lead": teaser(front.lead, sizes=LEAD, is_first=True) if front.lead else None,
        "seconds": all_teasers(front.seconds),
        "latest": all_teasers(front.latest),
        "opinions": all_teasers(front.opinions),
        "opinions_section": section_link(front.opinions[0].section, language) if front.opinions else None,
        "blocks": [(section_link(section, language), all_teasers(rows)) for section, rows in front.blocks],
    }
