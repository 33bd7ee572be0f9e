"""The front page."""

from dataclasses import replace

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.languages import in_language
from articles.models import Publication
from articles.paths import language_prefix
from newsroom.fronts.slots import standing
from newsroom.languages import language_of_path
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.arranged import arranged_front, on_top
from newsroom.pages.frame import Page, in_every_language
from newsroom.pages.fronts import EACH, arrange
from newsroom.pages.policies import policy_paths
from newsroom.pages.queries import sections_with_newest, teasers
from newsroom.pages.structured.lists import collection
from newsroom.pages.structured.site import newsroom, site
from newsroom.pages.teasers import all_teasers
from newsroom.pages.words import section_link, stamped


@reader_page
def front(request):
    language = language_of_path(request.path_info)
    arranged = arranged_front(None, language)
    at = arranged.moment(timezone.now())
    sections = list(sections_with_newest(language, each=EACH))
    stories = list(teasers(front_stories(sections, language=language, slots=arranged.slots, at=at)).newest_first())
    context = front_page(stories, sections=sections, language=language, slots=arranged.slots, at=at)
    return answer(request, "pages/front.html", context=context)


def front_stories(sections, *, language, slots, at):
    """The live stories among which the front page chooses: the newest of each section, and those in its slots."""
    keys = [key for section in sections for key in getattr(section, "newest_ids", ())]
    among = Q(pk__in=keys)
    if placed := standing(slots, at=at):
        among |= Q(article_id__in=placed, language=language)
    return Publication.objects.live().filter(among)


def front_page(stories, *, sections, language, slots, at):
    """The context of the front page with these stories, newest first, as its slots say at a moment."""
    shown = _laid_out(arrange(stories, sections=sections, slots=slots, at=at), language)
    page = _page(language, sections)
    things = [site(language), newsroom(language, pages=policy_paths(language)), collection(page, _paths(shown))]
    return shown | {
        "page": replace(page, things=things),
        "newest_at": stamped(stories[0].first_published_at, language) if stories else "",
    }


def _paths(shown):
    """The stories' addresses in the order of the page."""
    lead = [shown["lead"]] if shown["lead"] else []
    blocks = [story for _section, stories in shown["blocks"] for story in stories]
    return [story.path for story in (*lead, *shown["latest"], *shown["seconds"], *shown["opinions"], *blocks)]


def _page(language, sections):
    name = in_language(settings.NEWSROOM_NAME, language)
    return Page(
        language=language,
        path=language_prefix(language) + "/",
        title=name,
        description=_("News, reports and opinion from %(newsroom)s.") % {"newsroom": name},
        sections=sections,
        versions=in_every_language("/"),
    )


def _laid_out(front, language):
    return {
        **on_top(front.lead, front.seconds),
        "latest": all_teasers(front.latest),
        "opinions": all_teasers(front.opinions),
        "opinions_section": section_link(front.opinions[0].section, language) if front.opinions else None,
        "blocks": [(section_link(section, language), all_teasers(rows)) for section, rows in front.blocks],
    }
