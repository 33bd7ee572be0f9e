"""Bringing the demo's desk stories to where they stand, through the desk's own verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from articles import bodies, desk, editing, publishing, timed
from articles.models import Article
from articles.rights import Source
from articles.workflow import BlockKind
from newsroom.wire.models import Source as WireSource
from newsroom.wire.models import WireItem, WireItemStatus

from .room import Room
from .texts import ChangeText, StoryText

AGENCY = Source("Coastal News Agency")


def place(text: StoryText, room: Room) -> Article:
    """Makes a desk story and takes it to its ending. Raises KeyError for an ending that there is not."""
    if text.ends == "incoming":
        return _file(text, room)
    article = desk.create(room.article(text), by=room.people[text.by], **room.lists(text))
    for step in ENDINGS[text.ends]:
        step(article, text, room)
    return article


def _file(text: StoryText, room: Room) -> Article:
    came_at = room.moment(text)
    article = room.article(text, credit_line=AGENCY.name, source=AGENCY.name, published_at_source=came_at)
    desk.create(article, by=AGENCY, topics=room.lists(text)["topics"])
    WireItem.objects.create(
        source=WireSource.objects.get_or_create(name=AGENCY.name)[0],
        format="wire_text",
        external_id=f"{text.language}:{text.key}",
        status=WireItemStatus.FILED,
        article=article,
        path=f"{text.key}.txt",
        number=1,
        language=text.language,
        published_at=came_at,
        source_text=f"{article.headline}\n\n{bodies.plain_text(article.body)}",
    )
    return article


def change(article: Article, text: ChangeText, room: Room) -> None:
    """Gives a published story to a reporter, who changes it; an editor takes it on from there."""
    writer, editor = room.people[text.by], room.people["editor"]
    if article.assignee_id != writer.pk:
        desk.assign(article, by=editor, assignee=writer)
    changes = _swapped(article, *text.swap)
    editing.save(article, by=writer, revision=article.revision_number, note=text.note, **changes)
    if text.ends == "draft":
        return
    desk.submit(article, by=writer)
    if text.ends == "in_review":
        return
    desk.approve(article, by=editor, revision=article.revision_number)
    publishing.publish(article, by=editor, kind=text.kind, text=text.text)


def _swapped(article: Article, old: str, new: str) -> dict[str, str]:
    """The field that has the old words, with the new ones. Raises LookupError if none has."""
    for name in ("body", "standfirst", "headline"):
        if old in getattr(article, name):
            return {name: getattr(article, name).replace(old, new)}
    raise LookupError(f"“{article}” does not say “{old}”.")


def _assign(article: Article, text: StoryText, room: Room) -> None:
    desk.assign(article, by=room.people["editor"], assignee=room.people["reporter2"])


def _submit(article: Article, text: StoryText, room: Room) -> None:
    desk.submit(article, by=room.people[text.by])


def _approve(article: Article, text: StoryText, room: Room) -> None:
    desk.approve(article, by=room.people["editor"], revision=article.revision_number)


def _schedule(article: Article, text: StoryText, room: Room) -> None:
    zone = ZoneInfo(settings.NEWSROOM_ZONE)
    tomorrow = room.now.astimezone(zone).date() + timedelta(days=1)
    timed.schedule(article, by=room.people["editor"], run_at=datetime.combine(tomorrow, time(18)))


def _spike(article: Article, text: StoryText, room: Room) -> None:
    desk.spike(article, by=room.people["editor2"], reason="We ran the same idea in spring.")


def _embargo(article: Article, text: StoryText, room: Room) -> None:
    ends = (room.now + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    desk.set_embargo(article, by=room.people["editor"], run_at=ends, reason="As agreed with the company")


def _block(article: Article, text: StoryText, room: Room) -> None:
    desk.block(article, by=room.people["editor2"], kind=BlockKind.LEGAL, text=text.words)


def _publish(article: Article, text: StoryText, room: Room) -> None:
    publishing.publish(article, by=room.people["editor"])


def _hold(article: Article, text: StoryText, room: Room) -> None:
    publishing.hold(article, by=room.people["editor"], text=text.words)


def _retract(article: Article, text: StoryText, room: Room) -> None:
    publishing.retract(article, by=room.people["chief"], text=text.words)


def _remove(article: Article, text: StoryText, room: Room) -> None:
    publishing.remove(article, by=room.people["chief"], reason=text.words)


Step = Callable[[Article, StoryText, Room], None]
APPROVED: tuple[Step, ...] = (_submit, _approve)
ENDINGS: dict[str, tuple[Step, ...]] = {
    "draft": (),
    "assigned": (_assign,),
    "in_review": (_submit,),
    "approved": APPROVED,
    "scheduled": (*APPROVED, _schedule),
    "spiked": (_spike,),
    "embargoed": (*APPROVED, _embargo),
    "blocked": (_submit, _block),
    "live": (*APPROVED, _publish),
    "held": (*APPROVED, _publish, _hold),
    "retracted": (*APPROVED, _publish, _retract),
    "removed": (*APPROVED, _publish, _remove),
}
