import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import bodies
from newsroom.wire.formats import newsml_g2
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Embargo, Standing, WireByline, WireFailure, WirePicture, WireSkip, WireStory

from .reading import TERMS, failure, records, sample, skip, story

META = "<versionCreated>2025-01-04T19:12:00+02:00</versionCreated>"
CONTENT = "<headline>Ferries agree</headline>"
HTML = '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">{}</html></inlineXML>'
TEXT = HTML.format("<head><title>x</title></head><body><p>One.</p></body>")


def item(*, guid="urn:a", kind="text", version="2", meta=META, content=CONTENT, text=TEXT, rights="", lang="en"):
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}" xml:lang="{lang}">'
        f'{rights}<itemMeta><itemClass qcode="ninat:{kind}"/>{meta}</itemMeta><contentMeta>{content}</contentMeta>'
        f"<contentSet>{text}</contentSet></newsItem>"
    )


def message(*items):
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2025-01-04T00:00:00Z</sent></header>'
        f"<itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def picture(guid, *, meta=META, href="big.jpg", content=""):
    return item(
        guid=guid,
        kind="picture",
        meta=meta,
        content='<creator role="crol:photographer"><name>Rami Odeh</name></creator><creditline>CW</creditline>'
        f'<description role="drol:caption">The boat</description>{content}',
        rights="<rightsInfo><copyrightNotice>© Odeh</copyrightNotice><usageTerms>Once.</usageTerms></rightsInfo>",
        text=f'<remoteContent href="{href}" width="640" height="400" contenttype="image/jpeg"/>'
        f'<remoteContent href="s-{href}" width="64" height="40" contenttype="image/jpeg"/>',
    )


def package(*groups, guid="urn:package"):
    listed = "".join(
        "<group>" + "".join(f'<itemRef residref="{name}"/>' for name in group) + "</group>" for group in groups
    )
    return f'<packageItem guid="{guid}"><itemMeta/><groupSet>{listed}</groupSet></packageItem>'


def test_embargoed_sample():
    found = story(sample("newsml_g2/LISTING_1_A_NewsML-G2_News_Item.xml"))

    assert (found.external_id, found.version) == ("urn:newsml:acmenews.com:20161018:US-FINANCE-FED", 11)
    assert found.embargo == Embargo(datetime(2018, 10, 23, 12, tzinfo=UTC))
    assert found.published_at == datetime(2016, 10, 18, 18, 12, 21, tzinfo=UTC)
    assert found.changed_at == datetime(2018, 10, 21, 21, 25, 32, tzinfo=UTC)
    assert (found.section_label, found.place, found.credit_line) == ("Economy", "Berlin", "Example Enews LLP")
    assert found.desk_note.startswith("Note to editors: STRICTLY EMBARGOED.")
    assert "Usage terms: Not for use outside the United States" in found.desk_note
    assert (found.body, found.warnings) == ("", ("The item has no text.",))


def test_text_sample_with_nitf_inside():
    found = story(sample("newsml_g2/LISTING_2_NewsML-G2_Text_Document.xml"))

    assert found.headline == 'Fed to halt QE to avert "bubble"'
    assert found.body.startswith("<p>(New York, NY - October 21) Et, sent luptat luptat, commy Nim zzriureet")
    assert found.body.count("<p>") == 2
    assert found.bylines == (WireByline("Meredith Jameson", "by"),)
    assert found.tags == ("economy, business and finance", "central bank", "money and monetary policy")
    assert (found.place, found.credit_line, found.language) == ("New York, NY", "Associated Press", "en")


def test_picture_sample_is_no_story():
    reason = skip(sample("newsml_g2/LISTING_3_Photo_in_NewsML-G2.xml")).reason

    assert reason == "The item is of class picture, not a story. It goes with the stories that name it."


def test_sports_sample():
    found = story(sample("nitf/LISTING_22_Sports_story_in_NewsML-G2NITF.xml"))

    assert (found.section_label, found.external_id) == ("Sport", "tag:xmlteam.com,2016:xt.5932656-preview")
    assert (found.body.count("<p>"), found.standfirst) == (6, "")


