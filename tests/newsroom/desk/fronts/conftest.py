import pytest

from articles.rights import Role
from newsroom.fronts.models import Arrangement, Place
from newsroom.fronts.slots import LONGEST
from tests import browsers
from tests.factories import make_article, make_user


@pytest.fixture
def desk_editor(db):
    """An editor of every section."""
    return make_user(Role.EDITOR, username="desk-editor")


@pytest.fixture
def browser():
    return browsers.browser


@pytest.fixture
def live(section):
    """Makes live stories of the section."""

    def made(*headlines, **values):
        values = {"section": section} | values
        return [make_article("published", "live", headline=headline, **values) for headline in headlines]

    return made


def form(*slots, version=0, **fields):
    """What the form sends: a slot is an article, None for one that fills itself, or a mapping of its fields."""
    posted = {"version": version, "slots": len(slots), "note": "", "run_at": "", "zone": "", "q": ""}
    for index, slot in enumerate(slots):
        row = slot if isinstance(slot, dict) else {"article": getattr(slot, "pk", "")}
        row = {"place": index + 1, "until": "", **dict.fromkeys(LONGEST, ""), **row}
        posted |= {f"slot-{index}-{name}": value for name, value in row.items()}
    return {name: str(value) for name, value in (posted | fields).items()}


def in_force(language="en", section=None):
    found = Arrangement.objects.of(Place(language, section)).in_force().first()
    return found.places if found else None
