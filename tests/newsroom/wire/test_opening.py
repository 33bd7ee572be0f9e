from io import BytesIO

import pytest

from newsroom.wire.opening import newsroom_zone_labels, read_records, wire_terms
from newsroom.wire.reading import Unreadable

TEXT = "Sat 04 Jan 2025 7:12 pm - {label}\nFerries\nThey go."


def opened(text, *, name="a.txt", format="", **terms):
    return read_records(BytesIO(text.encode()), name=name, terms=wire_terms(**terms), format=format)


@pytest.mark.parametrize("label", ["Jerusalem Time", "بتوقيت القدس", "Asia/Jerusalem"])
def test_zone_of_the_newsroom_goes_by_its_labels(label):
    assert label in newsroom_zone_labels()

    [story] = opened(TEXT.format(label=label)).records

    assert story.published_at.isoformat() == "2025-01-04T17:12:00+00:00"


def test_format_is_told_from_the_content():
    assert opened(TEXT.format(label="Jerusalem Time")).format == "wire_text"
    assert opened("headline,body,date\nFerries,They go,2025-01-04T10:00:00Z\n", name="a.csv").format == "csv"


def test_format_that_is_named_wins():
    assert opened("headline,body,date\nFerries,They go,2025-01-04T10:00:00Z\n", format="csv").format == "csv"


def test_neighbour_that_is_not_read_is_named():
    with pytest.raises(Unreadable, match="This is a sitemap"):
        opened("<urlset/>")