def test_fragment_is_refused_in_words():
    found = list(newsml_g2.read(sample(BROKEN), TERMS))

    assert [type(record) for record in found] == [WireFailure]
    assert "not well-formed" in found[0].reason or "XML" in found[0].reason


BROKEN = "nitf/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml"


def test_everything_that_an_item_says():
    found = story(
        item(
            meta=f"""{META}<provider literal="cw"><name>Coastal Wire</name></provider>
                <firstCreated>2025-01-04T10:00:00+02:00</firstCreated><pubStatus uri="http://cv.iptc.org/stat/usable"/>
                <signal qcode="sig:correction"/><edNote>Call.</edNote><edNote>Twice.</edNote>""",
            content="""<urgency>2</urgency><by>By Salma Nasser, Coastal Wire</by>
                <located><name>Haifa</name></located>
                <headline role="hld:short" xml:lang="en">Boats</headline>
                <headline xml:lang="ar">سفن</headline>
                <headline role="hld:main">Ferries &amp;amp; boats</headline>
                <subject qcode="cw:7"><name xml:lang="de">Hafen</name><name xml:lang="en">Ports</name>
                  <broader qcode="medtop:04000000"/></subject>
                <keyword>ferries</keyword><description role="drol:summary">What it is about.</description>
                <slugline>ferries-pay</slugline>""",
        )
    )

    assert (found.external_id, found.version, found.standing) == ("urn:a", 2, Standing.USABLE)
    assert found.published_at == datetime(2025, 1, 4, 8, tzinfo=UTC)
    assert (found.headline, found.standfirst, found.place) == ("Ferries & boats", "What it is about.", "Haifa")
    assert found.bylines == (WireByline("Salma Nasser", "by"), WireByline("Coastal Wire", "agency"))
    assert (found.section_label, found.tags, found.credit_line) == ("Economy", ("Ports", "ferries"), "Coastal Wire")
    assert found.correction == "The source has corrected this story."
    assert found.desk_note == "Call.\nTwice.\nSlug: ferries-pay\nUrgency: 2"
    assert found.body == "<p>One.</p>"


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("HAIFA, Jan 4 (Coast) -", "HAIFA"),
        ("Haifa", "Haifa"),
        ("Ramla, Israel — ", "Ramla, Israel"),
        ("حيفا (الساحل) -", "حيفا"),
        ("", ""),
    ],
)
def test_dateline_names_the_place_where_nothing_else_does(dateline, place):
    assert story(message(item(content=f"{CONTENT}<dateline>{dateline}</dateline>"))).place == place


def test_creators_have_roles():
    found = story(
        item(
            content=f"""{CONTENT}<creator><name>Salma Nasser</name></creator>
                <creator role="crol:photographer"><name>Rami Odeh</name></creator>
                <contributor role="ctrol:translator"><name>Dana Levi</name></contributor>
                <contributor role="ctrol:descrWriter"><name>x/y</name></contributor><creator qcode="s:1"/>"""
        )
    )

    assert found.bylines == (
        WireByline("Salma Nasser", "by"),
        WireByline("Rami Odeh", "photos"),
        WireByline("Dana Levi", "translation"),
    )


@pytest.mark.parametrize(
    ("meta", "standing"),
    [
        ('<pubStatus qcode="stat:usable"/>', Standing.USABLE),
        ('<pubStatus qcode="stat:withheld"/>', Standing.WITHHELD),
        ('<pubStatus qcode="stat:canceled"/>', Standing.CANCELED),
        ('<pubStatus qcode="stat:perhaps"/>', Standing.DRAFT),
        ("<pubStatus/>", Standing.DRAFT),
        ('<pubStatus qcode="stat:usable"/><signal qcode="sig:kill"/>', Standing.CANCELED),
        ("", Standing.USABLE),
    ],
)
def test_status(meta, standing):
    assert story(item(meta=META + meta)).standing is standing


def test_kill_needs_no_headline_and_no_text():
    kill = item(meta=META + '<pubStatus qcode="stat:canceled"/>', content="", text="")

    assert (story(kill).headline, story(kill).warnings) == ("", ())
    assert failure(item(content="", text="")).reason == "The item has neither a headline nor a text."


