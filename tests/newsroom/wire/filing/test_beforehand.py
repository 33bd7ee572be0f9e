from articles import bodies
from newsroom.wire.filing.beforehand import Known, find_out, learn
from newsroom.wire.likeness import shingles
from newsroom.wire.stories import WireStory

BODY = "<p>The harbour &amp; the mill open on Friday morning.</p>"


def story(body=BODY, language="en"):
    return WireStory(number=1, headline="Mill", published_at=None, language=language, source_text="", body=body)


def test_what_is_found_out_is_what_filing_asks():
    known = find_out(story())

    assert known == Known(
        BODY,
        "The harbour & the mill open on Friday morning.",
        shingles(bodies.plain_text(BODY)),
    )
    assert find_out(story(), has_time=False) == Known(BODY)


def test_what_another_process_found_out_is_not_made_again():
    told = story("<p>Nobody has seen these words before</p>")

    learn(told, Known("<p>Other</p>", "Other", [7]))

    assert bodies.sanitise(told.body) == "<p>Other</p>"
    assert bodies.plain_text("<p>Other</p>") == "Other"
    assert shingles("Other") == [7]


def test_of_a_body_that_cannot_be_kept_nothing_is_known():
    assert find_out(story("<p>" + "long " * 300_000)) is None
    assert find_out(story("<blockquote>" * 300)) is None
