import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import bodies
from newsroom.wire.formats import ninjs
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Embargo, Standing, WireByline, WireFailure, WirePicture, WireSkip, WireStory

from .reading import TERMS, failure, records, sample, skip, story

ITEM = {
    "uri": "urn:example:ferries",
    "type": "text",
    "versioncreated": "2025-01-04T19:12:00+02:00",
    "language": "en-GB",
    "headline": "Ferries agree",
    "body_xhtml": "<p>One.</p>",
}


def item(**values):
    return json.dumps({name: value for name, value in (ITEM | values).items() if value is not ...})


def test_first_version_sample():
    found = story(sample("ninjs/ninjsExMediumText1.json"))

    assert found.external_id == "http://ninjs.example.com/newsitems/20130709med123"
    assert (found.version, found.changed_at) == (None, datetime(2013, 7, 9, 10, 37, tzinfo=UTC))
    assert found.headline == "Captain of wrecked cruise ship on trial in Italy"
    assert found.body.count("<p>") == 4
    assert found.bylines == (WireByline("Paulo Santalucia", "by"), WireByline("Frances d'Emilio", "by"))
    assert (found.place, found.language, found.warnings) == ("Grossetto, Italy", "en", ())


def test_second_version_sample_has_one_body_and_two_pictures():
    found = story(sample("ninjs/007_multimedia.json"))

    lead, other = found.pictures
    assert (lead.address[-8:], lead.width, lead.height, lead.is_lead) == ("-big.jpg", 429, 281, True)
    assert lead.caption.startswith("The Costa Concordia cruise ship lies on its side")
    assert (lead.credit, lead.copyright_notice[:14]) == ("Paulo Santalucia", "Copyright 2013")
    assert (other.width, other.is_lead) == (280, False)
    assert found.body.count("Schettino has denied wrongdoing.") == 1
    assert found.body.endswith('<figure data-picture="2"></figure>')


def test_kill_needs_no_more_than_its_uri():
    found = story(sample("ninjs/023_pubstatus_canceled.json"))

    assert (found.external_id, found.standing) == ("023_pubstatus_canceled", Standing.CANCELED)
    assert (found.headline, found.body, found.published_at, found.warnings) == ("", "", None, ())


def test_items_may_stand_in_lines_of_which_a_bad_one_stops_no_other():
    kill = json.dumps({"uri": "urn:example:other", "pubstatus": "canceled"})
    first, bad, last = records(f"\ufeff{item()}\n\n{{broken\n{kill}".encode())

    assert (first.external_id, first.standing) == ("urn:example:ferries", Standing.USABLE)
    assert (type(bad), bad.line, bad.source_text) == (WireFailure, 3, "{broken\n")
    assert (last.external_id, last.standing) == ("urn:example:other", Standing.CANCELED)


def test_key_that_stands_twice_in_a_line_is_told():
    twice = '{"title": "a", "title": "b", "body": "x"}\n{"title": "c", "body": "y"}\n'

    first, second = records(twice)

    assert "“title” stands twice in one object; the last was taken." in first.warnings
    assert not any("twice" in warning for warning in second.warnings)


