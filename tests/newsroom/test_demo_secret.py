import stat

from newsroom.demo_secret import demo_secret_key


def test_demo_secret_key_is_made_once(tmp_path):
    first = demo_secret_key(tmp_path / "var")

    assert demo_secret_key(tmp_path / "var") == first
    assert len(first) > 60


def test_demo_secret_key_differs_between_installations(tmp_path):
    assert demo_secret_key(tmp_path / "one") != demo_secret_key(tmp_path / "two")


def test_demo_secret_key_file_is_its_owners_alone(tmp_path):
    demo_secret_key(tmp_path)

    assert [(file.name, stat.S_IMODE(file.stat().st_mode)) for file in tmp_path.iterdir()] == [("secret-key", 0o600)]
