import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.formats import wxr
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Standing, WireByline, WireFailure, WirePage, WirePerson, WireSkip, WireStory

from .reading import TERMS, failure, records, sample, skip, story

SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
FIELDS = {
    "title": "Ferries agree",
    "link": "https://old.example/2025/01/ferries/",
    "guid": "https://old.example/?p=7",
    "dc:creator": "rana",
    "content:encoded": "<p>Boats go out again.</p>",
    "wp:post_id": "7",
    "wp:post_date": "2025-01-04 19:12:00",
    "wp:post_date_gmt": "2025-01-04 17:12:00",
    "wp:post_name": "ferries",
    "wp:status": "publish",
    "wp:post_type": "post",
}
BOATS = '<img src="https://old.example/a.jpg" alt="Boats" />'
TOP = (
    "<title>Old</title><link>https://old.example</link><language>en-US</language>"
    "<wp:base_blog_url>https://old.example</wp:base_blog_url><wp:author><wp:author_login>rana</wp:author_login>"
    "<wp:author_display_name>Rana Haddad</wp:author_display_name></wp:author>"
)


def export(*items, top=TOP):
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{top}{"".join(items)}</channel></rss>'


def post(inside="", **values):
    fields = FIELDS | {name.replace("__", ":"): value for name, value in values.items()}
    shown = (f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items() if value is not ...)
    return f"<item>{''.join(shown)}{inside}</item>"


def meta(key, value):
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"


def picture(number, address, *, caption="", alternative=""):
    return post(
        f"<wp:attachment_url>{address}</wp:attachment_url><excerpt:encoded>{caption}</excerpt:encoded>"
        + meta("_wp_attachment_image_alt", alternative),
        wp__post_id=number,
        wp__post_type="attachment",
        wp__status="inherit",
    )


def body(content, *items):
    [found] = [each for each in records(export(post(content__encoded=content), *items)) if isinstance(each, WireStory)]
    return found


def test_a_post_with_all_that_it_is():
    found = story(
        export(post("<excerpt:encoded>In short.</excerpt:encoded>", wp__post_modified_gmt="2025-01-05 08:00:00"))
    )

    assert (found.headline, found.body, found.standfirst) == (
        "Ferries agree",
        "<p>Boats go out again.</p>",
        "In short.",
    )
    assert (found.published_at, found.changed_at) == (
        datetime(2025, 1, 4, 17, 12, tzinfo=UTC),
        datetime(2025, 1, 5, 8, tzinfo=UTC),
    )
    assert (found.external_id, found.slug, found.language) == ("old.example 7", "ferries", "en")
    assert found.bylines == (WireByline("Rana Haddad", "by"),)
    assert found.old_addresses == ("https://old.example/2025/01/ferries/", "https://old.example/?p=7")


def test_post_that_does_not_say_when_it_was_changed_is_as_old_as_it_says():
    """Two exports of one site end alike in whatever order they come."""
    found = story(export(post()))

    assert found.changed_at == found.published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


def test_export_of_after_the_move_to_https_is_of_the_same_site_and_says_when_it_was_written():
    moved = TOP.replace("https://", "http://") + "<pubDate>Sun, 05 Jan 2025 09:00:00 +0000</pubDate>"

    before, after = story(export(post(), top=moved)), story(export(post()))

    assert before.external_id == after.external_id == "old.example 7"
    assert (before.exported_at, after.exported_at) == (datetime(2025, 1, 5, 9, tzinfo=UTC), None)
    assert before.digest == after.digest


def test_sample_has_the_authors_of_each_post_in_order():
    found = records(sample("wxr/co-authors-plus.xml"))

    stories = [each for each in found if isinstance(each, WireStory)]
    assert [byline.name for byline in stories[0].bylines] == ["Alice Smith", "Bob Jones"]
    assert [byline.name for byline in stories[1].bylines][0] == "Alice Smith"
    assert stories[0].tags == ("Collaboration",)


def test_sample_has_pictures_that_stand_below_their_posts():
    found = records(sample("wxr/feature-image-captions.xml"))

    stories = [each for each in found if isinstance(each, WireStory)]
    leads = [[each.address for each in found.pictures if each.is_lead] for found in stories]
    assert leads[0] == ["https://example.com/wp-content/uploads/2013/06/described-image.jpg"]
    assert leads[2] == []
    assert stories[0].pictures[0].caption == "The caption from the attachment description."
    assert [each.reason for each in found if isinstance(each, WireSkip)] == [
        "A picture or file of the library: stories that show it bring it."
    ] * 2