def test_third_version_is_read_by_its_own_names():
    found = story(
        json.dumps(
            {
                "uri": "urn:example:3",
                "versionCreated": "2025-01-05T00:00:00Z",
                "firstCreated": "2025-01-04T10:00:00+02:00",
                "pubStatus": "withheld",
                "embargoedUntil": "2025-01-06T06:00:00Z",
                "headlines": [{"role": "short", "value": "Boats"}, {"role": "main", "value": "Ferries &amp; boats"}],
                "descriptions": [{"value": "What the <b>captains</b> want."}],
                "bodies": [
                    {"contentType": "text/plain", "value": "Plain."},
                    {"contentType": "text/html", "value": '<p>Rich <a href="/a">text</a>.</p>'},
                    {"contentType": "text/html", "value": "<p>Again.</p>"},
                ],
                "by": "By Salma Nasser, Coastal Wire",
                "copyrightHolder": "Coastal Wire",
                "copyrightNotice": "© Coastal Wire",
                "usageTerms": "Not in print.",
                "edNote": "Call before use.",
                "urgency": 2,
                "slugline": "ferries-pay",
                "subjects": [{"name": "ports", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000344"}],
                "keywords": ["Ferries", "ferries"],
            }
        ),
        Terms("Asia/Jerusalem", address="https://wire.example/3.json"),
    )

    assert found.headline == "Ferries & boats"
    assert (found.published_at, found.changed_at) == (
        datetime(2025, 1, 4, 8, tzinfo=UTC),
        datetime(2025, 1, 5, tzinfo=UTC),
    )
    assert (found.standing, found.embargo) == (Standing.WITHHELD, Embargo(datetime(2025, 1, 6, 6, tzinfo=UTC)))
    assert found.standfirst == "What the captains want."
    assert found.body == '<p>Rich <a href="https://wire.example/a" rel="noopener">text</a>.</p>'
    assert found.bylines == (WireByline("Salma Nasser", "by"), WireByline("Coastal Wire", "agency"))
    assert (found.section_label, found.tags) == ("Economy", ("ports", "Ferries"))
    assert found.credit_line == "Coastal Wire"
    assert found.desk_note.splitlines() == [
        "Call before use.",
        "Slug: ferries-pay",
        "Urgency: 2",
        "Copyright: © Coastal Wire",
        "Usage terms: Not in print.",
    ]


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, Standing.USABLE),
        ({"pubstatus": "usable"}, Standing.USABLE),
        ({"pubstatus": "Cancelled"}, Standing.CANCELED),
        ({"pubstatus": "withheld"}, Standing.WITHHELD),
        ({"pubstatus": "embargoed!"}, Standing.DRAFT),
        ({"pubstatus": ["canceled"]}, Standing.DRAFT),
        ({"pubstatus": ""}, Standing.DRAFT),
        ({"pubstatus": None}, Standing.USABLE),
    ],
)
def test_unknown_status_is_the_least_public(values, standing):
    found = story(item(**values))

    assert found.standing is standing
    assert bool(found.warnings) is (standing is Standing.DRAFT)


@pytest.mark.parametrize(
    ("value", "embargo"),
    [(None, None), ("", Embargo()), ("tomorrow", Embargo()), ("0001-01-01T00:00:00Z", Embargo())],
)
def test_embargo_that_cannot_be_read_has_no_end(value, embargo):
    assert story(item(embargoed=value)).embargo == embargo


def test_item_without_a_date_says_so():
    assert story(item(versioncreated=...)).warnings == ("The story names no date: it needs one.",)


def test_time_without_zone_is_read_where_the_run_says():
    assert story(item(versioncreated="2025-01-04T19:12:00")).published_at is None

    found = story(item(versioncreated="2025-01-04T19:12:00"), Terms("Asia/Jerusalem", override="Europe/Paris"))

    assert found.published_at == datetime(2025, 1, 4, 18, 12, tzinfo=UTC)


def test_array_is_one_record_each_and_a_bad_one_stops_no_other():
    found = records(f"[{item()}, 7, {item(type='video')}, {item(uri='urn:example:b')}]")

    assert [type(record) for record in found] == [WireStory, WireFailure, WireSkip, WireStory]
    assert [record.number for record in found] == [1, 2, 3, 4]
    assert found[2].reason == "The item is of type video, not a story."


def test_object_with_items_is_a_list_of_them():
    assert [record.external_id for record in ninjs.read(f'{{"items": [{item()}]}}'.encode(), TERMS)] == [ITEM["uri"]]


@pytest.mark.parametrize("kind", ["picture", "event", "planning", "audio"])
def test_other_types_are_no_stories(kind):
    assert skip(item(type=kind)).reason == f"The item is of type {kind}, not a story."


def test_plain_text_has_a_paragraph_a_line_where_no_line_is_blank():
    assert story(item(body_xhtml=..., body_text="One <b>.\nTwo.")).body == "<p>One &lt;b&gt;.</p>\n<p>Two.</p>"
    assert story(item(body_xhtml=..., body_text="One\nstill.\n\nTwo.")).body == "<p>One still.</p>\n<p>Two.</p>"


def test_headline_falls_back_and_a_body_may_be_missing():
    assert story(item(headline=..., title="A title")).headline == "A title"
    assert story(item(headline=...)).headline == "One."
    assert story(item(body_xhtml=...)).warnings == ("The item has no text.",)
    assert failure(item(headline=..., body_xhtml=...)).reason == "The item has neither a headline nor a text."


def test_headline_repeated_above_the_text_goes():
    assert story(item(body_xhtml="<h1>Ferries agree</h1><p>One.</p>")).body == "<p>One.</p>"


