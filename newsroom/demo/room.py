"""What the demo's stories are made with: people, sections, authors, topics and pictures by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.models import Article, Author, Image, Section, Topic

from .marks import renumbered
from .texts import StoryText


@dataclass(frozen=True)
class Room:
    """The demo newsroom before it has a story. `now` is when it was opened; everything is dated from there."""

    people: dict[str, object]
    sections: dict[str, Section]
    authors: dict[str, Author]
    topics: dict[str, Topic]
    images: dict[str, Image]
    now: datetime

    def article(self, text: StoryText, **extra) -> Article:
        """An unsaved story."""
        pictures = [self.images[name].pk for name in text.pictures]
        return Article(
            language=text.language,
            headline=text.headline,
            kicker=text.kicker,
            standfirst=text.standfirst,
            slug=text.key if text.language == "en" else "",
            section=self.sections[text.section] if text.section else None,
            dateline_place=text.place,
            body=renumbered(text.body, attribute="data-picture", keys=pictures),
            lead_image=self.images[text.picture] if text.picture else None,
            **extra,
        )

    def lists(self, text: StoryText) -> dict[str, list]:
        """Bylines and topics as `desk.create` takes them."""
        return {
            "bylines": [self._byline(self.authors[slug]) for slug in text.bylines],
            "topics": [self.topics[slug].pk for slug in text.topics],
        }

    def _byline(self, author: Author) -> dict:
        role = "agency" if author.kind == Author.Kind.AGENCY else "by"
        return {"author": author.pk, "name": "", "role": role}

    def moment(self, text: StoryText) -> datetime:
        """When a story came out, to the minute."""
        return (self.now - timedelta(days=text.days_ago)).replace(second=0, microsecond=0)
