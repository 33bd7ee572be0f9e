"""Rejected records are written in their own format; mended, the same command takes them."""

import gzip
import json
import os
import zipfile

import pytest

from articles.models import Article
from newsroom.wire.formats import wxr
from newsroom.wire.reading import Terms
from newsroom.wire.stories import WireStory
from tests.newsroom.moving.management.imports import DATELINE, story
from tests.newsroom.moving.old_site import PICTURES, UPLOADS, attachment, export, ghost, item, meta

pytestmark = pytest.mark.django_db
GOOD, BAD = item(1, "Ferries agree"), item(2, "", content="")
NITF = "<nitf><head/><body><body.head><hedline><hl1>{}</hl1></hedline></body.head><body.content/></body></nitf>"


def mended(path, *changes):
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def headlines():
    return sorted(Article.objects.values_list("headline", flat=True))


def test_posts_of_wordpress_are_an_export_with_their_pictures(import_stories, desk_names, tmp_path):
    lead = item(3, "", meta("_thumbnail_id", "20"), content="[gallery ids='23, 24']", wp__post_name="lead")
    empty = item(4, "", meta("_thumbnail_id", "21"), content="")
    (tmp_path / "site.xml").write_text(export(GOOD, empty, lead, attachment(25, "other"), *PICTURES))
    target = tmp_path / "rejected.xml"

    ran = import_stories(tmp_path / "site.xml", "--rejected", target)

    assert ran.code == 1, ran
    assert f"1 rejected record is in {target}: mend what is wrong there and import that file." in ran.out
    mended(target, ("<title></title>", "<title>At last</title>"))
    again = import_stories(target)
    assert (again.code, again.report["counts"]["filed"]) == (0, 1), again
    found = [each for each in wxr.read(target.read_bytes(), Terms("UTC")) if isinstance(each, WireStory)]
    assert [(each.external_id, [one.address for one in each.pictures]) for each in found] == [
        ("harbour.example 4", [f"{UPLOADS}/quay.jpg"])
    ]
    assert "At last" in headlines()


def test_rows_of_a_table_have_their_head(import_stories, desk_names, tmp_path):
    (tmp_path / "a.csv").write_text('title;body;id\n"Ferries; all";Text.;1\n;;2\n"";"";3\n', encoding="utf-8")
    target = tmp_path / "rejected.csv"

    assert import_stories(tmp_path / "a.csv", "--rejected", target).code == 1

    assert target.read_text(encoding="utf-8") == "title;body;id\n;;2\n;;3\n"
    mended(target, (";;2", "Trains;Text.;2"), (";;3", "Buses;Text.;3"))
    assert import_stories(target).code == 0
    assert headlines() == ["Buses", "Ferries; all", "Trains"]


def test_table_that_cannot_be_read_stays_whole(import_stories, desk_names, tmp_path):
    """A cell longer than any that is read ends the reading of the table, and of what is rejected of it."""
    table = f"title,body\nFerries,Text.\nTrains,{'x' * 5_000_001}\n"
    (tmp_path / "a.csv").write_text(table)
    target = tmp_path / "rejected.csv"

    ran = import_stories(tmp_path / "a.csv", "--rejected", target)

    assert (ran.code, ran.report["counts"]["failed"]) == (1, 1), ran
    assert target.read_text() == table


def test_file_in_no_charset_stays_whole(import_stories, desk_names, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"title,body\nFerr\x00ies,Text.\n")
    target = tmp_path / "rejected.csv"

    ran = import_stories(tmp_path / "a.csv", "--format", "csv", "--rejected", target)

    assert (ran.code, ran.report["counts"]["failed"]) == (2, 1), ran
    assert target.exists()


def test_lines_of_json_stay_as_they_were(import_stories, desk_names, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"title": "One", "body": "Text."}\n\n{"title": broken}\n[1]\n')
    target = tmp_path / "rejected.jsonl"

    assert import_stories(tmp_path / "a.jsonl", "--rejected", target).code == 1

    assert target.read_text() == '{"title": broken}\n[1]\n'


