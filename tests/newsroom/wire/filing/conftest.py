import pytest

from articles.rights import Role
from tests.factories import make_author, make_section, make_topic, make_user


@pytest.fixture
def newsroom(wire, chief):
    make_section("world")
    make_author("salma-nasser", names={"en": "Salma Nasser", "ar": "سلمى ناصر"})
    make_topic("councils")
    wire.trusted_by = chief
    wire.save()
    return wire


@pytest.fixture
def chief():
    return make_user(Role.CHIEF, username="chief")
