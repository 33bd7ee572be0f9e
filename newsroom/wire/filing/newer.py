"""A newer version of a story: in its place where nobody has touched it, else beside it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from articles import editing
from articles.models import Article
from articles.workflow import MoveNotAllowed

from ..models import WireItem
from ..stories import WireStory
from . import embargoes, items, kills, leaving_out, proposing, publishing, renewing, storing
from .outcomes import Outcome, Result
from .running import Filing
from .values import Values


def update(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    """Files a version that is not older: in the place of the one that is there, unless anybody has touched that."""
    leaving_out.check(story)
    values = filing.values(story)
    filing.check_user(Article(**values.fields))
    article = storing.untouched(item)
    if not article:
        return _renew(filing, item, story, values, path=path)
    filing.check_user(article)
    was = embargoes.passed(story)
    editing.refile(article, by=filing.source.rights, lists=values.lists, embargoed_until=was, **values.fields)
    notes = items.notes_of(item, story, values)
    storing.store(item, story, path=path, notes=notes)
    return Result(Outcome.UPDATED, " ".join(notes + storing.settle(filing, item, story)), article.pk)


def add_pictures(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result | None:
    """A run that brings pictures may follow one that did not; what the desk has touched stays as it is."""
    brought = filing.pictures_of(story)
    article = storing.untouched(item) if brought else None
    if not article or items.has_all(article, brought):
        return None
    return update(filing, item, story, path=path)


def _renew(filing: Filing, item: WireItem, story: WireStory, values: Values, *, path: str) -> Result:
    """A story that only imports have published, or scheduled, is so anew where the run publishes; any other waits."""
    if not (filing.publish and renewing.is_open(item)):
        return _propose(filing, item, story, values)
    if filing.waits(story):
        return _propose(filing, item, story, values, why=publishing.without_pictures())
    try:
        renewed = renewing.publish(item, story, values, by=filing.publisher())
    except MoveNotAllowed as refusal:
        return _propose(filing, item, story, values, why=publishing.not_published(refusal))
    notes = items.notes_of(item, story, values)
    storing.store(item, story, path=path, notes=notes)
    outcome = Outcome.UPDATED if renewed else Outcome.UNCHANGED
    told = [*notes, *publishing.told_of(renewed), *embargoes.follow(item, story)]
    return Result(outcome, " ".join(told), item.article_id)


def _propose(filing: Filing, item: WireItem, story: WireStory, values: Values, *, why: str = "") -> Result:
    """What the desk has in hand is not overwritten: the new text stands beside it."""
    storing.lock(item)
    if not item.article_id:
        gone = _("The text has changed, but the desk has cleared the story away: it is not filed again.")
        return Result(Outcome.SKIPPED, gone)
    values = replace(values, notes=(*kills.usable_again(item), *values.notes))
    if not proposing.propose(item, values, digest=story.digest, version=story.version):
        return Result(Outcome.UNCHANGED, "", item.article_id)
    items.count(item, story)
    item.save(update_fields=["version", "version_at", "exported_at"])
    waits = _("The desk has the story in hand: the new text waits beside it as a proposed update.")
    if why:
        waits = " ".join((why, _("The new text waits beside the story as a proposed update.")))
    notes = [waits, *story.warnings, *values.notes, *embargoes.follow(item, story)]
    return Result(Outcome.SKIPPED, " ".join(notes), item.article_id)