def test_single_line_of_json_is_known_again_whatever_the_file_is_called(import_stories, desk_names, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"title": "One", "body": "Text."}\n{"body": "", "id": "7"}\n')
    target = tmp_path / "rejected"

    assert import_stories(tmp_path / "a.jsonl", "--rejected", target).code == 1

    with zipfile.ZipFile(target) as archive:
        assert archive.read("0001-a.jsonl") == b'{"body": "", "id": "7"}\n'


def test_posts_of_ghost_come_without_secrets(import_stories, desk_names, tmp_path):
    user = {"id": "u", "name": "Rana", "slug": "rana", "password": "$2a$10$x", "email": "r@old.example"}
    posts = {"id": "1", "title": "One", "html": "<p>x</p>"}, {"id": "2", "title": "", "html": ""}
    (tmp_path / "g.json").write_text(ghost(*posts, users=[user], settings=[{"key": "secret"}]))
    target = tmp_path / "rejected.json"

    assert import_stories(tmp_path / "g.json", "--rejected", target).code == 1

    held = json.loads(target.read_text())["db"][0]["data"]
    assert held == {"posts": [posts[1]], "users": [{"id": "u", "name": "Rana", "slug": "rana"}]}
    assert import_stories(target).code == 2


def test_story_of_plain_wire_text_is_a_text(import_stories, desk_names, tmp_path):
    (tmp_path / "a.txt").write_text(story("One", dateline="Sometime"))
    target = tmp_path / "rejected.txt"

    assert import_stories(tmp_path / "a.txt", "--rejected", target).code == 2

    mended(target, ("Sometime", DATELINE))
    assert import_stories(target).report["counts"]["filed"] == 1
    assert headlines() == ["One"]


def test_several_stories_of_plain_wire_text_are_a_file_each(import_stories, desk_names, tmp_path):
    texts = story("One", dateline="Sometime") + "Share your opinion\nOne\n" + story("Two", dateline="Whenever")
    (tmp_path / "a.txt").write_text(texts)
    target = tmp_path / "rejected.zip"

    assert import_stories(tmp_path / "a.txt", "--rejected", target).code == 2

    with zipfile.ZipFile(target) as archive:
        assert [archive.read(name).decode().count("\n") for name in archive.namelist()] == [6, 4]


def test_documents_of_their_own_are_an_archive(import_stories, desk_names, tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    (place / "good.xml").write_text(NITF.format("Good"))
    (place / "bad.xml").write_text(NITF.format(""))
    (place / "worse.xml").write_text(NITF.format(" "))
    target = tmp_path / "rejected.zip"

    assert import_stories(place, "--rejected", target).code == 1

    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["0001-bad.xml", "0002-worse.xml"]
        assert archive.read("0001-bad.xml").decode() == NITF.format("")
    assert import_stories(target).report["counts"]["failed"] == 2


def test_member_of_an_archive_is_found_again(import_stories, desk_names, tmp_path):
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("a/site.xml", export(GOOD, BAD))
    target = tmp_path / "rejected.xml"

    assert import_stories(tmp_path / "site.zip", "--rejected", target).code == 1

    assert target.read_text(encoding="utf-8").count("<item") == 1


def test_records_of_a_file_with_a_name_in_another_charset_are_found_again(import_stories, desk_names, tmp_path):
    place = tmp_path / os.fsdecode(b"caf\xe9.csv")
    place.write_text("title;body;id\n;;2\nFerries;Text.;3\n")
    target = tmp_path / "rejected.csv"

    ran = import_stories(tmp_path, "--rejected", target)

    assert (ran.code, ran.report["counts"]["filed"], target.read_text()) == (1, 1, "title;body;id\n;;2\n")


def test_archive_is_written_where_one_is_named(import_stories, desk_names, tmp_path):
    (tmp_path / "a.txt").write_text(story(dateline="Sometime"))
    target = tmp_path / "again.zip"

    import_stories(tmp_path / "a.txt", "--rejected", target)

    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["0001-a.txt"]
    assert import_stories(target).report["counts"]["failed"] == 1


def test_nothing_rejected_leaves_no_file(import_stories, desk_names, tmp_path):
    (tmp_path / "site.xml").write_text(export(GOOD))

    import_stories(tmp_path / "site.xml", "--rejected", tmp_path / "rejected.xml")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "site.xml"]


