"""What the documents say is there."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def test_every_variable_of_the_environment_is_in_the_example_and_read():
    written = set(re.findall(r"^#([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', (ROOT / "newsroom/settings.py").read_text()))
    read |= set(re.findall(r'"(PICTURES_[A-Z0-9_]+)"', (ROOT / "newsroom/shelves.py").read_text()))

    assert written == read


def test_every_command_in_the_readme_exists():
    named = set(re.findall(r"manage\.py (\w+)", README))

    assert named - set(get_commands()) == set()


def test_every_make_target_in_the_readme_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z-]+)", README)) - targets == set()


def test_every_file_that_the_architecture_names_is_there():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    named = set(re.findall(r"`((?:articles|newsroom|tests)/[\w/.]+?)(?::\w+)?`", text))

    assert {path for path in named if not (ROOT / path).exists()} == set()
