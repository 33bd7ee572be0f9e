"""Tables, JSON lines and JSON lists: the same stories by the names of columns and keys."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.formats import json_lines, tables
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Standing, WireByline, WireFailure, WireSkip, WireStory

from .reading import TERMS, records, sample, story

ROW = {
    "ID": "7",
    "Title": "Ferries agree",
    "Published Date": "2025-01-04T19:12:00+02:00",
    "Body": "Boats go out again.\n\nFrom Monday.",
    "Author": "Rana Haddad; Salma Nasser",
    "Main Category": "Economy",
    "Tags": "ports; sea",
    "Language": "en",
}


def table(*rows, delimiter=",", **changes):
    rows = rows or (ROW | changes,)
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def lines(*objects):
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_told_by_their_names(charset, delimiter):
    changes = {"Author": "Rana Haddad and Salma Nasser", "Tags": '["ports", "sea"]'} if delimiter in ";|" else {}

    [found] = tables.read(table(delimiter=delimiter, **changes).encode(charset), TERMS)

    assert (found.headline, found.external_id, found.language) == ("Ferries agree", "7", "en")
    assert found.body == "<p>Boats go out again.</p>\n<p>From Monday.</p>"
    assert found.published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
    assert found.bylines == (WireByline("Rana Haddad", "by"), WireByline("Salma Nasser", "by"))
    assert (found.section_label, found.tags, found.standing) == ("Economy", ("ports", "sea"), Standing.USABLE)


def test_arabic_table_of_another_charset():
    text = (
        "العنوان;النص;القسم\nالميناء يعود;عادت القوارب إلى البحر بعد أسبوع من التوقف وقال الميناء إن العمل عاد;اقتصاد\n"
    )

    [found] = tables.read(text.encode("windows-1256"), TERMS)

    assert (found.headline, found.section_label, found.language) == ("الميناء يعود", "اقتصاد", "ar")


def test_sample_of_a_site():
    first, second = records(sample("csv/posts.csv"), name="posts.csv")

    assert (first.headline, first.external_id, first.section_label) == ("Hello Wix", "post-1", "Market News")
    assert (first.body, first.standing) == ("<p>Plain text fallback</p>", Standing.USABLE)
    assert "none that can be followed: wix:image" in " ".join(first.warnings)
    assert (second.headline, second.standing, second.published_at) == ("Draft Wix", Standing.DRAFT, None)


def test_sample_without_text_says_so_once():
    first, second = records(sample("csv/emails.csv"), name="emails.csv")

    assert (first.headline, first.body) == ("This is a Plain Post", "")
    assert "There is no column with the text" in " ".join(first.warnings)
    assert second.warnings == ()


def test_column_is_named_by_the_run():
    payload = b"Schlagzeile,Stoff,Nr\nFerries,Boats.,1\n"
    terms = Terms("UTC", columns={"headline": "schlagzeile", "body": "Stoff"})

    [found] = tables.read(payload, terms)

    assert (found.headline, found.body) == ("Ferries", "<p>Boats.</p>")
    assert "Columns that were not used: Nr." in found.warnings


@pytest.mark.parametrize(
    ("payload", "columns", "said"),
    [
        (b"a,b,c\n1,2,3\n", {}, "There is no column with headlines. There are: a, b, c."),
        (b"a,b,c\n1,2,3\n", {"headline": "d"}, "There is no column “d”"),
        (b"", {}, "empty|no story"),
        (b"title,body\n" + b'"' + b"x" * 5_100_000 + b'",y\n', {}, "cannot be read"),
        (b"title,body\n\x00\x00,y\n", {}, "NUL"),
    ],
)
def test_table_that_cannot_be_read_says_why(payload, columns, said):
    [found] = tables.read(payload, Terms("UTC", columns=columns))

    assert isinstance(found, WireFailure)
    assert re.search(said, found.reason)


def test_reality_of_tables():
    payload = 'title,body\r\n\r\nOne,"a\r\nb"\r\ntitle,body\r\nTwo,b,c\r\nThree\r\n,\r\n'

    found = records(payload, name="a.csv")

    assert [type(each) for each in found] == [WireStory, WireSkip, WireStory, WireStory]
    assert [each.line for each in found] == [4, 5, 6, 7]
    assert "1 cells more than columns" in " ".join(found[2].warnings)


def test_cell_that_a_spreadsheet_would_run_is_text():
    assert story(table(Title="=1+2", Body="@all")).headline == "=1+2"


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("published", Standing.USABLE),
        ("TRUE", Standing.USABLE),
        ("Draft", Standing.DRAFT),
        ("private", Standing.PRIVATE),
        ("canceled", Standing.CANCELED),
        ("checked by legal", Standing.DRAFT),
    ],
)
def test_status_maps_to_the_least_public_standing(status, standing):
    assert story(table(ROW | {"Status": status})).standing is standing


def test_line_that_is_no_json_stops_no_other():
    payload = "\ufeff" + lines({"title": "One", "body": "a"}) + "\n{broken\n[1]\n" + '{"title": "Two", "body": "b"}'

    found = list(json_lines.read(payload.encode(), TERMS))

    assert [type(each) for each in found] == [WireStory, WireFailure, WireFailure, WireStory]
    assert [each.line for each in found] == [1, 3, 4, 5]
    assert found[1].reason.startswith("Line 3: this is no JSON")


def test_nested_values_are_named_by_their_path():
    post = {
        "id": 7,
        "date_gmt": "2025-01-04T17:12:00Z",
        "title": {"rendered": "Tom &#038; Jerry"},
        "content": {"rendered": "<p>Boats.</p>"},
        "by": [{"name": "Rana Haddad"}],
        "meta": {"desk": {"x": 1}, "heading": "Other"},
    }

    [found] = json_lines.read(lines(post).encode(), TERMS)
    [mapped] = json_lines.read(lines(post).encode(), Terms("UTC", columns={"headline": "meta.heading"}))

    assert (found.headline, found.body, found.external_id) == ("Tom & Jerry", "<p>Boats.</p>", "7")
    assert found.bylines == (WireByline("Rana Haddad", "by"),)
    assert mapped.headline == "Other"


@pytest.mark.parametrize("wrap", [lambda posts: posts, lambda posts: {"total": 2, "posts": posts}])
def test_list_is_read_like_lines(wrap):
    payload = json.dumps(wrap([{"title": "One"}, {"title": "Two"}, 3])).encode()

    found = list(json_lines.read_list(payload, TERMS))

    assert [getattr(each, "headline", "") for each in found] == ["One", "Two", ""]


NO_LIST = "This is JSON without a list of stories in it."
UNDER = "A list would stand under one of items, posts, articles, stories, data, results, entries"


@pytest.mark.parametrize(
    ("payload", "wanting"),
    [
        ("3", ""),
        ("{}", f" {UNDER}; it has nothing."),
        ('{"a": 1, "posts": {}}', f" {UNDER}; it has “a”, “posts”."),
        (
            '{"title": {"a": 1}}',
            " It looks like one story: put it into a list, with [ before it and ] behind it, or save it as .jsonl.",
        ),
        (
            '{"meta": {}, "data": {"users": []}}',
            " It looks like an export of Ghost: the posts in it are missing, a list as “posts” in “data”.",
        ),
    ],
)
def test_json_without_a_list_is_told_what_it_lacks(payload, wanting):
    [found] = json_lines.read_list(payload.encode(), TERMS)

    assert found.reason == NO_LIST + wanting


KEYS = st.sampled_from(["title", "body", "date", "tags", "image", "by"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: b"title,date,body\n" + text.encode(errors="replace")),
        VALUES.map(lambda value: json.dumps(value).encode()),
    )
)
def test_no_bytes_raise(payload):
    for read in (tables.read, json_lines.read, json_lines.read_list):
        for record in read(payload, TERMS):
            assert record.number >= 1


def test_quotation_mark_that_nothing_closes_fails_its_row():
    good, bad = records('headline,place\nFerries,Haifa\n"Boats,Acre\nTrains,Lydda\n', name="a.csv")

    assert (good.headline, good.place) == ("Ferries", "Haifa")
    assert isinstance(bad, WireFailure)
    assert "none closes it" in bad.reason
    assert "Trains,Lydda" in bad.source_text


def test_cell_of_several_lines_at_the_end_is_whole():
    [found] = records('headline,note\nFerries,"One\nTwo\n"', name="a.csv")

    assert found.headline == "Ferries"


@pytest.mark.parametrize(
    ("said", "read"),
    [("2025-01-04T17:12:00", 17), ("2025-01-04 17:12", 17), ("2025-01-04T17:12:00+02:00", 15), ("", None)],
)
def test_moment_is_in_the_zone_that_its_name_says(said, read):
    post = {"title": "One", "date": "2025-01-04T19:12:00", "date_gmt": said, "modified_gmt": said}

    for [found] in (json_lines.read(lines(post).encode(), TERMS), tables.read(table(post).encode(), TERMS)):
        at = datetime(2025, 1, 4, read, 12, tzinfo=UTC) if read else None
        assert (found.published_at, found.changed_at) == (at, at)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, Standing.USABLE),
        ({"Visibility": "public"}, Standing.USABLE),
        ({"Visibility": "members"}, Standing.PRIVATE),
        ({"Audience": "only_paid"}, Standing.PRIVATE),
        ({"Post Password": "sesame"}, Standing.PRIVATE),
        ({"Private": "TRUE"}, Standing.PRIVATE),
        ({"Private": "0"}, Standing.USABLE),
        ({"Draft": "true"}, Standing.DRAFT),
        ({"Draft": "FALSE"}, Standing.USABLE),
        ({"Visibility": "members", "Draft": "1"}, Standing.DRAFT),
        ({"Visibility": "members", "Status": "killed"}, Standing.CANCELED),
        ({"Status": "draft", "Visibility": "public"}, Standing.DRAFT),
    ],
)
def test_what_some_readers_alone_may_see_is_never_for_all(changes, standing):
    assert story(table(**changes)).standing is standing
    assert story(json.dumps([ROW | changes])).standing is standing


def test_entries_of_a_feed_in_json_and_of_wordpress_on_the_command_line_have_their_dates_and_texts():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "7", "title": "Ferries agree", "content_text": "Boats.", "date_published": "2025-01-04T17:12:00Z"}
        ],
    }
    row = {"ID": "7", "post_title": "Ferries agree", "post_content": "Boats.", "post_date_gmt": "2025-01-04 17:12:00"}

    for found in (story(json.dumps(feed)), story(table(row))):
        assert (found.external_id, found.headline, found.body) == ("7", "Ferries agree", "<p>Boats.</p>")
        assert (found.published_at, found.standing) == (datetime(2025, 1, 4, 17, 12, tzinfo=UTC), Standing.USABLE)


@pytest.mark.parametrize("written", ["1736010720", "1736010720000"])
def test_moment_that_is_a_number_in_a_cell_is_read(written):
    assert story(table(**{"Published Date": written})).published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize("sign", ["sep=;", '"sep=;"', "\ufeffsep=;"])
def test_sign_that_a_spreadsheet_names_parts_the_cells(sign):
    found = story(f"{sign}\r\nTitle;Body, whole\r\nFerries agree, again;Boats\r\n")

    assert found.headline == "Ferries agree, again"
    assert found.line == 3


def test_keys_of_programs_and_what_they_wrap_stories_in_are_read():
    row = {
        "title": "Ferries agree",
        "bodyHtml": "<p>Boats.</p>",
        "publishedAt": "2025-01-04T17:12:00Z",
        "authorName": "Rana Haddad",
        "pubDate": "never",
    }
    wrapped = {"data": [{"id": "7", "type": "story", "attributes": row}]}

    for found in (story(json.dumps([row | {"id": "7"}])), story(json.dumps(wrapped))):
        assert (found.external_id, found.headline, found.body) == ("7", "Ferries agree", "<p>Boats.</p>")
        assert found.published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
        assert found.bylines == (WireByline("Rana Haddad", "by"),)
    assert story(json.dumps([{"title": "Boats", "pubDate": "2025-01-04T17:12:00Z"}])).published_at


def test_number_that_is_too_large_is_infinity_and_none():
    bad, good = records('[{"id": 1e400, "title": "a"}, {"id": 1.5e3, "title": "b"}]')

    assert "1e400 is no number" in bad.reason
    assert good.external_id == "1500.0"


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("One <b>bold</b> word.", "<p>One <strong>bold</strong> word.</p>"),
        ("One <i>word</i>.\n\nTwo.\r\n\r\nThree.", "<p>One <em>word</em>.</p><p>Two.</p><p>Three.</p>"),
        ("<h2>Head</h2>\n\nOne.\n\nTwo.", "<h2>Head</h2><p>One.</p><p>Two.</p>"),
        ("<p>One\n\nstill one.</p>", "<p>One still one.</p>"),
        ("1 <b 2", "<p>1 &lt;b 2</p>"),
    ],
)
def test_html_whose_paragraphs_are_parted_by_blank_lines_has_them(cell, body):
    found = story(json.dumps([{"headline": "Boats", "body": cell}]))

    assert " ".join(found.body.replace("</p>\n<p>", "</p><p>").split()) == body