def test_picture_in_the_text_is_the_attached_one_in_its_best_size():
    found = story(
        item(
            body_xhtml='<p>One.</p><img src="small.jpg"><p>Two.</p><img src="small.jpg">',
            associations={
                "main": {
                    "type": "picture",
                    "by": "Rami Odeh",
                    "usageterms": "Once.",
                    "altText": "A boat",
                    "renditions": {
                        "small": {"href": "small.jpg", "width": 10, "height": 10, "mimetype": "image/jpeg"},
                        "raw": {"href": "raw.tiff", "width": 9999, "height": 9999, "mimetype": "image/tiff"},
                        "big": {"href": "./big.jpg", "width": "20", "height": 10.0},
                    },
                }
            },
        )
    )

    assert found.body.count('data-picture="1"') == 2
    assert found.pictures == (
        WirePicture(
            address="big.jpg",
            credit="Rami Odeh",
            usage_terms="Once.",
            alternative="A boat",
            width=20,
            height=10,
            is_lead=True,
        ),
    )


def test_picture_that_is_held_back_is_left_out():
    pictures = [
        {"type": "picture", "uri": f"urn:p:{number}", "renditions": [{"href": "a.jpg"}], **values}
        for number, values in enumerate([{"pubstatus": "canceled"}, {"embargoed": ""}])
    ]

    found = story(item(associations=[*pictures, {"type": "video", "headline": "Waves"}]))

    assert found.pictures == ()
    assert found.warnings == (
        "A picture was left out, since its source holds it back: urn:p:0.",
        "A picture was left out, since its source holds it back: urn:p:1.",
        "Attached and not taken: video “Waves”.",
    )


def test_doubled_keys_and_guessed_charsets_are_told():
    [found] = ninjs.read(item(headline="x").replace('"x"', '"a", "headline": "b"').encode(), TERMS)
    assert (found.headline, len(found.warnings)) == ("b", 1)

    text = json.dumps(ITEM | {"headline": "مرحبا بالعالم"}, ensure_ascii=False).encode("windows-1256")
    [found] = ninjs.read(text, TERMS)
    assert (found.headline, "windows-1256" in found.warnings[0]) == ("مرحبا بالعالم", True)


def test_halves_of_characters_and_controls_reach_nothing():
    [found] = ninjs.read(item(headline="a\ud800\u0000\u202eb", body_xhtml="<p>x\ud800\u0000</p>").encode(), TERMS)

    assert (found.headline, found.body) == ("a\ufffdb", "<p>x\ufffd</p>")
    found.source_text.encode()
    assert "\x00" not in found.source_text


NAMES = (
    *("uri", "type", "pubstatus", "headline", "headlines", "bodies", "value", "role", "contenttype", "body_xhtml"),
    *("body_text", "associations", "renditions", "href", "width", "height", "subjects", "name", "code", "scheme"),
    *("embargoed", "versioncreated", "byline", "located", "items"),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(VALUES)
@settings(max_examples=200, deadline=None)
def test_any_json_is_records_and_never_raises(value):
    found = list(ninjs.read(json.dumps(value).encode(), TERMS))

    assert [record.number for record in found] == list(range(1, len(found) + 1))
    for record in found:
        if isinstance(record, WireStory):
            assert record.headline or record.standing in (Standing.WITHHELD, Standing.CANCELED)
            assert bodies.sanitise(record.body) == record.body
            assert len(record.digest) == 64


@given(st.binary(max_size=200), st.sampled_from([b"", b'{"uri": "a", "headline": ', b"\xff\xfe[", b"[" * 200]))
@settings(deadline=None)
def test_any_bytes_are_records_and_never_raise(payload, opening):
    assert len(list(ninjs.read(opening + payload, TERMS))) >= 1


def test_least_ninjs_is_told_what_it_lacks():
    assert failure(b'{"uri": "x"}').reason == "The item has neither a headline nor a text."


def test_moment_from_which_an_item_is_used_no_longer():
    assert story(item(expires="2025-02-04T02:00:00+02:00")).expires_at == datetime(2025, 2, 4, tzinfo=UTC)
    assert story(item(expires="one day")).expires_at is None


def test_superdesks_own_names_are_read():
    found = story(
        item(
            uri=...,
            guid="urn:example:ferries",
            pubstatus="usable",
            byline="",
            authors=[{"name": "Lina Saba", "role": "writer"}, {"name": "Omar Saleh", "role": "photographer"}],
            service=[{"name": "Economy", "code": "e"}],
            associations={
                "featuremedia": {
                    "guid": "urn:example:boats",
                    "type": "picture",
                    "body_text": "Boats at noon",
                    "renditions": {"original": {"href": "https://wire.example/a.jpg", "mimetype": "image/jpeg"}},
                }
            },
        )
    )

    assert (found.external_id, found.section_label) == ("urn:example:ferries", "Economy")
    assert found.bylines == (WireByline("Lina Saba", "by"), WireByline("Omar Saleh", "photos"))
    assert [shown.alternative for shown in found.pictures] == ["Boats at noon"]
