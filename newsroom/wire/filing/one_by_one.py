"""Puts a record on the desk: once, and never over what the desk has in hand."""

from __future__ import annotations

from dataclasses import replace

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles import bodies, desk, editing
from articles.models import Article
from articles.workflow import DeskState, MoveNotAllowed

from ..likeness import shingles
from ..models import WireItem, WireItemStatus
from ..stories import WireFailure, WireRecord, WireSkip, WireStory
from . import embargoes, failures, items, kills, leaving_out, proposing, publishing, recalls, renewing, resembling
from .outcomes import Outcome, Result
from .running import Filing
from .values import Values


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
    filing.take_turns(key)
    item = WireItem.objects.filter(source=filing.source, format=filing.format, external_id=key).first()
    if item is None and filing.has_met(story):  # a dry run, which keeps nothing of the first one
        result = Result(Outcome.DUPLICATE, _("The same id as another record of this run."))
    elif item is None:
        item = WireItem(source=filing.source, format=filing.format, external_id=key)
        result = _file_new(filing, item, story, path=path)
    else:
        result = _file_known(filing, item, story, path=path)
    filing.meet(story, path=path)
    return result


def _file_new(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    if recalls.is_notice(item, story):
        item.status = WireItemStatus.AWAITED
        _store(filing, item, story, path=path, notes=[])
        return Result(Outcome.FILED, recalls.follow(item))
    notes = _put_on_desk(filing, item, story, path=path)
    return Result(Outcome.FILED, " ".join(notes + _settle(filing, item, story)), item.article_id)


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
    _store(filing, item, story, path=path, notes=notes)
    return notes + recalls.recall(item)


def _file_known(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    if item.digest == story.digest:
        if filing.has_met(story):
            return _again(item)
        return _add_pictures(filing, item, story, path=path) or _publish_unchanged(filing, item, story)
    if item.status == WireItemStatus.AWAITED and not kills.is_taken_back(story):
        return _file_awaited(filing, item, story, path=path)
    if kills.is_taken_back(story):
        return _take_back(filing, item, story, path=path)
    if refusal := items.why_not_newer(item, story):
        raise leaving_out.LeftOut(refusal, article_id=item.article_id)
    if not filing.has_met(story):
        return _update(filing, item, story, path=path)
    if not items.is_newer(item, story):
        return _again(item)
    told = _("It takes the place of another record of this run with the same id.")
    result = _update(filing, item, story, path=path)
    return replace(result, reason=f"{told} {result.reason}".strip())


def _again(item: WireItem) -> Result:
    said = _("The same id as another record of this run, and not newer: that one stays.")
    return Result(Outcome.DUPLICATE, said, item.article_id)


def _file_awaited(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    """The story whose kill came before it: it is filed and blocked, so that no run publishes it."""
    kill = {name: getattr(item, name) for name in ("digest", "standing", "desk_note", "version", "version_at")}
    notes = _put_on_desk(filing, item, story, path=path)
    for name, value in kill.items():
        setattr(item, name, value or getattr(item, name))
    item.save(update_fields=kill)
    return Result(Outcome.FILED, " ".join(notes + _settle(filing, item, story)), item.article_id)


def _take_back(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    """A kill wins, whatever its version and whatever the desk has made of the story; its text stays."""
    _hold(item)
    _store(filing, item, story, path=path, notes=[], keeps_text=True)
    notes = kills.block(item) or [kills.why(item)]
    item.reason = " ".join(notes)
    item.save(update_fields=["reason"])
    return Result(Outcome.UPDATED, item.reason, item.article_id)


def _update(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result:
    leaving_out.check(story)
    values = filing.values(story)
    filing.check_user(Article(**values.fields))
    article = _untouched(item)
    if not article:
        return _renew(filing, item, story, values, path=path)
    filing.check_user(article)
    was = embargoes.passed(story)
    editing.refile(article, by=filing.source.rights, lists=values.lists, embargoed_until=was, **values.fields)
    notes = items.notes_of(item, story, values)
    _store(filing, item, story, path=path, notes=notes)
    return Result(Outcome.UPDATED, " ".join(notes + _settle(filing, item, story)), article.pk)


def _add_pictures(filing: Filing, item: WireItem, story: WireStory, *, path: str) -> Result | None:
    """A run that brings pictures may follow one that did not; what the desk has touched stays as it is."""
    brought = filing.pictures_of(story)
    article = _untouched(item) if brought else None
    if not article or items.has_all(article, brought):
        return None
    return _update(filing, item, story, path=path)


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
    _store(filing, item, story, path=path, notes=notes)
    outcome = Outcome.UPDATED if renewed else Outcome.UNCHANGED
    told = [*notes, *publishing.waits_for(renewed), *embargoes.follow(item, story)]
    return Result(outcome, " ".join(told), item.article_id)


def _propose(filing: Filing, item: WireItem, story: WireStory, values: Values, *, why: str = "") -> Result:
    """What the desk has in hand is not overwritten: the new text stands beside it."""
    _hold(item)
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


def _publish_unchanged(filing: Filing, item: WireItem, story: WireStory) -> Result:
    """A run with --publish may follow one without; what the desk has touched stays with the desk."""
    article = _untouched(item) if filing.publish else None
    if not article:
        return Result(Outcome.UNCHANGED, "", item.article_id)
    notes = filing.publish_one(article, story)
    outcome = Outcome.UPDATED if article.history_length else Outcome.UNCHANGED
    return Result(outcome, " ".join(notes), article.pk)


def _settle(filing: Filing, item: WireItem, story: WireStory) -> list[str]:
    """What its source forbids comes first, then publishing, if the run asks for it."""
    notes = [*embargoes.follow(item, story), *kills.block(item)]
    return notes + filing.publish_one(item.article, story)


def _hold(item: WireItem) -> None:
    """Locks the story of an item, which may have been cleared away since the item was read."""
    article = Article.objects.locked().filter(pk=item.article_id).first()
    if item.article_id and not article:
        item.refresh_from_db()


def _untouched(item: WireItem) -> Article | None:
    """The story of an item, locked, unless the desk has it in hand or cleared it away."""
    stories = Article.objects.locked().filter(desk_state=DeskState.INCOMING, history_length=0)
    return stories.filter(pk=item.article_id).first()


def _store(
    filing: Filing, item: WireItem, story: WireStory, *, path: str, notes: list[str], keeps_text: bool = False
) -> None:
    """The record in its newest version. A kill `keeps_text` of the version before: it brings none."""
    items.fill(item, story, path=path, notes=notes, keeps_text=keeps_text)
    if not keeps_text:
        item.shingles = shingles(bodies.plain_text(story.body))
    item.save()


def _failed(filing: Filing, failure: WireFailure, *, path: str) -> Result:
    return failures.keep(failure, source=filing.source, format=filing.format, path=path)
