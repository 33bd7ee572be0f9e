"""Nothing that is the newsroom's can be forgotten: each model and each field is exported, or left out for a reason."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from newsroom.moving import complete
from newsroom.moving.complete.kinds import KINDS
from newsroom.moving.complete.left_out import FIELDS, MODELS, OF_A_PERSON
from newsroom.moving.complete.people import NAMES

FORMAT = Path(complete.__file__).with_name("FORMAT.md")
BY_HAND = {"accounts.User", "articles.Membership"}  # people and their roles
LISTS = {kind.through(name)[0]._meta.label for kind in KINDS for name in kind.lists}


def test_every_model_is_exported_or_left_out_for_a_reason():
    exported = [*(kind.model._meta.label for kind in KINDS), *BY_HAND, *LISTS]
    models = sorted(model._meta.label for model in apps.get_models(include_auto_created=True))

    assert sorted([*exported, *MODELS]) == models


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_exported_or_left_out_for_a_reason(kind):
    meta = kind.model._meta
    left_out = FIELDS.get(meta.label, {})
    fields = {field.name for field in meta.local_fields if not field.primary_key}
    lists = {field.name for field in meta.local_many_to_many if field.remote_field.through._meta.auto_created}

    assert sorted([*kind.words.split(), *left_out]) == sorted(fields)
    assert set(kind.lists) == lists


def test_of_a_person_names_alone_are_told():
    assert set(NAMES) == OF_A_PERSON


def test_every_reason_is_given():
    assert all([*MODELS.values(), *(reason for fields in FIELDS.values() for reason in fields.values())])


def test_the_format_is_described_as_it_is():
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", FORMAT.read_text(encoding="utf-8"), re.MULTILINE)
    described = {kind: re.findall(r"`(\w+)`", fields) for kind, fields in rows}

    assert described.pop("person")[:3] == ["username", "first_name", "last_name"]
    assert described == {kind.name: [*kind.words.split(), *kind.lists] for kind in KINDS}
    assert list(described) == [kind.name for kind in KINDS]
