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


def block(item: WireItem, *, before: str = "") -> list[str]:
    """Blocks the story of an item that its source took back, and holds it where the source's rule says so; the desk
    sees an alert on it and on its translations. A block that is open stays the only one, unless all that it says is
    that the source withholds what it kills now: `before` is what the source said of the story then."""
    is_graver = (before, item.standing) == (Standing.WITHHELD, Standing.CANCELED)
    return alert(item, why(item), is_graver=is_graver) if item.standing in TAKEN_BACK else []


def alert(item: WireItem, reason: str, *, is_graver: bool = False) -> list[str]:
    """The same for this reason, whatever the item itself says; nothing if the story has such a block open, and this one
    is no graver."""
    article: Article | None = item.article
    if article is None:
        return []
    if not is_graver and article.blocks.open().filter(kind=BlockKind.WIRE_KILL).exists():
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


def is_killed_already(item: WireItem, story: WireStory) -> bool:
    """Whether a version only withholds what its source has killed."""
    return (item.standing, story.standing) == (Standing.CANCELED, Standing.WITHHELD)


def is_taken_back(story: WireStory) -> bool:
    return story.standing in TAKEN_BACK
