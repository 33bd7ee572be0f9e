import os
import time

import pytest
from django.core.management import CommandError, call_command

from articles import pictures
from articles.models import Image, OtherOriginal, Rendition
from articles.pictures import checking, rendering
from tests.factories import make_article

from .conftest import jpeg
from .test_crashes import files_are_there

OLD = time.time() - 7200


@pytest.fixture
def live(picture):
    return make_article("published", "live", lead_image=picture)


def checked(*, mend=True):
    return [tuple(difference) for difference in checking.check(mend=mend)]


def leave(path, *, at=OLD):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"half a f")
    os.utime(path, (at, at))


def test_a_library_that_fits_has_no_difference(picture, live, capsys):
    assert checked() == []
    call_command("check_media")
    assert capsys.readouterr().out == "Pictures, files and uses fit.\n"


@pytest.mark.parametrize("where", ["private/originals/a", "private/renditions/a.jpg", "public/a.jpg"])
def test_a_file_that_nothing_speaks_of_is_removed_once_it_is_old(picture, shelves, where):
    path = shelves.private.parent / where
    leave(path, at=time.time())
    assert checked() == []
    leave(path)

    assert checked(mend=False) == [(f"Nothing speaks of the file {where.split('/', 1)[1]}.", False)]
    assert path.exists()
    assert [is_mended for _sentence, is_mended in checked()] == [True]
    assert not path.exists()
    assert checked() == []


def test_a_lost_rendition_is_made_again(picture, live, shelves):
    name = picture.renditions.first().name
    (shelves.private / "renditions" / name).unlink()

    assert [is_mended for _sentence, is_mended in checked()] == [True]
    assert (shelves.private / "renditions" / name).exists()
    assert checked() == []


def test_a_lost_public_file_is_put_there_again(picture, live, shelves):
    name = picture.renditions.first().name
    (shelves.public / name).unlink()

    ((sentence, is_mended),) = checked()

    assert (sentence, is_mended) == (f"Readers lacked 1 files of picture {picture.pk}.", True)
    assert (shelves.public / name).exists()


def test_what_nobody_uses_is_public_no_more(picture, shelves):
    Rendition.objects.filter(image=picture).update(is_public=True)
    name = picture.renditions.first().name
    leave(shelves.public / name)

    assert [is_mended for _sentence, is_mended in checked()] == [True]
    assert shelves.files()[1] == []


def test_a_lost_original_is_named_and_left(picture, shelves, capsys):
    (shelves.private / picture.original.name).unlink()

    with pytest.raises(CommandError, match="1 differences are left"):
        call_command("check_media")
    assert f"Picture {picture.pk} has lost its original. Replace it." in capsys.readouterr().out


def test_a_picture_that_was_never_made_is_made(picture):
    Image.objects.filter(pk=picture.pk).update(recipe="")

    assert [is_mended for _sentence, is_mended in checked()] == [True]
    assert checked() == []


@pytest.mark.parametrize(
    "gone",
    [{}, {"use": "card"}, {"use": "whole", "width": 90, "media_type": "image/webp"}, {"media_type": "image/avif"}],
)
def test_rows_that_are_lost_are_made_again(picture, live, shelves, gone):
    rows = picture.renditions.count()
    Rendition.objects.filter(image=picture, **gone).delete()

    assert [is_mended for _sentence, is_mended in checked()] == [True]
    assert (picture.renditions.count(), checked()) == (rows, [])
    assert files_are_there(shelves)


def test_readers_keep_a_picture_of_which_private_storage_has_nothing(picture, live, shelves):
    """Whatever became of that folder, what is left is not thrown away for it."""
    (shelves.private / picture.original.name).unlink()
    for path in (shelves.private / "renditions").iterdir():
        path.unlink()
    public = shelves.files()[1]

    assert [is_mended for _sentence, is_mended in checked()] == [False, False]
    assert (shelves.files()[1], picture.renditions.filter(is_public=True).exists()) == (public, True)

    (shelves.public / public[0]).unlink()
    assert [is_mended for _sentence, is_mended in checked()] == [False, False, False]


@pytest.fixture
def replaced(picture, editor):
    return pictures.replace(picture, jpeg("navy"), by=editor)


def test_a_lost_file_that_a_picture_showed_before_is_not_spoken_of_any_more(picture, replaced, shelves):
    rendering.render(picture.pk)
    (shelves.private / picture.original.name).unlink()
    sentence = f"Picture {picture.pk} has lost a file that it showed before."

    assert checked(mend=False) == [(sentence, False)]
    assert checked() == [(sentence, True)]
    assert (checked(), OtherOriginal.objects.count()) == ([], 0)


def test_a_lost_file_that_a_picture_shows_next_is_named(picture, replaced, shelves, editor):
    (shelves.private / OtherOriginal.objects.get().file.name).unlink()

    assert [is_mended for _sentence, is_mended in checked()] == [False, False]
    assert checked()[0] == (f"Picture {picture.pk} has lost the file that it shows next. Replace it.", False)

    pictures.replace(picture, jpeg("teal"), by=editor, render_now=True)
    assert [is_mended for _sentence, is_mended in checked()] == [True]
    assert checked() == []


@pytest.mark.parametrize("where", ["private/renditions", "public"])
@pytest.mark.parametrize("left", [0, 100])
def test_half_a_file_is_made_whole(picture, live, shelves, where, left):
    path = shelves.private.parent / where / picture.renditions.first().name
    whole = path.read_bytes()
    path.write_bytes(whole[:left])

    assert [is_mended for _sentence, is_mended in checked()] == [True]
    assert path.read_bytes() == whole
    assert checked() == []


def test_a_lost_file_that_two_pictures_share_is_made_again(picture, reporter, shelves):
    pictures.add(jpeg(), by=reporter, render_now=True)
    path = shelves.private / "renditions" / picture.renditions.first().name
    whole = path.read_bytes()
    path.unlink()

    assert {is_mended for _sentence, is_mended in checked()} == {True}
    assert path.read_bytes() == whole
    assert checked() == []
