import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import bodies
from newsroom.wire.formats import nitf
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Embargo, Standing, WireByline, WireFailure, WirePicture, WireStory

from .reading import TERMS, failure, story

DOCDATA = '<doc-id id-string="42" regsrc="CW"/><date.issue norm="20250104T191200+0200"/>'

HEDLINE = "<hedline><hl1>Ferries agree</hl1></hedline>"


def nitf_file(
    content="<p>One.</p>",
    *,
    docdata=DOCDATA,
    head="",
    status="",
    body_head="<hedline><hl1>Ferries agree</hl1></hedline>",
):
    attribute = f' management-status="{status}"' if status else ""
    return (
        f"<nitf><head>{head}<docdata{attribute}>{docdata}</docdata></head><body><body.head>{body_head}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    )


FULL = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="en-GB">
  <head>
    <title>Slug of the day</title>
    <tobject tobject.type="News">
      <tobject.subject tobject.subject.refnum="04005000" tobject.subject.type="Economy"
        tobject.subject.matter="Shipping"/>
    </tobject>
    <docdata>
      <doc-id id-string="42" regsrc="CW"/>
      <du-key key="ferries" version="3"/>
      <urgency ed-urg="2"/>
      <date.issue norm="20250104T191200+0200"/>
      <date.release norm="20250104T191200+0200"/>
      <date.expire norm="20250204T000000Z"/>
      <doc.copyright year="2025" holder="Coastal Wire"/>
      <doc.rights limitations="Not in print."/>
      <ed-msg info="Call before use."/>
      <key-list><keyword key="ferries"/><keyword key="Shipping"/></key-list>
      <identified-content><person>Salma Nasser</person><location><city>Haifa</city></location></identified-content>
    </docdata>
    <revision-history name="edit" norm="20250104T200000+0200"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Ferries agree</hl1><hl2>Captains want more</hl2></hedline>
      <note noteclass="editorsnote"><body.content><p>Not for readers.</p></body.content></note>
      <byline>By <person>Salma Nasser</person> and Rami Odeh<byttl>Harbour Writer</byttl></byline>
      <distributor>The Coastal Wire</distributor>
      <dateline><location><city>Haifa</city>, Israel</location>
        <story.date norm="20250104">Jan. 4</story.date></dateline>
      <abstract><p>What it is about.</p></abstract>
    </body.head>
    <body.content>
      <block>
        <p>HAIFA &mdash; The <org>ferry
           line</org> <em>pays</em> <money>5</money>.<!-- really --></p>
        <note noteclass="editorsnote"><body.content><p>Nor this.</p></body.content></note>
        <media media-type="image">
          <media-reference mime-type="image/jpeg" source="small.jpg" width="10" height="10" alternate-text="A boat"/>
          <media-reference mime-type="image/jpeg" source="./big.jpg" width="640" height="400" copyright="© Odeh"/>
          <media-caption><p>The boat</p></media-caption>
          <media-producer>Rami Odeh</media-producer>
        </media>
        <hl2>Fares</hl2>
        <nitf-table><nitf-table-metadata><nitf-col occurrences="2"/></nitf-table-metadata>
          <table><tr><th>Route</th><th>Fare</th></tr><tr><td colspan="2">None</td></tr></table></nitf-table>
        <bq><block><p>Never.</p></block><credit>A captain</credit></bq>
        <ul><li>One</li></ul>
        <media media-type="video"><media-reference source="https://cdn.example/v.mp4"/></media>
        <media media-type="data"><media-reference source="d.bin"/></media>
      </block>
    </body.content>
    <body.end><tagline>Salma Nasser writes about ports.</tagline></body.end>
  </body>
</nitf>
"""


def test_everything_that_a_story_says():
    found = story(FULL)

    assert (found.external_id, found.version) == ("CW:42", 3)
    assert found.published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
    assert found.changed_at == datetime(2025, 1, 4, 18, tzinfo=UTC)
    assert found.expires_at == datetime(2025, 2, 4, tzinfo=UTC)
    assert (found.standing, found.embargo, found.language) == (Standing.USABLE, None, "en")
    assert (found.headline, found.standfirst, found.place) == ("Ferries agree", "What it is about.", "Haifa")
    assert found.bylines == (WireByline("Salma Nasser", "by"), WireByline("Rami Odeh", "by"))
    assert (found.section_label, found.credit_line) == ("Economy", "The Coastal Wire")
    assert found.tags == ("Shipping", "ferries", "Salma Nasser", "Haifa")
    assert found.desk_note.splitlines() == [
        "Call before use.",
        "Urgency: 2",
        "Copyright: Coastal Wire 2025",
        "Usage terms: Not in print.",
        "Expires: 20250204T000000Z",
        "Not for readers.",
        "Nor this.",
    ]


def test_body_keeps_tables_media_and_quotations():
    found = story(FULL)

    assert found.body == (
        "<p>HAIFA — The ferry line <em>pays</em> 5.</p>"
        '<figure data-picture="1"><figcaption>The boat</figcaption></figure>'
        "<h2>Fares</h2>"
        "<table><tbody><tr><th>Route</th><th>Fare</th></tr><tr>"
        '<td colspan="2">None</td></tr></tbody></table>'
        "<blockquote><p>Never.</p><p><cite>A captain</cite></p></blockquote>"
        "<ul><li>One</li></ul>"
        '<p><a href="https://cdn.example/v.mp4" rel="noopener">https://cdn.example/v.mp4</a></p>'
        "<p>Salma Nasser writes about ports.</p>"
    )
    assert found.pictures == (
        WirePicture(
            address="big.jpg",
            caption="The boat",
            alternative="A boat",
            credit="Rami Odeh",
            copyright_notice="© Odeh",
            width=640,
            height=400,
        ),
    )
    assert found.warnings == (
        "A medium of type data could not be kept (d.bin).",
        "Could not be kept as it was: video (https://cdn.example/v.mp4).",
    )


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://iptc.org/std/NITF/2006-10-18/"'])
def test_namespace_changes_nothing(namespace):
    found = story(nitf_file().replace("<nitf>", f"<nitf{namespace}>"))

    assert (found.external_id, found.body) == ("CW:42", "<p>One.</p>")


@pytest.mark.parametrize(
    ("docdata", "status", "known"),
    [
        ('<doc-id id-string="CW.7" regsrc="CW"/>', "", "CW.7"),
        ('<doc-id id-string="7"/><du-key key="d"/>', "", "7"),
        ('<doc-id regsrc="AP"/><du-key key="d"/>', "", "d"),
        ('<doc-id regsrc="AP"/>', "", ""),
    ],
)
def test_id(docdata, status, known):
    assert story(nitf_file(docdata=docdata, status=status)).external_id == known


def test_what_takes_a_story_back_names_it():
    kill = nitf_file("", docdata=DOCDATA, status="canceled", body_head="").replace(
        "<docdata", '<docdata management-doc-idref="41"'
    )

    found = story(kill)

    assert (found.external_id, found.standing, found.headline) == ("CW:41", Standing.CANCELED, "")


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("", Standing.USABLE),
        ("usable", Standing.USABLE),
        ("embargoed", Standing.USABLE),
        ("Embargoed", Standing.USABLE),
        ("withheld", Standing.WITHHELD),
        ("canceled", Standing.CANCELED),
        ("maybe", Standing.DRAFT),
    ],
)
def test_status(status, standing):
    assert story(nitf_file(status=status)).standing is standing


LATER = '<date.release norm="20250105T060000Z"/>'


@pytest.mark.parametrize(
    ("docdata", "status", "embargo"),
    [
        (DOCDATA + LATER, "embargoed", Embargo(datetime(2025, 1, 5, 6, tzinfo=UTC))),
        (DOCDATA + LATER, "usable", Embargo(datetime(2025, 1, 5, 6, tzinfo=UTC))),
        (DOCDATA, "embargoed", Embargo()),
        (DOCDATA, "EMBARGOED", Embargo()),
        (DOCDATA + '<date.release norm="20250104T170000Z"/>', "usable", None),
        (DOCDATA + '<date.release norm="soon"/>', "usable", Embargo()),
        (DOCDATA + '<date.release norm=""/>', "usable", None),
        ('<date.issue norm="2020-09-07T14:45:26"/><date.release norm="2020-09-07T14:45:26"/>', "", None),
        ('<date.issue norm="2020-09-07T14:45:26"/>' + LATER, "", Embargo(datetime(2025, 1, 5, 6, tzinfo=UTC))),
    ],
)
def test_release_after_the_issue_is_an_embargo(docdata, status, embargo):
    assert story(nitf_file(docdata=docdata, status=status)).embargo == embargo


def test_date_without_zone_needs_one():
    file = nitf_file(docdata='<date.issue norm="2020-09-07T14:45:26"/>')

    assert story(file).published_at is None
    assert "names no zone" in story(file).warnings[0]
    assert story(file, Terms("UTC", override="Europe/Oslo")).published_at == datetime(
        2020, 9, 7, 12, 45, 26, tzinfo=UTC
    )


def test_story_without_a_date_says_so():
    assert story(nitf_file(docdata='<doc-id id-string="42"/>')).warnings == ("The story names no date: it needs one.",)


def test_correction_says_what_was_corrected():
    assert story(nitf_file(docdata=DOCDATA + '<correction info="The fare is 6."/>')).correction == "The fare is 6."
    assert story(nitf_file(docdata=DOCDATA + "<correction/>")).correction == "The source has corrected this story."
    assert story(nitf_file()).correction == ""


def test_headline_falls_back_to_title_and_text():
    assert story(nitf_file(head="<title>A title</title>", body_head="")).headline == "A title"
    assert story(nitf_file(body_head="")).headline == "One."
    assert failure(nitf_file("", body_head="")).reason == "The story has neither a headline nor a text."


def test_byline_with_a_title_alone_is_an_agency():
    found = story(nitf_file(body_head="<hedline><hl1>A</hl1></hedline><byline><byttl>Sports Network</byttl></byline>"))

    assert found.bylines == (WireByline("Sports Network", "agency"),)


def test_plain_dateline_and_subheadline():
    found = story(
        nitf_file(
            body_head="<hedline><hl1>A</hl1><hl2>B</hl2></hedline><dateline>Oslo, <story.date>1</story.date></dateline>"
        )
    )

    assert (found.place, found.standfirst) == ("Oslo", "B")


def test_several_stories_of_a_file_are_read_one_by_one():
    wrapped = f"<feed>{nitf_file()}{nitf_file('', body_head='')}{nitf_file()}</feed>"

    found = list(nitf.read(wrapped.encode(), TERMS))

    assert [type(record) for record in found] == [WireStory, WireFailure, WireStory]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ('<!DOCTYPE nitf [<!ENTITY a "b">]>' + nitf_file("<p>&a;</p>"), "DOCTYPE"),
        (nitf_file("<p>&a;</p>"), "not well-formed"),
        (nitf_file("<em>" * 300), "inside each other"),
        pytest.param(nitf_file("<br/>" * 300_001), "in one record", marks=pytest.mark.slow),
        (nitf_file().encode() + b"\xff", "well-formed|charset"),
        pytest.param(nitf_file("<p>x</p>" * 140_000), "longer than 1 MB", marks=pytest.mark.slow),
        ("<html/>", "web page"),
        ("<NewsML/>", "NewsML 1"),
        ("<rss/>", "by its content it is rss"),
        ("nothing", "no XML"),
        ("", "no XML"),
    ],
)
def test_broken_and_hostile_files_are_refused_in_words(file, said):
    found = list(nitf.read(file if isinstance(file, bytes) else file.encode(), TERMS))

    assert isinstance(found[-1], WireFailure)
    assert re.search(said, found[-1].reason)


def test_script_reaches_nothing():
    found = story(
        nitf_file('<p onclick="x()">One<script>x()</script> <a href="javascript:x()">two</a></p><svg onload="x()"/>')
    )

    assert found.body == "<p>One two</p>"


PARTS = st.sampled_from(
    [
        *("<p>", "</p>", "<hl1>", "</hl1>", "text", "&mdash;", "<media media-type='image'>", "</media>", "<table>"),
        *("<media-reference source='a.jpg'/>", "<note noteclass='editorsnote'>", "</note>", "<body.content>", "<br/>"),
        *(
            "</body.content>",
            "<date.issue norm='x'/>",
            "<!-- -->",
            "<?x?>",
            "<lang xml:lang='ar'>",
            "</lang>",
            "<pre>\n",
        ),
    ]
)


@given(st.lists(PARTS, max_size=20), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_parts_is_records_and_never_raises(parts, whole):
    text = "".join(parts)
    payload = nitf_file(text) if whole else f"<!DOCTYPE nitf SYSTEM 'nitf-3-4.dtd'><nitf>{text}</nitf>"

    for record in nitf.read(payload.encode(), TERMS):
        if isinstance(record, WireStory):
            assert record.headline
            assert bodies.sanitise(record.body) == record.body
        else:
            assert record.reason.endswith(".")


@given(st.binary(max_size=200), st.sampled_from([b"", b"<nitf>", b"<?xml version='1.0' encoding='utf-16'?><nitf>"]))
@settings(deadline=None)
def test_any_bytes_are_records_and_never_raise(payload, opening):
    assert len(list(nitf.read(opening + payload, TERMS))) >= 1


def test_paragraphs_and_lines_of_a_field_are_words_apart():
    body_head = "<hedline><hl1>Ferries<br/>agree</hl1></hedline><abstract><p>One.</p><p>Two.</p></abstract>"

    found = story(nitf_file(body_head=body_head))

    assert (found.headline, found.standfirst) == ("Ferries agree", "One. Two.")


def test_headline_without_levels_is_one_and_an_earlier_one_leads_nothing():
    plain = story(nitf_file(head="<title>Slug</title>", body_head="<hedline>Ferries agree</hedline>"))
    earlier = story(nitf_file(body_head='<hedline><hl1>A</hl1><hl2 id="originalHeadline">B</hl2></hedline>'))

    assert (plain.headline, earlier.standfirst) == ("Ferries agree", "")


def test_date_and_language_may_stand_in_the_body_alone():
    dateline = '<dateline><location>HAIFA (CW) _</location><story.date norm="20250104T191200+0200"/></dateline>'
    file = nitf_file(docdata='<doc-id id-string="42"/>', body_head=HEDLINE + dateline)

    found = story(file.replace("<body>", '<body xml:lang="de">'))

    assert found.published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
    assert (found.place, found.language) == ("HAIFA", "de")


def test_blank_lines_above_the_file_are_nothing():
    assert story("\r\n\n <?xml version='1.0'?>" + nitf_file()).headline == "Ferries agree"


def test_name_of_a_character_that_nobody_declared_is_refused_with_its_line():
    assert failure("<?xml version='1.0'?>\n" + nitf_file("<p>&eacute;</p>")).reason == (
        "Line 2: the XML is not well-formed (Entity 'eacute' not defined)."
    )


def test_sources_below_a_text_stay():
    file = nitf_file().replace("</body>", "<body.end><bibliography>A list.</bibliography></body.end></body>")

    assert story(file).body == "<p>One.</p><p>A list.</p>"


def test_medium_of_a_kind_of_its_own_is_what_its_files_are():
    media = '<media media-type="Photo"><media-reference source="p.jpg" mime-type="image/jpeg"/></media>'
    payload = f"<nitf><body><body.content><p>Boats.</p>{media}</body.content></body></nitf>"

    assert [picture.address for picture in story(payload).pictures] == ["p.jpg"]
