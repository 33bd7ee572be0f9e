"""Numbers have one spelling, whoever reads them: the id that is checked is the id that is used."""

import pytest
from django.utils.datastructures import MultiValueDict

from articles.admin import asked
from articles.admin.keys import revision_number_of
from articles.admin.typed import content_of
from articles.workflow import MoveIncomplete
from newsroom.desk.keeping.posted import of_form
from tests.factories import make_article, make_section, make_topic, make_user

ODD = ["{arabic}", " {0}", "{0} ", "0{0}", "{0}.0", "+{0}", "-{0}", "{0}abc", "{0}\n", "{0}e0", "0x{0}", "{0}_0"]
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def spelled(odd, number):
    return odd.format(number, arabic=str(number).translate(DIGITS))


def posted(**values):
    return MultiValueDict({name: [value] for name, value in values.items()})


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("parse", [asked.number, asked.numbers])
def test_number_spelled_in_another_way_is_refused(odd, parse):
    with pytest.raises(MoveIncomplete):
        parse(posted(change=spelled(odd, 3)), "change")


def test_number_as_the_desk_writes_it_is_read():
    assert asked.number(posted(change="30"), "change") == 30
    assert asked.numbers(MultiValueDict({"keep": ["3", "12"]}), "keep") == [3, 12]
    assert asked.number(posted(change=""), "change") is None


@pytest.mark.parametrize("odd", ODD)
def test_revision_spelled_in_another_way_is_none(odd):
    named = spelled(odd, 3)

    assert (asked.revision_named(named), revision_number_of(named)) == ("?", None)
    assert of_form(posted(revision=named)).started_from == 0


@pytest.mark.parametrize("named", ["0", "3", "12345678", "a" * 64])
def test_revision_as_the_desk_writes_it_is_read(named):
    assert asked.revision_named(named) == named


@pytest.mark.parametrize("odd", ODD)
def test_person_spelled_in_another_way_is_nobody_of_the_desk(db, odd):
    named = spelled(odd, make_user("reporter").pk)

    with pytest.raises(MoveIncomplete):
        asked.person(posted(assignee=named), "assignee")


@pytest.mark.parametrize("odd", ODD)
def test_move_names_its_revision_in_one_way(signed_in, editor, address, odd):
    article = make_article("in_review")

    answer = signed_in(editor).post(address(article, "move", "approve"), {"revision": spelled(odd, 1)})

    assert answer.status_code == 409


@pytest.mark.parametrize("odd", ["{arabic}", " {0}", "0{0}", "+{0}"])
@pytest.mark.parametrize("field", ["section", "topics", "translation_of"])
def test_form_names_its_choices_in_one_way(signed_in, editor, address, typed, field, odd):
    article, other = make_article("draft"), make_article("draft", language="ar")
    chosen = {"section": make_section("sport"), "topics": make_topic(), "translation_of": other}[field]
    named = spelled(odd, chosen.pk)

    answer = signed_in(editor).post(address(article), typed(article, **{field: named}))

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]
    assert not content_of(posted(**{field: named})).get({"topics": "topics"}.get(field, f"{field}_id"))
