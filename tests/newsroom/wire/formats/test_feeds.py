from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.formats import feeds
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Standing, WireByline, WireFailure, WireStory

from .reading import TERMS, failure, records, sample, story

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
MANY = "<media:content " + " ".join(f"a{number}='1'" for number in range(400)) + "/>"
ITEM = {
    "title": "Ferries agree",
    "link": "https://wire.example/ferries",
    "guid": "tag:wire.example,2025:ferries",
    "pubDate": "Sat, 04 Jan 2025 17:12:00 GMT",
    "description": "Boats go out again.",
}


def rss(*items, channel="<link>https://wire.example/</link><language>en-gb</language>"):
    return f'<rss version="2.0" {SPACES}><channel><title>Wire</title>{channel}{"".join(items)}</channel></rss>'


def item(inside="", **values):
    fields = {name: value for name, value in (ITEM | values).items() if value is not ...}
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in fields.items())}{inside}</item>"


def entry(inside):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>Wire</title><author><name>Rana Haddad</name>'
        f"</author><entry><id>tag:wire.example,2025:1</id>{inside}</entry></feed>"
    )


def test_first_sample_has_four_stories_of_which_one_has_no_title():
    found = records(sample("rss_atom/rss2sample.xml"))

    assert [record.headline for record in found] == [
        "Star City",
        "Sky watchers in Europe, Asia, and parts of Alaska and Canada will experience a partial eclipse of the Sun on "
        "Saturday,…",
        "The Engine That Does More",
        "Astronauts' Dirty Laundry",
    ]
    assert [record.published_at for record in found] == [
        datetime(2003, 6, 3, 9, 39, 21, tzinfo=UTC),
        datetime(2003, 5, 30, 11, 6, 42, tzinfo=UTC),
        datetime(2003, 5, 27, 8, 37, 32, tzinfo=UTC),
        datetime(2003, 5, 20, 8, 56, 2, tzinfo=UTC),
    ]
    assert [record.external_id[-7:] for record in found] == ["item573", "item572", "item571", "item570"]
    assert (found[0].bylines, found[0].language) == ((WireByline("Writer", "by"),), "en")
    assert '<a href="http://howe.iki.rssi.ru/GCTC/gctc_e.htm" rel="noopener">Star City</a>' in found[0].body


def test_guid_that_is_only_the_site_is_no_name():
    found = story(sample("rss_atom/instant-article.rss"))

    assert (found.external_id, found.body, found.bylines) == (
        *("", "<p><strong>Lorem</strong> ipsum</p>"),
        (WireByline("tobi", "by"),),
    )
    assert "goes by its headline and date" in found.warnings[0]


def test_atom_sample():
    found = story(sample("rss_atom/atomthreadingwithentry.xml"))

    assert found.external_id == "tag:blogger.com,1999:blog-893591374313312737.post-4788628857625737701"
    assert (found.published_at, found.bylines) == (
        datetime(2009, 12, 9, 0, 59, 2, 544000, tzinfo=UTC),
        (WireByline("John", "by"),),
    )


def test_guid_of_several_items_gives_way_to_their_addresses():
    found = records(rss(item(link="https://wire.example/1"), item(link="https://wire.example/2")))

    assert [record.external_id for record in found] == ["https://wire.example/1", "https://wire.example/2"]
    assert "no id of its own" in found[0].warnings[0]


def test_content_goes_before_the_description_which_leads_it():
    found = story(rss(item("<content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded>")))

    assert (found.body, found.standfirst) == ("<p>All of it.</p>", "Boats go out again.")


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("<![CDATA[A <b>bold</b> step]]>", "A bold step"),
        ("&lt;i&gt;Now&lt;/i&gt;", "Now"),
        ("R&D & more", "R&D & more"),
    ],
)
def test_title_is_plain_text(title, headline):
    assert story(rss(item(title=title))).headline == headline


