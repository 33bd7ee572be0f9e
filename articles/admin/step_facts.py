"""What a move's page tells before it is made: for a publication, all that readers would get, where, when and who."""

from __future__ import annotations

from copy import copy

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import addresses, freezing, publishing
from ..models import Publication, Revision
from ..paths import story_path
from ..phrases import moment
from ..workflow import Action, MoveNotAllowed, Readers
from .situation import Situation
from .zones import zone_name

PUBLISHING = (Action.PUBLISH, Action.PUBLISH_URGENT, Action.PUBLISH_IMPORT, Action.SCHEDULE)
NOW = (Action.PUBLISH, Action.PUBLISH_URGENT, Action.PUBLISH_IMPORT, Action.RELEASE)
READ = (Action.APPROVE, Action.SUBMIT)
CHECKED = (*PUBLISHING, *READ)


def facts_of(situation: Situation) -> list[tuple[str, str]]:
    """Label and text, in the order of the page."""
    article, action = situation.article, situation.action
    facts = [(_("Headline"), article.headline), (_("Section"), str(article.section or _("none")))]
    revision = pinned(situation)
    if action in (*PUBLISHING, *READ, Action.FIX_TYPO) and revision:
        facts.append((_("Revision"), _revision_line(revision)))
    if action in PUBLISHING and revision and article.section_id:
        facts += _publication_facts(situation, revision)
    if action in (Action.SCHEDULE, Action.SET_EMBARGO):
        facts.append((_("Time zone"), zone_line()))
    return facts + [(_("In the way"), sentence) for sentence in _in_the_way(situation)]


def _in_the_way(situation: Situation):
    """What would refuse the move as things stand, in the words of the refusal."""
    if situation.action in NOW:
        try:
            publishing.check_unblocked(situation.article)
        except MoveNotAllowed as refusal:
            yield str(refusal)


def zone_line() -> str:
    """The newsroom's zone by both its names and its distance from UTC."""
    return zone_name(settings.NEWSROOM_ZONE)


def address_of(situation: Situation, revision: Revision) -> str:
    """The path that a story would have if it were published now; nothing is reserved."""
    publication = copy(situation.publication) or Publication(article=situation.article)
    frozen = freezing.freeze(revision, publication=publication)
    publication.first_published_at = publication.first_published_at or _first_published(situation)
    return story_path(
        language=publication.language,
        top_section=publication.top_section.slug,
        at=publication.first_published_at,
        slug=addresses.free_slug(publication, wanted=frozen.wanted_slug),
    )


def pinned(situation: Situation) -> Revision | None:
    """The text that the move is about: what was approved, what a change keeps, or else the newest."""
    article, change = situation.article, situation.change
    if situation.action is Action.PUBLISH:
        return article.approved_revision
    return change.revision if change and situation.keeps_revision else article.head_revision


def _revision_line(revision: Revision) -> str:
    who = revision.author or revision.source or _("somebody")
    return _("%(number)s, saved by %(who)s, %(moment)s") % {
        "number": revision.number,
        "who": who,
        "moment": moment(revision.saved_at),
    }


def _publication_facts(situation: Situation, revision: Revision) -> list[tuple[str, str]]:
    when = _("at the time chosen below") if situation.action is Action.SCHEDULE else _now_line()
    return [
        (_("Address"), settings.SITE_URL + address_of(situation, revision)),
        (_("Time"), when),
        (_("Embargo"), embargo_line(situation.article)),
        (_("Audience"), _audience(situation.standing.readers, situation.article.language)),
    ]


def _now_line() -> str:
    return _("now, %(moment)s") % {"moment": moment(timezone.now())}


def _first_published(situation: Situation):
    dated = situation.article.published_at_source if situation.action is Action.PUBLISH_IMPORT else None
    return dated or timezone.now()


def embargo_line(article) -> str:
    if article.embargo == "none":
        return _("none")
    if article.embargo == "lifted":
        return _("until somebody lifts it")
    return _("until %(moment)s") % {"moment": moment(article.embargo_until)}


def _audience(readers: Readers, language: str) -> str:
    if readers is Readers.HELD:
        return _("nobody yet: the story is held, and stays held until it is released")
    name = translation.get_language_info(language)["name_translated"]
    return _("everybody: page, lists, feeds, sitemap and search in %(language)s") % {"language": name}
