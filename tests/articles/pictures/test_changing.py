import pytest

from articles import pictures
from articles.models import Edition, Membership, PictureChange
from articles.pictures import PictureRefused, rendering
from articles.rights import Role
from articles.workflow import RightMissing
from tests.factories import make_article, make_section, make_user

CROP = {"card": [0.1, 0.1, 0.5, 0.5]}  # of a picture of 90 x 60 pixels


def test_describe_is_noted_and_confirms_what_the_file_said(reporter, picture):
    changed = pictures.describe(picture, by=reporter, credit=" The  Desk ", is_sensitive=True)

    assert (changed.credit, changed.is_sensitive, changed.is_confirmed) == ("The Desk", True, True)
    change = PictureChange.objects.first()
    assert (change.action, change.by) == ("described", reporter)
    assert (change.before["credit"], change.after["credit"]) == ("Rana Haddad", "The Desk")


def test_what_is_said_of_a_live_picture_is_said_to_readers_at_once(picture, editor):
    make_article("published", "live", lead_image=picture)
    edition = Edition.current()

    pictures.describe(picture, by=editor, captions={"en": "Ships"})

    assert Edition.current() == edition + 1


def test_describe_that_changes_nothing_is_not_noted(reporter, picture):
    pictures.describe(picture, by=reporter, credit=picture.credit)

    assert [change.action for change in PictureChange.objects.all()] == ["added"]


def test_new_rights_make_new_files_and_other_words_do_not(reporter, picture):
    assert rendering.is_ready(pictures.describe(picture, by=reporter, captions={"en": "Ships"}))

    changed = pictures.describe(picture, by=reporter, creator="Hani")

    assert not rendering.is_ready(changed)
    before = set(picture.renditions.values_list("name", flat=True))
    assert rendering.render(picture.pk)
    assert not before & set(picture.renditions.values_list("name", flat=True))


def test_cut_makes_the_crops_that_were_drawn_and_lets_the_old_files_go(reporter, picture, shelves):
    changed = pictures.cut(picture, by=reporter, focal=(0.2, 0.3), crops=CROP)
    rendering.render(picture.pk)

    assert (changed.focal, changed.crops) == ((0.2, 0.3), CROP)
    (width, height), *_rest = set(picture.renditions.filter(use="card").values_list("width", "height"))
    assert (width, height) == (45, 30)
    names = {f"renditions/{name}" for name in picture.renditions.values_list("name", flat=True)}
    assert set(shelves.files()[0]) == {*names, picture.original.name}


def test_cutting_a_live_picture_changes_what_readers_get_in_one_edition(picture, editor, shelves):
    make_article("published", "live", lead_image=picture)
    pictures.cut(picture, by=editor, crops=CROP)
    edition = Edition.current()

    rendering.render(picture.pk)

    assert Edition.current() == edition + 1
    assert shelves.files()[1] == sorted(set(picture.renditions.values_list("name", flat=True)))


@pytest.mark.parametrize(
    "crops", [{"card": [0, 0, 1, 0.5]}, {"poster": [0, 0, 1, 1]}, {"whole": [0, 0, 1, 1]}, {"lead": [0.5, 0, 0.6, 1]}]
)
def test_cut_refuses_a_box_that_does_not_fit(reporter, picture, crops):
    with pytest.raises(PictureRefused, match="does not fit into the picture"):
        pictures.cut(picture, by=reporter, crops=crops)


def test_cut_names_the_use_as_people_do(reporter, picture):
    with pytest.raises(PictureRefused, match="“card in lists” does not fit"):
        pictures.cut(picture, by=reporter, crops={"card": [0, 0, 1, 0.5]})


def test_a_render_is_made_once(picture):
    assert not rendering.render(picture.pk)


def test_who_may_change_a_picture(reporter, other_section, picture):
    stranger = make_user(Role.REPORTER, other_section)
    with pytest.raises(RightMissing, match="takes an editor"):
        pictures.describe(picture, by=stranger, credit="x")
    make_article("published", "live", section=make_section("world"), lead_image=picture)

    assert not pictures.may_change(Membership.objects.person(reporter), picture)
    with pytest.raises(RightMissing):
        pictures.cut(picture, by=make_user(Role.EDITOR, other_section), focal=(0, 0))
    pictures.cut(picture, by=make_user(Role.EDITOR, make_section("world")), focal=(0, 0))