def test_title_of_media_is_not_the_title_of_the_item():
    address = 'url="https://wire.example/a.jpg" medium="image"'
    inside = f"<media:content {address}><media:title>Boats</media:title></media:content>"

    assert story(rss(item(inside))).headline == "Ferries agree"
    assert story(rss(item(inside, title=...))).headline == "Boats go out again."


def test_description_of_media_is_its_caption():
    inside = (
        '<media:content url="https://wire.example/a.jpg" medium="image">'
        "<media:description>Boats at noon</media:description></media:content>"
    )

    found = story(rss(item(inside)))
    alone = story(rss(item(inside, description=...)))

    assert (found.standfirst, found.pictures[0].caption) == ("", "Boats at noon")
    assert "Boats go out again." in found.body
    assert "<p>Boats at noon</p>" in alone.body


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("rana@wire.example (Rana Haddad)", ("Rana Haddad",)),
        ("rana@wire.com (Rana Haddad)", ("Rana Haddad",)),
        ("Rana Haddad (sport)", ("Rana Haddad (sport)",)),
        ("rana@wire.example", ()),
    ],
)
def test_author_is_the_name_behind_the_address(author, names):
    assert tuple(byline.name for byline in story(rss(item(author=author))).bylines) == names


def test_id_of_atom_twice_is_of_two_versions():
    one = "<title>Ferries</title><updated>2025-01-04T17:12:00Z</updated><content>One.</content>"
    feed = entry(one).replace("</entry>", f"</entry><entry><id>tag:wire.example,2025:1</id>{one}</entry>")

    assert [each.external_id for each in records(feed)] == ["tag:wire.example,2025:1"] * 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<content type='image/png'>iVBORw0KGgo=</content>", "image/png"),
        ("<content src='https://wire.example/a.html' type='text/html'/>", "https://wire.example/a.html"),
    ],
)
def test_content_that_is_no_text_is_told(content, said):
    found = story(entry(f"<title>Ferries</title><summary>Short.</summary>{content}"))

    assert found.body == "<p>Short.</p>"
    assert f"The content is not in the feed as text: {said}." in found.warnings


@pytest.mark.parametrize("broken", ["&#xD800;", "&#55296;\0", "<![CDATA[&#xD800;]]>\0", "&#x110000;"])
def test_characters_that_are_none_stop_no_feed(broken):
    [found] = records(rss(item(title=f"Ferries {broken} agree", guid="a")))

    assert found.headline.startswith("Ferries")


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("Sat, 4 Jan 25 12:12:00 EST", datetime(2025, 1, 4, 17, 12, tzinfo=UTC)),
        ("2025-01-04T19:12:00+02:00", datetime(2025, 1, 4, 17, 12, tzinfo=UTC)),
    ],
)
def test_dates_as_feeds_write_them(date, at):
    assert story(rss(item(pubDate=date))).published_at == at


def test_date_of_dublin_core_is_one_as_well():
    found = story(rss(item("<dc:date>2025-01-04T19:12:00+02:00</dc:date>", pubDate=...)))

    assert found.published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "date",
    [
        '<created xmlns="http://purl.org/dc/terms/">2025-01-04T17:12:00Z</created>',
        '<prism:publicationDate xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">2025-01-04T17:12:00Z'
        "</prism:publicationDate>",
    ],
    ids=["Dublin Core", "PRISM"],
)
def test_dates_of_other_vocabularies_are_read_where_there_is_no_other(date):
    assert story(rss(item(date, pubDate=...))).published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
    assert story(rss(item(date, pubDate="Fri, 03 Jan 2025 17:12:00 GMT"))).published_at.day == 3


def test_feed_that_an_item_was_in_before_is_its_credit():
    source = '<source url="https://port.example/rss">Port News</source>'

    assert story(rss(item(source))).credit_line == "Port News"
    assert story(rss(item(f"{source}<dc:rights>Rana Haddad</dc:rights>"))).credit_line == "Rana Haddad"