@pytest.mark.parametrize(
    ("meta", "embargo"),
    [
        ("", None),
        ("<embargoed/>", Embargo()),
        ("<embargoed> </embargoed>", Embargo()),
        ("<embargoed>later</embargoed>", Embargo()),
        ("<embargoed>2025-01-05T08:00:00+02:00</embargoed>", Embargo(datetime(2025, 1, 5, 6, tzinfo=UTC))),
    ],
)
def test_embargo(meta, embargo):
    assert story(item(meta=META + meta)).embargo == embargo


@pytest.mark.parametrize(
    ("version", "number"),
    [("", 1), ("1618095828123", 1618095828123), ("0", None), ("1.5", None), ("9" * 40, None), (str(2**63), None)],
)
def test_version_has_64_bits(version, number):
    assert story(item(version=version)).version == number


NITF_TEXT = "<inlineXML><nitf><body><body.content><p>Nitf.</p></body.content></body></nitf></inlineXML>"
OWN_XML = "<inlineXML><x:s xmlns:x='urn:x'><x:para>A</x:para><x:para>B</x:para></x:s></inlineXML>"
DATA = '<inlineData contenttype="text/plain">Plain &lt;b&gt;.\n\nTwo.</inlineData>'


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (NITF_TEXT, "<p>Nitf.</p>"),
        (DATA, "<p>Plain &lt;b&gt;.</p>\n<p>Two.</p>"),
        (DATA + TEXT, "<p>One.</p>"),
        (
            '<inlineData contenttype="text/html">&lt;p&gt;A&lt;script/&gt;&lt;/p&gt;</inlineData>',
            "<p>A</p>",
        ),
        (
            "<inlineXML><div xmlns='http://www.w3.org/1999/xhtml'><p>A</p></div><div><p>B</p></div></inlineXML>",
            "<p>A</p><p>B</p>",
        ),
        (HTML.format("<body dir='rtl'><p dir='rtl' xml:lang='ar'>سفن</p></body>"), '<p dir="rtl" lang="ar">سفن</p>'),
        (OWN_XML, "<p>A</p>\n<p>B</p>"),
        ("<inlineXML>&lt;p&gt;A&lt;/p&gt;\n&lt;p&gt;B&lt;/p&gt;</inlineXML>", "<p>A</p><p>B</p>"),
        ('<inlineData contenttype="text/plain" encoding="x:base64">QQ==</inlineData>', ""),
        ('<remoteContent href="a.html"/>', ""),
    ],
)
def test_one_text_of_an_item_is_taken_the_richest(text, body):
    found = story(item(text=text))

    assert found.body == body
    assert bool(found.warnings) is (not body or text == OWN_XML)


def test_elements_of_no_name_in_html_leave_their_words():
    text = HTML.format("<body><p>A <Z-z>c</Z-z></p></body>")

    assert story(item(text=text)).body == "<p>A c</p>"


def test_headline_above_the_text_goes_and_scripts_and_comments_go():
    text = HTML.format("<body><h1>Ferries agree</h1><script>x()</script><!-- c --><p onclick='x()'>One</p></body>")

    assert story(item(text=text)).body == "<p>One</p>"


def test_headline_falls_back_to_title_slug_and_text():
    assert story(item(meta=META + "<title>T</title>", content="<slugline>s</slugline>")).headline == "T"
    assert story(item(content="<headline/><slugline>s</slugline>")).headline == "s"
    assert story(item(content="")).headline == "One."


def test_language_of_the_content_goes_before_that_of_the_item():
    assert story(item(content=CONTENT + '<language tag="swe"/>')).language == "sv"
    assert story(item(lang="", text=HTML.format("<body><p>سفن وعبارات كثيرة</p></body>"), content="")).language == "ar"


@pytest.mark.parametrize(
    ("root", "said"),
    [
        ("conceptItem", "This is a concept, not a story."),
        ("knowledgeItem", "This is a list of concepts, not a story."),
        ("planningItem", "This is a plan of coverage, not a story."),
    ],
)
def test_other_items_are_skipped_by_name(root, said):
    assert skip(f'<{root} xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"/>').reason == said


