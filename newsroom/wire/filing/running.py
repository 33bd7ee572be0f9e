"""A run: on whose behalf records are filed, by which names, and what it has met."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.db.models import Count

from articles import bodies, editing
from articles.models import Article, Section
from articles.turns import take_turns

from ..matching import ReferenceNames
from ..models import Source, WireItem
from ..stories import WireStory, story_key
from . import publishing, resembling
from .values import Values, values_of

LONGEST_ID = 200
MOST_NAMES = 10  # that a source may have had


def _kept(name: str) -> str:
    """A source's name of a story, or its digest where that is too long to be kept."""
    named = bodies.clean_line(name)
    return named if 0 < len(named) <= LONGEST_ID else f"sha256:{sha256(name.encode()).hexdigest()}"


def _made(story: WireStory, source: str) -> str:
    return story_key(source, story.language, at=story.published_at, headline=story.headline)


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
            return self._made_key(story)
        if story.former_id and self._is_filed(former := _kept(story.former_id)):
            return former
        return _kept(story.external_id)

    def key_now(self, story: WireStory, key: str) -> str:
        """What is to take the place of a story's key: another one if it was made when its source had another name."""
        return key if story.external_id else _made(story, self.source.name)

    def _made_key(self, story: WireStory) -> str:
        """The one that it was filed under where the source had another name then."""
        key, *former = (_made(story, name) for name in (self.source.name, *self._former_names))
        return next(filter(self._is_filed, former), key) if former and not self._is_filed(key) else key

    @cached_property
    def _former_names(self) -> list[str]:
        """What the source was called, as most stories say that it sent; asked once a run."""
        if self.source.pk is None:
            return []
        stories = Article.objects.filter(wire_items__source=self.source).exclude(source__in=("", self.source.name))
        names = stories.order_by().values_list("source", flat=True).annotate(count=Count("pk"))
        return list(names.order_by("-count", "source")[:MOST_NAMES])

    def _is_filed(self, key: str) -> bool:
        return WireItem.objects.filter(source=self.source, format=self.format, external_id=key).exists()

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

    def publish_one(self, article: Article, story: WireStory) -> list[str]:
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