def test_item_says_when_it_expires():
    expires = "<expirationDate>Sun, 05 Jan 2025 17:12:00 GMT</expirationDate>"

    assert story(rss(item(expires))).expires_at == datetime(2025, 1, 5, 17, 12, tzinfo=UTC)


def test_date_without_a_zone_is_not_taken_for_utc():
    payload = rss(item(pubDate="Sat, 04 Jan 2025 19:12:00"))

    assert story(payload).published_at is None
    assert "names no zone" in story(payload).warnings[0]
    there = Terms("Asia/Jerusalem", override="Asia/Jerusalem")
    assert story(payload, there).published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


def test_item_without_a_date_is_undated():
    found = story(rss(item(pubDate=...)))

    assert (found.published_at, found.warnings) == (None, ())


def test_enclosure_leads_and_its_length_is_not_believed():
    found = story(rss(item('<enclosure url="/a.jpg" type="image/jpeg" length="0"/>')))

    [picture] = found.pictures
    assert (picture.address, picture.is_lead) == ("https://wire.example/a.jpg", True)


def test_of_media_the_largest_leads_with_its_credit():
    inside = (
        '<media:group><media:content url="https://wire.example/s.jpg" type="image/jpeg" width="100" height="50"/>'
        '<media:content url="https://wire.example/l.jpg" type="image/jpeg" width="1000" height="500"/></media:group>'
        '<media:content url="https://wire.example/v.mp4" type="video/mp4" width="4000" height="3000"/>'
        "<media:credit>Rana Haddad</media:credit>"
    )

    [picture] = story(rss(item(inside))).pictures

    assert (picture.address, picture.width, picture.credit) == ("https://wire.example/l.jpg", 1000, "Rana Haddad")


@pytest.mark.parametrize(
    "inside",
    [
        '<media:content width="140" url="https://wire.example/a.jpg?width=140"/>'
        '<media:content width="460" url="https://wire.example/a.jpg?width=460"/>',
        '<enclosure url="https://wire.example/a.jpg?width=460" length="0"/>',
        '<enclosure url="https://wire.example/a.jpg?width=460" type="image"/>',
        '<i:image xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd" href="https://wire.example/a.jpg?width=460"/>',
        "<image><url>https://wire.example/a.jpg?width=460</url></image>",
    ],
    ids=["media without a type", "enclosure without one", "half a type", "podcast", "image of an item"],
)
def test_picture_leads_however_it_is_offered(inside):
    [shown] = story(rss(item(inside))).pictures

    assert (shown.address, shown.is_lead) == ("https://wire.example/a.jpg?width=460", True)


def test_what_is_not_said_to_be_a_picture_and_not_called_one_is_none():
    film = '<media:content url="https://wire.example/a.mp4"/><enclosure url="https://wire.example/a.mp3"/>'

    assert story(rss(item(film))).pictures == ()


def test_each_medium_has_its_own_credit():
    media = "".join(
        f'<media:content url="https://wire.example/{name}.jpg" type="image/jpeg" width="{width}" height="9">'
        f"<media:credit>{name}</media:credit></media:content>"
        for name, width in (("Lina", 100), ("Sami", 900))
    )

    [shown] = story(rss(item(f'{media}<media:copyright url="x">Port News</media:copyright>'))).pictures

    assert (shown.credit, shown.copyright_notice) == ("Sami", "Port News")


def test_pictures_and_links_lead_from_the_item():
    body = '<content:encoded><![CDATA[<img src="b.jpg"><p><a href="../c">c</a></p>]]></content:encoded>'

    found = story(rss(item(body, link="https://wire.example/in/ferries")))

    assert found.pictures[0].address == "https://wire.example/in/b.jpg"
    assert 'href="https://wire.example/c"' in found.body


def test_categories_are_tags_of_which_the_first_is_the_section():
    found = story(rss(item("<category>Economy</category><category domain='x'>Ports</category>")))

    assert (found.section_label, found.tags) == ("Economy", ("Economy", "Ports"))