def test_file_that_is_imported_is_not_written_over(import_stories, desk_names, tmp_path):
    (tmp_path / "site.xml").write_text(export(BAD))

    ran = import_stories(tmp_path / "site.xml", "--rejected", tmp_path / "site.xml")

    assert (ran.code, ran.err) == (2, "--rejected names a file that is to be imported: name another one.")


LONG = "<p>Boats go out again.</p> ]] ]> <!-- </item> -->"
CUTS = {"in a text": LONG[:30], "in a tag": "<wp:post_date>", "in an end": "</wp:status", "in a letter": "العب"}


def broken_off(at, *, more=""):
    """An export whose third record of four breaks off."""
    third = item(3, "العبّارات", more, content=LONG)
    whole = export(GOOD, item(2, "", content=""), third, item(4, "Never")).encode()
    return whole[: whole.index(at.encode(), whole.index(b"?p=3")) + len(at.encode()) - 1]


@pytest.mark.parametrize("at", CUTS.values(), ids=CUTS)
def test_record_in_which_an_export_breaks_off_is_there_as_it_came(import_stories, desk_names, tmp_path, at):
    broken = broken_off(at)
    (tmp_path / "site.xml").write_bytes(broken)
    target = tmp_path / "rejected.xml"

    ran = import_stories(tmp_path / "site.xml", "--rejected", target)

    reason = ran.report["records"][-1]["reason"]
    assert f"byte {len(broken)}: the file breaks off here." in reason
    assert reason.endswith("The 2 records before it were read.")
    kept, start = target.read_text(encoding="utf-8"), broken.rindex(b"<item>", 0, broken.index(b"?p=3"))
    assert kept.endswith(broken[start:].decode(errors="replace"))
    assert kept.count("<item") == 2
    assert import_stories(target).code == 2
    begun = kept.partition("<!-- What follows")[0]
    target.write_text(f"{begun}{item(3, 'At last')}</channel></rss>".replace("<title></title>", "<title>Two</title>"))
    assert import_stories(target).code == 0
    assert headlines() == ["At last", "Ferries agree", "Two"]


def test_packed_export_that_breaks_off_gives_what_came_out(import_stories, desk_names, tmp_path):
    whole = gzip.compress(export(GOOD, *(item(n, f"Story {n}", content=LONG * 200) for n in range(3, 9))).encode(), 0)
    (tmp_path / "site.xml.gz").write_bytes(whole[: len(whole) // 2])
    target = tmp_path / "rejected.xml"

    ran = import_stories(tmp_path / "site.xml.gz", "--rejected", target)

    assert (ran.code, ran.report["counts"]["filed"], ran.report["counts"]["failed"]) == (1, 3, 1), ran
    assert "The archive is broken" in ran.err
    assert "<!-- What follows is record 4 " in target.read_text()
    assert target.read_text().count("<item") == 1


def test_export_that_uses_prefixes_of_its_own_can_be_completed(import_stories, desk_names, tmp_path):
    whole = export(GOOD, item(2, "Ours")).replace("xmlns:wp=", "xmlns:w=").replace("wp:", "w:")
    (tmp_path / "site.xml").write_text(whole[: whole.rindex("</item>")])
    target = tmp_path / "rejected.xml"
    import_stories(tmp_path / "site.xml", "--rejected", target)

    target.write_text(f"{target.read_text()}</item></channel></rss>")

    assert import_stories(target).report["counts"]["filed"] == 1
    assert headlines() == ["Ferries agree", "Ours"]


def test_json_that_breaks_off_is_there_as_it_came(import_stories, desk_names, tmp_path):
    (tmp_path / "a.json").write_text('[{"title": "One", "body": "Text."}, {"title": "Tw')
    target = tmp_path / "rejected.json"

    assert import_stories(tmp_path / "a.json", "--rejected", target).code == 1

    mended(target, ('"Tw', '"Two", "body": "Text."}]'))
    assert import_stories(target).code == 0
    assert headlines() == ["One", "Two"]
