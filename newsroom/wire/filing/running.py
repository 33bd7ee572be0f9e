"""Puts wire records on the desk: each once, never over what the desk has in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles import bodies, desk, editing
from articles.models import Article, Section
from articles.turns import take_turns
from articles.workflow import DeskState, MoveNotAllowed

from ..likeness import shingles
from ..matching import ReferenceNames
from ..models import Source, WireItem, WireItemStatus
from ..stories import WireFailure, WireRecord, WireSkip, WireStory, story_key
from . import embargoes, failures, kills, leaving_out, proposing, publishing, recalls, renewing, resembling
from .outcomes import Outcome, Result
from .values import Values, values_of
from .versions import Version

LONGEST_ID = 200


def _kept(name: str) -> str:
    """A source's name of a story, or its digest where that is too long to be kept."""
    named = bodies.clean_line(name)
    return named if 0 < len(named) <= LONGEST_ID else f"sha256:{sha256(name.encode()).hexdigest()}"


def no_pictures(_story: WireStory) -> Mapping[int, int]:
    return {}


def never(_story: WireStory) -> bool:
    return False


@dataclass
class Filing:
    """One run: on whose behalf, with which names, and which stories it has met. `pictures` brings those of a story
    into the library, and says which number they have there by the story's own; a story whose pictures a later run will
    bring `waits` for that one to publish it."""

    source: Source
    names: ReferenceNames
    user: object = None  # acts with this person's rights; None: as the source itself
    section: Section | None = None
    publish: bool = False
    format: str = "wire_text"
    pictures: Callable[[WireStory], Mapping[int, int]] = no_pictures
    waits: Callable[[WireStory], bool] = never
    met: dict[str, str] = field(default_factory=dict)
    met_ids: set[int] = field(default_factory=set)  # hashes, as a run may have very many
    commonness: resembling.Commonness = field(default_factory=resembling.Commonness)

    @property
    def brings_pictures(self) -> bool:
        return self.pictures is not no_pictures

    def pictures_of(self, story: WireStory) -> set[int]:
        """The numbers in the library of a story's pictures, as far as they were brought."""
        return set(self.pictures(story).values()) if story.pictures and self.brings_pictures else set()

    def begin(self) -> None:
        """Stores a source that is new; of two runs that bring the same one, the second uses the first's."""
        if self.source.pk is None:
            self.source, _created = Source.objects.get_or_create(name=self.source.name)

    def file(self, record: WireRecord, *, path: str) -> Result:
        """Files one record in a transaction of its own. Whatever it refuses is a `Result`, never an exception."""
        if isinstance(record, WireSkip):
            return Result(Outcome.SKIPPED, record.reason)
        if isinstance(record, WireFailure):
            return self._keep_failure(record, path=path)
        try:
            return self._file_story(record, path=path)
        except leaving_out.LeftOut as rule:
            return Result(Outcome.SKIPPED, str(rule), rule.article_id)
        except (MoveNotAllowed, bodies.BodyTooLong, bodies.BodyTooDeep) as refusal:
            reason = str(refusal)
        except (DataError, IntegrityError) as problem:  # what no rule above has foreseen stops no other record
            reason = _("The database refused it: %(problem)s") % {"problem": str(problem).partition("\n")[0]}
        failure = WireFailure(record.number, record.line, reason, record.source_text)
        return self._keep_failure(failure, path=path)

    def _keep_failure(self, failure: WireFailure, *, path: str) -> Result:
        return failures.keep(failure, source=self.source, format=self.format, path=path)

    @transaction.atomic
    def _file_story(self, story: WireStory, *, path: str) -> Result:
        key = self.key(story)
        if key in self.met and not story.external_id:
            return duplicate(story, of=self.met[key])
        self.take_turns(key)
        item = WireItem.objects.filter(source=self.source, format=self.format, external_id=key).first()
        if item is None and self.has_met(story):  # a dry run, which keeps nothing of the first one
            result = Result(Outcome.DUPLICATE, _("The same id as another record of this run."))
        elif item is None:
            item = WireItem(source=self.source, format=self.format, external_id=key)
            result = self._file_new(item, story, path=path)
        else:
            result = self._file_known(item, story, path=path)
        self.meet(story, path=path)
        return result

    def meet(self, story: WireStory, *, path: str) -> None:
        """The source has sent this story in this run."""
        if story.external_id:
            self.met_ids.add(self._named(story))
        else:
            self.met.setdefault(self.key(story), path)

    def has_met(self, story: WireStory) -> bool:
        """Whether another record of this run has the id of this one."""
        return bool(story.external_id) and self._named(story) in self.met_ids

    def _named(self, story: WireStory) -> int:
        return hash((self.format, story.external_id))

    def take_turns(self, *keys: str) -> None:
        """Two runs may meet the same stories at once: whoever comes second finds what the first has filed."""
        take_turns(*(f"{self.source.pk}:{self.format}:{key}" for key in keys))

    def key(self, story: WireStory) -> str:
        """The source's own name of the story, or the one that it was filed under before; else one that is made from
        source, language, instant and headline."""
        if not story.external_id:
            return story_key(self.source.name, story.language, at=story.published_at, headline=story.headline)
        if story.former_id and self._is_filed(former := _kept(story.former_id)):
            return former
        return _kept(story.external_id)

    def _is_filed(self, key: str) -> bool:
        return WireItem.objects.filter(source=self.source, format=self.format, external_id=key).exists()

    def _file_new(self, item: WireItem, story: WireStory, *, path: str) -> Result:
        if recalls.is_notice(item, story):
            item.status = WireItemStatus.AWAITED
            self._store(item, story, path=path, notes=[])
            return Result(Outcome.FILED, recalls.follow(item))
        notes = self._put_on_desk(item, story, path=path)
        return Result(Outcome.FILED, " ".join(notes + self._settle(item, story)), item.article_id)

    def _put_on_desk(self, item: WireItem, story: WireStory, *, path: str) -> list[str]:
        leaving_out.check(story)
        values = self.values(story)
        article = Article(**values.fields)
        self.check_user(article)
        desk.create(article, by=self.source.rights, **values.lists)
        item.article, item.status = article, WireItemStatus.FILED
        told = self.commonness.tell(story)
        item.same_story_as = resembling.same_story(told)
        notes = notes_of(item, story, values)
        self._store(item, story, path=path, notes=notes)
        return notes + recalls.recall(item)

    def _file_known(self, item: WireItem, story: WireStory, *, path: str) -> Result:
        if item.digest == story.digest:
            if self.has_met(story):
                return self._again(item)
            return self._add_pictures(item, story, path=path) or self._publish_unchanged(item, story)
        if item.status == WireItemStatus.AWAITED and not kills.is_taken_back(story):
            return self._file_awaited(item, story, path=path)
        if kills.is_taken_back(story):
            return self._take_back(item, story, path=path)
        if refusal := _why_not_newer(item, story):
            raise leaving_out.LeftOut(refusal, article_id=item.article_id)
        if not self.has_met(story):
            return self._update(item, story, path=path)
        if not _is_newer(item, story):
            return self._again(item)
        told = _("It takes the place of another record of this run with the same id.")
        result = self._update(item, story, path=path)
        return replace(result, reason=f"{told} {result.reason}".strip())

    def _again(self, item: WireItem) -> Result:
        said = _("The same id as another record of this run, and not newer: that one stays.")
        return Result(Outcome.DUPLICATE, said, item.article_id)

    def _file_awaited(self, item: WireItem, story: WireStory, *, path: str) -> Result:
        """The story whose kill came before it: it is filed and blocked, so that no run publishes it."""
        kill = {name: getattr(item, name) for name in ("digest", "standing", "desk_note", "version", "version_at")}
        notes = self._put_on_desk(item, story, path=path)
        for name, value in kill.items():
            setattr(item, name, value or getattr(item, name))
        item.save(update_fields=kill)
        return Result(Outcome.FILED, " ".join(notes + self._settle(item, story)), item.article_id)

    def _take_back(self, item: WireItem, story: WireStory, *, path: str) -> Result:
        """A kill wins, whatever its version and whatever the desk has made of the story; its text stays."""
        self._hold(item)
        self._store(item, story, path=path, notes=[], keeps_text=True)
        notes = kills.block(item) or [kills.why(item)]
        item.reason = " ".join(notes)
        item.save(update_fields=["reason"])
        return Result(Outcome.UPDATED, item.reason, item.article_id)

    def _update(self, item: WireItem, story: WireStory, *, path: str) -> Result:
        leaving_out.check(story)
        values = self.values(story)
        self.check_user(Article(**values.fields))
        article = self._untouched(item)
        if not article:
            return self._renew(item, story, values, path=path)
        self.check_user(article)
        editing.refile(article, by=self.source.rights, lists=values.lists, **values.fields)
        notes = [*story.warnings, *values.notes]
        self._store(item, story, path=path, notes=notes)
        return Result(Outcome.UPDATED, " ".join(notes + self._settle(item, story)), article.pk)

    def _add_pictures(self, item: WireItem, story: WireStory, *, path: str) -> Result | None:
        """A run that brings pictures may follow one that did not; what the desk has touched stays as it is."""
        brought = self.pictures_of(story)
        article = self._untouched(item) if brought else None
        if not article or has_all(article, brought):
            return None
        return self._update(item, story, path=path)

    def _renew(self, item: WireItem, story: WireStory, values: Values, *, path: str) -> Result:
        """A story that only imports have published is published anew, where the run publishes; any other waits."""
        if not (self.publish and renewing.is_open(item)):
            return self._propose(item, story, values)
        try:
            renewed = renewing.publish(item, story, values, by=self.publisher())
        except MoveNotAllowed as refusal:
            return self._propose(item, story, values, why=publishing.not_published(refusal))
        notes = [*story.warnings, *values.notes]
        self._store(item, story, path=path, notes=notes)
        outcome = Outcome.UPDATED if renewed else Outcome.UNCHANGED
        return Result(outcome, " ".join(notes + embargoes.follow(item, story)), item.article_id)

    def _propose(self, item: WireItem, story: WireStory, values: Values, *, why: str = "") -> Result:
        """What the desk has in hand is not overwritten: the new text stands beside it."""
        self._hold(item)
        if not item.article_id:
            gone = _("The text has changed, but the desk has cleared the story away: it is not filed again.")
            return Result(Outcome.SKIPPED, gone)
        if not proposing.propose(item, values, digest=story.digest, version=story.version):
            return Result(Outcome.UNCHANGED, "", item.article_id)
        _count(item, story)
        item.save(update_fields=["version", "version_at", "exported_at"])
        waits = _("The desk has the story in hand: the new text waits beside it as a proposed update.")
        if why:
            waits = " ".join((why, _("The new text waits beside the story as a proposed update.")))
        notes = [waits, *story.warnings, *values.notes, *embargoes.follow(item, story)]
        return Result(Outcome.SKIPPED, " ".join(notes), item.article_id)

    def _publish_unchanged(self, item: WireItem, story: WireStory) -> Result:
        """A run with --publish may follow one without; what the desk has touched stays with the desk."""
        article = self._untouched(item) if self.publish else None
        if not article:
            return Result(Outcome.UNCHANGED, "", item.article_id)
        notes = self._publish(article, story)
        outcome = Outcome.UPDATED if article.history_length else Outcome.UNCHANGED
        return Result(outcome, " ".join(notes), article.pk)

    def _settle(self, item: WireItem, story: WireStory) -> list[str]:
        """What its source forbids comes first, then publishing, if the run asks for it."""
        notes = [*embargoes.follow(item, story), *kills.block(item)]
        return notes + self._publish(item.article, story)

    def _hold(self, item: WireItem) -> None:
        """Locks the story of an item, which may have been cleared away since the item was read."""
        article = Article.objects.locked().filter(pk=item.article_id).first()
        if item.article_id and not article:
            item.refresh_from_db()

    def _untouched(self, item: WireItem) -> Article | None:
        """The story of an item, locked, unless the desk has it in hand or cleared it away."""
        stories = Article.objects.locked().filter(desk_state=DeskState.INCOMING, history_length=0)
        return stories.filter(pk=item.article_id).first()

    def values(self, story: WireStory) -> Values:
        return values_of(
            story, source=self.source, names=self.names, section=self.section, pictures=self.pictures(story)
        )

    def check_user(self, article: Article) -> None:
        """Raises `RightMissing` unless the person, where one acts, may create stories in the section."""
        if self.user:
            editing.check_destination(self.user, article)

    def publisher(self) -> object:
        """Who publishes: the person who acts, or the source as it is trusted now, which may end during a run."""
        return self.user or Source.objects.get(pk=self.source.pk).rights

    def _publish(self, article: Article, story: WireStory) -> list[str]:
        """Publishes if the run asks for it."""
        if not self.publish:
            return []
        if self.waits(story):
            return [publishing.without_pictures()]
        return publishing.publish_one(article, story, by=self.publisher(), source=self.source)

    def publish_all(self, wanted: Sequence[publishing.Wanted]) -> publishing.Told:
        now = [one for one in wanted if not self.waits(one[2])]
        told = publishing.publish_all(now, by=self.publisher(), source=self.source)
        told.notes |= {place: [publishing.without_pictures()] for place, _article, story in wanted if self.waits(story)}
        return told

    def _store(
        self, item: WireItem, story: WireStory, *, path: str, notes: list[str], keeps_text: bool = False
    ) -> None:
        """The record in its newest version. A kill `keeps_text` of the version before: it brings none."""
        fill(item, story, path=path, notes=notes, keeps_text=keeps_text)
        if not keeps_text:
            item.shingles = shingles(bodies.plain_text(story.body))
        item.save()


