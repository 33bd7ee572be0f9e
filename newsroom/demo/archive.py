"""The demo's published stories. They come from an archive of their own, under its dates, through the one verb
that publishes with a date of the past."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings

from articles import desk, publishing
from articles.models import Article, Transition
from articles.rights import Source
from articles.workflow import Action

from . import texts
from .marks import renumbered
from .room import Room
from .texts import StoryText

NAME = "Demo archive"
TRANSLATED_AFTER = timedelta(minutes=25)
MOST_RELATED = 3


def is_there() -> bool:
    """Whether the demo was loaded before: moves are kept for ever, so nobody can take that back by editing."""
    return Transition.objects.filter(source=NAME, action=Action.PUBLISH_IMPORT).exists()


class Archive:
    """Publishes story after story, oldest first, each related to the newest before it that share a topic."""

    def __init__(self, room: Room):
        self.room = room
        self.source = Source(NAME, trusted_by_id=room.people["chief"].pk)
        self.articles: dict[str, Article] = {}  # as it was written
        self.versions: dict[tuple[str, str], Article] = {}  # by language as well
        self._on_topic: dict[tuple[str, str], list[int]] = defaultdict(list)

    def publish_all(self) -> None:
        for text in texts.archive():
            moment = self.room.moment(text)
            original = self._publish(text, moment)
            if text.translation and text.translation.language in settings.NEWSROOM_LANGUAGES:
                self._publish(text.translation, moment + TRANSLATED_AFTER, translation_of=original)

    def _publish(self, text: StoryText, moment: datetime, **extra) -> Article:
        article = self.room.article(text, published_at_source=moment, **extra)
        article.body = renumbered(article.body, attribute="data-article", keys=self._linked(text))
        desk.create(article, by=self.source, related=self._related(text), **self.room.lists(text))
        publishing.publish_import(article, by=self.source)
        self.articles.setdefault(text.key, article)
        self.versions[text.language, text.key] = article
        for topic in text.topics:
            self._on_topic[text.language, topic].append(article.pk)
        return article

    def _linked(self, text: StoryText) -> list[int]:
        """Older stories by their keys: in this language, or as they were written."""
        return [(self.versions.get((text.language, key)) or self.articles[key]).pk for key in text.links]

    def _related(self, text: StoryText) -> list[int]:
        shared = {key for topic in text.topics for key in self._on_topic[text.language, topic]}
        return sorted(shared, reverse=True)[:MOST_RELATED]
