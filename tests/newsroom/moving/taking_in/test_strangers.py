"""Exports that were changed, or that somebody made up: each is refused with a sentence and leaves nothing, or loses
what is dangerous in it."""

import hashlib
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.test import override_settings

from articles.models import Article, Image, Membership, Publication
from articles.models.revision import digest_of
from articles.rights import Role
from newsroom.about.models import PolicyPage
from newsroom.accounts.models import PersonChange
from newsroom.moving.exporting.packing import pack
from newsroom.moving.taking_in.parcels import parcel_at
from newsroom.wire.models import Source
from tests.factories import make_user
from tests.newsroom.moving.taking_in.houses import change, jpeg, lines, refusal, take_in, write

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("section", {"slug": "../admin"}, "has a “slug” that cannot be what it is"),
        ("section", {"names": {"en": 1}}, "has a “names” that is not of the form"),
        ("section", {"names": ["World"]}, "has a “names” that is not of the form"),
        ("section", {"order": True}, "has a “order” that is not a whole number"),
        ("section", {"order": 10**20}, "has a “order” that is too large"),
        ("section", {"parent": 99}, "is not present in table"),
        ("section", {"first_shown_at": "yesterday"}, "has a “first_shown_at” that is no moment"),
        ("section", {"first_shown_at": "2025-01-01T10:00:00"}, "is a moment without a zone"),
        ("section", {"checklist": {"body": "off"}}, "has a “checklist” that is not of the form"),
        ("timed_change", {"zone": "Middle/Earth"}, "has a “zone” that is no time zone"),
        ("proposed_update", {"values": {"headline": "x"}}, "has a “values” that is not of the form"),
        (
            "proposed_update",
            {"values": {"fields": {}, "lists": {}, "correction": 1}},
            "has a “values” that is not of the form",
        ),
        ("section", {"password": "x"}, "has “password”, which is unknown here"),
        ("section", {"aliases": ["a\0b"]}, "has a “aliases” that has characters that no text has"),
        ("topic", {"slug": "\ud800"}, "has characters that no text has"),
        ("former_path", {"old_path": "//evil.example/"}, "has a “old_path” that cannot be"),
        ("picture", {"focal_x": 2}, "has a “focal_x” that cannot be what it is"),
        ("picture", {"crops": {"wide": [0, 0, 1, "x"]}}, "has a “crops” that is not of the form"),
        ("picture", {"original": "0" * 64}, "names another file than its own"),
        ("picture", {"width": 1}, "is said to be another"),
        ("picture", {"licence_url": "javascript:alert(1)"}, "has a “licence_url” that cannot be what it is"),
        ("article", {"desk_state": "live"}, "has a “desk_state” that is “live”, which it cannot be"),
        ("article", {"language": 'en" on="x'}, "has a “language” that cannot be"),
        ("article", {"headline": "x" * 301}, "is longer than 300 characters"),
        ("article", {"headline": None}, "has a “headline” that is missing"),
        ("article", {"body": "<p>" * 2_000_000}, "has a “body” that"),
        ("article", {"head_revision": 99_999}, "is not present in table"),
        ("article", {"topics": [1, 1]}, "has a “topics” that names one twice"),
        ("article", {"assignee": 99_999}, "is not present in table"),
        ("byline", {"author": None, "name": ""}, "byline_is_author_or_name"),
        ("revision", {"number": 7}, "a revision before it is missing"),
        ("revision", {"content": {"headline": "x"}}, "has a “content” that is not of the form"),
        ("move", {"reason": "Nobody said so."}, "it was changed after it was written"),
        ("move", {"hash": "0" * 64}, "it was changed after it was written"),
        ("move", {"action": "conquer"}, "which it cannot be"),
        ("publication", {"path": "//evil.example/2025/01/01/x/"}, "has a “path” that cannot be"),
        ("publication", {"path": "/\\evil.example/"}, "has a “path” that cannot be"),
        ("publication", {"status": "held"}, "no move leads to status"),
        ("publication", {"status": "none"}, "no move leads to status"),
        ("publication", {"revision": None}, "has a “revision” that is missing"),
        ("arrangement", {"slots": [{"article": "x"}]}, "has a “slots” that is not of the form"),
        ("arrangement", {"slots": [{"until": {"at": "never"}}]}, "has a “slots” that is not of the form"),
        ("contact_version", {"profiles": ["javascript:alert(1)"]}, "has a “profiles” that is not of the form"),
        ("person", {"username": "<script>"}, "cannot be called so"),
        ("person", {"roles": [{"role": "owner", "section": None}]}, "are not of the form"),
        ("person", {"is_superuser": True}, "has “is_superuser”, which is unknown here"),
        ("preview_link", {"lasts": "P900D"}, "preview_link_lasts_a_week_at_most"),
        ("letter", {"email": "no address"}, "has a “email” that cannot be what it is"),
    ],
)
def test_value_that_cannot_be_is_refused(house, kind, values, sentence):
    assert sentence in refusal(change(house, kind, **values))
    assert (Article.objects.count(), get_user_model().objects.count()) == (0, 0)