def test_sample_has_what_was_written_for_search_engines():
    [found] = [each for each in records(sample("wxr/has-yoast-meta.xml")) if isinstance(each, WireStory)][:1]

    assert found.search_title or found.search_description


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, Standing.USABLE),
        ({"wp__status": "future"}, Standing.USABLE),
        ({"wp__status": "draft"}, Standing.DRAFT),
        ({"wp__status": "pending"}, Standing.DRAFT),
        ({"wp__status": "private"}, Standing.PRIVATE),
        ({"wp__post_password": "secret"}, Standing.PRIVATE),
        ({"wp__status": "approved-by-plugin"}, Standing.DRAFT),
    ],
)
def test_status_maps_to_the_least_public_standing(values, standing):
    assert story(export(post(**values))).standing is standing


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"wp__status": "trash"}, "trash"),
        ({"wp__post_type": "page"}, "page of the site"),
        ({"wp__post_type": "nav_menu_item"}, "menu"),
        ({"wp__post_type": "revision"}, "earlier version"),
        ({"wp__post_type": "recipe"}, "“recipe”"),
    ],
)
def test_what_is_no_story_is_skipped_by_name(values, said):
    assert said in skip(export(post(**values))).reason


def test_draft_without_a_date_in_utc_has_a_local_one_only_where_the_run_says():
    payload = export(post(wp__status="draft", wp__post_date_gmt="0000-00-00 00:00:00"))

    assert (story(payload).published_at, story(payload).warnings) == (None, ())
    there = Terms("Asia/Jerusalem", override="Asia/Jerusalem")
    assert story(payload, there).published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


def test_draft_is_not_of_the_first_day_of_computers():
    never = "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>"
    payload = export(post(never, wp__status="draft", wp__post_date_gmt="0000-00-00 00:00:00"))

    assert (story(payload).published_at, story(payload).warnings) == (None, ())


def test_blocks_are_read_and_their_marks_are_not():
    found = body('<!-- wp:paragraph {"align":"left"} -->\n<p>One.</p>\n<!-- /wp:paragraph --><!--more--><p>Two.</p>')

    assert found.body == "<p>One.</p><p>Two.</p>"


def test_classic_text_is_parted_at_blank_lines():
    assert body("One\nstill one.\n\nTwo.\r\n\r\n<h2>Head</h2>\n\nThree.").body == (
        "<p>One<br>still one.</p><p>Two.</p><h2>Head</h2><p>Three.</p>"
    )


def test_lines_around_a_list_have_no_breaks():
    content = "First.\n\nAfter.\n<ul>\n<li>One</li>\n</ul>\nTwo\nthree."

    assert "".join(body(content).body.split("\n")) == (
        "<p>First.</p><p>After.</p><ul><li>One</li></ul><p>Two<br>three.</p>"
    )


def test_one_paragraph_with_a_mark_leaves_the_others_their_lines():
    content = """One
still one.

<p style="text-align: center;">***</p>

Two.

<pre>a

b</pre>

<div>

Three.

</div>"""

    assert body(content).body == ("<p>One<br>still one.</p><p>***</p><p>Two.</p><pre>a\n\nb</pre><p>Three.</p>")


def test_hard_ends_of_lines_in_markup_mean_nothing():
    assert body("<p>One\nline.</p>\n\n<p>Two.</p>").body == "<p>One\nline.</p><p>Two.</p>"


def test_blocks_that_the_site_fills_are_filled_or_told():
    pattern = post(
        wp__post_type="wp_block",
        wp__post_id="77",
        content__encoded="<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph -->",
    )
    content = (
        '<!-- wp:paragraph {"a":1} --><p>Text<sup data-fn="x" class="fn"><a href="#x" id="x-link">1</a></sup>.</p>'
        '<!-- /wp:paragraph --><!-- wp:block {"ref":77} /--><!-- wp:block {"ref":78} /--><!-- wp:latest-posts /-->'
        "<!-- wp:spacer /--><!-- wp:footnotes /-->"
    )
    notes = meta("footnotes", '[{"content": "A &lt;em&gt;note&lt;/em&gt;.", "id": "x"}]')
    [found] = [
        each for each in records(export(post(notes, content__encoded=content), pattern)) if isinstance(each, WireStory)
    ]

    assert found.body == "<p>Text<sup>1</sup>.</p><p>Shared.</p><ol><li>A <em>note</em>.</li></ol>"
    assert found.warnings == ("Blocks that a site fills by itself were left out: [block], [latest-posts].",)


def test_buttons_are_links_and_a_playlist_is_told():
    found = body('[button url="https://port.example/a"]Read[/button] [note]Kept.[/note]\n\n[playlist ids="1"]')

    assert found.body == '<p><a href="https://port.example/a" rel="noopener">Read</a> Kept.</p>'
    assert "[button], [note], [playlist]" in found.warnings[0]


