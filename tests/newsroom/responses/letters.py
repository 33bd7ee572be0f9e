"""Letters for tests: written, sent and decided on through the app's own verbs alone."""

from itertools import count

from articles.rights import Role
from newsroom.responses import sending
from newsroom.responses.moderating import decide
from tests.factories import make_user

TEXT = "The harbour never closed for the small boats, whatever the port says."
OTHER_TEXT = "My father fished here for forty winters and would not know the quay."
_numbers = count(1)
# Words of no other letter: a text that is like another is not taken.
_SUBJECTS = (
    *("nets", "gulls", "salt", "ropes", "tar", "cranes", "barges", "tides"),
    *("lamps", "crates", "anchors", "sails", "decks", "masts", "buoys", "docks"),
)


def unlike_any() -> str:
    number = next(_numbers)
    words = [f"{word}{number}" for word in _SUBJECTS]
    return " ".join(words)


def write(story, *, text=None, name="Huda Salem", email="huda@readers.example", address="192.0.2.7"):
    """A waiting letter."""
    text = unlike_any() if text is None else text
    return sending.send(story, name=name, email=email, text=text, address=address)


def address_of(number):
    """Of another household each time, so that no limit of one stands in the way."""
    return f"198.51.{number // 250}.{number % 250 + 1}"


def approved(story, *, by=None, **written):
    letter = write(story, **written)
    return decide(letter.pk, action="approve", by=by or make_user(Role.MODERATOR))