def test_text_of_another_story_is_refused(house):
    records = lines(house)
    first, *others = [record for record in records if record.get("record") == "publication"]
    first["revision"] = next(one["revision"] for one in others if one["article"] != first["article"])

    assert "has the text of another story" in refusal(write(house, records))


def test_publication_without_a_move_is_refused(house):
    """A published story that nobody published: its moves are left out, and the counts say so."""
    records = lines(house)
    article = next(record for record in records if record.get("record") == "publication")["article"]
    kept = [one for one in records if (one.get("record"), one.get("article")) != ("move", article)]
    kept[0]["counts"]["move"] -= len(records) - len(kept)

    assert "no move leads to status" in refusal(write(house, kept))


def test_text_that_was_changed_after_it_was_saved_is_refused(house):
    records = lines(house)
    revision = next(record for record in records if record.get("record") == "revision")
    revision["content"]["headline"] = "What nobody wrote"

    assert "it was changed after it was saved" in refusal(write(house, records))


@pytest.mark.parametrize("word", ["The harbour", "Thank you for it.", "It was Tuesday.", "Agency"])
def test_word_that_was_changed_is_told(house, word):
    """Of what no chain or digest of its own holds, too: a caption, a letter, a text that readers have."""
    file = house / "export.jsonl"
    header, records = file.read_text(encoding="utf-8").split("\n", 1)
    file.write_text(f"{header}\n{records.replace(word, word[::-1], 1)}", encoding="utf-8")

    assert "changed after it was" in refusal(house)
    assert (Article.objects.count(), get_user_model().objects.count()) == (0, 0)


def test_change_that_was_meant_is_taken_in(house):
    change(house, "picture", credit="Salma Haddad")

    take_in(house)

    assert Image.objects.get().credit == "Salma Haddad"


def test_markup_is_sanitised(house):
    script = '<p onclick="x()">Fine.</p><script>alert(1)</script>'
    change(house, "article", body=script)
    change(house, "publication", body_html=script)
    change(house, "policy_page", body=script)

    take_in(house)

    assert Article.objects.order_by("pk").first().body == "<p>Fine.</p>"
    assert Publication.objects.order_by("pk").first().body_html == "<p>Fine.</p>"
    assert PolicyPage.objects.get().body == "<p>Fine.</p>"


def test_script_in_a_revision_is_nowhere_when_it_is_shown(house):
    records = lines(house)
    revision = next(record for record in records if record.get("record") == "revision")
    before = revision["digest"]
    revision["content"]["body"] = "<script>alert(1)</script>"
    revision["digest"] = digest_of(revision["content"], schema=revision["schema"])

    assert before != revision["digest"]
    # moves name texts by their digests, so that a chain no longer tells of this one; the desk sanitises what it shows
    take_in(write(house, records))


def test_picture_that_was_changed_is_refused(house):
    stored = set(default_storage.listdir("originals")[1])
    picture = min((house / "pictures").iterdir())
    picture.write_bytes(jpeg((1, 2, 3)))

    assert "its bytes are not those that it is named by" in refusal(house)
    assert set(default_storage.listdir("originals")[1]) == stored


def test_picture_that_is_missing_is_refused(house):
    min((house / "pictures").iterdir()).unlink()

    assert refusal(house).endswith("is not in the export.")