def test_category_of_what_nobody_sorted_is_no_topic():
    first = '<category domain="category" nicename="uncategorized">Uncategorized</category>'
    second = '<category domain="category" nicename="ports">Ports</category>'

    found, alone = story(export(post(first + second))), story(export(post(first)))

    assert (found.section_label, found.tags) == ("Ports", ("Ports",))
    assert (alone.section_label, alone.tags) == ("Uncategorized", ())


@pytest.mark.parametrize(
    "content",
    [
        f'[caption id="attachment_8" width="300"]<a href="x">{BOATS}</a> At noon[/caption]',
        f'[caption width="300" caption="At noon"]{BOATS}[/caption]',
    ],
)
def test_caption_shortcode_is_a_figure(content):
    found = body(content)

    assert found.body == '<figure data-alt="Boats" data-picture="1"><figcaption>At noon</figcaption></figure>'
    assert (found.pictures[0].caption, found.pictures[0].alternative) == ("At noon", "Boats")


def test_gallery_shortcode_shows_the_pictures_of_the_library_in_its_order():
    found = body(
        '[gallery ids="9,8,77"]',
        picture(8, "https://old.example/a.jpg", caption="First"),
        picture(9, "https://old.example/b.jpg", alternative="Second"),
    )

    assert [each.address for each in found.pictures] == ["https://old.example/b.jpg", "https://old.example/a.jpg"]
    assert found.body.startswith('<figure data-kind="gallery"><figure data-alt="Second" data-picture="1">')
    assert found.warnings == ("The file does not bring pictures of a gallery: 77.",)


def test_gallery_block_is_a_gallery():
    found = body(
        '<figure class="wp-block-gallery"><ul><li><figure><img src="a.jpg"><figcaption>One</figcaption></figure></li>'
        '<li><figure><img src="b.jpg"></figure></li></ul></figure>'
    )

    assert found.body == (
        '<figure data-kind="gallery"><figure data-picture="1"><figcaption>One</figcaption></figure>'
        '<figure data-picture="2"></figure></figure>'
    )


def test_caption_of_a_whole_gallery_stands_below_it():
    found = body(
        '<figure class="wp-block-gallery"><figure><img src="a.jpg"><figcaption>One</figcaption></figure>'
        '<figure><img src="b.jpg"></figure><figcaption>All the boats</figcaption></figure><p>Two.</p>'
    )

    assert found.body.endswith('<figure data-picture="2"></figure></figure><p>All the boats</p><p>Two.</p>')
    assert [each.caption for each in found.pictures] == ["One", ""]


def test_sizes_of_one_picture_are_that_picture():
    found = body(
        '<p><img src="http://old.example/a-300x200.jpg"></p><p><img src="https://old.example/a-scaled.jpg"></p>',
        picture(8, "https://old.example/a.jpg", caption="At noon"),
    )

    assert [(each.address, each.caption) for each in found.pictures] == [("https://old.example/a.jpg", "At noon")]


def test_known_addresses_alone_on_a_line_are_embeds():
    found = body(
        "One.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n[embed]https://vimeo.com/76979871[/embed]\n\nTwo."
    )

    assert '<figure data-embed="youtube:dQw4w9WgXcQ"></figure>' in found.body
    assert '<figure data-embed="vimeo:76979871"></figure>' in found.body


def test_shortcodes_that_nobody_knows_are_listed_and_what_stands_in_them_stays():
    found = body("[box type=info]Kept.[/box]\n\nHe [sic] said [1] so. [box]")

    assert found.body == "<p>Kept.</p><p>He [sic] said [1] so.</p>"
    assert found.warnings == ("Shortcodes that nobody here knows were left out, what stands in them stays: [box] ×2.",)


@pytest.mark.parametrize(
    "said", ["He said [the minister] would go.", "She came [Reuters].", "[UPDATE] Boats go.", "لم يأت [الوزير] بعد."]
)
def test_words_in_brackets_are_no_shortcodes(said):
    found = body(said)

    assert (found.body, found.warnings) == (f"<p>{said}</p>", ())


@pytest.mark.parametrize("code", ["[contact-form-7]", '[box type="info"]', "[vc_row]", "[toc /]", "[box][/box]"])
def test_shortcodes_are_known_by_what_words_have_not(code):
    found = body(f"Boats go.\n\n{code}")

    assert found.body == "<p>Boats go.</p>"
    assert "were left out" in found.warnings[0]


def test_small_word_in_brackets_stays_and_is_told():
    found = body("Boats go [laughter].")

    assert found.body == "<p>Boats go [laughter].</p>"
    assert found.warnings == ("Words in brackets stay, unless they are shortcodes to be taken out: [laughter].",)


def test_old_slugs_lead_on():
    found = story(export(post(meta("_wp_old_slug", "ferry"))))

    assert "https://old.example/2025/01/ferry/" in found.old_addresses


