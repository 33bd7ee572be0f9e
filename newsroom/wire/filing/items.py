"""What is kept of a record, which of its versions is the newest, and what is said of it."""

from __future__ import annotations

from collections.abc import Set

from django.utils.translation import gettext as _

from articles import bodies
from articles.models import Article
from articles.models.article import Embargo

from ..models import WireItem
from ..stories import WireStory
from . import embargoes, kills
from .outcomes import Outcome, Result
from .values import Values
from .versions import Version


def fill(item: WireItem, story: WireStory, *, path: str, notes: list[str], keeps_text: bool = False) -> None:
    item.digest, item.standing, item.desk_note = story.digest, story.standing.value, story.desk_note
    count(item, story)
    item.path, item.number, item.line = path[-1000:], story.number, story.line
    item.keyword = story.keyword
    item.reason = " ".join(notes)
    if not keeps_text:
        item.language, item.local_time = story.language[:12], story.local_time_as_printed[:200]
        item.published_at, item.source_text = story.published_at, story.source_text
        item.old_addresses = [address for address in story.old_addresses if len(address) <= 2000]


def count(item: WireItem, story: WireStory) -> None:
    """The newest version that was seen; a kill may name none, or come late."""
    came = _version_of(story)
    if not came.is_before(_version_there(item)):
        item.version, item.version_at, item.exported_at = (
            old if new is None else new for new, old in zip(came, _version_there(item), strict=True)
        )


def _version_of(story: WireStory) -> Version:
    return Version(story.version, story.changed_at, story.exported_at)


def _version_there(item: WireItem) -> Version:
    return Version(item.version, item.version_at, item.exported_at)


def is_newer(item: WireItem, story: WireStory) -> bool:
    """Whether a version is newer for certain; one that names no moment of its own is as new as its story."""
    if not (item.version_at or story.changed_at) and item.published_at and story.published_at:
        return item.published_at < story.published_at
    return _version_there(item).is_before(_version_of(story))


def why_not_newer(item: WireItem, story: WireStory) -> str:
    """Why a version does not take the place of the one that is there; "" if it does. One that was killed comes back
    only by a version that is newer for certain."""
    came = _version_of(story)
    if came.is_before(_version_there(item)):
        return _("An older version than the one that is there.")
    if item.standing in kills.TAKEN_BACK and not _version_there(item).is_before(came):
        return _("Its source has taken it back, and this version is not newer.")
    return ""


def new_article(story: WireStory, values: Values) -> Article:
    """A story for the desk, not stored yet."""
    until = embargoes.passed(story)
    return Article(**values.fields, embargo=Embargo.UNTIL if until else Embargo.NONE, embargo_until=until)


def has_all(article: Article, brought: Set[int]) -> bool:
    """Whether a story shows all of these pictures."""
    return not brought or brought <= bodies.references(article.body).pictures | {article.lead_image_id}


def duplicate(story: WireStory, *, of: str) -> Result:
    same = _("Same headline and dateline as %(path)s.") % {"path": of}
    return Result(Outcome.DUPLICATE, " ".join((same, *story.warnings)))


def notes_of(item: WireItem, story: WireStory, values: Values) -> list[str]:
    """What the desk should know of a story, whichever version it is. Not everybody who may read it may see the other
    one: the record names that, and pages show it to whoever may."""
    return [*story.warnings, *values.notes, *([_("Same story as another one?")] if item.same_story_as else [])]
