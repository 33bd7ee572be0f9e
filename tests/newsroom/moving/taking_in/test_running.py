import tarfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.history import broken_rows
from articles.models import (
    Article,
    Edition,
    Image,
    OtherOriginal,
    Publication,
    PublicationTerms,
    Section,
    StoryTerms,
    Transition,
)
from articles.pictures import checking, rendering
from newsroom.moving.complete.kinds import KINDS
from newsroom.moving.exporting.packing import pack
from newsroom.moving.taking_in.parcels import parcel_at
from newsroom.moving.taking_in.running import Taking
from newsroom.responses.models import Letter
from tests.factories import make_article, make_section
from tests.newsroom.moving.taking_in.houses import export_to, lines, refusal, take_in, write

pytestmark = pytest.mark.django_db


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_house_has_something_of_every_kind(house):
    counts = lines(house)[0]["counts"]

    assert [kind for kind, count in counts.items() if not count] == []
    assert len(counts) == len(KINDS) + 1


def test_export_of_what_was_taken_in_has_the_same_bytes(house, tmp_path):
    taking = take_in(house)

    assert files(export_to(tmp_path / "again")) == files(house)
    assert list(broken_rows()) == []
    assert not taking.is_incomplete


def test_tar_is_taken_in_like_a_folder(house, tmp_path):
    pack(house, tmp_path / "house.tar.gz")

    take_in(tmp_path / "house.tar.gz")

    assert files(export_to(tmp_path / "again")) == files(house)


def test_tar_that_somebody_made_by_hand_is_taken_in(house, tmp_path):
    with tarfile.open(tmp_path / "by_hand.tar", "w") as archive:  # below a folder, and the pictures first
        archive.add(house / "pictures", "house/pictures")
        archive.add(house / "export.jsonl", "house/export.jsonl")

    take_in(tmp_path / "by_hand.tar")

    assert files(export_to(tmp_path / "again")) == files(house)


def test_file_with_its_pictures_beside_it_is_taken_in(house, tmp_path):
    take_in(house / "export.jsonl")

    assert files(export_to(tmp_path / "again")) == files(house)


def test_everything_can_be_found_and_is_numbered_on(house):
    take_in(house)

    assert StoryTerms.objects.count() == Article.objects.count()
    assert PublicationTerms.objects.count() == Publication.objects.live().count()
    get_user_model().objects.update(is_active=True)
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True).first()
    assert make_article("published", "live").pk == newest + 1
    assert list(broken_rows()) == []


def test_pictures_are_stored_and_made_by_jobs(house):
    before = Edition.current()

    take_in(house)

    image, other = Image.objects.get(), OtherOriginal.objects.get()
    for name, sha256 in ((image.original.name, image.sha256), (other.file.name, other.sha256)):
        assert default_storage.open(name).read() == (house / "pictures" / f"{sha256}.jpg").read_bytes()
    jobs = ProcrastinateJob.objects.filter(task_name=rendering.RENDER_PICTURE).values_list("args", flat=True)
    assert list(jobs) == [{"image_id": image.pk}]
    rendering.render(image.pk)
    assert list(checking.check(mend=False)) == []
    assert Edition.current() > before


def test_people_who_are_made_can_do_nothing_until_somebody_lets_them(house):
    taking = take_in(house)

    for person in get_user_model().objects.all():
        assert (person.is_active, person.is_staff, person.is_superuser) == (False, False, False)
        assert not person.has_usable_password()
    assert any("chief" in note for note in taking.notes)
    assert get_user_model().objects.get(username="chief").memberships.get().role == "chief"


def test_newsroom_that_is_not_empty_is_left_alone(house):
    make_section("sport")

    assert refusal(house) == ("This newsroom is not empty, it has 1 sections: take the export into an empty one.")
    assert Section.objects.count() == 1


def test_second_time_is_refused(house):
    take_in(house)
    moves = Transition.objects.count()

    assert "is not empty" in refusal(house)
    assert Transition.objects.count() == moves


def test_dry_run_keeps_nothing(house):
    stored = set(default_storage.listdir("originals")[1])

    take_in(house, is_kept=False)

    assert (Article.objects.count(), get_user_model().objects.count()) == (0, 0)
    assert set(default_storage.listdir("originals")[1]) == stored


def test_run_that_is_ended_keeps_nothing_and_is_run_again(house, tmp_path):
    stored = set(default_storage.listdir("originals")[1])
    running = Taking(parcel_at(house)).run()
    while next(running) != "picture files":
        pass
    running.close()

    assert (Article.objects.count(), Image.objects.count()) == (0, 0)
    assert set(default_storage.listdir("originals")[1]) == stored
    take_in(house)
    assert files(export_to(tmp_path / "again")) == files(house)


def test_picture_that_was_lost_stays_lost_and_is_told(house, tmp_path):
    records = lines(house)
    picture = next(record for record in records if record.get("record") == "picture")
    picture["original"] = None
    (house / "pictures" / f"{picture['sha256']}.jpg").unlink()

    taking = take_in(write(house, records))

    assert "1 pictures had lost their files before they were exported." in taking.notes
    assert [one.sentence for one in checking.check(mend=False)][0] == (
        f"Picture {picture['id']} has lost its original. Replace it."
    )
    told = next(record for record in lines(export_to(tmp_path / "again")) if record.get("record") == "picture")
    assert told == picture


def test_export_without_readers_is_taken_in(house, tmp_path):
    take_in(house)
    some = export_to(tmp_path / "some", without_readers=True)
    assert [letter["email"] for letter in lines(some) if letter.get("record") == "letter"] == [""]
    assert Letter.objects.count() == 2


def test_export_of_an_older_newsroom_is_taken_in(house, tmp_path):
    """Kinds and fields that there were not yet are as in rows from before them."""
    whole = lines(house)
    del whole[0]["counts"]["old_address"]
    older = [record for record in whole if record.get("record") != "old_address"]
    for record in older:
        if record.get("record") == "wire_source":
            del record["poll_minutes"], record["section"], record["publishes"]
        if record.get("record") == "proposed_update":
            del record["values"]["correction"]

    take_in(write(house, older))

    source = next(record for record in lines(export_to(tmp_path / "again")) if record.get("record") == "wire_source")
    assert (source["poll_minutes"], source["section"], source["publishes"]) == (15, None, False)


def test_field_that_cannot_be_guessed_is_missed(house):
    records = lines(house)
    del next(record for record in records if record.get("record") == "section")["slug"]

    line = records[0]["counts"]["person"] + 2
    assert refusal(write(house, records)) == f"Line {line}: This section has no “slug”."