def test_package_gives_pictures_to_the_story_of_their_group_wherever_they_stand():
    found = records(
        message(
            package(["urn:a", "urn:p2", "urn:p1", "urn:gone"], ["urn:p3"]),
            item(guid="urn:a"),
            *(picture(f"urn:p{number}", href=f"{number}.jpg") for number in (1, 2, 3)),
        )
    )

    assert [type(record) for record in found] == [WireSkip, WireStory, WireSkip, WireSkip, WireSkip]
    assert (
        found[0].reason
        == "This is a package, not a story. It joins 1 stories of the file and 3 pictures; 1 are not in it."
    )
    assert [shown.address for shown in found[1].pictures] == ["2.jpg", "1.jpg", "3.jpg"]
    assert found[1].pictures[0] == WirePicture(
        address="2.jpg",
        caption="The boat",
        credit="Rami Odeh / CW",
        copyright_notice="© Odeh",
        usage_terms="Once.",
        width=640,
        height=400,
        is_lead=True,
    )
    assert found[1].body == '<p>One.</p><figure data-picture="2"></figure><figure data-picture="3"></figure>'


def test_text_that_shows_a_picture_of_the_message_has_its_rights():
    text = HTML.format('<body><p>One.</p><img src="s-big.jpg" alt="A boat"/></body>')

    _picture, found = records(message(picture("urn:p"), item(text=text)))

    [shown] = found.pictures
    assert (shown.address, shown.credit, shown.alternative) == ("big.jpg", "Rami Odeh / CW", "A boat")


def test_story_links_to_its_picture_itself():
    found = records(message(picture("urn:p"), item(meta=META + '<link rel="irel:seeAlso" residref="urn:p"/>')))

    assert [shown.address for shown in found[1].pictures] == ["big.jpg"]


@pytest.mark.parametrize(
    "meta", ['<pubStatus qcode="stat:canceled"/>', '<pubStatus qcode="stat:withheld"/>', "<embargoed/>"]
)
def test_picture_that_is_held_back_goes_with_no_story(meta):
    found = records(message(picture("urn:p", meta=META + meta), package(["urn:a", "urn:p"]), item()))

    assert found[2].pictures == ()
    assert found[2].warnings == ("A picture was left out, since its source holds it back: urn:p.",)


def test_package_without_its_items_says_so():
    assert "1 are not in it" in skip(package(["urn:elsewhere"])).reason


def test_versions_of_one_item_are_each_a_record_and_a_bad_one_stops_no_other():
    found = records(message(item(version="1"), item(content="", text=""), item(version="2")))

    assert [(type(record), record.number) for record in found] == [(WireStory, 1), (WireFailure, 2), (WireStory, 3)]
    assert "urn:a" in found[1].source_text


def test_what_is_whole_before_a_break_is_read():
    found = records(message(item(), item())[:-60])

    assert [type(record) for record in found] == [WireStory, WireFailure]
    assert "not well-formed" in found[1].reason


def test_relative_addresses_lead_from_the_message():
    terms = Terms("UTC", address="https://wire.example/out/1.xml")
    text = HTML.format('<body><p><a href="../a">x</a></p><img src="i.jpg"/></body>')

    found = story(item(text=text), terms)

    assert 'href="https://wire.example/a"' in found.body
    assert found.pictures[0].address == "https://wire.example/out/i.jpg"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><newsItem>&a;</newsItem>', "DOCTYPE"),
        ('<!DOCTYPE newsItem SYSTEM "file:///etc/passwd"><newsItem/>', "DOCTYPE"),
        (item(text=f"<inlineXML>{'<p>' * 300}</inlineXML>"), "inside each other"),
        pytest.param(item(text=f"<inlineXML>{'<p/>' * 300_001}</inlineXML>"), "in one record", marks=pytest.mark.slow),
        (item(text="<inlineXML><p" + "".join(f" a{n}='1'" for n in range(200)) + "/></inlineXML>"), "attributes"),
        pytest.param(
            item(text=HTML.format("<body>" + "<p>x</p>" * 140_000 + "</body>")),
            "longer than 1 MB",
            marks=pytest.mark.slow,
        ),
        ("<NewsML/>", "NewsML 1"),
        ("<nitf/>", "by its content it is nitf"),
        ("", "no XML"),
    ],
)
def test_broken_and_hostile_files_are_refused_in_words(file, said):
    found = list(newsml_g2.read(file.encode(), TERMS))

    assert isinstance(found[-1], WireFailure)
    assert re.search(said, found[-1].reason)


