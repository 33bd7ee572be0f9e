import time

import pytest

from articles.typos import changed_characters


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("", "", 0),
        ("The harbour", "The harbour", 0),
        ("The harbor", "The harbour", 1),
        ("The harbour", "The harbor", 1),
        ("Monday", "Sunday", 2),
        ("on Monday", "on  Monday", 1),
        ("", "x" * 41, 41),
        ("يوم الاثنين", "يوم الأثنين", 1),
        ("one two three", "three two one", 8),
    ],
)
def test_changed_characters(before, after, changed):
    assert changed_characters(before, after) == changed


def test_changed_characters_of_a_long_story_takes_no_time():
    words = [f"word{number}" for number in range(20_000)]
    before, after = " ".join(words), " ".join([*words[:9_000], "slip", *words[9_001:]])
    started = time.thread_time()

    assert changed_characters(before, after) <= 9

    assert time.thread_time() - started < 5
