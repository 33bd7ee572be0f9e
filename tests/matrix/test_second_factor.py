"""Somebody who may publish and has no second factor, or has not given it: held at every door of the desk."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings
from django.urls import resolve

from newsroom.accounts.holding import ALWAYS_OPEN, ENROLLING
from newsroom.desk_paths import is_on_desk

from .posted import posted
from .table import ROWS, one_of_each_view

DOORS = one_of_each_view(row for row in ROWS if is_on_desk(row.address))


@pytest.fixture(autouse=True)
def _required():
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        yield


@pytest.fixture
def unproved(room):
    """The editor has an app, and this session knows the password alone."""
    return Authenticator.objects.create(user=room.world.people["editor"], type="totp", data={"secret": "x"})


def is_open(world, row, names):
    return resolve(world.filled(row.address).partition("?")[0]).view_name in names


def held(room, row):
    fields = posted(room.world, row, "editor") if row.method == "POST" else None
    return room.ask("editor", row.method, room.world.filled(row.address), fields)


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_whoever_has_no_second_factor_is_led_to_it(room, role):
    opened = []
    for row in DOORS:
        if is_open(room.world, row, ALWAYS_OPEN | ENROLLING):
            continue
        fields = posted(room.world, row, role) if row.method == "POST" else None
        answer = room.ask(role, row.method, room.world.filled(row.address), fields)
        is_led = answer.response.headers.get("Location") == "/accounts/second-factor/"
        if answer.letter != "f" and not (row.method == "GET" and answer.letter == "y" and is_led):
            opened.append(f"{row}: {answer}")

    assert opened == []


def test_whoever_has_not_given_it_signs_in_anew(room, unproved):
    opened = []
    for row in DOORS:
        if is_open(room.world, row, ALWAYS_OPEN):
            continue
        answer = held(room, row)
        if answer.letter.lower() not in (("s",) if row.method == "GET" else ("f",)):
            opened.append(f"{row}: {answer}")

    assert opened == []


def test_reporter_is_not_held(room):
    assert room.ask("colleague", "GET", "/admin/").letter == "y"
