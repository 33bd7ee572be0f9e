import base64
from pathlib import Path

import pytest
from django.test import RequestFactory

from newsroom import uploads

BOUNDARY = "b0undary"


def part(name, content, *lines, called=""):
    head = [f'Content-Disposition: form-data; name="{name}"; filename="{called or f"../../{name}.jpg"}"', *lines]
    return f"--{BOUNDARY}\r\n".encode() + "\r\n".join(head).encode() + b"\r\n\r\n" + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def sent():
    """Makes the request of a form with some parts; its files are closed in the end, as the server does."""
    requests = []

    def made(*parts, end=END):
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        requests.append(RequestFactory().post("/admin/", data=b"".join(parts) + end, content_type=kind))
        return requests[-1]

    yield made
    for request in requests:
        request.close()


@pytest.fixture(autouse=True)
def temporary(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_files_are_kept_on_disk_however_short_they_are(temporary, sent):
    request = sent(part("one", b"a" * 10), part("two", b"b" * 300_000))

    for name, size in (("one", 10), ("two", 300_000)):
        file = request.FILES[name]
        assert Path(file.temporary_file_path()).parent == temporary
        assert (file.size, len(file.read())) == (size, size)
        assert file.name == f"{name}.jpg"


@pytest.mark.parametrize("called", ["a." + "x" * 250, "صورة." + "ص" * 200, "." * 250 + "x"])
def test_a_file_may_be_called_anything(temporary, sent, called):
    """Django's own would call the temporary file by all that follows the dot: the disk refuses that."""
    file = sent(part("one", b"a" * 10, called=called)).FILES["one"]

    assert file.read() == b"a" * 10
    assert file.name == called
    assert Path(file.temporary_file_path()).suffix == ".upload"


@pytest.mark.parametrize("encoding", ["", "base64"])
def test_of_a_file_that_is_too_long_little_more_is_kept_than_may_be(monkeypatch, sent, encoding):
    monkeypatch.setattr(uploads, "MOST_BYTES", 100_000)
    content = b"a" * 3_000_000
    lines = [f"Content-Transfer-Encoding: {encoding}"] if encoding else []
    request = sent(part("long", base64.b64encode(content) if encoding else content, *lines), part("short", b"b"))

    long, short = request.FILES["long"], request.FILES["short"]

    assert 100_000 < Path(long.temporary_file_path()).stat().st_size <= 100_000 + 2 * long.DEFAULT_CHUNK_SIZE
    assert (long.size, short.read()) == (3_000_000, b"b")


def test_a_file_that_did_not_come_to_its_end_leaves_nothing(temporary, sent):
    request = sent(part("half", b"a" * 5000), end=b"")

    assert not request.FILES
    assert not list(temporary.iterdir())
