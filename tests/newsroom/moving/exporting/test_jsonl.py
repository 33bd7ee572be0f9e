import hashlib
import io
import json
import tarfile
from collections import Counter

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Pixels

from articles import pictures, publishing
from articles.models import Image
from articles.rights import Role
from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.formats import Choice, ExportFailed, Written
from newsroom.moving.exporting.running import run
from newsroom.moving.models import TakenComment
from newsroom.responses.models import Letter
from tests.factories import make_article, make_topic, make_user

pytestmark = pytest.mark.django_db


def exported(destination, **choice):
    """What was told while an export was written."""
    return list(run(FORMATS["jsonl"], destination, Choice(**choice)))


def records(folder, kind=None):
    lines = [json.loads(line) for line in (folder / "export.jsonl").read_bytes().splitlines()]
    return [record for record in lines[1:] if kind in (None, record["record"])]


def jpeg(colour=(200, 30, 30)):
    file = io.BytesIO()
    Pixels.new("RGB", (640, 400), colour).save(file, "JPEG")
    return file.getvalue()


def make_letter(publication, **values):
    said = {"name": "A reader", "email": "reader@example.org", "text": "Thank you for this story.", "text_key": "0"}
    return Letter.objects.create(publication=publication, **(said | values))


def test_header_counts_the_records(tmp_path):
    make_article("published", "live", topics=[make_topic("harbour").pk])

    told = exported(tmp_path / "all")

    lines = (tmp_path / "all" / "export.jsonl").read_bytes().splitlines()
    header = json.loads(lines[0])
    assert header["newsroom_export"] == 1
    assert header["languages"] == ["en", "ar"]
    assert +Counter(header["counts"]) == Counter(json.loads(line)["record"] for line in lines[1:])
    assert sum(header["counts"].values()) == len(told)


def test_story_is_told_with_all_that_hangs_on_it(tmp_path):
    topic = make_topic("harbour")
    article = make_article("published", "live", topics=[topic.pk])

    exported(tmp_path / "all")

    (told,) = records(tmp_path / "all", "article")
    assert (told["id"], told["headline"], told["topics"]) == (article.pk, article.headline, [topic.pk])
    assert told["created_at"] == article.created_at.isoformat()
    (publication,) = records(tmp_path / "all", "publication")
    assert (publication["article"], publication["path"]) == (article.pk, article.publication.path)
    assert [move["action"] for move in records(tmp_path / "all", "move")] == ["create", "submit", "approve", "publish"]
    assert [move["hash"] for move in records(tmp_path / "all", "move")][-1] == article.history_head


def test_people_are_named_and_no_more(tmp_path):
    chief = make_user(Role.CHIEF, username="mona", password="a secret of mona's", is_superuser=True)
    make_user(username="nobody")  # names nothing and is named nowhere

    exported(tmp_path / "all")

    assert records(tmp_path / "all", "person") == [
        {
            "record": "person",
            "id": chief.pk,
            "username": "mona",
            "first_name": "",
            "last_name": "",
            "roles": [{"role": "chief", "section": None}],
        }
    ]
    text = (tmp_path / "all" / "export.jsonl").read_text()
    assert chief.password not in text
    assert chief.email not in text


def test_pictures_lie_beside_it_by_their_digest(tmp_path):
    content = jpeg()
    pictures.add(content, by=make_user(Role.EDITOR), credit="Agency")
    pictures.add(content, by=make_user(Role.EDITOR), credit="Another agency")

    exported(tmp_path / "all")

    name = f"{hashlib.sha256(content).hexdigest()}.jpg"
    assert [path.name for path in (tmp_path / "all" / "pictures").iterdir()] == [name]
    assert (tmp_path / "all" / "pictures" / name).read_bytes() == content
    assert [told["original"] for told in records(tmp_path / "all", "picture")] == [name[:-4], name[:-4]]


