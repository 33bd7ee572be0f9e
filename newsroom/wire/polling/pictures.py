"""Pictures that come with the stories of a source: before each is filed, so many at once, the others the next time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import BinaryIO
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles.workflow import DeskState

from ..fetching import Unreachable
from ..filing import Brought, Filing
from ..filing.kills import TAKEN_BACK
from ..foreign_pictures import address_of
from ..models import WireItem
from ..pictures import NotTaken, fetched, opened_beside, take
from ..stories import WireRecord, WireStory
from .answers import Answer

MOST = 40  # at once: others are asked meanwhile
SECONDS = 60  # after which no other is begun
MOST_LEFT = 10_000  # stories that are remembered
_log = logging.getLogger(__name__)


@dataclass
class Pictures:
    """Those of one look at a source, where it `takes` any. `opened` opens the picture at an address; `left` are the
    stories whose pictures wait since last time, by `Filing.key`, None if those of every story are looked for."""

    filing: Filing
    opened: Callable[[str], BinaryIO]
    takes: bool
    left: Sequence[str] | None
    base: str = ""  # of addresses that are relative
    is_folder: bool = False  # to look is free there, and a file that comes again was touched, or is being finished
    count: int = 0
    added: int = 0
    ends_at: float = field(default_factory=lambda: monotonic() + SECONDS)
    waiting: list[str] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)
    _known: dict[str, tuple] = field(default_factory=dict)
    _looks_at_known: bool = False
    _is_short: bool = False
    _late: set[int] = field(default_factory=set)  # by identity, as below: stories that wait
    _brought: dict[int, Mapping[int, int]] = field(default_factory=dict)  # by identity: each record is prepared anew

    @property
    def is_spent(self) -> bool:
        return self.takes and (self.count >= MOST or monotonic() >= self.ends_at)

    def begin(self, records: Sequence[WireRecord], *, format: str) -> None:
        """Says which records come from now on."""
        if not self.takes:
            return
        self.filing.pictures = lambda story: self._brought[id(story)]
        self.filing.waits = lambda story: id(story) in self._late
        stories = {self.filing.key(record): record for record in records if isinstance(record, WireStory)}
        self._met |= stories.keys()
        self._looks_at_known = self.left is None or (self.is_folder and stories.keys().isdisjoint(self.left))
        self._known = self._read([key for key, story in stories.items() if story.pictures], format=format)

    def prepare(self, record: WireRecord) -> None:
        """Takes in the pictures of a record before it is filed, outside its transaction: servers may be slow."""
        if self.takes and isinstance(record, WireStory):
            self._brought[id(record)] = self._taken(record) if self._is_wanted(record) else {}

    def note(self, answer: Answer) -> None:
        """Says what waits. A server is then asked for the same once more: nothing of it is noted as seen."""
        if not self.takes:
            return
        not_met = (key for key in self.left or () if key not in self._met)
        answer.pictures_left = [*not_met, *self.waiting][-MOST_LEFT:]
        if self.waiting:
            answer.is_unfinished, answer.marks = True, None

    def _read(self, keys: Sequence[str], *, format: str) -> dict[str, tuple]:
        """What there is to know of those that are there, by key."""
        items = WireItem.objects.filter(source=self.filing.source, format=format, external_id__in=keys)
        columns = ("external_id", "digest", "cleared_at", "article__desk_state", "article__history_length")
        return {key: tuple(found) for key, *found in items.values_list(*columns)}

    def _is_wanted(self, story: WireStory) -> bool:
        """A story that is there as it came had its turn, unless it waits; what is taken back, or no longer the
        source's to change, needs none."""
        if not story.pictures or story.standing in TAKEN_BACK:
            return False
        key = self.filing.key(story)
        if key not in self._known:
            return True
        digest, cleared_at, *state = self._known[key]
        if digest != story.digest:
            return cleared_at is None
        is_untouched = state == [DeskState.INCOMING, 0]
        return is_untouched and (self._looks_at_known or key in (self.left or ()))

    def _taken(self, story: WireStory) -> Brought:
        """A story that waited, and got nothing new when its turn came, waits no more."""
        self._is_short = False
        is_begun, before = not self.is_spent, self.added
        try:
            brought = self._take(story)
        except OSError:  # the disk's or the decoder's trouble is no reason to keep a story back
            _log.exception("The pictures of a story cannot be kept.")
            why = _("the server cannot keep it just now")
            return Brought({}, refused=dict.fromkeys(range(1, len(story.pictures) + 1), why))
        key = self.filing.key(story)
        is_stuck = is_begun and self.added == before and key in (self.left or ())
        if self._is_short and not is_stuck:
            self.waiting.append(key)
            self._late.add(id(story))
        return brought

    def _take(self, story: WireStory) -> Brought:
        found = (replace(picture, address=address_of(picture.address, self.base)) for picture in story.pictures)
        source = self.filing.source
        absolute = replace(story, pictures=tuple(found))
        return take(absolute, source=source, by=source.rights, finding=self._found, added=self._note_added)

    def _note_added(self) -> None:
        self.added += 1
        self.count += 1 if self.is_folder else 0

    @contextmanager
    def _found(self, address: str) -> Iterator[BinaryIO]:
        if self.is_spent:
            self._is_short = True
            raise NotTaken(_("its turn comes when the source is asked the next time"))
        self.count += 0 if self.is_folder else 1
        with self.opened(address) as file:
            yield file


class OnTheWeb:
    """Opens pictures at their own addresses. A server that cannot be reached is not asked for the others."""

    def __init__(self) -> None:
        self.silent: set[str] = set()

    def __call__(self, address: str) -> BinaryIO:
        server = _server_of(address)
        if server in self.silent:
            raise NotTaken(_("its server cannot be reached"))
        try:
            return BytesIO(fetched(address))
        except Unreachable:
            self.silent.add(server)
            raise


def _server_of(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # fetching says what is wrong with it
        return ""


@dataclass(frozen=True)
class InFolder:
    """Opens pictures beside the files of a folder."""

    folder: Path

    def __call__(self, address: str) -> BinaryIO:
        return opened_beside(self.folder, address)


def none_taken(story: WireStory) -> Brought:
    """What is said of pictures where a source is only tried out."""
    why = _("it would be taken in; a try takes none")
    return Brought({}, refused=dict.fromkeys(range(1, len(story.pictures) + 1), why))