@pytest.mark.parametrize(
    ("pattern", "title"),
    [
        ("%%title%% %%page%% %%sep%% %%sitename%%", ""),
        ("Winter times %%page%% %%sep%% %%sitename%%", "Winter times"),
        ("%%sitename%% %%sep%% %%title%%: what changes", "Ferries agree: what changes"),
        ("Boats %%sep%% Ports", "Boats - Ports"),
        ("R&amp;D - 5% more", "R&D - 5% more"),
        ("%%primary_category%%", ""),
    ],
)
def test_patterns_of_a_plugin_are_filled_as_far_as_the_post_can(pattern, title):
    found = story(export(post(meta("_yoast_wpseo_title", pattern) + meta("_yoast_wpseo_metadesc", "All of it"))))

    assert (found.search_title, found.search_description, found.warnings) == (title, "All of it", ())


def test_patterns_that_only_the_site_could_fill_are_told():
    found = story(export(post(meta("_yoast_wpseo_title", "Boats in %%primary_category%%"))))

    assert (found.search_title, found.warnings) == (
        "",
        ("Words for search engines that its site would fill were left out: Boats in %%primary_category%%.",),
    )


def test_serialised_values_are_left_alone():
    found = story(export(post(meta("_wp_attachment_metadata", 'O:8:"stdClass":0:{}'))))

    assert found.warnings == ()


def test_comments_of_readers_are_kept_and_pings_and_spam_are_not():
    def comment(number, approved, kind="", parent=0):
        return (
            f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Lina</wp:comment_author>"
            "<wp:comment_author_email>lina@example.org</wp:comment_author_email>"
            f"<wp:comment_date_gmt>2025-01-05 10:00:00</wp:comment_date_gmt>"
            f"<wp:comment_content>Well <b>said</b>.\n\nTwice.</wp:comment_content>"
            f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>"
            f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )

    found = story(
        export(post(comment(1, "1") + comment(2, "0", parent=1) + comment(3, "spam") + comment(4, "1", "pingback")))
    )

    assert [(each.external_id, each.is_approved, each.in_reply_to) for each in found.comments] == [
        ("1", True, ""),
        ("2", False, "1"),
    ]
    assert found.comments[0].text == "Well said.\n\nTwice."
    assert found.comments[0].written_at == datetime(2025, 1, 5, 10, tzinfo=UTC)
    assert "Boats go out again" in found.source_text
    assert "lina@example.org" not in found.source_text


def test_halves_of_characters_stop_no_other_post():
    in_text = post("<content:encoded>Boats &#xD800;</content:encoded>", content__encoded=...)
    in_name = post('<category domain="post_tag" nicename="&#xD800;">Boats</category>', wp__post_id="8")
    in_picture = picture(9, "https://old.example/&#xDFFF;.jpg")

    found = records(export(in_picture, in_text, in_name, post(wp__post_id="10")))

    assert [type(each) for each in found] == [WireSkip, WireStory, WireStory, WireStory]
    assert found[1].body == "<p>Boats \ufffd</p>"


def test_terms_that_stand_twice_count_once():
    terms = (
        '<category><![CDATA[Sea]]></category><category domain="category" nicename="sea"><![CDATA[Sea]]></category>'
        '<category domain="post_tag" nicename="ports"><![CDATA[Ports]]></category>'
    )

    found = story(export(post(terms)))

    assert (found.section_label, found.tags) == ("Sea", ("Ports", "Sea"))


def test_prefixes_are_the_exports_to_choose():
    payload = export(post()).replace("wp:", "w:").replace("xmlns:wp", "xmlns:w").replace("content:", "c:")

    assert story(payload.replace("xmlns:content", "xmlns:c")).body == "<p>Boats go out again.</p>"


def test_ampersand_in_an_address_stops_no_post():
    broken = "<item><wp:attachment_url>https://old.example/a.jpg?a=1&b=2</wp:attachment_url></item>"

    found = records(export(broken, post()))

    assert isinstance(found[-1], WireStory)


@pytest.mark.parametrize("cut", ["</channel></rss>", "Boats go out again.</", "</item></channel></rss>"])
def test_file_that_breaks_off_says_so_and_what_came_before_is_read(cut):
    whole = export(post(wp__post_id="1"), post(wp__post_id="2"), post(wp__post_id="3"))

    found = records(whole[: whole.rindex(cut) + 3])

    stories, end = found[:-1], found[-1]
    assert [each.external_id for each in stories] == [f"old.example {n}" for n in range(1, len(found))]
    assert len(stories) == (3 if cut == "</channel></rss>" else 2)
    assert isinstance(end, WireFailure)
    assert f"byte {whole.rindex(cut) + 3}: the file breaks off here" in end.reason
    assert f"The {len(stories)} records before it were read." in end.reason


