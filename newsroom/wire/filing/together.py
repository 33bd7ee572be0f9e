"""Many records filed in a few statements: those that are plainly new, or there already as they are.

What comes of each is what `file_one` makes of it; whatever needs more than being stored is left to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles import copying, desk
from articles.models import Article
from articles.workflow import DeskState, MoveNotAllowed, RightMissing

from ..models import WireItem, WireItemStatus
from ..stories import WireFailure, WireRecord, WireSkip, WireStory
from . import embargoes, kills, leaving_out, publishing, recalls, resembling
from .items import duplicate, fill, has_all, new_article, notes_of
from .outcomes import Apart, Outcome, Result
from .running import Filing
from .values import Values


class Arrival(NamedTuple):
    """A record, and the file that it stands in."""

    path: str
    record: WireRecord


@dataclass
class _New:
    """A story that is not there yet."""

    place: int
    path: str
    story: WireStory
    item: WireItem
    values: Values
    article: Article


def file_together(filing: Filing, arrivals: Sequence[Arrival]) -> list[Result]:
    """Files records in the caller's transaction and returns what became of each. Raises `Apart` if some of them have
    to be filed alone, and then all is to be taken back."""
    filing.begin()
    keys = [filing.key(record) if isinstance(record, WireStory) else "" for _path, record in arrivals]
    filing.take_turns(*filter(None, keys))
    results, new, again = _sorted_out(filing, arrivals, keys)
    _create(filing, new)
    notes = _store(filing, new)
    wanted = [(one.place, one.article, one.story) for one in new] + again if filing.publish else []
    published = filing.publish_all(wanted) if wanted else publishing.Told()
    for one, said in zip(new, notes, strict=True):
        told = [*said, *published.notes.get(one.place, ())]
        results[one.place] = Result(Outcome.FILED, " ".join(told), one.article.pk)
    for place, article, _story in again:
        outcome = Outcome.UPDATED if place in published.places else Outcome.UNCHANGED
        results[place] = Result(outcome, " ".join(published.notes.get(place, ())), article.pk)
    return [result for result in results if result]


def _sorted_out(
    filing: Filing, arrivals: Sequence[Arrival], keys: Sequence[str]
) -> tuple[list[Result | None], list[_New], list[publishing.Wanted]]:
    """What is done with already, by its place, the new stories, and those that are there and could be published."""
    stored = _stored(filing, keys)
    untouched = _untouched(filing, stored.values()) if filing.publish or filing.brings_pictures else {}
    results: list[Result | None] = [None] * len(arrivals)
    new, again, apart = [], [], []
    met: dict[str, str] = {}
    for place, ((path, record), key) in enumerate(zip(arrivals, keys, strict=True)):
        if isinstance(record, WireSkip):
            results[place] = Result(Outcome.SKIPPED, record.reason)
        elif isinstance(record, WireFailure):
            apart.append(place)
        elif not record.external_id and (earlier := met.get(key) or filing.met.get(key)):
            results[place] = duplicate(record, of=earlier)
        elif filing.has_met(record) or filing.key_now(record, key) != key:
            apart.append(place)
        elif key not in met and (item := stored.get(key)) and item.digest == record.digest:
            article = untouched.get(item.article_id)
            if article and not has_all(article, filing.pictures_of(record)):
                apart.append(place)
            elif article and filing.publish:
                again.append((place, article, record))
            results[place] = Result(Outcome.UNCHANGED, "", item.article_id)
        elif key in stored or key in met or not _is_plain(record):
            apart.append(place)
        elif reason := leaving_out.why(record):
            results[place] = Result(Outcome.SKIPPED, reason)
        else:
            new.append(_new(filing, place, path, record, key))
        met[key] = path
    if apart:
        raise Apart(apart)
    return results, new, again


def _stored(filing: Filing, keys: Sequence[str]) -> dict[str, WireItem]:
    items = WireItem.objects.filter(source=filing.source, format=filing.format, external_id__in=filter(None, keys))
    return {item.external_id: item for item in items.only("external_id", "digest", "article_id")}


def _untouched(filing: Filing, items: Iterable[WireItem]) -> dict[int, Article]:
    """The stories of items that nobody at the desk has in hand."""
    stories = Article.objects.filter(desk_state=DeskState.INCOMING, history_length=0)
    read = ("body", "lead_image") if filing.brings_pictures else ()
    return stories.only("pk", *read).in_bulk([item.article_id for item in items if item.article_id])


def _is_plain(story: WireStory) -> bool:
    """Whether it is only to be stored: nothing is taken back, or kept from readers."""
    return story.standing not in kills.TAKEN_BACK and not embargoes.is_embargoed(story)


def _new(filing: Filing, place: int, path: str, story: WireStory, key: str) -> _New:
    values = filing.values(story)
    item = WireItem(source=filing.source, format=filing.format, external_id=key, status=WireItemStatus.FILED)
    return _New(place, path, story, item, values, new_article(story, values))


def _create(filing: Filing, new: Sequence[_New]) -> None:
    """Stores the stories. Raises `Apart` with those that are refused."""
    refused = _not_allowed(filing, new)
    if not refused:
        stories = [(one.article, one.values.lists) for one in new]
        refusals: list[MoveNotAllowed | None] = desk.create_all(stories, by=filing.source.rights)
        refused = [one.place for one, refusal in zip(new, refusals, strict=True) if refusal]
    if refused:
        raise Apart(refused)


def _not_allowed(filing: Filing, new: Sequence[_New]) -> list[int]:
    """Those in sections where the person, if one acts, may not create stories: asked once for each section."""
    refused: set[int | None] = set()
    for section, article in {one.article.section_id: one.article for one in new}.items():
        try:
            filing.check_user(article)
        except RightMissing:
            refused.add(section)
    return [one.place for one in new if one.article.section_id in refused]


def _store(filing: Filing, new: Sequence[_New]) -> list[list[str]]:
    """Stores the items and returns what there is to say of each. Raises `Apart` with those that were taken back before
    they came."""
    for key, one in zip(copying.reserve(WireItem, len(new)) if new else (), new, strict=True):
        one.item.pk, one.item.article = key, one.article
    told = [filing.commonness.tell(one.story) for one in new]
    alike = resembling.same_stories([(one.item, said) for one, said in zip(new, told, strict=True)])
    notes = []
    for one, said, other in zip(new, told, alike, strict=True):
        one.item.same_story_as, one.item.shingles = other, said.sketch
        notes.append(notes_of(one.item, one.story, one.values))
        fill(one.item, one.story, path=one.path, notes=notes[-1])
    copying.store([one.item for one in new])
    if awaited := recalls.awaited([one.item for one in new]):
        raise Apart(one.place for one in new if one.item.pk in awaited)
    return notes
