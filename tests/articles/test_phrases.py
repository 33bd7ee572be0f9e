from datetime import UTC, datetime

import pytest
from django.utils import translation

from articles.phrases import moment, newsroom_zone, phrase, short_moment
from articles.workflow import states

NOW = datetime(2025, 1, 4, 10, 0, tzinfo=UTC)
AT_SIX = datetime(2025, 1, 4, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("desk", "readers", "said"),
    [
        ("incoming", "none", "Incoming"),
        ("draft", "none", "Draft"),
        ("in_review", "none", "In review"),
        ("approved", "none", "Approved"),
        ("spiked", "none", "Spiked"),
        ("published", "live", "Live"),
        ("draft", "live", "Live, changes in draft"),
        ("in_review", "live", "Live, changes in review"),
        ("published", "held", "Held"),
        ("published", "retracted", "Retracted"),
        ("spiked", "removed", "Removed, spiked"),
    ],
)
def test_phrase_of_both_states(desk, readers, said):
    assert phrase(desk, readers, now=NOW) == said


def test_phrase_differs_for_every_pair_of_states():
    said = [phrase(desk, readers, now=NOW) for desk, readers in states()]

    assert len(set(said)) == len(said)


def test_phrase_scheduled_names_the_newsrooms_time():
    said = phrase("approved", "none", scheduled_at=AT_SIX, now=NOW)

    assert said == "Approved, goes live 18:00 Jerusalem Time"


def test_phrase_scheduled_on_another_day_names_the_day():
    said = phrase("approved", "live", scheduled_at=datetime(2025, 1, 5, 16, 0, tzinfo=UTC), now=NOW)

    assert said == "Live, changes approved, changes go live 2025-01-05 18:00 Jerusalem Time"


@pytest.mark.parametrize(
    ("embargo", "until", "said"),
    [
        ("until", AT_SIX, "Draft, embargoed until 18:00 Jerusalem Time"),
        ("until", NOW, "Draft"),
        ("lifted", None, "Draft, embargoed until somebody lifts it"),
    ],
)
def test_phrase_embargoed(embargo, until, said):
    assert phrase("draft", "none", embargo=embargo, embargo_until=until, now=NOW) == said


def test_phrase_blocked_says_so():
    assert phrase("draft", "live", blocked=True, now=NOW) == "Live, changes in draft, blocked"


def test_moment_in_arabic_has_the_arabic_label():
    assert moment(AT_SIX, now=NOW, language="ar") == "18:00 بتوقيت القدس"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (AT_SIX, "18:00"),
        (datetime(2025, 1, 4, 22, 30, tzinfo=UTC), "5 Jan"),  # past midnight in the newsroom's zone
        (datetime(2024, 12, 31, 10, 0, tzinfo=UTC), "31 Dec 2024"),
    ],
)
def test_short_moment_leaves_out_what_is_known(at, said):
    assert short_moment(at, now=NOW) == said


def test_newsrooms_zone_has_the_active_languages_name():
    with translation.override("ar"):
        assert newsroom_zone() == "بتوقيت القدس"