def test_stream_that_cannot_be_rewound_is_read():
    class Once(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_arguments):
            raise OSError

    [found] = wxr.read(Once(export(post()).encode()), TERMS)

    assert isinstance(found, WireStory)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (export(), "no story"),
        (export(post(title="", content__encoded="")), "neither a title nor a text"),
    ],
)
def test_what_cannot_be_read_says_why(payload, said):
    assert said in failure(payload).reason


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: export(post(content__encoded=text)).encode(errors="replace")),
        st.binary(max_size=200).map(lambda data: export("<item>").encode()[:-30] + data),
    )
)
def test_no_bytes_raise(payload):
    for record in wxr.read(payload, TERMS):
        assert isinstance(record, WireStory | WireSkip | WireFailure)


def test_page_of_the_site_is_no_story_but_can_be_read_as_one():
    found = records(export(post(wp__post_type="page", title="About us")))[0]

    assert (type(found), found.reason) == (WirePage, "A page of the site, not a story.")
    assert found.story.headline == "About us"


def test_page_without_anything_on_it_is_passed_over():
    found = records(export(post(wp__post_type="page", title="", content__encoded="")))[0]

    assert type(found) is WireSkip


def test_people_are_introduced_as_the_site_does_it():
    guest = post(
        meta("cap-display_name", "Rana Haddad") + meta("cap-description", "Writes of ports."),
        wp__post_type="guest-author",
        wp__post_name="cap-rana-haddad",
    )
    by_guest = post('<category domain="author" nicename="cap-rana-haddad"><![CDATA[Rana Haddad]]></category>')

    found = [each for each in records(export(by_guest + guest)) if isinstance(each, WireStory)][0]

    assert found.people == (WirePerson(name="Rana Haddad", slug="rana-haddad", biography="Writes of ports."),)


def test_lists_that_a_post_stood_in_are_told_with_their_addresses():
    head = (
        "<wp:author><wp:author_id>2</wp:author_id><wp:author_login>Rana.Haddad</wp:author_login>"
        "<wp:author_display_name>Rana H.</wp:author_display_name></wp:author>"
        "<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>ports</wp:category_nicename>"
        "<wp:category_parent>economy</wp:category_parent></wp:category>"
    )
    terms = (
        '<category domain="category" nicename="ports">Ports</category>'
        '<category domain="post_tag" nicename="%d8%b9">ع</category>'
    )
    found = story(export(post(terms, dc__creator="Rana.Haddad", wp__post_id="7"), top=TOP + head))

    site = "https://old.example"
    assert [(each.kind, each.name, each.addresses) for each in found.lists] == [
        (
            "category",
            "Ports",
            (f"{site}/category/ports/", f"{site}/category/economy/ports/", f"{site}/?cat=5"),
        ),
        ("tag", "ع", (f"{site}/tag/%d8%b9/", f"{site}/?tag=%d8%b9")),
        (
            "author",
            "Rana H.",
            (f"{site}/author/Rana.Haddad/", f"{site}/author/rana-haddad/", f"{site}/?author=2"),
        ),
    ]
    assert found.also_at == (f"{site}/?p=7",)


def test_one_name_that_nobody_knows_costs_no_other_post_its_ampersands():
    first = post("<title>Boats &bogus; &eacute; R&D</title>", title=..., wp__post_id="1")
    second = post(
        "<title>Ports &amp; boats</title><link>https://old.example/?a=1&b=2</link>",
        title=...,
        link=...,
        wp__post_id="2",
    )

    found = records(export(first, second))

    assert [each.headline for each in found] == ["Boats &bogus; é R&D", "Ports & boats"]
    assert found[1].old_addresses[0] == "https://old.example/?a=1&b=2"


def test_address_of_a_picture_keeps_its_ampersand():
    broken = picture(9, "https://old.example/file?a=1&b=2")

    found = records(export(broken, post(meta("_thumbnail_id", "9"))))

    assert [each.address for each in found[1].pictures] == ["https://old.example/file?a=1&b=2"]


def test_control_characters_cost_nothing_of_a_post():
    found = records(export(post(content__encoded="<p>Boats\x0bgo\x08 out.</p>"), post(wp__post_id="8")))

    assert [(each.body, each.external_id) for each in found] == [
        ("<p>Boats go out.</p>", "old.example 7"),
        ("<p>Boats go out again.</p>", "old.example 8"),
    ]


def test_post_in_another_charset_than_the_file_says_fails_alone():
    payload = export(post(content__encoded="<p>BOATS</p>"), post(wp__post_id="8")).encode()

    bad, good = records(payload.replace(b"BOATS", "قوارب".encode("windows-1256")))

    assert isinstance(bad, WireFailure)
    assert f"byte {payload.index(b'BOATS')} of the file" in bad.reason
    assert good.body == "<p>Boats go out again.</p>"