def test_atom_entry_has_the_authors_and_the_language_of_its_feed():
    found = story(
        entry(
            "<title>الميناء</title><updated>2025-01-04T17:12:00Z</updated>"
            "<content type='html'>&lt;p>نعم&lt;/p></content>"
        )
    )

    assert (found.language, found.bylines) == ("ar", (WireByline("Rana Haddad", "by"),))
    assert found.published_at == found.changed_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<content type='text'>5 &lt; 6</content>", "<p>5 &lt; 6</p>"),
        ("<content type='text'>a &lt;b> c</content>", "<p>a &lt;b&gt; c</p>"),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One <b>two</b></p></div></content>",
            "<p>One <strong>two</strong></p>",
        ),
        ("<summary>Short.</summary>", "<p>Short.</p>"),
    ],
)
def test_atom_content_of_each_kind(content, body):
    assert story(entry(f"<title>Ferries</title>{content}")).body == body


def test_rdf_of_rss_1_is_read():
    payload = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="https://wire.example/"><title>Wire</title></channel>'
        '<item rdf:about="https://wire.example/1"><title>Ferries agree</title><link>https://wire.example/1</link>'
        "<description>Boats.</description></item></rdf:RDF>"
    )

    assert (story(payload).headline, story(payload).external_id) == ("Ferries agree", "https://wire.example/1")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
@pytest.mark.parametrize("declares", [True, False])
def test_charset_is_told_by_mark_declaration_or_letters(charset, declares):
    text = "عادت القوارب إلى البحر بعد أسبوع من التوقف، وقال الميناء إن العمل عاد إلى ما كان عليه."
    head = f"<?xml version='1.0' encoding='{charset.removesuffix('-sig')}'?>" if declares else ""

    found = story(f"{head}{rss(item(title='الميناء', description=text))}".encode(charset))

    assert found.body == f"<p>{text}</p>"


def test_feed_that_is_not_well_formed_is_read_and_said_to_be_so():
    found = records(rss(item(title="R&D"), item(guid="2", description="Cut&nbsp;off")).removesuffix("</rss>"))

    assert [record.headline for record in found] == ["R&D", "Ferries agree"]
    assert found[1].body == "<p>Cut&nbsp;off</p>"
    assert any("not well-formed" in warning for warning in found[0].warnings)
    assert "<unknown>" not in "".join(found[0].warnings)


@pytest.mark.parametrize("left_out", ["ferries.</description>", "</item></channel></rss>"])
def test_item_in_which_the_feed_breaks_off_is_no_story(left_out):
    """What is there of it may miss its id: it would be filed once more when the whole of it comes."""
    whole = rss(item(title="Buses return"), item(guid="2", description="More ferries."))

    [first, last] = records(whole[: whole.rindex(left_out)])

    assert first.headline == "Buses return"
    assert "breaks off in this item" in last.reason


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (rss(), "The feed has no items."),
        (rss("<item><link>https://wire.example/1</link></item>"), "neither a title nor a text"),
        (rss(item(MANY)), "more than 200 attributes"),
    ],
)
def test_what_cannot_be_read_says_why(payload, said):
    assert said in failure(payload).reason


def test_one_item_without_anything_stops_no_other():
    found = records(rss("<item></item>", item()))

    assert [type(record) for record in found] == [WireFailure, WireStory]


def test_declarations_are_refused():
    [record] = feeds.read(b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><a>&a;</a></rss>', TERMS)

    assert isinstance(record, WireFailure)
    assert "declarations of its own" in record.reason


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda data: b"<rss><channel><item>" + data)))
def test_no_bytes_raise(payload):
    for record in feeds.read(payload, TERMS):
        assert record.number >= 1


BASED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://wire.example/2025/"><title>Wire</title>'
    '<entry><id>one</id><title>One</title><link href="one.html"/><updated>2025-01-04T17:12:00Z</updated></entry>'
    '<entry xml:base="b/"><id>\n one </id><title>Two</title><updated>2025-01-04T17:12:00Z</updated></entry>'
    "<entry><id>urn:x:3</id><title>Three</title><updated>2025-01-04T17:12:00Z</updated></entry></feed>"
)


