"""Archives, honest ones and others, and what a run makes of them."""

import gzip
import io
import struct
import tarfile
import zipfile

import pytest

from newsroom.moving import archives
from newsroom.moving.files import inside
from newsroom.moving.importing import Terms, run
from newsroom.wire.filing import Filing
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.models import Source
from newsroom.wire.reading import Unreadable

STORY = "WORLD\nSat 04 Jan 2025 7:12 pm - Jerusalem Time\n{0}\nThe boats of {0} go out again.\n"


def zipped(files, *, mode=0, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = mode << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text)
    return file.getvalue()


def tarred(files, *, mode="w", kind=None):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            if kind:
                member.type, member.linkname, member.size = kind, "/etc/passwd", 0
            archive.addfile(member, io.BytesIO(text.encode()))
    return file.getvalue()


def held(payload, name="a.zip"):
    found = archives.members(io.BytesIO(payload), name=name)
    return None if found is None else [(member.name, member.stream.read()) for member in found]


FILES = {"b.txt": "two", "in/a.txt": "one"}
READ = [("b.txt", b"two"), ("in/a.txt", b"one")]


@pytest.mark.parametrize(
    ("payload", "name", "found"),
    [
        (zipped(FILES), "a.zip", READ),
        (zipped({"in/a.txt": "one", "b.txt": "two"}), "renamed.bin", READ),
        (tarred(FILES), "a.tar", READ),
        (tarred(FILES, mode="w:gz"), "a.tar.gz", READ),
        (gzip.compress(b"two"), "b.txt.gz", [("b.txt", b"two")]),
        (gzip.compress(b"two"), "b", [("b", b"two")]),
        (zipped({}), "a.zip", []),
        (zipped({"__MACOSX/._b.txt": "x", ".DS_Store": "x", "in/": "", "b.txt": "two"}), "a.zip", [("b.txt", b"two")]),
    ],
    ids=["zip", "zip of another name", "tar", "tar.gz", "gz", "gz of another name", "empty", "hidden files"],
)
def test_archive_gives_its_files(payload, name, found):
    assert held(payload, name) == found


@pytest.mark.parametrize("payload", [b"", b"WORLD\n", b"PKunzip", b"\x1f", b"x" * 1000], ids=len)
def test_other_files_are_no_archives(payload):
    assert held(payload) is None


@pytest.mark.parametrize("name", ["../a.txt", "/etc/cron.d/a.txt", "in/../../a.txt", "C:\\a.txt", "..\\a.txt"])
@pytest.mark.parametrize("make", [zipped, tarred])
def test_path_that_leads_out_refuses_the_whole_archive(make, name):
    with pytest.raises(Unreadable, match="leads out of it: nothing of it was read"):
        held(make({name: "x", "b.txt": "y"}))


def test_tar_of_which_something_was_read_before_does_not_say_that_nothing_was():
    with pytest.raises(Unreadable, match="leads out of it: it was not read on"):
        held(tarred({"b.txt": "y", "../a.txt": "x"}))


@pytest.mark.parametrize(
    "payload",
    [
        zipped({"a.txt": "/etc/passwd"}, mode=0o120777),
        tarred({"a.txt": ""}, kind=tarfile.SYMTYPE),
        tarred({"a.txt": ""}, kind=tarfile.LNKTYPE),
    ],
    ids=["zip", "symlink", "hard link"],
)
def test_links_refuse_the_whole_archive(payload):
    with pytest.raises(Unreadable, match="leads out of it"):
        held(payload)


@pytest.mark.parametrize(
    "payload",
    [
        gzip.compress(b"0" * 60_000_000),
        zipped({"a.txt": "0" * 60_000_000}),
        tarred({"a.txt": "0" * 60_000_000}, mode="w:gz"),
    ],
    ids=["gzip", "zip", "tar"],
)
def test_bomb_is_not_read_to_its_end(payload):
    with pytest.raises(Unreadable, match="More comes out of the archive than news would have"):
        held(payload)


def test_zip_that_lies_about_sizes_is_broken():
    payload = bytearray(zipped({"a.txt": "0" * 30_000_000}))
    at = payload.rindex(b"PK\x01\x02") + 24
    payload[at : at + 4] = struct.pack("<I", 10)

    with pytest.raises(Unreadable, match="broken"):
        held(bytes(payload))


@pytest.mark.parametrize(
    "payload", [zipped(FILES), gzip.compress(b"two" * 99), tarred(FILES, mode="w:gz")], ids=["zip", "gz", "tar.gz"]
)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_archive_that_ends_early_is_said_to_be_broken(payload, share):
    cut = payload[: int(len(payload) * share)]

    with pytest.raises(Unreadable, match="broken|cannot be read"):
        held(cut)


def test_locked_archive_says_what_to_do():
    payload = bytearray(zipped({"a.txt": "x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        payload[payload.index(mark) + at] |= 1

    with pytest.raises(Unreadable, match="locked with a password"):
        held(bytes(payload))


def test_more_members_than_any_archive_has(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)

    with pytest.raises(Unreadable, match="more than 3 files"):
        held(zipped({f"{number}.txt": "x" for number in range(4)}))


@pytest.mark.django_db
def test_run_files_what_an_archive_holds_and_says_what_it_does_not_read(tmp_path):
    path = tmp_path / "wire.zip"
    path.write_bytes(
        zipped(
            {
                "a.txt": STORY.format("Ferries"),
                "b.doc": "x",
                "c.jpg": "x",
                "c.txt": "nothing",
                "d.txt": STORY.format("Buses"),
            }
        )
    )
    filing = Filing(source=Source(name="Coastal Wire"), names=ReferenceNames.read())

    records = list(run([path], filing=filing, terms=Terms()))

    assert [(record.path, record.number, record.outcome) for record in records] == [
        (f"{path}/a.txt", 1, "filed"),
        (f"{path}/b.doc", 0, "skipped"),
        (f"{path}/c.txt", 1, "failed"),
        (f"{path}/d.txt", 1, "filed"),
    ]


@pytest.mark.django_db
def test_archive_that_is_refused_fails_as_one_file(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"../a.txt": "x"}))
    (tmp_path / "b.txt").write_text(STORY.format("Ferries"))
    filing = Filing(source=Source(name="Coastal Wire"), names=ReferenceNames.read())

    records = list(run([tmp_path], filing=filing, terms=Terms()))

    assert [(record.number, record.outcome) for record in records] == [(0, "failed"), (1, "filed")]


@pytest.mark.parametrize("make", [zipped, tarred, lambda files: tarred(files, mode="w:gz")], ids=["zip", "tar", "tgz"])
def test_member_does_not_say_that_it_can_be_rewound(make):
    found = archives.members(io.BytesIO(make(FILES)), name="a")

    assert [(member.stream.seekable(), member.stream.read()) for member in found] == [(False, b"two"), (False, b"one")]


@pytest.mark.parametrize(
    ("name", "is_read"), [("feed.gz", True), ("site.xml.gz", True), ("dump.sql.gz", False)], ids=str
)
def test_gzip_of_a_name_without_an_ending_is_read(name, is_read, tmp_path):
    file = tmp_path / name
    file.write_bytes(gzip.compress(b"two"))

    assert [each.is_contributed for each in inside(file)] == [is_read]
