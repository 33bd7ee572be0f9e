from datetime import timedelta

import pytest

from articles.models import Publication
from newsroom.readership.models import HourlyReads
from tests.factories import make_article

from .conftest import NOON, figures, filled, sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(db):
    """A story that was read so often in so many hours."""

    def made(*counts, **extra):
        publication = Publication.objects.get(article=make_article("published", "live", **extra))
        for hours, count in enumerate(counts):
            HourlyReads.objects.create(publication=publication, hour=NOON + timedelta(hours=hours), reads=count)
        return publication

    return made


def test_reads_are_counted_by_day_and_section_and_the_most_read_come_first(report_of, editor, read):
    little, much = read(3, headline="Read a little"), read(20, 22, headline="Read much")
    read(headline="Not read")

    response = report_of(editor, "reads")

    assert figures(response) == {"Reads": "45", "Stories read": "2", "A story": "22.5"}
    assert (filled(response), sections(response)) == ({"4 Mar": ["45"]}, {"World": ["45", "100 %"]})
    assert [(row.headline, row.what) for row in response.context["rows"]] == [
        ("Read much", "42 reads"),
        ("Read a little", "3 reads"),
    ]
    assert [row.address.split("/")[-3] for row in response.context["rows"]] == [
        str(story.article_id) for story in (much, little)
    ]


def test_days_without_a_read_are_empty(report_of, editor, read):
    read(5)

    response = report_of(editor, "reads", **{"from": "2025-03-05", "to": "2025-03-06"})

    assert figures(response) == {"Reads": "0", "Stories read": "0", "A story": "0"}
    assert response.context["rows"] == []


def test_reads_of_other_sections_are_not_told(report_of, editor, other_section, read):
    read(5, section=other_section)

    assert figures(report_of(editor, "reads"))["Reads"] == "0"


@pytest.mark.parametrize("count", [1, 3])
def test_report_takes_the_same_queries_whatever_is_in_it(report_of, editor, read, count, django_assert_max_num_queries):
    for _number in range(count):
        read(1)

    with django_assert_max_num_queries(25):
        report_of(editor, "reads")