def test_tags_of_old_exports_and_kinds_of_the_sites_own_are_topics():
    terms = (
        '<category domain="tag"><![CDATA[Ports]]></category><category domain="tag" nicename="ports">Ports</category>'
        '<category domain="series" nicename="water">Water</category><category domain="post_format">Aside</category>'
    )

    found = story(export(post(terms)))

    assert found.tags == ("Ports", "Water")
    assert [(each.name, each.addresses[0]) for each in found.lists[:2]] == [
        ("Ports", "https://old.example/tag/ports/"),
        ("Water", "https://old.example/series/water/"),
    ]


def test_of_several_categories_the_chosen_one_is_the_section():
    named = "".join(
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{name}</wp:category_nicename></wp:category>"
        for number, name in ((4, "sea"), (5, "ports"))
    )
    terms = '<category domain="category" nicename="sea">Sea</category><category nicename="ports">Ports</category>'

    found = story(export(post(terms + meta("_yoast_wpseo_primary_category", "5")), top=TOP + named))

    assert (found.section_label, found.tags) == ("Ports", ("Sea", "Ports"))


def test_category_says_what_it_lies_below():
    named = "".join(
        f"<wp:category><wp:category_nicename>{name.lower()}</wp:category_nicename>"
        f"<wp:category_parent>{above}</wp:category_parent>"
        f"<wp:cat_name>{name} &amp;amp; more</wp:cat_name></wp:category>"
        for name, above in (("World", "alps"), ("Europe", "world"), ("Alps", "europe"))  # in a ring
    )

    found = story(export(post('<category domain="category" nicename="alps">Alps</category>'), top=TOP + named))

    assert (found.section_label, found.wider_labels[:2]) == ("Alps", ("Europe & more", "World & more"))


def test_what_other_plugins_keep_for_search_engines_is_read_and_their_patterns_are_not():
    found = story(export(post(meta("rank_math_title", "%title% %sep%") + meta("rank_math_description", "Boats."))))

    assert (found.search_title, found.search_description) == ("", "Boats.")


def test_post_on_top_of_its_site_is_said_to_the_desk():
    assert "sticky" in story(export(post("<wp:is_sticky>1</wp:is_sticky>"))).desk_note
    assert story(export(post("<wp:is_sticky>0</wp:is_sticky>"))).desk_note == ""


def test_picture_has_what_the_library_says_of_it():
    about = (
        'a:6:{s:5:"width";i:1024;s:6:"height";i:683;s:4:"file";s:5:"a.jpg";s:5:"sizes";a:1:{s:5:"width";i:9;}'
        's:10:"image_meta";a:2:{s:6:"credit";s:4:"Lina";s:9:"copyright";s:9:"2025 Port";}}'
    )
    within = post(
        "<wp:attachment_url>https://old.example/a.jpg</wp:attachment_url>" + meta("_wp_attachment_metadata", about),
        wp__post_id="9",
        wp__post_type="attachment",
        content__encoded="Boats at <b>noon</b>.",
    )

    [shown] = records(export(post(meta("_thumbnail_id", "9")), within))[0].pictures

    assert (shown.caption, shown.credit, shown.copyright_notice) == ("Boats at noon.", "Lina", "2025 Port")
    assert (shown.width, shown.height) == (1024, 683)


def test_credits_that_plugins_keep_are_the_pictures():
    credited = picture(9, "https://old.example/b.jpg", caption="Noon").replace(
        "</item>", meta("_media_credit", "Lina Saba") + meta("_navis_media_credit_org", "Port News") + "</item>"
    )
    alone = f'[media-credit name="Rana Haddad" align="left"]{BOATS}[/media-credit]'
    other = BOATS.replace("a.jpg", "c.jpg")
    within = f'[caption width="3"][media-credit name="Sami"]{other}[/media-credit] At sea[/caption]'

    found = records(export(credited, post(meta("_thumbnail_id", "9"), content__encoded=f"{alone}\n\n{within}")))[1]

    assert [(each.credit, each.caption) for each in found.pictures] == [
        ("Rana Haddad", ""),
        ("Sami", "At sea"),
        ("Lina Saba / Port News", "Noon"),
    ]
    assert found.warnings == ()


