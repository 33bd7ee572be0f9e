"""What can happen to a story or a front that somebody is told of, each with its kind, a subject and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..models.inbox import Kind


@dataclass(frozen=True)
class Happening:
    """`subject` heads the mail; `sentence` may name who did it as `%(who)s`."""

    kind: Kind
    subject: Promise | str
    sentence: Promise | str


HAPPENINGS: dict[str, Happening] = {
    "assign": Happening(Kind.ASSIGNED, _("Assigned to you"), _("%(who)s assigned this story to you.")),
    "plan": Happening(
        Kind.ASSIGNED, _("Planned anew"), _("%(who)s changed when your story is due or how urgent it is.")
    ),
    "mention": Happening(Kind.MENTIONED, _("You are called"), _("%(who)s calls you in a note.")),
    "note": Happening(Kind.NOTE, _("Note"), _("%(who)s wrote a note on your story.")),
    "send_back": Happening(Kind.SENT_BACK, _("Sent back"), _("%(who)s sent your story back.")),
    "approve": Happening(Kind.APPROVED, _("Approved"), _("%(who)s approved your story.")),
    "publish": Happening(Kind.PUBLISHED, _("Published"), _("%(who)s published your story.")),
    "publish_urgent": Happening(
        Kind.PUBLISHED, _("Published urgently"), _("%(who)s published your story urgently, without review.")
    ),
    "publish_due": Happening(Kind.PUBLISHED, _("Published"), _("Your story was published as scheduled.")),
    "correct": Happening(
        Kind.CORRECTED, _("Corrected"), _("%(who)s published a correction of a story that you wrote.")
    ),
    "clarify": Happening(
        Kind.CORRECTED, _("Clarified"), _("%(who)s published a clarification of a story that you wrote.")
    ),
    "hold": Happening(Kind.WITHHELD, _("Held"), _("%(who)s took your story from readers for now.")),
    "retract": Happening(Kind.WITHHELD, _("Retracted"), _("%(who)s retracted your story.")),
    "remove": Happening(Kind.WITHHELD, _("Removed"), _("%(who)s removed your story for good.")),
    "block": Happening(
        Kind.WITHHELD, _("Blocked"), _("%(who)s blocked your story: nothing of it is published for now.")
    ),
    "killed": Happening(
        Kind.WITHHELD,
        _("Killed by its source"),
        _("%(who)s takes this story back: nothing of it is published until an editor decides."),
    ),
    "original_killed": Happening(
        Kind.WITHHELD,
        _("Killed by its source in another language"),
        _("%(who)s takes this story back in another language: decide what becomes of yours."),
    ),
    "original_corrected": Happening(
        Kind.CORRECTED,
        _("Corrected in another language"),
        _("%(who)s corrected this story in another language: yours does not say so yet."),
    ),
    "spike": Happening(Kind.WITHHELD, _("Spiked"), _("%(who)s put your story on the spike.")),
    "set_embargo": Happening(Kind.EMBARGO, _("Embargoed"), _("%(who)s set an embargo on your story.")),
    "lift_embargo": Happening(Kind.EMBARGO, _("Embargo lifted"), _("%(who)s lifted the embargo of your story.")),
    "second_person": Happening(
        Kind.SECOND_PERSON,
        _("A second person is asked for"),
        _("%(who)s asks for a second person: somebody else has to clear this story before it is published."),
    ),
    "failed": Happening(
        Kind.FAILED,
        _("Timed change failed"),
        _("A timed change of this story failed. What was planned did not happen."),
    ),
    "front_failed": Happening(
        Kind.FAILED,
        _("Timed change failed"),
        _("A timed change of this front failed. What was planned did not happen."),
    ),
    "licence_ended": Happening(
        Kind.LICENCE,
        _("Licence ended"),
        _("The licence of a picture that readers have has ended. Replace or withdraw it, or renew the licence."),
    ),
    "proposed": Happening(
        Kind.WIRE,
        _("New version from its source"),
        _("%(who)s has sent a newer version of your story: take it over or dismiss it."),
    ),
    "proposed_again": Happening(
        Kind.WIRE,
        _("Still newer version from its source"),
        _("%(who)s has sent a still newer version of your story, in place of the one that waited."),
    ),
    "link_approval": Happening(
        Kind.REPLY, _("Approval by link"), _("Somebody who calls themselves %(who)s approved this story by its link.")
    ),
    "link_comment": Happening(
        Kind.REPLY,
        _("Comment by link"),
        _("Somebody who calls themselves %(who)s commented on this story by its link."),
    ),
}


def sentence(happened: str, *, who: str) -> str:
    """In the active language."""
    return str(HAPPENINGS[happened].sentence) % {"who": who or _now("Somebody")}
