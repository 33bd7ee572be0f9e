"""Kills and notices of wires whose messages have numbers in place of ids (IPTC 7901, ANPA 1312): each is a message of
its own, so which stories it means is told from the number that it names, else from its slug.

Every story that a notice may mean is blocked, and a live one held where the source's rule says so: a killed story that
stays with readers does harm by the minute, while a hold is taken back with one click. What it says then tells the desk
that the notice named no more than a slug. Whatever comes first waits for the other, for two days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.turns import take_turns
from articles.workflow import BlockKind

from ..models import WireItem, WireItemStatus
from ..stories import Standing, WireStory
from . import kills

NUMBERED = ("iptc7901", "anpa")  # formats whose messages are known by service, number and day
WITHIN = timedelta(hours=48)  # a slug such as "Weather" means another story each day
RECALLING = (WireItemStatus.AWAITED, WireItemStatus.NOTICE)
_NUMBER = re.compile(r"\b([A-Za-z]{1,6})[ -]?(\d{1,6})\b", re.ASCII)
MOST_NUMBERS = 100  # that are looked for in one notice


def is_notice(item: WireItem, story: WireStory) -> bool:
    """Whether a record that nobody knows yet takes other stories back and is none itself. What is withheld may be a
    story of its own: it is a notice only if it names one that is there."""
    if story.standing is Standing.WITHHELD and item.format in NUMBERED:
        return bool(_meant(item, at=story.published_at, keyword=story.keyword, text=story.source_text))
    return story.standing is Standing.CANCELED


def follow(notice: WireItem) -> str:
    """Takes back what a stored notice means, or lets it wait; returns the sentence for the report. Done again when
    another story comes that it means, it alerts nobody twice."""
    _in_turn(notice)
    meant = meant_by(notice)
    notice.status = WireItemStatus.NOTICE if meant else WireItemStatus.AWAITED
    notice.reason = _what_is_meant(meant)
    notice.save(update_fields=["status", "reason"])
    for item in meant:
        _take_back(item, notice, among=len(meant))
    return notice.reason


def recall(item: WireItem) -> list[str]:
    """Applies to a story that has just come the notices that came before it."""
    if item.format not in NUMBERED:
        return []
    _in_turn(item)
    at = _moment_of(item)
    notices = [notice for notice in _between(_recalling(item), at, at + WITHIN) if item in meant_by(notice)]
    said = [follow(notice) for notice in notices]
    if said:
        item.refresh_from_db(fields=["standing", "desk_note", "version_at"])
    return said


def awaited(items: Sequence[WireItem]) -> set[int]:
    """Those of several stories of one wire, stored just now, that notices mean which came before them. Nothing is done
    to them yet, and no other notice comes in between."""
    if not items or items[0].format not in NUMBERED:
        return set()
    _in_turn(items[0])
    moments = {item: _moment_of(item) for item in items}
    meant: set[int] = set()
    for start, end in _spans(moments.values()):
        for notice in _between(_recalling(items[0]), start, end):
            near = [item for item, at in moments.items() if at <= _moment_of(notice) <= at + WITHIN]
            if _may_mean(notice, near):
                meant.update(item.pk for item in meant_by(notice))
    return meant & {item.pk for item in items}


def _spans(moments: Iterable[datetime]) -> list[tuple[datetime, datetime]]:
    """When notices of stories of these moments can come: an archive may hold a few days of many years."""
    spans: list[tuple[datetime, datetime]] = []
    for at in sorted(moments):
        start = spans.pop()[0] if spans and at <= spans[-1][1] else at
        spans.append((start, at + WITHIN))
    return spans


def _may_mean(notice: WireItem, items: Sequence[WireItem]) -> bool:
    named = {*_ids_in(notice.source_text, at=_moment_of(notice))}
    return any(item.external_id in named or item.keyword and item.keyword == notice.keyword for item in items)


def _recalling(item: WireItem):
    """What takes stories back that come on the wire of an item."""
    return WireItem.objects.filter(source=item.source, format=item.format, status__in=RECALLING)


def meant_by(notice: WireItem) -> list[WireItem]:
    """The stories of the same wire that a notice means: those whose number it names, else those of its slug."""
    if notice.format not in NUMBERED:
        return []
    return _meant(notice, at=_moment_of(notice), keyword=notice.keyword, text=notice.source_text)


def _meant(notice: WireItem, *, at: datetime | None, keyword: str, text: str) -> list[WireItem]:
    at = at or datetime.now(UTC)
    items = WireItem.objects.filter(source=notice.source, format=notice.format, status=WireItemStatus.FILED)
    sent = _between(items.exclude(external_id=notice.external_id), at - WITHIN, at)
    sent = sent.select_related("source", "article").defer("source_text", "shingles").order_by("pk")
    numbered = list(sent.filter(external_id__in=[*_ids_in(text, at=at)]))
    return numbered or (list(sent.filter(keyword=keyword)) if keyword else [])


def _between(items, start: datetime, end: datetime):
    undated = Q(published_at=None, received_at__range=(start, end))
    return items.filter(Q(published_at__range=(start, end)) | undated)


def _ids_in(text: str, *, at: datetime) -> Iterator[str]:
    """What the numbers that a notice names would be as ids, of the days that it can mean."""
    named = dict.fromkeys(_NUMBER.findall(text))
    days = [f"{at.astimezone(UTC) + timedelta(days=day):%Y-%m-%d}" for day in (1, 0, -1, -2)]
    for service, number in list(named)[:MOST_NUMBERS]:
        yield from (f"{letters}{number}:{day}" for letters in {service, service.lower()} for day in days)


def _take_back(item: WireItem, notice: WireItem, *, among: int) -> None:
    """One that was alerted of this notice already stays as the desk has decided."""
    if (
        item.article
        and item.article.blocks.filter(kind=BlockKind.WIRE_KILL, raised_at__gte=notice.received_at).exists()
    ):
        return
    if among > 1:
        kills.alert(item, _one_of(notice, among))
        return
    before = item.standing
    item.standing, item.desk_note = notice.standing, notice.desk_note
    item.version_at = notice.version_at or item.version_at
    item.save(update_fields=["standing", "desk_note", "version_at"])
    kills.block(item, before=before)


def _one_of(notice: WireItem, among: int) -> str:
    told = _("The notice names a slug that %(count)s stories have: look which of them is meant.") % {"count": among}
    return f"{kills.why(notice)}\n{told}"


def _what_is_meant(meant: list[WireItem]) -> str:
    """By number: not everybody who may read the notice may see the stories."""
    if not meant:
        return _("A kill of a story that has not come: it waits for it.")
    named = _(", ").join(f"#{item.article_id}" for item in meant if item.article_id)
    return _("It takes back: %(stories)s.") % {"stories": named or _("a story that is no longer on the desk")}


def _moment_of(item: WireItem) -> datetime:
    return item.published_at or item.received_at


def _in_turn(item: WireItem) -> None:
    """A notice and its story may come at once, in two runs: one of them has to see the other."""
    take_turns(f"{item.source_id}:{item.format}:recalls")
