import pytest

from articles import pictures
from articles.models import Edition, OtherOriginal, PictureChange
from articles.pictures import PictureRefused, public_files, rendering
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from tests.factories import make_article

from .conftest import jpeg


@pytest.fixture
def live(picture):
    return make_article("published", "live", lead_image=picture)


def public_names(picture):
    return sorted(set(picture.renditions.filter(is_public=True).values_list("name", flat=True)))


def test_a_replaced_picture_changes_for_readers_once_its_renditions_are_made(picture, live, editor, shelves):
    before, original = public_names(picture), picture.original.name

    pictures.replace(picture, jpeg("red", (60, 90)), by=editor, reason="Sharper")

    picture.refresh_from_db()
    assert (picture.width, picture.height, picture.original.name) == (90, 60, original)
    assert shelves.files()[1] == before
    assert picture.changed_for_readers_at is None
    edition = Edition.current()
    rendering.render(picture.pk)
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (60, 90)
    assert picture.changed_for_readers_at is not None
    assert Edition.current() == edition + 1
    assert shelves.files()[1] == public_names(picture)
    assert not set(before) & set(shelves.files()[1])
    assert OtherOriginal.objects.get().file.name == original
    assert rendering.is_ready(picture)


def test_replacing_twice_shows_the_last(picture, editor, shelves):
    pictures.replace(picture, jpeg("red"), by=editor)
    pictures.replace(picture, jpeg("blue", (30, 30)), by=editor, render_now=True)

    picture.refresh_from_db()
    assert (picture.width, picture.height) == (30, 30)
    assert OtherOriginal.objects.filter(is_next=False).count() == 2


def test_a_refused_file_replaces_nothing(picture, editor, shelves):
    before = shelves.files()

    with pytest.raises(PictureRefused):
        pictures.replace(picture, b"<svg/>", by=editor)

    assert shelves.files() == before
    assert not OtherOriginal.objects.exists()


def test_withdrawing_takes_a_picture_from_readers_at_once_and_bringing_it_back_shows_it(picture, live, editor, shelves):
    names, edition = public_names(picture), Edition.current()

    pictures.withdraw(picture, by=editor, reason="The agency asks")

    assert shelves.files()[1] == []
    assert Edition.current() == edition + 1
    pictures.bring_back(picture, by=editor, reason="Cleared")
    assert shelves.files()[1] == names
    actions = [change.action for change in PictureChange.objects.all()]
    assert actions == ["brought_back", "withdrawn", "added"]


def test_a_withdrawn_picture_is_not_rendered_replaced_or_published(picture, editor, shelves):
    pictures.withdraw(picture, by=editor, reason="x")

    with pytest.raises(MoveNotAllowed, match="withdrawn"):
        pictures.replace(picture, jpeg("red"), by=editor)
    assert not rendering.render(picture.pk)
    public_files.put([picture.pk])
    assert shelves.files()[1] == []


def test_withdrawing_needs_a_reason_and_a_right(picture, live, reporter, editor):
    with pytest.raises(MoveIncomplete, match="Say why"):
        pictures.withdraw(picture, by=editor, reason=" ")
    with pytest.raises(RightMissing):
        pictures.withdraw(picture, by=reporter, reason="x")


def test_erasing_leaves_no_file_and_keeps_what_was_said(picture, live, chief, editor, shelves):
    pictures.replace(picture, jpeg("red"), by=editor, render_now=True)
    with pytest.raises(RightMissing, match="Only a chief"):
        pictures.erase(picture, by=editor, reason="Law")

    pictures.erase(picture, by=chief, reason="Law")

    picture.refresh_from_db()
    assert shelves.files() == [[], []]
    assert (picture.credit, picture.changes.first().action) == ("Rana Haddad", "erased")
    with pytest.raises(MoveNotAllowed, match="Add it anew"):
        pictures.bring_back(picture, by=chief, reason="x")
