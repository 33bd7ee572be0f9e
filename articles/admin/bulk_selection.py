"""Which stories a bulk move is about, from the list to its last step: signed, so that nothing in it can change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4, uuid5

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core import signing
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Article
from ..workflow import MoveIncomplete
from .keys import key_of

MOST = 200  # stories: what is done within the time that a request has, with room to spare
LASTS = 24 * 3600  # seconds
SALT = "articles.bulk"
NOT_ASKED = ("csrfmiddlewaretoken", "selection", "confirmed", "try")


@dataclass(frozen=True)
class Selection:
    """Stories by key with the revision that each had (0: none), for one person and one move."""

    key: UUID
    name: str
    person_id: int
    revisions: dict[int, int]

    def signed(self) -> str:
        stories = [[key, number] for key, number in self.revisions.items()]
        return signing.dumps([self.key.hex, self.name, self.person_id, stories], salt=SALT, compress=True)

    def run_key(self, posted: QueryDict) -> UUID:
        """The key of doing just this: the selection together with everything that was asked."""
        return uuid5(self.key, _digest(posted))

    def confirmation(self, posted: QueryDict) -> str:
        """What the page of a dry run hands over to the real one."""
        return signing.dumps([self.key.hex, _digest(posted)], salt=SALT + ".confirmed")

    def is_confirmed(self, posted: QueryDict) -> bool:
        """Whether a dry run of this very selection, with these very answers, was looked at."""
        try:
            seen = signing.loads(posted.get("confirmed", ""), salt=SALT + ".confirmed", max_age=LASTS)
        except signing.BadSignature:
            return False
        return seen == [self.key.hex, _digest(posted)]


def chosen(stories: QuerySet[Article], posted: QueryDict, *, name: str, person_id: int) -> Selection:
    """The stories that were ticked, or all that the list shows somebody. Raises `MoveIncomplete` for none or for
    more than MOST."""
    if posted.get("select_across") != "1":
        stories = stories.filter(pk__in=_keys(posted.getlist(ACTION_CHECKBOX_NAME)))
    found = dict(stories.values_list("pk", "head_revision__number")[: MOST + 1])
    if not found:
        raise MoveIncomplete(_("Choose at least one story of the list first."))
    if len(found) > MOST:
        raise MoveIncomplete(
            _("At most %(most)s stories can be moved at once: narrow the list, or tick some of them.") % {"most": MOST}
        )
    return Selection(uuid4(), name, person_id, {key: number or 0 for key, number in found.items()})


def read(signed: str, *, name: str, person_id: int) -> Selection:
    """A selection as it was signed. Raises `MoveIncomplete` for one that is not this person's and for this move."""
    try:
        key, for_move, owner, stories = signing.loads(signed, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        key, for_move, owner, stories = "", "", 0, []
    if (for_move, owner) != (name, person_id):
        raise MoveIncomplete(_("This selection is too old, or not yours: go back to the list and choose again."))
    return Selection(UUID(key), name, person_id, dict(stories))


def missing_sentence(posted: QueryDict, selection: Selection) -> str:
    """Says so if ticked stories have left the list meanwhile; "" otherwise."""
    ticked = 0 if posted.get("select_across") == "1" else len(set(posted.getlist(ACTION_CHECKBOX_NAME)))
    missing = ticked - len(selection.revisions)
    if missing <= 0:
        return ""
    return ngettext(
        "%(count)s of the stories is not in this list any more and was left out.",
        "%(count)s of the stories are not in this list any more and were left out.",
        missing,
    ) % {"count": missing}


def _keys(values: Iterable[str]) -> list[int]:
    keys = map(key_of, values)
    return [key for key in keys if key is not None]


def _digest(posted: QueryDict) -> str:
    """Browsers end lines in one way in a text field and in another in a hidden one."""
    lists = {name: values for name, values in posted.lists() if name not in NOT_ASKED}
    asked = sorted((name, [value.replace("\r\n", "\n") for value in values]) for name, values in lists.items())
    return sha256(json.dumps(asked).encode()).hexdigest()
