"""What a source takes back: kills and withheld stories, whatever has become of them on the desk meanwhile."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles import desk
from articles.models import Article
from articles.workflow import BlockKind

from .. import notices
from ..models import WireItem
from ..stories import Standing, WireStory

TAKEN_BACK = (Standing.CANCELED, Standing.WITHHELD)


def block(item: WireItem) -> list[str]:
    """Blocks the story of an item that its source took back, and holds it where the source's rule says so; the desk
    sees an alert on it and on its translations. Once for each standing: a block that is open stays the only one."""
    return alert(item, why(item)) if item.standing in TAKEN_BACK else []


def alert(item: WireItem, reason: str) -> list[str]:
    """The same for this reason, whatever the item itself says; nothing if the story has such a block open."""
    article: Article | None = item.article
    if article is None or article.blocks.open().filter(kind=BlockKind.WIRE_KILL).exists():
        return []
    desk.block(
        article, by=item.source.rights, kind=BlockKind.WIRE_KILL, text=reason, hold=item.source.holds_what_is_killed
    )
    return [reason]


def why(item: WireItem) -> str:
    """A sentence for the desk, with what the source itself says of it."""
    if item.standing == Standing.CANCELED:
        sentence = _("%(source)s has killed this story.")
    else:
        sentence = _("%(source)s withholds this story until it says otherwise.")
    return " ".join(filter(None, (sentence % {"source": item.source}, notices.in_words(item.desk_note))))


def usable_again(item: WireItem) -> list[str]:
    """What the desk is told of a usable version of a story that its source took back. A person decides: not every kill
    says which versions it means."""
    if item.standing not in TAKEN_BACK:
        return []
    sentence = _("%(source)s has taken this story back, and calls this version usable: its block stays.")
    return [sentence % {"source": item.source}]


def is_taken_back(story: WireStory) -> bool:
    return story.standing in TAKEN_BACK
