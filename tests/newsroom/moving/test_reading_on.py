from newsroom.moving.files import expand, inside
from newsroom.moving.reading_on import Meter
from newsroom.wire.opening import Opened


def test_share_grows_with_the_place_in_the_files(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"x" * 100)
    meter = Meter([tmp_path])
    shares = [meter.share()]

    for path, _is_named in expand([tmp_path]):
        for file in inside(path):
            meter.around(lambda _file, opened: opened.records)(file, Opened("wire_text", iter(())))
            file.stream.read(50)
            shares.append(meter.share())
            file.stream.read()
            shares.append(meter.share())
    shares.append(meter.share())

    assert shares == [0, 0.25, 0.5, 0.75, 1.0, 0.5]


def test_nothing_to_read_is_no_share(tmp_path):
    assert Meter([tmp_path / "gone.txt"]).share() == 0
