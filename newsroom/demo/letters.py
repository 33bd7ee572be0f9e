"""Readers' letters of the demo, as letters.toml has them: sent as readers send them, decided on as the desk does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

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
    """Sends every letter whose story the newsroom has, each from a household of its own, and decides on it."""
    for number, letter in enumerate(written(), 1):
        if article := articles.get((letter.language, letter.story)):
            _send(letter, Publication.objects.get(article=article), room, address=f"198.51.100.{number}")


def _send(text: LetterText, story: Publication, room: Room, *, address: str) -> None:
    moderator = room.people["moderator"]
    letter = sending.send(story, name=text.name, email=text.email, text=text.text.strip(), address=address)
    if action := ENDS.get(text.ends):
        moderating.decide(letter.pk, action=action, by=moderator, reason=text.reason)
    if text.reply:
        replying.reply(letter, text=text.reply, by=moderator)
    sent_at = min(story.first_published_at + timedelta(hours=text.hours), room.now)
    Letter.objects.filter(pk=letter.pk).update(sent_at=sent_at)
