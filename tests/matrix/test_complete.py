"""Nothing that answers is missing from the table: no address, no method, no action of a list, no move."""

from urllib.parse import parse_qs

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse

from articles.admin.bulk_steps import BULK
from articles.admin.reference import SectionAdmin
from articles.admin.steps import STEPS

from .asking import LETTERS
from .table import GIVEN, ROWS

METHODS = ("GET", "POST")  # any other is refused everywhere: see test_methods
# Django's, behind an address of our own that answers first.
BEHIND = {"admin/r/<path:content_type_id>/<path:object_id>/": "/admin/r/1/1/"}


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern).removeprefix("^" if before else "")  # as Django joins them
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def route_of(world, row):
    return resolve(world.filled(row.address).partition("?")[0]).route


def test_every_address_and_method_has_a_row(world):
    answered = {(route, method) for route in routes() if route not in BEHIND for method in METHODS}

    in_table = {(route_of(world, row), row.method) for row in ROWS}

    assert sorted(answered - in_table) == []
    assert sorted(in_table - answered) == []


@pytest.mark.parametrize(("route", "address"), BEHIND.items())
def test_address_behind_another_is_never_reached(route, address):
    assert resolve(address).route != route


def actions_offered(world):
    """Each action with the list that offers it: two lists may have one of the same name, and mean different things."""
    for model, model_admin in admin.site._registry.items():
        names = set()
        for person in world.people.values():
            request = RequestFactory().get("/")
            request.user = person
            names |= set(model_admin.get_actions(request))
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        yield from ((address, name) for name in names)


def actions_in_table():
    rows = [(row.address, parse_qs(row.posted).get("action", [])) for row in ROWS if row.method == "POST"]
    return {(address.partition("?")[0], name) for address, names in rows for name in names}


def test_every_action_of_a_list_has_a_row(world):
    offered, in_table = set(actions_offered(world)), actions_in_table()

    assert sorted(offered - in_table) == []
    assert sorted(in_table - offered) == []


def test_action_is_not_covered_by_another_lists_row_of_the_same_name(world, monkeypatch):
    monkeypatch.setattr(SectionAdmin, "get_actions", lambda self, request: {"submit": None})

    assert set(actions_offered(world)) - actions_in_table() == {("/admin/articles/section/", "submit")}


def test_every_move_has_a_page_and_a_post(world):
    asked = {(row.method, row.address.rstrip("/").rsplit("/", 1)[-1]) for row in ROWS if "/move/" in row.address}

    assert {(method, str(action)) for method in METHODS for action in STEPS} - asked == set()


def test_every_move_is_given_to_somebody_and_refused_to_somebody(world):
    for action in STEPS:
        rows = [row for row in ROWS if row.method == "POST" and row.address.endswith(f"/move/{action}/")]
        assert any(row.roles("w") and row.roles("f") for row in rows), action


def test_every_bulk_move_has_a_row(world):
    asked = {row.address.rstrip("/").rsplit("/", 1)[-1] for row in ROWS if "/bulk/" in row.address}

    assert set(BULK) - asked == set()


def test_every_letter_of_the_table_is_known():
    known = {*LETTERS.values(), *GIVEN, "s", "C", "F"}

    assert {letter for row in ROWS for letter in row.expected} - known == set()
