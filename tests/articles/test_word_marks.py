import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import bodies
from articles.word_marks import marked_html, marked_text

texts = st.text(alphabet="ab ,.\n'5اميءَ<&¶-", max_size=60)
words = st.lists(st.sampled_from(["boats", "go", "<b>", "&amp;", "المِيناء", "5,000", ",", "it's"]), max_size=12)


def told(spans):
    return [(span.kind.value, span.text) for span in spans]


@given(texts, texts)
def test_spans_make_up_both_texts(before, after):
    spans = marked_text(before, after)

    assert "".join(span.text for span in spans if span.kind != "added") == before
    assert "".join(span.text for span in spans if span.kind != "removed") == after


@given(texts)
def test_text_that_stayed_is_one_span(text):
    assert told(marked_text(text, text)) == ([("same", text)] if text else [])


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        ("Boats go out.", "Boats went out.", "Boats [-go][+went] out."),
        ("The old words here", "The new text here", "The [-old words][+new text] here"),
        ("costs 5,000 now", "costs 6,000 now", "costs [-5,000][+6,000] now"),
        ("One two", "One, two", "One[+,] two"),
        ("عادَ الميناءُ إلى العمل", "عادَ المرفأُ إلى العمل اليوم", "عادَ [-الميناءُ][+المرفأُ] إلى العمل[+ اليوم]"),
        ("ليس صحيحًا، قال", "ليس صحيحًا. قال", "ليس صحيحًا[-،][+.] قال"),
        ("it's here", "it’s here", "[-it's][+it’s] here"),
        ("港が再開", "港は再開", "港[-が][+は]再開"),
        ("", "New", "[+New]"),
        ("Gone", "", "[-Gone]"),
    ],
)
def test_words_are_marked_as_a_whole(before, after, spans):
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}

    assert "".join(signs[kind].format(text) for kind, text in told(marked_text(before, after))) == spans


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("<p>Boats go.</p>", "<p>Boats went.</p>", "<p>Boats <del>go</del><ins>went</ins>.</p>"),
        ("<p>one</p>", "<h2>one</h2>", "<p><del>one</del></p><h2><ins>one</ins></h2>"),
        (
            "<p>a <strong>b</strong></p>",
            "<p>a <em>b</em></p>",
            "<p>a <strong><del>b</del></strong><em><ins>b</ins></em></p>",
        ),
        (
            '<p><a href="https://a.org/">x</a></p>',
            '<p><a href="https://b.org/">x</a></p>',
            "<p><a><del>x</del></a><del><bdi> [https://a.org/]</bdi></del>"
            "<a><ins>x</ins></a><ins><bdi> [https://b.org/]</bdi></ins></p>",
        ),
        (
            '<p><a data-article="1">x</a></p>',
            '<p><a data-article="2">x</a></p>',
            "<p><a><del>x</del></a><del><bdi> [#1]</bdi></del><a><ins>x</ins></a><ins><bdi> [#2]</bdi></ins></p>",
        ),
        ("<p>one two</p>", "<p>one</p><p>two</p>", "<p>one<del> </del></p><p><ins>¶</ins>two</p>"),
        ("<p>one</p><p>two</p>", "<p>one two</p>", "<p>one<del>¶</del><ins> </ins>two</p>"),
        ("<p>a<br>b</p>", "<p>a b</p>", "<p>a<del>↵<br></del><ins> </ins>b</p>"),
        (
            "<ul><li>a</li><li>b</li></ul>",
            "<ul><li>a</li><li>c</li><li>d</li></ul>",
            "<ul><li>a</li><li><del>b</del><ins>c</ins></li><li><ins>d</ins></li></ul>",
        ),
        (
            '<figure data-picture="3"></figure>',
            '<figure data-picture="4"></figure>',
            "<p><del>[Picture 3]</del></p><p><ins>[Picture 4]</ins></p>",
        ),
        ("<p>&lt;script&gt;</p>", "<p>&lt;b&gt;</p>", "<p>&lt;<del>script</del><ins>b</ins>&gt;</p>"),
        ("", "<p>New &amp; all</p>", "<p><ins>New &amp; all</ins></p>"),
        ("<p>Same</p>", "<p>Same</p>", "<p>Same</p>"),
    ],
)
def test_html_is_marked_inside_its_elements(before, after, marked):
    assert marked_html(bodies.sanitise(before), bodies.sanitise(after)) == marked


@given(words, words)
def test_html_keeps_every_word_of_both(before, after):
    old, new = (bodies.from_plain_text(" ".join(side)) for side in (before, after))

    marked = marked_html(old, new)

    assert bodies.plain_text(_without(marked, "del")) == bodies.plain_text(new)
    assert bodies.plain_text(_without(marked, "ins")) == bodies.plain_text(old)


def _without(html, tag):
    """The HTML without what is marked in one way."""
    kept = "".join(part.rpartition(f"</{tag}>")[2] for part in html.split(f"<{tag}>"))
    return kept.replace("¶", "")


@pytest.mark.parametrize(
    "html",
    [
        "<p><img src=x onerror=alert(1)></p>",
        "<script>alert(1)</script>",
        '<p onclick="x">a</p>',
        '<p><a href="javascript:x">a</a></p>',
        "<svg><p>x",
        "<ins><script>x</script>",
    ],
)
def test_html_is_safe_whatever_it_is_given(html):
    for marked in (marked_html(html, "<p>a</p>"), marked_html("<p>a</p>", html), marked_html(html, html)):
        for danger in ("<script", "onerror=a", "onclick=", 'javascript:x"', "<svg", "<img"):
            assert danger not in marked.replace("&lt;", "")


def _mark_paragraphs(before, after):
    return marked_html(f"<p>{before}</p>", f"<p>{after}</p>")


def _seconds(mark, vocabulary, *, characters):
    """The least CPU time of three: whatever else the machine does makes it more, never less."""
    chosen = random.Random(7)
    before, after = (" ".join(chosen.choices(vocabulary, k=characters // 2))[:characters] for _side in range(2))
    spent = []
    for _run in range(3):
        started = time.thread_time()
        mark(f"x {before} y", f"z {after} w")
        spent.append(time.thread_time() - started)
    return min(spent)


@pytest.mark.parametrize("vocabulary", [["a"], ["a", "b"], [f"word{number}" for number in range(3000)]])
@pytest.mark.parametrize(("mark", "most"), [(marked_text, 0.5), (_mark_paragraphs, 1)])
def test_forty_thousand_characters_are_marked_in_time(mark, most, vocabulary):
    assert _seconds(mark, vocabulary, characters=40_000) < most


def test_words_that_became_a_pull_quote_are_told_as_changed():
    before, after = "<p>Boats go out.</p>", '<aside data-kind="quote"><p>Boats go out.</p></aside>'

    marked = marked_html(before, after)

    assert bodies.sanitise(before) == before
    assert "<del>" in marked
    assert '<aside data-kind="quote">' in marked
    assert marked_html(after, after) == after


def test_words_of_a_pull_quote_are_told_apart():
    quote = '<aside data-kind="quote" dir="rtl" lang="ar"><p>{}</p></aside>'.format

    assert marked_html(quote("One two"), quote("One three")) == quote("One <del>two</del><ins>three</ins>")
