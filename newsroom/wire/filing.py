"""Puts wire records on the desk: each once, never over what the desk has in hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles import bodies, desk, editing, publishing
from articles.models import Article, Section, TimedChange
from articles.turns import take_turns
from articles.workflow import DeskState, MoveNotAllowed

from .likeness import is_same_story, may_be_alike, shingles
from .matching import ReferenceNames
from .models import Source, WireItem, WireItemStatus
from .stories import WireByline, WireFailure, WireStory, story_key

SHARING = 500  # newest records that share anything with a story
CANDIDATES = 20  # of them, the newest that are compared word by word
BULKY = 1_000_000  # characters of a failed record that are kept for an editor to see


class Outcome(StrEnum):
    FILED = "filed"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    """What became of one record, with what a person should know about it."""

    outcome: Outcome
    reason: str = ""
    article_id: int | None = None


@dataclass
class Filing:
    """One run: on whose behalf, with which names, and which stories it has met."""

    source: Source
    names: ReferenceNames
    user: object = None  # acts with this person's rights; None: as the source itself
    section: Section | None = None
    publish: bool = False
    format: str = "wire_text"
    met: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Stores a source that is new; of two runs that bring the same one, the second uses the first's."""
        if self.source.pk is None:
            self.source, _created = Source.objects.get_or_create(name=self.source.name)

    def file(self, record: WireStory | WireFailure, *, path: str) -> Result:
        """Files one record in a transaction of its own. Whatever it refuses is a `Result`, never an exception."""
        if isinstance(record, WireFailure):
            return self._keep_failure(record, path=path)
        try:
            return self._file_story(record, path=path)
        except (MoveNotAllowed, bodies.BodyTooLong, bodies.BodyTooDeep) as refusal:
            reason = str(refusal)
        except (DataError, IntegrityError) as problem:  # what no rule above has foreseen stops no other record
            reason = _("The database refused it: %(problem)s") % {"problem": str(problem).partition("\n")[0]}
        failure = WireFailure(record.number, record.line, reason, record.source_text)
        return self._keep_failure(failure, path=path)

    @transaction.atomic
    def _keep_failure(self, failure: WireFailure, *, path: str) -> Result:
        text = failure.source_text.replace("\x00", "")[:BULKY]
        WireItem.objects.update_or_create(
            source=self.source,
            format=self.format,
            external_id=f"failed:{path[-150:]}:{failure.number}",
            defaults={
                "status": WireItemStatus.FAILED,
                "digest": sha256(failure.source_text.encode()).hexdigest(),
                "path": path[-1000:],
                "number": failure.number,
                "line": failure.line,
                "reason": failure.reason,
                "source_text": text,
            },
        )
        return Result(Outcome.FAILED, failure.reason)

    @transaction.atomic
    def _file_story(self, story: WireStory, *, path: str) -> Result:
        key = story_key(self.source.name, story.language, at=story.published_at, headline=story.headline)
        if key in self.met:
            same = _("Same headline and dateline as %(path)s.") % {"path": self.met[key]}
            return Result(Outcome.DUPLICATE, " ".join((same, *story.warnings)))
        take_turns(key)  # two runs may meet the same story at once
        item = WireItem.objects.filter(source=self.source, format=self.format, external_id=key).first()
        if item is None:
            result = self._file_new(story, key=key, path=path)
        elif item.digest != story.digest:
            result = self._update(item, story, path=path)
        else:
            result = self._publish_unchanged(item)
        self.met[key] = path
        return result

    def _file_new(self, story: WireStory, *, key: str, path: str) -> Result:
        article = Article(**self._fields(story))
        self._check_user(article)
        lists, unmatched = self._lists(story)
        desk.create(article, by=self.source.rights, **lists)
        item = WireItem(source=self.source, format=self.format, external_id=key, article=article)
        item.same_story_as = self._same_story(story)
        notes = [*story.warnings, *unmatched]
        if item.same_story_as:
            notes.append(_("Same story as “%(other)s”?") % {"other": item.same_story_as.article})
        self._store(item, story, path=path, notes=notes)
        notes += self._publish(article)
        return Result(Outcome.FILED, " ".join(notes), article.pk)

    def _update(self, item: WireItem, story: WireStory, *, path: str) -> Result:
        article = self._untouched(item)
        if not article:
            return Result(Outcome.SKIPPED, _why_kept(item), item.article_id)
        fields = self._fields(story)
        self._check_user(article)
        self._check_user(Article(**fields))
        lists, unmatched = self._lists(story)
        editing.refile(article, by=self.source.rights, lists=lists, **fields)
        notes = [*story.warnings, *unmatched]
        self._store(item, story, path=path, notes=notes)
        notes += self._publish(article)
        return Result(Outcome.UPDATED, " ".join(notes), article.pk)

    def _publish_unchanged(self, item: WireItem) -> Result:
        """A run with --publish may follow one without; what the desk has touched stays with the desk."""
        article = self._untouched(item) if self.publish else None
        if not article:
            return Result(Outcome.UNCHANGED, "", item.article_id)
        notes = self._publish(article)
        outcome = Outcome.UPDATED if article.history_length else Outcome.UNCHANGED
        return Result(outcome, " ".join(notes), article.pk)

    def _untouched(self, item: WireItem) -> Article | None:
        """The story of an item, locked, unless the desk has it in hand or cleared it away."""
        stories = Article.objects.locked().filter(desk_state=DeskState.INCOMING, history_length=0)
        return stories.filter(pk=item.article_id).first()

    def _fields(self, story: WireStory) -> dict:
        section = self.section or (self.names.sections.match(story.section_label) if story.section_label else None)
        return {
            "language": story.language,
            "headline": _cut(story.headline, most=300),
            "section": section,
            "section_label": story.section_label[:200],
            "dateline_place": story.place[:120],
            "body": story.body,
            "source": self.source.name,
            "credit_line": self.source.credit_line,
            "published_at_source": story.published_at,
        }

    def _lists(self, story: WireStory) -> tuple[dict, list[str]]:
        """Bylines and topics as ids or as printed, and a note on every tag that is no topic of ours."""
        topics, unknown = self.names.topics.sort_out(story.tags)
        bylines = [self._byline(byline) for byline in story.bylines if bodies.clean_line(byline.name)]
        notes = [_("No topic is called: %(tags)s.") % {"tags": _(", ").join(unknown)}] if unknown else []
        return {"bylines": bylines, "topics": [topic.pk for topic in topics]}, notes

    def _byline(self, byline: WireByline) -> dict:
        author = self.names.authors.match(byline.name)
        name = "" if author else byline.name[:200]
        return {"author": author.pk if author else None, "name": name, "role": byline.role}

    def _check_user(self, article: Article) -> None:
        """Raises `RightMissing` unless the person, where one acts, may create stories in the section."""
        if self.user:
            editing.check_destination(self.user, article)

    def _publish(self, article: Article) -> list[str]:
        """Publishes if the run asks for it; a refusal leaves the story incoming and is a note."""
        if not self.publish:
            return []
        try:
            actor = self.user or Source.objects.get(pk=self.source.pk).rights  # trust may end during a run
            published = publishing.publish_import(article, by=actor)
        except MoveNotAllowed as refusal:
            return [_("Not published: %(reason)s") % {"reason": refusal}]
        if isinstance(published, TimedChange):
            return [_("Scheduled for its own time: %(moment)s UTC.") % {"moment": published.local_time}]
        return []

    def _same_story(self, story: WireStory) -> WireItem | None:
        text = bodies.plain_text(story.body)
        sketch = shingles(text)
        sharing = WireItem.objects.filter(language=story.language, shingles__overlap=sketch, article__isnull=False)
        rows = sharing.values_list("pk", "shingles")[:SHARING]
        keys = [key for key, other in rows if may_be_alike(sketch, other)][:CANDIDATES]
        for item in WireItem.objects.filter(pk__in=keys).select_related("article"):
            if is_same_story(text, bodies.plain_text(item.article.body)):
                return item
        return None

    def _store(self, item: WireItem, story: WireStory, *, path: str, notes: list[str]) -> None:
        item.status, item.digest = WireItemStatus.FILED, story.digest
        item.path, item.number, item.line = path[-1000:], story.number, story.line
        item.reason, item.language = " ".join(notes), story.language
        item.local_time, item.published_at = story.local_time_as_printed[:200], story.published_at
        item.source_text, item.shingles = story.source_text, shingles(bodies.plain_text(story.body))
        item.save()


def _why_kept(item: WireItem) -> str:
    if item.article_id:
        return _("The text has changed, but the desk has the story in hand: nothing was overwritten.")
    return _("The text has changed, but the desk has cleared the story away: it is not filed again.")


def _cut(text: str, *, most: int) -> str:
    """A text that fits, with an ellipsis where it was cut; the whole stays in the record's source text."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
