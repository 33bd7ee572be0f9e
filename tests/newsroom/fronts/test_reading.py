from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from newsroom.fronts import arranging, banners, reading
from newsroom.fronts.reading import Arranged
from newsroom.fronts.slots import AUTOMATIC, Slot
from tests.factories import make_article

NOON = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def rows_of(found):
    return [one["row"] for one in found]


@pytest.mark.parametrize(("behind", "shown"), [(timedelta(seconds=5), NOON), (timedelta(seconds=-5), "now")])
def test_front_is_shown_for_no_moment_before_it_was_read(behind, shown):
    """What the database has let end is not brought back by a host whose clock is behind."""
    now = NOON - behind

    assert Arranged((), read_at=NOON).moment(now) == (now if shown == "now" else shown)


@pytest.mark.django_db
def test_front_that_nobody_arranged_has_the_usual_slots(section):
    assert reading.arranged((), None).slots == (AUTOMATIC,) * 4
    assert reading.arranged((), section.pk).slots == ()


@pytest.mark.django_db
def test_newest_version_of_its_own_front_is_read(front_page, world_front, desk_editor, django_assert_num_queries):
    story = make_article()
    for place, slots in ((front_page, [AUTOMATIC]), (world_front, [Slot(article_id=story.pk)])):
        arranging.arrange(place, filled=slots, by=desk_editor, started_from=0)

    with django_assert_num_queries(1):
        rows = rows_of(reading.arrangement_rows("en"))
    found = [reading.arranged(rows, key).slots for key in (None, world_front.section.pk)]

    assert found == [(AUTOMATIC,), (Slot(article_id=story.pk),)]
    assert rows_of(reading.arrangement_rows("ar")) == []


@pytest.mark.django_db
def test_banner_is_read_in_one_query_and_in_its_languages_alone(desk_editor, django_assert_num_queries):
    story = make_article("published", "live")
    ends_at = timezone.now() + timedelta(hours=1)
    banners.raise_banner({"en": "Flood"}, by=desk_editor, ends_at=ends_at, article=story.pk)

    with django_assert_num_queries(2):
        english, arabic = (reading.banner_line(rows_of(reading.banner_rows(code)), code) for code in ("en", "ar"))

    assert (english.text, english.path, english.ends_at) == ("Flood", story.publication.path, ends_at)
    assert arabic is None
