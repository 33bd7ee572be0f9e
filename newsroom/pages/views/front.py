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
from newsroom.pages.answers import answer, moved, reader_page
from newsroom.pages.arranged import on_top
from newsroom.pages.former import numbered_at_former_site
from newsroom.pages.fragments import block
from newsroom.pages.frame import Page, in_every_language
from newsroom.pages.fronts import arrange
from newsroom.pages.policies import policies
from newsroom.pages.queries import KEY, newest_keys, teasers_by_key
from newsroom.pages.story_rows import lines
from newsroom.pages.structured.lists import collection
from newsroom.pages.structured.site import newsroom, site
from newsroom.pages.surroundings import surroundings
from newsroom.pages.teasers import BLOCK, LYING_BLOCK, Teaser, all_teasers, hurried, joined
from newsroom.pages.words import section_link, stamped
from newsroom.prepared import Asked, IsAnyOf, Prepared


@reader_page
def front(request):
    if path := numbered_at_former_site(request):
        return moved(path)
    language = language_of_path(request.path_info)
    around = surroundings(language)
    sections = around.top_sections
    found = arranged_front(language, around=around)
    found = found.with_rows(teasers_by_key(story.pk for story in found.in_full))
    context = front_page(found, sections=sections, around=around, language=language)
    return answer(request, "pages/front.html", context=context)


def arranged_front(language, *, around):
    """What stands where on the front page, as lines."""
    arranged = around.front(None)
    at = arranged.moment(timezone.now())
    stories = _STORIES.rows(placed=standing(arranged.slots, at=at), language=language)
    return arrange(stories, sections=around.top_sections, slots=arranged.slots, at=at)


def front_stories(*, language, slots, at, until=None):
    """The live stories among which the front page chooses: the newest of each section, and those in its slots."""
    return _among(language, Q(article_id__in=standing(slots, at=at)), until=until)


def _among(language, is_placed, *, until=None):
    chosen = Q(IsAnyOf("pk", newest_keys(language, until=until))) | is_placed & Q(language=language)
    return Publication.objects.live().filter(chosen).newest_first()


_STORIES = Prepared(lambda: lines(_among(Asked("language"), Q(IsAnyOf("article_id", Asked("placed", KEY))))))


def front_page(front, *, sections, around, language):
    """The context of the front page, with its stories in their places."""
    shown = _laid_out(front, language)
    page = _page(language, sections)
    policy_paths = {policy.name: policy.path for policy in policies(language, pages=around.policies)}
    itself = newsroom(language, known=around.reach, pages=policy_paths)
    things = [site(language), itself, collection(page, _paths(shown, front))]
    return shown | {
        "page": replace(page, things=things, known=around),
        "newest_at": stamped(front.newest_at, language) if front.newest_at else "",
    }


def _paths(shown, front):
    """The stories' addresses in the order of the page."""
    lead = [shown["lead"]] if shown["lead"] else []
    blocks = [story for _section, stories in front.blocks for story in stories]
    return [story.path for story in (*lead, *front.latest, *shown["seconds"], *front.opinions, *blocks)]


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
    opinions = all_teasers(front.opinions)
    return {
        **on_top(front.lead, front.seconds),
        "latest": joined(story.line for story in all_teasers(front.latest)),
        "opinions": joined((story.view for story in opinions), after="\n    "),
        "opinions_section": opinions[0].section if opinions else None,
        "blocks": _blocks(front.blocks, language, is_top=not front.lead),
    }


def _blocks(blocks, language, *, is_top):
    """The sections' blocks. One that would be alone in a row of three lies across the page."""
    lying = len(blocks) - 1 if len(blocks) % 3 == 1 else None
    sizes = [LYING_BLOCK if place == lying else BLOCK for place in range(len(blocks))]
    cards = [Teaser(story=rows[0], sizes=size) for (_section, rows), size in zip(blocks, sizes, strict=True)]
    shown = zip(blocks, hurried(cards) if is_top else cards, strict=True)
    made = (
        _block(number, section_link(section, language), card, all_teasers(rows[1:]))
        for number, ((section, rows), card) in enumerate(shown, start=1)
    )
    return joined(made, after="\n  ")


def _block(number, section, first, others):
    lines = tuple(story.line for story in others)
    return block(section, number, first.card, lines)