def test_gallery_without_numbers_shows_what_was_sent_with_its_post_in_order():
    attached = [
        picture(number, f"https://old.example/{number}.{suffix}").replace(
            "</item>", f"<wp:post_parent>{parent}</wp:post_parent><wp:menu_order>{place}</wp:menu_order></item>"
        )
        for number, suffix, parent, place in (
            (21, "jpg", 7, 2),
            (22, "png", 7, 1),
            (23, "pdf", 7, 0),
            (24, "jpg", 8, 0),
        )
    ]

    found = body("[gallery columns=2]", *attached)

    assert [each.address for each in found.pictures] == ["https://old.example/22.png", "https://old.example/21.jpg"]
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("attributes", "caption"),
    [
        ('width="3" caption="At &quot;noon&quot; &amp; <em>later</em>"', 'At "noon" & later'),
        ("width=3 caption=&quot;At noon&quot;", "At noon"),
    ],
)
def test_caption_keeps_the_characters_that_are_named_in_it(attributes, caption):
    [shown] = body(f"[caption {attributes}]{BOATS}[/caption]").pictures

    assert shown.caption == caption


@pytest.mark.parametrize(
    "code",
    [
        "[youtube https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;w=640]",
        '[iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" width="9"]',
    ],
)
def test_shortcodes_of_players_are_embeds(code):
    found = body(f"One.\n\n{code}\n\nTwo.")

    assert found.body == '<p>One.</p><figure data-embed="youtube:dQw4w9WgXcQ"></figure><p>Two.</p>'
    assert found.warnings == ()


def test_name_of_a_reader_is_read_as_it_was_typed():
    said = (
        "<wp:comment><wp:comment_author><![CDATA[Lina &amp; Sami]]></wp:comment_author>"
        "<wp:comment_approved>1</wp:comment_approved><wp:comment_content>Boats.</wp:comment_content></wp:comment>"
    )

    assert [each.name for each in story(export(post(said))).comments] == ["Lina & Sami"]


@pytest.mark.parametrize("code", ["[caption]", "[embed]", "[media-credit]"])
def test_shortcode_that_is_never_closed_costs_no_other_its_text(code):
    closed = code.replace("[", "[/")

    found = body(f"{code} One.\n\n{code}https://port.example/a{closed}\n\nTwo.")

    assert "One." in found.body
    assert "port.example" in found.body
    assert found.body.endswith("<p>Two.</p>")


@pytest.mark.parametrize(("number", "told"), [("9", True), ("0", False), ("-1", False), ("", False)])
def test_lead_picture_that_the_file_does_not_bring_is_told(number, told):
    found = story(export(post(meta("_thumbnail_id", number))))

    expected = ("The file does not bring the picture that leads the post: 9.",) if told else ()
    assert (found.pictures, found.warnings) == ((), expected)


@pytest.mark.parametrize(
    ("site", "found"), [("http://old.example", ["https://old.example/a.jpg"]), ("https://other.example", [])]
)
def test_pictures_may_stand_in_another_part_of_the_export(site, found):
    part = export(picture("9", "https://old.example/a.jpg"), top=TOP.replace("https://old.example", site))
    others = (b"PK no export", b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>', part.encode())
    terms = replace(TERMS, beside=lambda: map(io.BytesIO, others))
    asked = export(post(meta("_thumbnail_id", "9"), content__encoded='Text.\n\n[gallery ids="9"]'))

    [taken] = wxr.read(asked.encode(), terms)

    assert [each.address for each in taken.pictures] == found
    assert len(taken.warnings) == (0 if found else 2)


def test_text_that_is_markup_and_no_text_keeps_it():
    content = '<content:encoded><p>Boats <b>go</b>.</p><img src="https://old.example/a.jpg"/></content:encoded>'

    found = story(export(post(content, content__encoded=...)))

    assert found.body == '<p>Boats <strong>go</strong>.</p><figure data-picture="1"></figure>'


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('[et_pb_button button_url="https://port.example/a" button_text="Tickets" /]', "<p>{a}Tickets</a></p>"),
        (
            '[et_pb_button button_url="https://port.example/a" button_text="Tickets"][/et_pb_button]',
            "<p>{a}Tickets</a></p>",
        ),
        (
            '[et_pb_slide heading="Tides" button_text="All" button_link="https://port.example/a"]High.[/et_pb_slide]',
            "<h3>Tides</h3><p>{a}All</a></p><p>High.</p>",
        ),
        ('[et_pb_blurb title="Tides"]High.[/et_pb_blurb]', "<h3>Tides</h3><p>High.</p>"),
        ('[et_pb_text custom="' + 4000 * "x" + '"]<p>High.</p>[/et_pb_text]', "<p>High.</p>"),
        ('[vc_custom_heading text="Tides"]', "<h3>Tides</h3>"),
        ('[vc_btn title="Tickets" link="url:https%3A%2F%2Fport.example%2Fa|title:T"]', "<p>{a}Tickets</a></p>"),
        ('[vc_video link="https://vimeo.com/76979871"]', '<figure data-embed="vimeo:76979871"></figure>'),
        ("[vc_raw_html]JTNDcCUzRVRpZGVzJTNDJTJGcCUzRQ==[/vc_raw_html]", "<p>Tides</p>"),
        ('[map link="https://port.example/a"]', "<p>{a}https://port.example/a</a></p>"),
    ],
)
def test_what_builders_of_pages_show_by_attributes_is_there(code, shown):
    a = '<a href="https://port.example/a" rel="noopener">'

    assert body(code).body == shown.format(a=a)


