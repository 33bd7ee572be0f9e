import pytest

from articles.rights import Role
from newsroom.fronts.models import Place
from tests.factories import make_section, make_user


@pytest.fixture
def front_page():
    return Place("en")


@pytest.fixture
def world_front(section):
    return Place("en", section)


@pytest.fixture
def world(db):
    return make_section("world", names={"en": "World", "ar": "العالم"})


@pytest.fixture
def desk_editor(db):
    """An editor of every section."""
    return make_user(Role.EDITOR, username="desk-editor")


@pytest.fixture
def desk_chief(db):
    return make_user(Role.CHIEF, username="desk-chief")
