"""Collections: who makes them, names them and fills them."""

import pytest

from articles.models import Collection
from articles.pictures import collecting
from articles.workflow import MoveNotAllowed, RightMissing
from tests.newsroom.pages.readers import make_image


@pytest.fixture
def pictures(db):
    return [make_image(original="a") for _number in range(3)]


def test_maker_names_and_fills_it(reporter, pictures):
    collection = collecting.make(" Boats\u202e  of Sidon ", by=reporter)

    assert (collection.name, collection.made_by) == ("Boats of Sidon", reporter)
    assert collecting.add(collection, pictures[:2], by=reporter) == 2
    assert collecting.add(collection, pictures, by=reporter) == 1
    assert collecting.take_out(collection, pictures[1:], by=reporter) == 2
    assert list(collection.pictures.all()) == pictures[:1]
    assert collecting.rename(collection, "Harbour", by=reporter).name == "Harbour"


def test_editors_fill_any_and_other_reporters_none(reporter, reporter2, editor, pictures):
    collection = collecting.make("Boats", by=reporter)

    assert collecting.add(collection, pictures, by=editor) == 3
    for change in (collecting.add, collecting.take_out):
        with pytest.raises(RightMissing):
            change(collection, pictures, by=reporter2)
    with pytest.raises(RightMissing):
        collecting.rename(collection, "Mine", by=reporter2)
    assert collection.pictures.count() == 3


def test_who_has_no_role_at_the_desk_makes_none(administrator, moderator):
    for person in (administrator, moderator):
        with pytest.raises(RightMissing):
            collecting.make("Boats", by=person)

    assert Collection.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("  \u202e", "Give the collection a name."),
        ("x" * 101, "The name is longer than 100 characters."),
        ("Boats", "There is a collection of this name already."),
    ],
)
def test_name_is_refused_with_a_sentence(reporter, name, sentence):
    collecting.make("Boats", by=reporter)

    with pytest.raises(MoveNotAllowed, match=sentence):
        collecting.make(name, by=reporter)

    assert Collection.objects.count() == 1


def test_names_that_differ_in_capitals_alone_are_one(reporter):
    collection = collecting.make("Boats", by=reporter)

    with pytest.raises(MoveNotAllowed, match="There is a collection of this name already"):
        collecting.make("boats", by=reporter)

    assert collecting.rename(collection, "BOATS", by=reporter).name == "BOATS"
