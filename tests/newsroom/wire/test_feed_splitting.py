import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire import feed_parsing, feed_splitting
from newsroom.wire.feed_splitting import frame_of, parts
from newsroom.wire.formats import feeds
from newsroom.wire.reading import Terms
from newsroom.wire.stories import WireFailure
from tests.fuzzing.seeds import seeds_of

TERMS = Terms("Asia/Jerusalem")
FEED = (
    '<?xml version="1.0"?><rss xmlns:m="x"><channel><title>A <![CDATA[<item>]]></title>',
    "<item><title>1 <![CDATA[</item>]]></title></item>",
    "\n<!-- <item> -->",
    "<item a='b'><item><title>2</title></item></item>",
    "<item/>",
    "<m:entry\n><title>4 &lt;item></title></m:entry >",
    "<language>en</language><items/></channel></rss>",
)
ITEMS = [FEED[1], FEED[3], FEED[4], FEED[5]]
SAMPLES = sorted(set(seeds_of("rss")))


def pieces(text, size):
    return (text[at : at + size] for at in range(0, len(text), size))


@pytest.fixture
def _everything_is_long(monkeypatch):
    monkeypatch.setattr(feed_parsing, "LONG", 0)
    monkeypatch.setattr(feed_splitting, "AT_ONCE", 1)


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_items_are_told_from_what_stands_around_them(size):
    text = "".join(FEED)

    assert [item for part in parts(pieces(text, size)) for item in part] == ITEMS
    assert frame_of(pieces(text, size)) == (FEED[0], FEED[2] + FEED[6])


@given(st.lists(st.sampled_from([*FEED, "<item>", "</item>", "<![CDATA[", "]]>", "<", "x"])), st.integers(1, 9))
@settings(deadline=None, max_examples=50)
def test_nothing_of_a_feed_is_lost_or_moved(found, size):
    marked = feed_splitting._marked(pieces("".join(found), size))

    assert "".join(text for text, _change in marked) == "".join(found)


@pytest.mark.usefixtures("_everything_is_long")
@pytest.mark.parametrize("seed", SAMPLES, ids=lambda seed: str(len(seed)))
def test_sample_says_the_same_in_parts_as_whole(monkeypatch, seed):
    in_parts = list(feeds.read(io.BytesIO(seed), TERMS))
    monkeypatch.setattr(feed_parsing, "LONG", len(seed))

    assert in_parts == list(feeds.read(seed, TERMS))


@pytest.mark.usefixtures("_everything_is_long")
def test_id_of_two_items_far_apart_names_neither():
    item = "<item><title>Ferries agree</title><guid>{}</guid><link>https://a.example/{}</link></item>"
    text = f"<rss><channel>{item.format('a', 1)}{item.format('b', 2)}{item.format('a', 3)}</channel></rss>"

    found = list(feeds.read(text.encode(), TERMS))

    assert [record.external_id for record in found] == ["https://a.example/1", "b", "https://a.example/3"]


@pytest.mark.usefixtures("_everything_is_long")
def test_item_that_cannot_be_read_stops_no_other(monkeypatch):
    monkeypatch.setattr(feed_splitting, "AT_ONCE", 1000)
    attributes = " ".join(f"a{number}='{'x' * 9}'" for number in range(300))
    fine = "<item><title>Ferries agree</title></item>"
    text = f"<rss><channel>{fine}<item {attributes}><title>x</title></item>{fine}<item><title>Cut"

    first, bad, last, cut = feeds.read(text.encode(), TERMS)

    assert (first.headline, last.headline) == ("Ferries agree",) * 2
    assert bad.reason == "A tag has more than 200 attributes."
    assert isinstance(cut, WireFailure)
    assert cut.reason == "The file breaks off in this item. Fetch it again. The 3 records before it were read."


@pytest.mark.usefixtures("_everything_is_long")
def test_what_has_no_end_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(feed_splitting, "LONGEST", 1000)
    for text, said in (
        (f"<rss><item>{'x' * 2000}", "An item is longer"),
        (f"<rss><title>{'x' * 2000}</title><item/></rss>", "stand in no item"),
        (f"<rss><item {'x' * 200_000}", "A tag is longer"),
    ):
        *_before, found = feeds.read(text.encode(), TERMS)
        assert said in found.reason


@pytest.mark.usefixtures("_everything_is_long")
def test_charset_of_a_long_feed_is_told_as_that_of_a_short_one():
    text = "<?xml version='1.0' encoding='{}'?><rss><channel><item><title>مرحبا بالعالم</title></item></channel></rss>"
    for charset, declared in (("windows-1256", "windows-1256"), ("utf-16", "utf-16"), ("windows-1256", "utf-8")):
        [found] = feeds.read(text.format(declared).encode(charset), TERMS)
        assert found.headline == "مرحبا بالعالم"
        assert any("windows-1256" in warning for warning in found.warnings) is (declared != charset)


@pytest.mark.usefixtures("_everything_is_long")
def test_no_bytes_raise_in_parts():
    chance = random.Random(7)
    for seed in SAMPLES[:2]:
        for _number in range(6):
            start = chance.randrange(len(seed))
            broken = seed[:start] + chance.choice((b"<", b"]]>", b"</item>", b"\xff", b"<item>")) + seed[start + 3 :]
            assert list(feeds.read(broken, TERMS))
