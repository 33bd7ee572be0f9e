import os
import time

import pytest
from django.core.management import CommandError, call_command

from articles.models import Image, Rendition
from articles.pictures import checking
from tests.factories import make_article

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
