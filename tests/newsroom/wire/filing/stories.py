"""Stories of every kind that an import meets, made by numbers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from django.utils import timezone

from newsroom.wire.stories import (
    Embargo,
    Standing,
    WireByline,
    WireFailure,
    WirePicture,
    WireSkip,
    WireStory,
    as_paragraphs,
)

WORDS = [
    "harbour",
    "pilots",
    "count",
    "boats",
    "before",
    "the",
    "morning",
    "tide",
    "and",
    "write",
    "each",
    "of",
    "them",
    "down",
    "in",
    "ink",
    "while",
    "gulls",
    "argue",
    "over",
    "bread",
    "on",
    "the",
    "wall",
    "where",
    "somebody",
    "has",
    "painted",
    "a",
    "compass",
    "that",
    "points",
    "slightly",
    "wrong",
    "according",
    "to",
    "everybody",
    "who",
    "sails",
    "here",
]
TITLES = ("Ferries agree", "Bakers rest", "Rain again", "Letters")


def make_stories(seed, count):
    """Plain ones for the most part, the others among them."""
    by, made = Random(seed), []
    for number in range(1, count + 1):
        story = _plain(number, by)
        kinds = [*KINDS, *(_as_it_is,) * 25]
        made.append(by.choice(kinds)(story, by, made))
    return made


def _plain(number, by):
    words = by.choices(WORDS, k=by.randint(30, 60))
    return WireStory(
        number=number,
        line=number * 10,
        headline=by.choice(TITLES) if number % 4 == 0 else f"{' '.join(words[:5])} {number}",
        published_at=datetime(2025, 1, by.randint(1, 3), 12, tzinfo=UTC),
        language=by.choice(("en", "ar")),
        external_id=f"story {number}" if number % 5 else "",
        section_label=by.choice(("Economy", "World", "Nowhere")),
        body=as_paragraphs((" ".join(words), " ".join(by.choices(WORDS, k=30)))),
        bylines=by.choice(((), (WireByline("Salma Nasser", "by"), WireByline(" Rami  Odeh ", "photos")))),
        tags=by.choice(((), ("Councils", "rivers"), ("councils", "Councils"))),
        old_addresses=(f"https://old.example/{number}", 'https://old.example/"{quoted}"\\'),
        source_text=f"As it came:\t{number}\r\n\\N",
        desk_note="Mind the tide.",
        warnings=by.choice(((), ("Mind this.",))),
    )


def _as_it_is(story, by, made):
    return story


def _again(story, by, made):
    """A later version of something, or the very same once more."""
    earlier = [other for other in made if isinstance(other, WireStory)]
    if not earlier:
        return story
    other = by.choice(earlier)
    changed = replace(other, number=story.number, headline=story.headline, version=by.choice((None, 1, 2)))
    return by.choice((changed, replace(other, number=story.number)))


def _alike(story, by, made):
    """The text of an earlier one under a headline of its own."""
    earlier = [other for other in made if isinstance(other, WireStory)]
    return replace(story, body=by.choice(earlier).body) if earlier else story


def _killed(story, by, made):
    earlier = [other for other in made if isinstance(other, WireStory) and other.external_id]
    killed = (
        by.choice(earlier) if earlier and by.random() < 0.7 else replace(story, external_id=f"later {story.number}")
    )
    return replace(killed, number=story.number, standing=by.choice((Standing.CANCELED, Standing.WITHHELD)))


def _embargoed(story, by, made):
    until = by.choice((None, timezone.now() + timedelta(days=3), datetime(2020, 1, 1, tzinfo=UTC)))
    return replace(story, embargo=Embargo(until))


KINDS = (
    _again,
    _again,
    _alike,
    _alike,
    _killed,
    _embargoed,
    lambda story, by, made: WireSkip(story.number, story.line, "An entry of a menu."),
    lambda story, by, made: WireFailure(story.number, story.line, "It has no dateline.", "broken"),
    lambda story, by, made: replace(story, standing=by.choice((Standing.DRAFT, Standing.PRIVATE))),
    lambda story, by, made: replace(story, language="xx"),
    lambda story, by, made: replace(story, source_text="NUL \0 in it"),
    lambda story, by, made: replace(story, body="<p>TK</p>"),
    lambda story, by, made: replace(story, body="", headline=""),
    lambda story, by, made: replace(story, published_at=None),
    lambda story, by, made: replace(story, published_at=timezone.now() + timedelta(days=9)),
    lambda story, by, made: replace(story, published_at=timezone.now() - timedelta(hours=1)),
    lambda story, by, made: replace(story, headline="long " * 200, slug="x" * 300),
    lambda story, by, made: replace(story, pictures=(WirePicture(address="boat.jpg", is_lead=True),)),
    lambda story, by, made: replace(story, body=f'{story.body}\n<p><a href="/world/2025/01/01/none/">There</a></p>'),
    lambda story, by, made: replace(story, external_id="x" * 250),
)


def make_numbered(seed, count):
    """Messages of a wire that has numbers in place of ids: among the stories some that take back what came before them,
    or comes after."""
    by = Random(seed)
    return [_numbered(number, by) for number in range(1, count + 1)]


def _numbered(number, by):
    at = datetime(2025, 1, 1 + number // 10, 12, number % 60, tzinfo=UTC)
    story = replace(
        _plain(number, by),
        published_at=at,
        changed_at=at,
        external_id=f"cwe{number:04}:{at:%Y-%m-%d}",
        keyword=by.choice(("", f"SLUG {number}", f"SLUG {number // 4}")),
    )
    if by.random() < 0.8:
        return story
    meant = number + by.choice((-9, -3, -1, 1, 2))
    standing = by.choice((Standing.CANCELED, Standing.CANCELED, Standing.WITHHELD))
    words = by.choice((f"Kill CWE{meant:04}, wrong names.", f"cwe {meant:04} and cwe {meant + 1:04}", "The names."))
    return replace(story, standing=standing, source_text=words, keyword=f"SLUG {meant // 4}")
