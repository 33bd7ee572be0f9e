"""Puts a record on the desk: once, and never over what the desk has in hand."""

from __future__ import annotations

from dataclasses import replace

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles import bodies, desk
from articles.workflow import MoveNotAllowed

from ..models import WireItem, WireItemStatus
from ..stories import WireFailure, WireRecord, WireSkip, WireStory
from . import failures, items, kills, leaving_out, newer, recalls, resembling, storing
from .outcomes import Outcome, Result
from .running import Filing


def file_one(filing: Filing, record: WireRecord, *, path: str) -> Result:
    """Files one record in a transaction of its own. Whatever it refuses is a `Result`, never an exception."""
    if isinstance(record, WireSkip):
        return Result(Outcome.SKIPPED, record.reason)
    if isinstance(record, WireFailure):
        return _failed(filing, record, path=path)
    try:
        return _file_story(filing, record, path=path)
    except leaving_out.LeftOut as rule:
        return Result(Outcome.SKIPPED, str(rule), rule.article_id)
    except (MoveNotAllowed, bodies.BodyTooLong, bodies.BodyTooDeep) as refusal:
        reason = str(refusal)
    except (DataError, IntegrityError) as problem:  # what no rule above has foreseen stops no other record
        reason = _("The database refused it: %(problem)s") % {"problem": str(problem).partition("\n")[0]}
    failure = WireFailure(record.number, record.line, reason, record.source_text)
    return _failed(filing, failure, path=path)


@transaction.atomic
def _file_story(filing: Filing, story: WireStory, *, path: str) -> Result:
    key = filing.key(story)
    if key in filing.met and not story.external_id:
        return items.duplicate(story, of=filing.met[key])
    item = _stored(filing, story, key)
    if item is None and filing.has_met(story):  # a dry run, which keeps nothing of the first one
        result = Result(Outcome.DUPLICATE, _("The same id as another record of this run."))
    elif item is None:
        item = WireItem(source=filing.source, format=filing.format, external_id=key)
        result = _file_new(filing, item, story, path=path)
    else:
        result = _file_known(filing, item, story, path=path)
    filing.meet(story, path=path)
    return result


def _stored(filing: Filing, story: WireStory, key: str) -> WireItem | None:
    """The record of a story in its turn, under the key that it has now."""
    now = filing.key_now(story, key)
    filing.take_turns(now)
    items = WireItem.objects.filter(source=filing.source, format=filing.format)
    item = items.filter(external_id__in={key, now}).first()
    if item and item.external_id != now:
        item.external_id = now
        item.save(update_fields=["external_id"])
    return item


def _file_new(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    if recalls.is_notice(item, story):
        item.status = WireItemStatus.AWAITED
        storing.store(item, story, path=path, notes=[])
        return Result(Outcome.FILED, recalls.follow(item))
    notes = _put_on_desk(filing, item, story, path=path)
    return Result(Outcome.FILED, " ".join(notes + storing.settle(filing, item, story)), item.article_id)


def _put_on_desk(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> list[str]:
    leaving_out.check(story)
    values = filing.values(story)
    article = items.new_article(story, values)
    filing.check_user(article)
    desk.create(article, by=filing.source.rights, **values.lists)
    item.article, item.status = article, WireItemStatus.FILED
    told = filing.commonness.tell(story)
    item.same_story_as = resembling.same_story(told)
    notes = items.notes_of(item, story, values)
    storing.store(item, story, path=path, notes=notes)
    return notes + recalls.recall(item)


def _file_known(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    if item.digest == story.digest:
        if filing.has_met(story):
            return _again(item)
        return newer.add_pictures(filing, item, story, path=path) or _publish_unchanged(filing, item, story)
    if item.status == WireItemStatus.AWAITED and not kills.is_taken_back(story):
        return _file_awaited(filing, item, story, path=path)
    refusal = items.why_not_newer(item, story)
    if kills.is_taken_back(story) and not (refusal and kills.is_killed_already(item, story)):
        return _take_back(filing, item, story, path=path)
    if refusal:
        raise leaving_out.LeftOut(refusal, article_id=item.article_id)
    if not filing.has_met(story):
        return newer.update(filing, item, story, path=path)
    if not items.is_newer(item, story):
        return _again(item)
    told = _("It takes the place of another record of this run with the same id.")
    result = newer.update(filing, item, story, path=path)
    return replace(result, reason=f"{told} {result.reason}".strip())


def _again(item: WireItem) -> Result:
    said = _("The same id as another record of this run, and not newer: that one stays.")
    return Result(Outcome.DUPLICATE, said, item.article_id)


def _file_awaited(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    """The story whose kill came before it: it is filed and blocked, so that no run publishes it. Its version counts
    where that is the newer one: the same again is nothing new."""
    kill = {name: getattr(item, name) for name in ("digest", "standing", "desk_note")}
    notes = _put_on_desk(filing, item, story, path=path)
    for name, value in kill.items():
        setattr(item, name, value or getattr(item, name))
    item.save(update_fields=kill)
    return Result(Outcome.FILED, " ".join(notes + storing.settle(filing, item, story)), item.article_id)


def _take_back(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    """A kill wins, whatever its version and whatever the desk has made of the story; its text stays."""
    storing.lock(item)
    before = item.standing
    storing.store(item, story, path=path, notes=[], keeps_text=True)
    notes = kills.block(item, before=before) or [kills.why(item)]
    item.reason = " ".join(notes)
    item.save(update_fields=["reason"])
    return Result(Outcome.UPDATED, item.reason, item.article_id)


def _publish_unchanged(filing: Filing, item: WireItem, story: WireStory) -> Result:
    """A run with --publish may follow one without; what the desk has touched stays with the desk."""
    article = storing.untouched(item) if filing.publish else None
    if not article:
        return Result(Outcome.UNCHANGED, "", item.article_id)
    notes = filing.publish_one(article, story)
    outcome = Outcome.UPDATED if article.history_length else Outcome.UNCHANGED
    return Result(outcome, " ".join(notes), article.pk)


def _failed(filing: Filing, failure: WireFailure, *, path: str) -> Result:
    return failures.keep(failure, source=filing.source, format=filing.format, path=path)
