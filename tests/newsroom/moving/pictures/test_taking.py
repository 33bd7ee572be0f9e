import io
import os
import tarfile
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from articles import pictures
from articles.models import Article, Image
from newsroom.moving.files import InputFile
from newsroom.moving.pictures import Folder, Pictures
from newsroom.wire.models import Source, TakenPicture
from newsroom.wire.stories import WirePicture
from tests.newsroom.moving.old_site import UPLOADS, jpeg
from tests.newsroom.wire.filed import STORY, file

pytestmark = pytest.mark.django_db


def story(*addresses, **said):
    return replace(STORY, pictures=tuple(WirePicture(address=address, **said) for address in addresses))


def taken(wire, folder, *addresses, **said):
    return Pictures(folders=[Folder(folder)]).take(story(*addresses, **said), source=wire, by=wire.rights)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "uploads" / "2020" / "01"
    place.mkdir(parents=True)
    (place / "quay.jpg").write_bytes(jpeg(1))
    return tmp_path / "uploads"


@pytest.fixture
def wire(db):
    return Source.objects.create(name="Harbour News")


def test_picture_comes_with_what_its_source_says_of_it(wire, folder):
    said = {"caption": "The quay", "alternative": "A quay", "credit": "Rana", "usage_terms": "Here only"}

    found = taken(wire, folder, f"{UPLOADS}/quay-300x200.jpg", copyright_notice="© " + "x" * 300, **said)

    image = Image.objects.get()
    assert found == {1: image.pk}
    assert (image.captions, image.alternatives, image.credit) == ({"en": "The quay"}, {"en": "A quay"}, "Rana")
    assert (image.usage_terms, image.source, len(image.copyright_notice)) == ("Here only", "Harbour News", 200)


@pytest.mark.parametrize("address", [f"{UPLOADS}/quay.jpg", "uploads/2020/01/quay.jpg"])
def test_picture_above_another_story_keeps_what_that_one_says_of_it(wire, folder, address):
    said = [
        {"caption": "The quay on Monday", "alternative": "A quay"},
        {"caption": "The quay on Friday", "alternative": "A quay"},
        {"caption": "رصيف الميناء", "alternative": "رصيف"},
        {"caption": "The quay on Monday", "alternative": "A quay"},
        {},
    ]
    filed = []
    for number, words in enumerate(said, start=1):
        language = "ar" if words.get("alternative") == "رصيف" else "en"
        named = replace(story(address, is_lead=True, **words), external_id=f"{number}", language=language)
        looked_at = Pictures(folders=[Folder(folder)])
        brought = looked_at.take(named, source=wire, by=wire.rights)
        result = file(wire, named, pictures=lambda _story, brought=brought: brought)
        filed.append(Article.objects.get(pk=result.article_id))

    assert {article.lead_image for article in filed} == {Image.objects.get()}
    assert [(article.lead_caption, article.lead_alternative) for article in filed] == [
        ("", ""),  # the library's
        ("The quay on Friday", ""),
        ("رصيف الميناء", "رصيف"),
        ("", ""),
        ("", ""),
    ]


def test_same_address_and_same_bytes_are_one_picture(wire, folder):
    (folder / "copy.jpg").write_bytes(jpeg(1))

    found = [taken(wire, folder, f"{UPLOADS}/quay.jpg", f"{UPLOADS[:-8]}/copy.jpg") for _time in range(2)]

    image = Image.objects.get()
    assert found == [{1: image.pk, 2: image.pk}] * 2
    assert TakenPicture.objects.count() == 2


def test_known_address_is_not_looked_for_again(wire, folder):
    taken(wire, folder, f"{UPLOADS}/quay.jpg")
    (folder / "2020" / "01" / "quay.jpg").unlink()

    assert taken(wire, folder, f"{UPLOADS.replace('https', 'http')}/quay.jpg") == {1: Image.objects.get().pk}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty"),
        (b"<svg/>", "This is not a JPEG, PNG, WebP, AVIF or GIF picture"),
        (jpeg()[:2000], "The picture is broken: it cannot be read to its end"),
    ],
    ids=["empty", "svg", "truncated"],
)
def test_bad_picture_stops_no_other(wire, folder, content, reason):
    (folder / "bad.jpg").write_bytes(content)

    found = taken(wire, folder, f"{UPLOADS[:-8]}/bad.jpg", f"{UPLOADS}/quay.jpg", f"{UPLOADS}/gone.jpg")

    assert found == {2: Image.objects.get().pk}
    assert found.refused == {1: reason, 3: "it is not among the pictures that were given"}
    assert len(default_storage.listdir("originals")[1]) >= 1


def test_picture_stays_away_where_the_decoder_does_not_work(wire, folder, settings, tmp_path, caplog):
    settings.BASE_DIR = tmp_path  # where no decoder is

    found = taken(wire, folder, f"{UPLOADS}/quay.jpg")

    reason = "The program that opens pictures failed on it; the picture may be good. Try it again"
    assert (found, found.refused) == ({}, {1: reason})
    assert "No module named" in caplog.text


def test_picture_that_was_withdrawn_does_not_come_back(wire, folder, chief):
    taken(wire, folder, f"{UPLOADS}/quay.jpg")
    pictures.withdraw(Image.objects.get(), by=chief, reason="Not ours.")

    found = taken(wire, folder, f"{UPLOADS}/quay.jpg")

    assert (found, found.refused) == ({}, {1: "it was withdrawn from the library"})


def test_link_that_leads_out_of_the_folder_is_not_followed(wire, folder, tmp_path):
    (tmp_path / "secret.jpg").write_bytes(jpeg(9))
    os.symlink(tmp_path / "secret.jpg", folder / "2020" / "01" / "link.jpg")

    assert taken(wire, folder, f"{UPLOADS}/link.jpg", f"{UPLOADS}/../../../secret.jpg") == {}


def test_nothing_is_fetched_unasked_and_nothing_said_where_nobody_looks(wire):
    found = Pictures().take(story("https://old.example/a.jpg"), source=wire, by=wire.rights)

    assert (found, found.refused) == ({}, {})


def test_picture_that_cannot_be_fetched_is_told(wire):
    """An address inside our own network is refused by fetching itself; nothing is asked of it."""
    found = Pictures(fetches=True).take(
        story("http://127.0.0.1/a.jpg", "beside.jpg", "ftp://old.example/a.jpg", "http://127.0.0.1/\0\ud800.jpg"),
        source=wire,
        by=wire.rights,
    )

    assert found == {}
    assert "not on the internet" in found.refused[1]
    assert found.refused[2] == found.refused[3] == "it has no address on the internet"


def test_archive_is_looked_through_from_the_folder_of_the_file(wire, tmp_path):
    with tarfile.open(tmp_path / "site.tar.gz", "w:gz") as archive:
        for name, content in {"a/site.xml": b"<rss/>", "a/pictures/quay.jpg": jpeg(2), "b/quay.jpg": jpeg(3)}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    looking = Pictures()
    looking.begin(InputFile("x", io.BytesIO(), archive=tmp_path / "site.tar.gz", member="a/site.xml"))

    found = looking.take(story("./pictures/quay.jpg", "quay.jpg"), source=wire, by=wire.rights)
    looking.close()

    assert (set(found), found.refused) == ({1}, {2: "it is not among the pictures that were given"})