def fill(item: WireItem, story: WireStory, *, path: str, notes: list[str], keeps_text: bool = False) -> None:
    item.digest, item.standing, item.desk_note = story.digest, story.standing.value, story.desk_note
    _count(item, story)
    item.path, item.number, item.line = path[-1000:], story.number, story.line
    item.keyword = story.keyword
    item.reason = " ".join(notes)
    if not keeps_text:
        item.language, item.local_time = story.language[:12], story.local_time_as_printed[:200]
        item.published_at, item.source_text = story.published_at, story.source_text
        item.old_addresses = [address for address in story.old_addresses if len(address) <= 2000]


def has_all(article: Article, brought: Set[int]) -> bool:
    """Whether a story shows all of these pictures."""
    return not brought or brought <= bodies.references(article.body).pictures | {article.lead_image_id}


def duplicate(story: WireStory, *, of: str) -> Result:
    same = _("Same headline and dateline as %(path)s.") % {"path": of}
    return Result(Outcome.DUPLICATE, " ".join((same, *story.warnings)))


def notes_of(item: WireItem, story: WireStory, values: Values) -> list[str]:
    """What the desk should know of a new story. Not everybody who may read it may see the other one: the record names
    that, and pages show it to whoever may."""
    return [*story.warnings, *values.notes, *([_("Same story as another one?")] if item.same_story_as else [])]


def _count(item: WireItem, story: WireStory) -> None:
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


def _is_newer(item: WireItem, story: WireStory) -> bool:
    """Whether a version is newer for certain; one that names no moment of its own is as new as its story."""
    if not (item.version_at or story.changed_at) and item.published_at and story.published_at:
        return item.published_at < story.published_at
    return _version_there(item).is_before(_version_of(story))


def _why_not_newer(item: WireItem, story: WireStory) -> str:
    """Why a version does not take the place of the one that is there; "" if it does. One that was killed comes back
    only by a version that is newer for certain."""
    came = _version_of(story)
    if came.is_before(_version_there(item)):
        return _("An older version than the one that is there.")
    if item.standing in kills.TAKEN_BACK and not _version_there(item).is_before(came):
        return _("Its source has taken it back, and this version is not newer.")
    return ""