PARTS = st.sampled_from(
    [
        *("<itemMeta>", "</itemMeta>", '<pubStatus qcode="a:b"/>', "<embargoed/>", "<contentMeta>", "</contentMeta>"),
        *(
            "<contentSet>",
            "</contentSet>",
            "<inlineXML>",
            "</inlineXML>",
            "<body>",
            "</body>",
            "<p>a</p>",
            "b",
            "<?x?>",
        ),
        *(
            '<remoteContent href="a"/>',
            '<itemClass qcode="ninat:picture"/>',
            "<headline>h</headline>",
            "<nitf>",
            "</nitf>",
        ),
        *(
            "<inlineData>",
            "</inlineData>",
            "<creator><name>,</name></creator>",
            '<subject qcode="medtop:1"/>',
            "&#x202e;",
        ),
    ]
)


@given(st.lists(PARTS, max_size=20), st.sampled_from(["newsItem", "packageItem"]))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_parts_is_records_and_never_raises(parts, root):
    for record in newsml_g2.read(f"<{root} guid='a'>{''.join(parts)}</{root}>".encode(), TERMS):
        if isinstance(record, WireStory):
            assert record.headline
            assert bodies.sanitise(record.body) == record.body
        else:
            assert record.reason.endswith(".")


@given(st.binary(max_size=200), st.sampled_from([b"", b"<newsItem>", b"\xff\xfe<\0"]))
@settings(deadline=None)
def test_any_bytes_are_records_and_never_raise(payload, opening):
    assert len(list(newsml_g2.read(opening + payload, TERMS))) >= 1


def test_markup_that_is_called_plain_text_is_markup():
    data = '<inlineData contenttype="text/plain"><![CDATA[\n<p>Boats &amp; ports.</p><p>Two.</p> ]]></inlineData>'

    assert story(item(text=data)).body == "<p>Boats &amp; ports.</p><p>Two.</p>"


def test_picture_beside_the_text_of_an_item_leads_it():
    sizes = (
        '<remoteContent contenttype="image/jpeg" href="a.jpg" width="900" height="600"/>'
        '<remoteContent contenttype="image/jpeg" href="s.jpg" width="90" height="60"/>'
        '<remoteContent contenttype="audio/mpeg" href="a.mp3"/>'
    )

    [shown] = story(item(content=f"{CONTENT}<creditline>CW</creditline>", text=TEXT + sizes)).pictures

    assert (shown.address, shown.width, shown.credit, shown.is_lead) == ("a.jpg", 900, "CW", True)


def test_picture_that_has_a_name_and_no_address_is_told():
    found = story(item(text=TEXT + '<remoteContent contenttype="image/jpeg" href="tag:wire.example,2025:a.jpg"/>'))

    assert found.pictures == ()
    assert found.warnings == ("The picture's address is none that can be followed: tag:wire.example,2025:a.jpg.",)


def test_what_an_item_says_of_its_concepts_in_one_place_is_read_at_each():
    said = (
        '<assert qcode="cw:rami"><name xml:lang="ar">رامي</name><name xml:lang="en">Rami Odeh</name></assert>'
        '<assert literal="sea"><name>Sea</name></assert><assert qcode="cw:none"/>'
    )
    content = f'{CONTENT}<creator qcode="cw:rami"/><subject literal="sea"/><subject qcode="cw:none"/>'

    found = story(item(content=content).replace("</newsItem>", f"{said}</newsItem>"))

    assert (found.bylines, found.tags) == ((WireByline("Rami Odeh", "by"),), ("Sea",))


def test_headline_below_the_headline_leads_where_nothing_else_does():
    content = '<headline role="hld:subHeadline">Captains want more</headline>' + CONTENT

    found = story(item(content=content))

    assert (found.headline, found.standfirst) == ("Ferries agree", "Captains want more")