@pytest.mark.parametrize(
    "code",
    [
        '[et_pb_image src="https://old.example/a-300x200.jpg" alt="Boats" url="https://port.example/"][/et_pb_image]',
        '[vc_single_image image="8" img_size="full"]',
    ],
)
def test_pictures_of_builders_of_pages_are_pictures(code):
    found = body(code, picture(8, "https://old.example/a.jpg", alternative="Boats"))

    assert found.body.startswith('<figure data-alt="Boats" data-picture="1">')
    assert [each.address for each in found.pictures] == ["https://old.example/a.jpg"]


def test_picture_of_a_builder_that_is_not_there_is_told():
    assert "The file does not bring pictures of a gallery: 9." in body('[vc_gallery images="9"] Boats').warnings


def test_player_that_is_closed_is_no_unknown_shortcode():
    found = body('[audio mp3="https://old.example/a.mp3"][/audio]')

    assert found.warnings == ("Could not be kept as it was: audio (https://old.example/a.mp3).",)


@pytest.mark.parametrize(
    ("code", "embed"),
    [
        ("[tweet 1234567890123456789]", "x:1234567890123456789"),
        ("[vimeo 76979871 w=500]", "vimeo:76979871"),
        ('[vimeo clip_id="76979871"]', "vimeo:76979871"),
        ("[youtube=https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;w=640]", "youtube:dQw4w9WgXcQ"),
        ('[fusion_youtube id="dQw4w9WgXcQ" /]', "youtube:dQw4w9WgXcQ"),
        ('[fusion_youtube id="https://youtu.be/dQw4w9WgXcQ" /]', "youtube:dQw4w9WgXcQ"),
    ],
)
def test_player_may_be_named_by_its_key_or_behind_a_sign(code, embed):
    found = body(code)

    assert (found.body, found.warnings) == (f'<figure data-embed="{embed}"></figure>', ())


def test_page_of_a_post_begins_a_paragraph():
    assert body("One.<!--nextpage-->Two.<!--more--> Three.").body == "<p>One.</p><p>Two. Three.</p>"


def test_sound_beside_a_text_is_told_unless_the_text_leads_to_it():
    attached = meta("enclosure", "https://old.example/a.mp3\n123\naudio/mpeg\n")
    linked = '<p><a href="https://old.example/a.mp3">Listen</a></p>'

    told, led = story(export(post(attached))), story(export(post(attached, content__encoded=linked)))

    assert told.warnings == ("Attached and not taken: audio/mpeg (https://old.example/a.mp3).",)
    assert led.warnings == ()


def test_post_in_other_letters_than_those_of_its_site_is_in_their_language():
    arabic = "<p>عادت القوارب إلى البحر.</p>"

    found = story(export(post(title="القوارب", content__encoded=arabic)))

    assert found.language == "ar"
    assert found.warnings == ("The site is in “en”, the letters of this story are of “ar”: that was taken.",)


@pytest.mark.parametrize(
    ("site", "text"),
    [("en-US", "Boats of ميناء"), ("fa-IR", "قایق"), ("fr-FR", "Les bateaux"), ("ar", "قوارب MSC"), ("ru", "Лодки")],
)
def test_post_in_letters_of_its_site_is_in_the_language_of_its_site(site, text):
    found = story(export(post(title=text, content__encoded=f"<p>{text}</p>"), top=TOP.replace("en-US", site)))

    assert (found.language, found.warnings) == (site[:2], ())


def test_post_that_names_its_language_is_in_it():
    own = '<category domain="language" nicename="en">English</category>'

    assert story(export(post(own, content__encoded="<p>عادت القوارب.</p>"))).language == "en"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("One<br />\nstill one.", "<p>One<br>still one.</p>"),
        ("One.<br /><br />Two.<br>\n<BR>\nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
    ],
)
def test_breaks_of_classic_text_are_no_empty_lines(content, shown):
    assert body(content).body.replace("\n", "") == shown


def test_picture_that_a_network_shows_is_that_of_the_site():
    found = body(
        '<p><img src="https://i0.wp.com/old.example/a-300x200.jpg?resize=300%2C200&amp;ssl=1"></p>',
        picture(8, "http://old.example/a.jpg", caption="At noon"),
    )

    assert [(each.address, each.caption) for each in found.pictures] == [("http://old.example/a.jpg", "At noon")]
