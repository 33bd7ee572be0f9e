import signal
import subprocess
import sys
import threading

import pytest
from PIL import Image

from articles import decoding, renditions
from articles.decoding import DecoderFailed, PictureRefused


def written(path, image, format, **options):
    image.save(path, format, **options)
    return path


def test_inspect_says_what_a_file_is_and_says_of_itself(tmp_path):
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = "Rana Haddad", 6
    path = written(tmp_path / "a.txt", Image.new("RGB", (300, 400), "teal"), "JPEG", exif=exif)

    found = decoding.inspect(path)

    assert (found.width, found.height, found.media_type) == (400, 300, "image/jpeg")
    assert found.said == {"creator": "Rana Haddad"}
    assert found.focal == [0.5, 0.5]
    assert len(found.likeness) == 16


def test_render_writes_the_files_that_it_lists(tmp_path):
    path = written(tmp_path / "a", Image.new("RGB", (1500, 1000), "teal"), "PNG")
    cuts = renditions.cuts(renditions.boxes((1500, 1000), focal=(0.5, 0.5), crops={}))

    made = decoding.render(path, tmp_path, cuts=cuts, rights={"creator": "Rana"})

    assert {row.use for row in made} == set(renditions.USES) - {renditions.LEAD}
    for row in made:
        with Image.open(tmp_path / row.file) as image:
            assert image.size == (row.width, row.height)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"<svg/>", "This is not a JPEG, PNG, WebP, AVIF or GIF picture."),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is not|The picture is broken"),
    ],
)
def test_a_refusal_says_what_is_wrong(tmp_path, content, sentence):
    (tmp_path / "a").write_bytes(content)

    with pytest.raises(PictureRefused, match=sentence):
        decoding.inspect(tmp_path / "a")


def test_a_picture_that_takes_too_much_memory_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path / "a", Image.new("RGB", (7000, 7000)), "PNG")
    decoding.inspect(path)
    monkeypatch.setattr(decoding, "MEMORY", 200_000_000)

    with pytest.raises(PictureRefused, match="takes too much memory to open"):
        decoding.inspect(path)


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_small_part_of_fifty_megapixels_is_cut_within_the_memory(tmp_path, options):
    size, exif = (8600, 5800), Image.Exif()
    exif[0x0112] = 6
    path = written(tmp_path / "a", Image.new("RGB", size, "teal"), "JPEG", exif=exif, **options)
    found = renditions.boxes(size[::-1], focal=(0.5, 0.5), crops={renditions.LEAD: (0.4, 0.4, 0.2, 0.2)})

    made = decoding.render(path, tmp_path, cuts=renditions.cuts(found), rights={})

    assert max(row.width for row in made if row.use == renditions.WHOLE) == 1600
    assert max(row.width for row in made if row.use == renditions.LEAD) == 1160


def test_a_picture_that_takes_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(decoding, "PATIENCE", 0.001)

    with pytest.raises(PictureRefused, match="takes too long to open"):
        decoding.inspect(written(tmp_path / "a", Image.new("RGB", (9, 9)), "PNG"))


def test_a_decoder_that_never_ends_is_ended():
    endless = "from articles.decoder.__main__ import limit; limit(seconds=1, size=10**9)\nwhile True: pass"

    ended = subprocess.run([sys.executable, "-c", endless], check=False, timeout=60)

    assert ended.returncode == -signal.SIGXCPU
    with pytest.raises(PictureRefused, match="takes too long to open"):
        decoding._answer(ended)


def test_the_decoder_knows_nothing_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "evil.py"))
    seen = {}
    run = subprocess.run

    def spied(*arguments, **options):
        seen.update(options["env"])
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", spied)
    decoding.inspect(written(tmp_path / "a", Image.new("RGB", (9, 9)), "PNG"))

    assert set(seen) == {"PATH", "PYTHONNOUSERSITE", "LC_ALL"}


def test_a_failing_decoder_is_no_fault_of_the_picture(tmp_path):
    path = written(tmp_path / "a", Image.new("RGB", (90, 90)), "PNG")

    with pytest.raises(FileNotFoundError):
        decoding.render(path, tmp_path / "nowhere", cuts=renditions.cuts({"whole": (0, 0, 1, 1)}), rights={})


def test_a_decoder_that_does_not_work_is_told_apart_from_a_bad_picture(tmp_path, settings):
    settings.BASE_DIR = tmp_path

    with pytest.raises(DecoderFailed, match="failed on it; the picture may be good"):
        decoding.inspect(written(tmp_path / "a", Image.new("RGB", (9, 9)), "PNG"))


def test_decoders_take_turns(tmp_path, settings, monkeypatch):
    settings.DECODER_TURNS = tmp_path / "turns"
    path = written(tmp_path / "a", Image.new("RGB", (300, 300)), "PNG")
    at_work, most, lock = [0], [0], threading.Lock()
    run = subprocess.run

    def counted(*arguments, **options):
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        try:
            return run(*arguments, **options)
        finally:
            with lock:
                at_work[0] -= 1

    monkeypatch.setattr(subprocess, "run", counted)
    threads = [threading.Thread(target=decoding.inspect, args=(path,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most[0] == decoding.DECODERS