def test_atom_ids_are_not_resolved_but_known_by_what_they_were():
    found = records(BASED)

    assert [(each.external_id, each.former_id) for each in found] == [
        ("one", "https://wire.example/2025/one"),
        ("one", "https://wire.example/2025/b/one"),
        ("urn:x:3", ""),
    ]
    assert found[0].old_addresses[0] == "https://wire.example/2025/one.html"


def test_atom_ids_before_a_feed_breaks_off_are_as_they_stand():
    found = records(BASED.replace("</feed>", "<entry><id>four</id><title>Four</title>"))

    assert [each.external_id for each in found[:3]] == ["one", "one", "urn:x:3"]


def test_draft_of_a_blog_is_one_by_whatever_prefix():
    said = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>{}</app:draft></app:control>'

    draft, other = (story(entry(f"<title>Boats</title>{said.format(word)}")) for word in ("yes", "no"))

    assert (draft.standing, other.standing) == (Standing.DRAFT, Standing.USABLE)
    assert story(entry(f"<title>Boats</title>{said.format('yes').replace('app', 'a')}")).standing is Standing.DRAFT


def test_of_a_whole_blog_the_posts_are_stories_and_its_kinds_no_topics():
    kind = '<category scheme="http://blog.example/2005#kind" term="http://blog.example/kind#{}"/>'
    topic = '<category scheme="http://blog.example/ns#" term="Sea"/>'

    [post] = records(entry(f"<title>Boats</title>{kind.format('post')}{topic}"))
    [comment] = records(entry(f"<title>Re</title>{kind.format('comment')}"))

    assert (post.section_label, post.tags) == ("Sea", ("Sea",))
    assert comment.reason == "An entry of kind “comment”, not a story."


def test_plain_description_has_a_paragraph_a_blank_line():
    found = story(rss(item(description="Boats &amp;amp; ports 5 &lt; 6.\n\nTwo\nlines.")))

    assert found.body == "<p>Boats &amp; ports 5 &lt; 6.</p><p>Two\nlines.</p>"
    assert story(rss(item(description="&lt;i&gt;One&lt;/i&gt;\n\nline"))).body == "<p><em>One</em>\n\nline</p>"


def test_sound_of_a_podcast_is_told():
    found = story(rss(item('<enclosure url="https://wire.example/a.mp3" type="audio/mpeg" length="1"/>')))

    assert found.warnings == ("Attached and not taken: audio/mpeg (https://wire.example/a.mp3).",)


def test_item_at_which_the_parser_stops_stops_no_other():
    bad = "<item><title>Bad</title><h<item<channel><link></item</link></item>"

    good, *others = records(rss(item(), bad, channel=""))
    alone = failure("<rss><channel><h<item<channel><link></item</link></channel></rss>")

    assert good.headline == "Ferries agree"
    assert all(isinstance(each, WireFailure) for each in others)
    assert alone.reason == "The feed cannot be read: it is broken where the parser stops ('links')."


def test_entry_from_another_feed_has_the_authors_of_that_one():
    former = "<source><title>Port News</title><author><name>Rana Haddad</name></author></source>"
    entry = f"<entry><id>urn:1</id><title>Boats</title><updated>2025-01-04T10:00:00Z</updated>{former}</entry>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><author><name>The Planet</name></author>{entry}</feed>'

    assert story(feed).bylines == (WireByline("Rana Haddad", "by"),)


def test_item_in_other_letters_than_those_of_its_feed_is_in_their_language():
    found = story(rss(item(title="القوارب", description="عادت القوارب إلى البحر.")))

    assert found.language == "ar"
    assert "The site is in “en”, the letters of this story are of “ar”: that was taken." in found.warnings


def test_item_that_names_its_language_is_in_it():
    assert story(rss(item("<dc:language>fa</dc:language>", title="قایق", description="قایق"))).language == "fa"
