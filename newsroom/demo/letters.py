"""Readers' letters of the demo, as letters.toml has them: sent as readers send them, decided on as the desk does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from articles.models import Article, Publication
from newsroom.responses import moderating, replying, sending
from newsroom.responses.models import DecisionAction, Letter

from .room import Room
from .texts import HERE, read

ENDS = {"approved": DecisionAction.APPROVE, "rejected": DecisionAction.REJECT, "blocked": DecisionAction.BLOCK}


@dataclass(frozen=True)
class LetterText:
    """One letter; `story` is the key of what it is about, in its language."""

    story: str
    name: str
    text: str
    ends: str
    hours: float
    language: str = "en"
    email: str = ""
    reason: str = ""
    reply: str = ""


def written() -> list[LetterText]:
    return [LetterText(**entry) for entry in read(HERE / "letters.toml")["letter"]]


def send_all(articles: dict[tuple[str, str], Article], room: Room) -> None:
    """Sends every letter whose story the newsroom has, oldest first, each from a household of its own, and decides on
    it."""
    stories = {row.article_id: row for row in Publication.objects.filter(article__in=articles.values())}
    wanted = [text for text in written() if (text.language, text.story) in articles]
    found = [(text, stories[articles[text.language, text.story].pk]) for text in wanted]
    sent = [(_sent_at(text, story, room), text, story) for text, story in found]
    for number, (sent_at, text, story) in enumerate(sorted(sent, key=itemgetter(0)), 1):
        letter = _send(text, story, room, address=f"198.51.100.{number}")
        Letter.objects.filter(pk=letter.pk).update(sent_at=sent_at)


def _sent_at(text: LetterText, story: Publication, room: Room) -> datetime:
    return min(story.first_published_at + timedelta(hours=text.hours), room.now)


def _send(text: LetterText, story: Publication, room: Room, *, address: str) -> Letter:
    moderator = room.people["moderator"]
    letter = sending.send(story, name=text.name, email=text.email, text=text.text.strip(), address=address)
    if action := ENDS.get(text.ends):
        moderating.decide(letter.pk, action=action, by=moderator, reason=text.reason)
    if text.reply:
        replying.reply(letter, text=text.reply, by=moderator)
    return letter
