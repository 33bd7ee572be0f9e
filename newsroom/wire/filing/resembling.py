"""Stories of the wire that tell the same as another one."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from articles import bodies

from ..likeness import FOUND_BY, is_same_story, may_be_alike, shingles
from ..models import WireItem
from ..stories import WireStory

SHARING = 500  # newest records that share anything with a story
CANDIDATES = 20  # of them, the newest that are compared word by word
COMMON = 20  # stories of a run with the same shingle, which tells no more: too many records would have to be read
ASKED = 8  # shingles that are looked for in any case, the rarest ones
AT_ONCE = 50  # stories whose candidates are in memory together
PLACES = 2**20
TOLD_AT_ONCE = 2**18  # stories, after which what was counted counts half

_SHARING = f"""
    SELECT told.number, found.id, found.shingles
    FROM unnest(%s::int[], %s::text[], %s::text[]) AS told(number, language, sketch)
    CROSS JOIN LATERAL (
        SELECT item.id, item.shingles, item.received_at FROM wire_wireitem item
        WHERE item.shingles[1:{FOUND_BY}] && told.sketch::bigint[]
            AND item.language = told.language AND item.article_id IS NOT NULL
        ORDER BY item.received_at DESC, item.id DESC LIMIT %s
    ) AS found
    ORDER BY told.number, found.received_at DESC, found.id DESC
"""


@dataclass(frozen=True)
class Told:
    """What a story is compared by: its words, its shingles, and those of them that are looked for."""

    language: str
    text: str
    sketch: list[int]
    asked: list[int]


@dataclass
class Commonness:
    """In how many stories of a run each shingle stood, about: by its last bits, in memory that never grows."""

    counts: array = field(default_factory=lambda: array("B", bytes(PLACES)))
    stories: int = 0

    def tell(self, story: WireStory) -> Told:
        text = bodies.plain_text(story.body)
        sketch = shingles(text)
        rare = [shingle for shingle in sketch if self.counts[shingle % PLACES] < COMMON]
        if len(rare) < ASKED:
            rare = sorted(sketch, key=lambda shingle: self.counts[shingle % PLACES])[:ASKED]
        self._count(sketch)
        return Told(story.language, text, sketch, rare)

    def _count(self, sketch: list[int]) -> None:
        for shingle in sketch:
            place = shingle % PLACES
            self.counts[place] = min(self.counts[place] + 1, 255)
        self.stories += 1
        if self.stories % TOLD_AT_ONCE == 0:
            self.counts = array("B", (count // 2 for count in self.counts))


@dataclass(frozen=True)
class _Candidates:
    """Records that a story is compared with: some that are not stored yet, and keys of some that are."""

    near: list[WireItem]
    far: list[int]


def same_story(told: Told) -> WireItem | None:
    """An earlier record that tells the same in nearly the same words, and that became a story."""
    found = _candidates(told, [], _sharing([told])[0])
    return _first_alike(told, found, _read(found.far))


def same_stories(stories: Sequence[tuple[WireItem, Told]]) -> Iterator[WireItem | None]:
    """The same for several that are not stored yet, each of which may tell what one before it tells; whoever takes the
    answer for one notes it there before taking the next."""
    found = _candidates_of(stories)
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        read = _read({key for _told, candidates in some for key in candidates.far})
        for told, candidates in some:
            yield _first_alike(told, candidates, read)


def _candidates_of(stories: Sequence[tuple[WireItem, Told]]) -> list[tuple[Told, _Candidates]]:
    places: dict[int, list[int]] = {}
    found = []
    for place, stored in enumerate(_sharing([told for _item, told in stories])):
        told = stories[place][1]
        sharing = {earlier for shingle in told.asked for earlier in places.get(shingle, ())}
        before = [stories[earlier] for earlier in sorted(sharing, reverse=True)]
        found.append((told, _candidates(told, [pair for pair in before if pair[1].language == told.language], stored)))
        for shingle in told.sketch:
            places.setdefault(shingle, []).append(place)
    return found


def _candidates(told: Told, before: list[tuple[WireItem, Told]], stored: list[tuple[int, list[int]]]) -> _Candidates:
    near = [item for item, other in before[:SHARING] if may_be_alike(told.sketch, other.sketch)][:CANDIDATES]
    far = [key for key, other in stored[: SHARING - len(before[:SHARING])] if may_be_alike(told.sketch, other)]
    return _Candidates(near, far[: CANDIDATES - len(near)])


def _read(keys: Collection[int]) -> Mapping[int, WireItem]:
    """What of stored records is needed to compare them."""
    items = WireItem.objects.select_related("article", "same_story_as")
    items = items.only("article", "article__body", "same_story_as", "same_story_as__article")
    return items.in_bulk(keys) if keys else {}


def _first_alike(told: Told, candidates: _Candidates, read: Mapping[int, WireItem]) -> WireItem | None:
    """Among those just before, the newest first, then among those that were stored: of several that are alike the one
    that the others are like, so that they are one group."""
    for item in (*candidates.near, *(read[key] for key in candidates.far if key in read)):
        if is_same_story(told.text, bodies.plain_text(item.article.body)):
            first = item.same_story_as
            return first if first and first.article_id else item
    return None


def _sharing(stories: Sequence[Told]) -> list[list[tuple[int, list[int]]]]:
    """For each story the stored ones that share a shingle with it, the newest first."""
    found: list[list[tuple[int, list[int]]]] = [[] for _told in stories]
    sketches = [f"{{{','.join(map(str, told.asked))}}}" for told in stories]
    with connection.cursor() as cursor:
        values = [list(range(len(stories))), [told.language for told in stories], sketches, SHARING]
        cursor.execute(_SHARING, values)
        for number, key, sketch in cursor:
            found[number].append((key, sketch))
    return found