def test_file_that_is_no_picture_is_left_out_and_told(house):
    records, junk = lines(house), b"GIF89a and no more"
    picture = next(record for record in records if record.get("record") == "picture")
    (house / "pictures" / f"{picture['sha256']}.jpg").unlink()
    picture["sha256"] = picture["original"] = hashlib.sha256(junk).hexdigest()
    (house / "pictures" / f"{picture['sha256']}.jpg").write_bytes(junk)

    taking = take_in(write(house, records))

    assert taking.is_incomplete
    assert any("was left out" in note for note in taking.notes)


def test_link_among_the_pictures_leads_nowhere(house, tmp_path):
    picture = min((house / "pictures").iterdir())
    picture.rename(tmp_path / "elsewhere")
    picture.symlink_to(tmp_path / "elsewhere")

    assert "is no plain file" in refusal(house)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text[: len(text) // 2], "The file ends here"),
        (lambda text: text + text.splitlines(keepends=True)[-1], "There is more after the last record"),
        (lambda text: b"".join(text.splitlines(keepends=True)[:-1]), "The file ends here"),
        (lambda text: text.replace(b'"record":"topic"', b'"record":"author"'), "Here a topic should be"),
        (lambda text: text.replace(b'"newsroom_export":1', b'"newsroom_export":2'), "version 1 is read here"),
        (lambda text: text.replace(b'"counts":', b'"counted":'), "does not count the records"),
        (lambda text: text.replace(b'"section":2', b'"section":2.5', 1), "does not count the records"),
        (lambda text: text.replace(b'"section":2', b'"chapter":2', 1), "unknown here: chapter"),
        (lambda text: text.replace(b'"slug":"world"', b'"slug":"w\xff"'), "no JSON in UTF-8"),
        (lambda text: text.replace(b'"aliases":["abroad"]', b'"aliases":' + b"[" * 200 + b"]" * 200), "more than 100"),
        (lambda text: text.replace(b'"order":0', b'"order":NaN', 1), "NaN is no number"),
        (lambda text: text.splitlines(keepends=True)[0] + b"[1]\n" + text, "It is no record"),
    ],
    ids=[
        "half",
        "more",
        "less",
        "order",
        "version",
        "counts",
        "half a count",
        "unknown kind",
        "bytes",
        "depth",
        "nan",
        "list",
    ],
)
def test_file_that_is_not_whole_is_refused(house, spoil, sentence):
    file = house / "export.jsonl"
    file.write_bytes(spoil(file.read_bytes()))

    assert sentence in refusal(house)


def test_tar_that_ends_early_is_refused(house, tmp_path):
    pack(house, tmp_path / "house.tgz")
    (tmp_path / "half.tgz").write_bytes((tmp_path / "house.tgz").read_bytes()[:-2000])

    assert "The archive is broken" in refusal(tmp_path / "half.tgz")


def test_what_is_no_export_is_none(tmp_path):
    (tmp_path / "posts.jsonl").write_text(json.dumps({"headline": "A story"}))
    (tmp_path / "empty").mkdir()
    (tmp_path / "bytes").write_bytes(b"\x1f\x8b\x00")

    assert [parcel_at(tmp_path / name) for name in ("posts.jsonl", "empty", "bytes", "none")] == [None] * 4


@override_settings(NEWSROOM_LANGUAGES=["ar"])
def test_language_that_is_not_published_here_is_named(house):
    assert "add them to NEWSROOM_LANGUAGES" in refusal(house)


def test_account_of_the_same_name_is_kept_with_its_own_roles(house):
    own = make_user(Role.REPORTER, username="chief", password="long enough it is", pk=4_000)
    other = make_user(username="boss", pk=next(one["id"] for one in lines(house) if one.get("username") == "chief"))

    take_in(house)

    kept = get_user_model().objects.get(username="chief")
    assert kept.pk == other.pk
    assert kept.check_password("long enough it is")
    assert list(kept.memberships.values_list("role", flat=True)) == ["reporter"]
    assert not Source.objects.get().trusted_by_id
    assert get_user_model().objects.get(username="boss").pk > own.pk
    assert Membership.objects.filter(user__username="boss").count() == 0


def test_account_that_is_on_record_cannot_change_its_number(house):
    own = make_user(username="boss", pk=next(one["id"] for one in lines(house) if one.get("username") == "chief"))
    PersonChange.objects.create(person=own, act="added")

    assert "The account “boss” has number" in refusal(house)