def test_picture_that_is_lost_is_said_and_the_rest_is_written(tmp_path):
    image = pictures.add(jpeg(), by=make_user(Role.EDITOR))
    default_storage.delete(image.original.name)

    told = exported(tmp_path / "all")

    (problem,) = [one for one in told if one.problem]
    assert problem == Written("pictures", f"The file of picture {image.pk} is lost or was changed.")
    assert [one["original"] for one in records(tmp_path / "all", "picture")] == [None]
    assert list((tmp_path / "all" / "pictures").iterdir()) == []


def test_picture_that_was_changed_on_the_disk_is_said(tmp_path):
    image = pictures.add(jpeg(), by=make_user(Role.EDITOR))
    Image.objects.update(sha256="0" * 64)

    assert [one.problem for one in exported(tmp_path / "all") if one.problem] == [
        f"The file of picture {image.pk} is lost or was changed."
    ]


def test_what_is_a_readers_own_can_be_left_out(tmp_path):
    publication = make_article("published", "live").publication
    moderator = make_user(Role.MODERATOR)
    decided = {"decided_at": publication.changed_at, "decided_by": moderator}
    make_letter(publication, status="approved", **decided)
    make_letter(publication, text="Nobody has read this letter.")

    exported(tmp_path / "all")
    exported(tmp_path / "some", without_readers=True)

    assert [letter["status"] for letter in records(tmp_path / "all", "letter")] == ["approved", "waiting"]
    (letter,) = records(tmp_path / "some", "letter")
    assert (letter["status"], letter["name"], letter["email"]) == ("approved", "A reader", "")
    assert "reader@example.org" not in (tmp_path / "some" / "export.jsonl").read_text()


def test_tar_holds_the_same_as_the_folder(tmp_path):
    pictures.add(jpeg(), by=make_user(Role.EDITOR))
    exported(tmp_path / "all")
    for name in ("all.tar", "all.tar.gz", "again.tar", "all.tgz"):
        exported(tmp_path / name)

    folder = tmp_path / "all"
    files = [folder / "export.jsonl", *(folder / "pictures").iterdir()]
    for name in ("all.tar", "all.tar.gz", "all.tgz"):
        with tarfile.open(tmp_path / name) as archive:
            found = {member.name: archive.extractfile(member).read() for member in archive}
        assert list(found) == [file.relative_to(folder).as_posix() for file in files]
        assert list(found.values()) == [file.read_bytes() for file in files]
    assert (tmp_path / "all.tar").read_bytes() == (tmp_path / "again.tar").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.tar", "all", "all.tar", "all.tar.gz", "all.tgz"]


def test_the_same_newsroom_gives_the_same_bytes(tmp_path):
    article = make_article("published", "live")
    publishing.hold(article, by=make_user(Role.EDITOR))

    exported(tmp_path / "first")
    exported(tmp_path / "second")

    first, second = ((tmp_path / name / "export.jsonl").read_bytes() for name in ("first", "second"))
    assert first == second


def test_name_of_a_file_that_it_cannot_be_is_refused(tmp_path):
    with pytest.raises(ExportFailed, match=r"ends in \.tar"):
        exported(tmp_path / "all.jsonl")

    assert list(tmp_path.iterdir()) == []


def test_replies_and_comments_name_no_letter_that_is_left_out(tmp_path):
    publication = make_article("published", "live").publication
    printed = {"status": "approved", "decided_at": timezone.now(), "decided_by": make_user(Role.MODERATOR)}
    waits, shown = make_letter(publication), make_letter(publication, **printed)
    replies = [make_letter(publication, in_reply_to=letter, **printed) for letter in (waits, shown)]
    for letter in (waits, shown):
        TakenComment.objects.create(article=publication.article, external_id=str(letter.pk), letter=letter)

    exported(tmp_path / "some", without_readers=True)
    exported(tmp_path / "all")

    some, whole = (
        {row["id"]: row["in_reply_to"] for row in records(tmp_path / name, "letter")} for name in ("some", "all")
    )
    assert some == {shown.pk: None, replies[0].pk: None, replies[1].pk: shown.pk}
    assert whole == {waits.pk: None, **some, replies[0].pk: waits.pk}
    assert [row["letter"] for row in records(tmp_path / "some", "taken_comment")] == [None, shown.pk]
