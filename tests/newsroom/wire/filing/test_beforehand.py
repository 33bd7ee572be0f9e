from articles import bodies, indexing, vectors
from articles.models import Article
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
        vectors.terms_of_body(f"en\n{bodies.plain_text(BODY)}"),
        shingles(bodies.plain_text(BODY)),
    )
    written = indexing.vector(Article(language="en", headline="Mill", body=BODY), names=[])
    assert written.endswith(known.terms)


def test_what_another_process_found_out_is_not_made_again():
    told = story("<p>Nobody has seen these words before</p>")

    learn(told, Known("<p>Other</p>", "Other", "'other':1C", [7]))

    assert bodies.sanitise(told.body) == "<p>Other</p>"
    assert bodies.plain_text("<p>Other</p>") == "Other"
    assert vectors.terms_of_body("en\nOther") == "'other':1C"
    assert shingles("Other") == [7]


def test_of_a_body_that_cannot_be_kept_nothing_is_known():
    assert find_out(story("<p>" + "long " * 300_000)) is None
    assert find_out(story("<blockquote>" * 300)) is None
