"""The token of a letter's form: of one story, for a while, not at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.responses import tokens


def test_token_of_an_older_form_is_taken():
    assert tokens.check(tokens.make(7, has_waited=True), 7) is None


def test_token_of_a_moment_ago_is_too_quick():
    with pytest.raises(tokens.TooQuick):
        tokens.check(tokens.make(7), 7)


def test_token_is_taken_once_its_time_has_come(monkeypatch):
    monkeypatch.setattr(tokens, "LEAST_SECONDS", -1)

    assert tokens.check(tokens.make(7), 7) is None


def test_token_ends(monkeypatch):
    token = tokens.make(7, has_waited=True)
    monkeypatch.setattr(tokens, "LASTS_SECONDS", -1)

    with pytest.raises(tokens.TokenOld):
        tokens.check(token, 7)


def test_token_of_another_story_is_wrong():
    with pytest.raises(tokens.TokenWrong):
        tokens.check(tokens.make(7, has_waited=True), 70)


@given(st.integers(1, 2**62), st.booleans())
def test_any_token_opens_its_own_story(story, has_waited):
    token = tokens.make(story, has_waited=has_waited)

    try:
        tokens.check(token, story)
    except tokens.TooQuick:
        assert not has_waited


@given(st.text(max_size=200))
def test_no_other_text_is_a_token(text):
    with pytest.raises(tokens.TokenWrong):
        tokens.check(text, 7)


@given(st.data())
def test_token_with_a_changed_character_is_wrong(data):
    token = tokens.make(7, has_waited=True)
    place = data.draw(st.integers(0, len(token) - 1))
    character = data.draw(st.characters(codec="ascii").filter(lambda found: found != token[place]))
    changed = token[:place] + character + token[place + 1 :]

    # The last of 43 letters of base64 holds four bits and two that mean nothing: the text is compared, not the bits.
    with pytest.raises(tokens.TokenWrong):
        tokens.check(changed, 7)


def test_thanks_are_for_whoever_sent_a_letter():
    token = tokens.make_sent(7)

    assert [tokens.was_sent(token, 7), tokens.was_sent(token, 8)] == [True, False]
    assert [tokens.was_sent(text, 7) for text in ("", "7", tokens.make(7), "\0")] == [False] * 4


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://news.example"}, True),
        ({"Origin": "https://news.example"}, False),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "https://news.example.evil.example"}, True),
        ({"Origin": "null"}, False),
    ],
)
def test_browser_says_where_a_form_comes_from(headers, elsewhere):
    assert tokens.comes_from_elsewhere(headers, host="news.example") is elsewhere
