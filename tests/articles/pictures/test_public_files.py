import pytest

from articles import pictures, publishing
from articles.models import Article, Publication, Rendition
from articles.pictures import public_files, rendering
from articles.workflow import MoveIncomplete
from tests.factories import make_article

from .conftest import SAID, jpeg


@pytest.fixture
def live(picture):
    return make_article("published", "live", lead_image=picture)


def names_of(picture):
    return sorted(set(picture.renditions.values_list("name", flat=True)))


def test_nothing_is_public_before_a_story_is_live(picture, shelves):
    make_article("approved", lead_image=picture)

    assert shelves.files()[1] == []
    assert not Rendition.objects.filter(is_public=True).exists()


def test_publishing_puts_the_renditions_where_readers_get_them(picture, live, shelves):
    assert shelves.files()[1] == names_of(picture)
    assert not Rendition.objects.filter(is_public=False).exists()


def test_pictures_of_the_body_are_put_there_too(reporter, shelves):
    picture = pictures.add(jpeg("red"), by=reporter, **SAID, render_now=True)
    make_article("published", "live", body=f'<p>Boats.</p><figure data-picture="{picture.pk}"></figure>')

    assert shelves.files()[1] == names_of(picture)


@pytest.mark.parametrize("move", ["hold", "retract", "remove"])
def test_the_last_use_takes_the_files_with_it(picture, live, shelves, editor, chief, move):
    other = make_article("published", "live", lead_image=picture)
    publishing.hold(other, by=editor)
    public_files.take_away_unused()
    assert shelves.files()[1] == names_of(picture)

    text = {"text": "Wrong."} if move == "retract" else {"reason": "Law."}
    getattr(publishing, move)(live, by=chief, **text)

    assert public_files.take_away_unused() == picture.renditions.count()
    assert shelves.files()[1] == []
    assert len(shelves.files()[0]) == 1 + len(names_of(picture))


def test_release_puts_them_back(picture, live, shelves, editor):
    publishing.hold(live, by=editor)
    public_files.take_away_unused()

    publishing.release(Article.objects.get(pk=live.pk), by=editor)

    assert shelves.files()[1] == names_of(picture)


def test_pictures_that_share_files_keep_them_while_one_is_live(picture, live, shelves, reporter, editor):
    twin = pictures.add(jpeg(), by=reporter, **SAID, render_now=True)
    other = make_article("published", "live", lead_image=twin)
    publishing.hold(live, by=editor)

    public_files.take_away_unused()

    assert shelves.files()[1] == names_of(twin) == names_of(picture)
    publishing.hold(other, by=editor)
    public_files.take_away_unused()
    assert shelves.files()[1] == []


def test_a_picture_that_the_worker_has_not_made_yet_is_made_by_the_publish(reporter, shelves):
    picture = pictures.add(jpeg(), by=reporter, **SAID)

    make_article("published", "live", lead_image=picture)

    picture.refresh_from_db()
    assert rendering.is_ready(picture)
    assert shelves.files()[1] == names_of(picture) != []


def test_a_file_that_a_crash_left_is_written_anew(picture, shelves):
    name = names_of(picture)[0]
    (shelves.public / name).write_bytes(b"half a f")

    make_article("published", "live", lead_image=picture)

    assert (shelves.public / name).read_bytes() == (shelves.private / "renditions" / name).read_bytes()


def test_a_story_with_a_picture_of_which_a_file_is_lost_is_refused_with_a_sentence(picture, shelves, chief):
    article = make_article("approved", lead_image=picture)
    (shelves.private / "renditions" / names_of(picture)[0]).unlink()

    with pytest.raises(public_files.FilesLost, match="Files of the pictures are lost"):
        publishing.publish(article, by=chief)

    assert (shelves.files()[1], Publication.objects.count()) == ([], 0)


def test_a_story_with_a_picture_that_cannot_be_made_any_more_is_refused_with_a_sentence(reporter, shelves, chief):
    picture = pictures.add(jpeg(), by=reporter, **SAID)
    article = make_article("approved", lead_image=picture)
    (shelves.private / picture.original.name).unlink()

    with pytest.raises(MoveIncomplete, match=f"^The file of picture {picture.pk} is lost. Replace it.$"):
        publishing.publish(article, by=chief)

    assert Publication.objects.count() == 0
