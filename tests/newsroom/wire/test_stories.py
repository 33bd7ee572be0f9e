from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsroom.wire.stories import WireByline, WireStory, as_paragraphs, story_key

AT = datetime(2025, 11, 18, 4, 40, tzinfo=UTC)
STORY = WireStory(
    number=1,
    line=1,
    headline="Ferries agree",
    published_at=AT,
    local_time_as_printed="Tue 18 Nov 2025 6:40 am",
    zone="Asia/Jerusalem",
    language="en",
    section_label="ECONOMY",
    bylines=(WireByline("Salma Nasser", "by"),),
    tags=("ferries",),
    place="",
    body=as_paragraphs(("One.", "Two.")),
    warnings=(),
    source_text="as it came",
)


def test_every_paragraph_is_escaped():
    assert (
        as_paragraphs(('<b>5 < 6</b> & "so"', "Two.")) == '<p>&lt;b&gt;5 &lt; 6&lt;/b&gt; &amp; "so"</p>\n<p>Two.</p>'
    )


def test_digest_is_the_same_for_the_same_meaning():
    elsewhere = replace(
        STORY,
        number=7,
        line=90,
        source_text="other bytes",
        warnings=("guessed",),
        local_time_as_printed="18 Nov 2025 6:40",
        published_at=AT.astimezone(ZoneInfo("Asia/Jerusalem")),
    )

    assert elsewhere.digest == STORY.digest


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Ferries agreed"},
        {"published_at": AT.replace(minute=41)},
        {"section_label": "WORLD"},
        {"bylines": (WireByline("Salma Nasser", "photos"),)},
        {"tags": ()},
        {"body": as_paragraphs(("One. Two.",))},
    ],
)
def test_digest_changes_with_the_meaning(change):
    assert replace(STORY, **change).digest != STORY.digest


def test_story_key_ignores_blanks_compatibility_forms_and_the_zone_of_the_instant():
    key = story_key("Desk wire", "en", at=AT, headline="Ferries agree")
    same = story_key("Desk wire", "en", at=AT.astimezone(ZoneInfo("Asia/Hebron")), headline=" Ｆerries\u00a0 agree\n")

    assert same == key
    assert len(key) == 64


@pytest.mark.parametrize(
    ("source", "language", "at", "headline"),
    [
        ("Other wire", "en", AT, "Ferries agree"),
        ("Desk wire", "ar", AT, "Ferries agree"),
        ("Desk wire", "en", AT.replace(hour=5), "Ferries agree"),
        ("Desk wire", "en", AT, "Ferries disagree"),
        ("Desk wir", "een", AT, "Ferries agree"),
    ],
)
def test_story_key_differs_with_each_part(source, language, at, headline):
    key = story_key("Desk wire", "en", at=AT, headline="Ferries agree")

    assert story_key(source, language, at=at, headline=headline) != key


def test_story_key_refuses_an_instant_without_a_zone():
    with pytest.raises(ValueError, match="has no time zone"):
        story_key("Desk wire", "en", at=datetime(2025, 11, 18), headline="Ferries agree")
