import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import bodies
from newsroom.wire.foreign_html import LONGEST, headline_of, plain_paragraphs, take
from newsroom.wire.stories import WirePicture

BASE = "https://site.example/news/"


def test_figure_becomes_a_reference_with_its_words():
    taken = take(
        '<figure class="wp"><a href="big.jpg"><img src="a.jpg" alt="A boat" width="640" height=400></a>'
        "<figcaption>Boats <em>at</em> noon</figcaption></figure>",
        base=BASE,
    )

    assert taken.body == '<figure data-alt="A boat" data-picture="1"><figcaption>Boats at noon</figcaption></figure>'
    assert taken.pictures == [
        WirePicture(address=f"{BASE}a.jpg", caption="Boats at noon", alternative="A boat", width=640, height=400)
    ]


def test_picture_inside_a_paragraph_parts_it():
    taken = take('<p>One <img src="//cdn.example/b.png"> two</p>')

    assert taken.body == '<p>One</p><figure data-picture="1"></figure><p>two</p>'
    assert taken.pictures[0].address == "https://cdn.example/b.png"


def test_same_picture_twice_is_one_with_two_places():
    taken = take('<img src="a.jpg"><img src="b.jpg"><img src="a.jpg">', base=BASE, first=4)

    assert [picture.address for picture in taken.pictures] == [f"{BASE}a.jpg", f"{BASE}b.jpg"]
    assert [use.picture for use in bodies.picture_uses(taken.body)] == [4, 5, 4]


def test_what_is_known_of_a_picture_goes_before_what_the_page_says():
    known = {f"{BASE}a.jpg": WirePicture(address=f"{BASE}a.jpg", caption="From the library", credit="Rana Haddad")}

    [picture] = take('<img src="a.jpg" alt="A boat">', base=BASE, known=known).pictures

    assert (picture.caption, picture.credit, picture.alternative) == ("From the library", "Rana Haddad", "A boat")


def test_known_frames_are_embeds_and_others_are_links_that_are_told():
    taken = take(
        '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe><iframe src="https://maps.example/x"></iframe>'
        '<video><source src="v.mp4"></video>',
        base=BASE,
    )

    assert '<figure data-embed="youtube:dQw4w9WgXcQ"></figure>' in taken.body
    assert '<a href="https://maps.example/x" rel="noopener">' in taken.body
    assert taken.lost == [f"Could not be kept as it was: frame (https://maps.example/x), video ({BASE}v.mp4)."]


def test_widget_of_a_provider_is_an_embed():
    quoted = (
        '<blockquote class="twitter-tweet"><p>Words</p><a href="https://twitter.com/a/status/123">x</a></blockquote>'
    )

    assert take(quoted).body == '<figure data-embed="x:123"></figure>'


def test_scripts_and_counting_pixels_leave_nothing():
    taken = take('<p>One</p><script>alert(1)</script><img src="t.gif" width=1 height=1><style>p{}</style>')

    assert (taken.body, taken.pictures, taken.lost) == ("<p>One</p>", [], [])


def test_references_of_ours_in_a_strangers_hand_mean_nothing():
    taken = take('<p><a href="https://a.example/" data-article="7">w</a></p><figure data-picture="7"></figure>')

    assert taken.body == '<p><a href="https://a.example/" rel="noopener">w</a></p>'


def test_links_lead_from_where_the_text_stood():
    assert take('<p><a href="../x">w</a></p>', base=BASE).body == (
        '<p><a href="https://site.example/x" rel="noopener">w</a></p>'
    )


@pytest.mark.parametrize("source", ["", "   ", "<!-- -->", "\x00\x01", "<"])
def test_nothing_is_an_empty_body(source):
    assert bodies.is_empty(take(source).body) or source == "<"


def test_longer_than_any_body_is_refused_before_it_is_parsed():
    with pytest.raises(bodies.BodyTooLong):
        take("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Tom &amp;amp; Jerry <b>win</b>", "Tom & Jerry win"),
        ("A\u202e b\u00a0 c", "A b c"),
        ("5 &lt; 6", "5 < 6"),
        ("\u200b", ""),
        ("Profit < 6% > loss, 5 <6> 4", "Profit < 6% > loss, 5 <6> 4"),
    ],
)
def test_headline_is_plain_text(title, headline):
    assert headline_of(title) == headline


def test_plain_text_is_parted_at_blank_lines():
    assert plain_paragraphs("One\r\nstill <one>\r\n \r\nTwo") == "<p>One still &lt;one&gt;</p>\n<p>Two</p>"


def test_picture_known_by_several_addresses_is_one():
    best = WirePicture(address="big.jpg", credit="Rami Odeh")

    taken = take('<img src="small.jpg"><p>x</p><img src="tiny.jpg">', known={"small.jpg": best, "tiny.jpg": best})

    assert (len(taken.pictures), taken.body.count('data-picture="1"')) == (1, 2)


@pytest.mark.parametrize("mark", ['span class="credit"', 'small class="photo Credit"', 'cite class="credit"'])
def test_credit_that_is_marked_below_a_picture_is_its_credit(mark):
    below = f"Boats <{mark}><bdi>Rana</bdi></{mark.split()[0]}>."

    taken = take(f'<figure><img src="/a.jpg"><figcaption>{below}</figcaption></figure>', base=BASE)

    assert [(one.caption, one.credit) for one in taken.pictures] == [("Boats .", "Rana")]
    assert taken.body == '<figure data-picture="1"><figcaption>Boats .</figcaption></figure>'


def test_picture_of_a_character_is_that_character():
    found = take(
        '<p>Boats <img src="https://s.example/images/core/emoji/1f6a2.png" alt="\U0001f6a2"> go '
        '<img class="wp-smiley" alt=":)" src="a.gif">.</p>'
    )

    assert (found.body, found.pictures) == ("<p>Boats \U0001f6a2 go :).</p>", [])


@pytest.mark.parametrize(
    "image",
    [
        '<img srcset="s.jpg 300w, big.jpg 900w, m.jpg 600w">',
        '<img src="data:image/gif;base64,R0" data-srcset="s.jpg, big.jpg 2x">',
        '<img src="data:image/gif;base64,R0" data-orig-file="big.jpg">',
        '<img srcset="https://a.example/w_300,h_200/s.jpg 300w,\nbig.jpg 301w">',
        '<img srcset="big.jpg">',
    ],
)
def test_picture_that_waits_or_has_only_sizes_has_an_address(image):
    assert [shown.address for shown in take(f"<p>{image}</p>").pictures] == ["big.jpg"]


def test_table_with_a_picture_in_it_stays_a_table():
    found = take(
        '<figure class="wp-block-table"><table><tr><td><img src="flag.png"></td><td>Haifa</td></tr></table>'
        "<figcaption>Ports</figcaption></figure>"
    )

    assert "<td>Haifa</td>" in found.body
    assert "Ports" in found.body
    assert [shown.address for shown in found.pictures] == ["flag.png"]


def test_words_in_a_figure_that_are_no_caption_are_one_or_stand_below():
    alone = take('<figure><img src="a.jpg"><div class="text">At noon</div></figure>')
    beside = take('<figure><img src="a.jpg"><figcaption>At noon</figcaption>More</figure>')

    assert alone.body == '<figure data-picture="1"><figcaption>At noon</figcaption></figure>'
    assert beside.body == '<figure data-picture="1"><figcaption>At noon</figcaption></figure><p>More</p>'


def test_picture_for_readers_without_scripts_is_the_same_one():
    waiting = '<img src="data:image/gif;base64,R0" data-src="a.jpg"><noscript><img src="a.jpg"></noscript>'

    found = take(f"<figure>{waiting}<figcaption>At noon</figcaption></figure>")

    assert found.body == '<figure data-picture="1"><figcaption>At noon</figcaption></figure>'


def test_card_that_leads_elsewhere_is_a_link():
    found = take(
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/a"><div>'
        '<div class="kg-bookmark-title">Ports</div><div>About ports.</div></div><img src="i.png"></a></figure>',
        base="https://port.example/b",
    )

    assert found.body == '<p><a href="https://port.example/a" rel="noopener">Ports</a></p>'
    assert found.pictures == []


@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<figure>{}</figure>"])
def test_picture_that_is_offered_in_several_formats_is_one(around):
    offered = '<picture><source srcset="a.webp" type="image/webp"><source srcset="a.avif"><img src="a.jpg"></picture>'

    taken = take(around.format(offered) + "<p>One.</p>", base=BASE)

    assert taken.body == '<figure data-picture="1"></figure><p>One.</p>'
    assert [picture.address for picture in taken.pictures] == [f"{BASE}a.jpg"]


def test_list_of_pictures_that_wordpress_calls_a_gallery_is_one():
    items = (f'<li><figure><img src="{name}.jpg"><figcaption>{name}</figcaption></figure></li>' for name in "ab")

    taken = take(f'<ul class="wp-block-gallery columns-2">{"".join(items)}</ul>')

    assert taken.body == (
        '<figure data-kind="gallery"><figure data-picture="1"><figcaption>a</figcaption></figure>'
        '<figure data-picture="2"><figcaption>b</figcaption></figure></figure>'
    )


def test_caption_of_several_pictures_in_a_figure_within_stands_below_them():
    found = take(
        "<figure><figure><img src='a.jpg'><img src='b.jpg'><figcaption>Both</figcaption></figure>"
        "<figure><img src='c.jpg'><figcaption>Third</figcaption></figure></figure>"
    )

    assert [shown.caption for shown in found.pictures] == ["", "", "Third"]
    assert found.body.endswith("</figure><p>Both</p>")


NUMBERED = st.sampled_from(("&#1;", "&#x1f;", "&#7 ", "&#11;", "&#&#1;2;", "&#0;", "&#xd800;", "&#xFFFE;", "&#000008;"))
MARKUP = st.sampled_from(
    (
        *('<p><a href="', '">', "</a>", "</p>", '<img src="http://a.example/', '" alt="', '<iframe src="', "</iframe>"),
        *(
            "<figure><figcaption>",
            "</figcaption></figure>",
            "<ul><li>",
            "</li></ul>",
            "<audio src='",
            "'>",
            " ",
            "word",
        ),
    )
)


@given(st.lists(MARKUP | NUMBERED, max_size=30).map("".join), st.sampled_from(("", "http://b.example/\0\x01&#1;/")))
def test_characters_that_no_tree_may_hold_stop_no_body_whoever_names_them(source, base):
    taken = take(source, base=base)

    said = [taken.body, *taken.lost, *(picture.address for picture in taken.pictures)]
    assert not any(character < " " and character not in "\t\n\r" for text in said for character in text)


def test_control_character_that_is_named_is_a_blank():
    assert take("<p>One&#11;two&#7;</p>").body == "<p>One two</p>"


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "picture without an address"),
        ("<iframe></iframe>", "frame"),
        ("<video></video>", "video"),
    ],
)
def test_what_names_no_address_is_told_and_not_taken_for_the_page_itself(without, told):
    taken = take(f"<p>Boats.</p>{without}", base=BASE)

    assert (taken.body, taken.pictures) == ("<p>Boats.</p>", [])
    assert taken.lost == [f"Could not be kept as it was: {told}."]


def test_frame_that_waits_leads_where_it_will():
    taken = take('<iframe src="about:blank" data-src="https://maps.example/port"></iframe>')

    assert taken.body == ('<p><a href="https://maps.example/port" rel="noopener">https://maps.example/port</a></p>')


def test_controls_of_players_and_cards_are_no_words():
    taken = take(
        '<div class="kg-card kg-audio-card"><img src="" class="kg-audio-thumbnail kg-audio-hide">'
        '<div class="kg-audio-thumbnail placeholder"><svg></svg></div><div class="kg-audio-player-container">'
        '<audio src="a.mp3"></audio><div class="kg-audio-title">Harbour radio</div><div class="kg-audio-player">'
        '<button>1x</button><span>0:00</span></div></div></div><div class="kg-file-card"><a href="b.pdf">'
        '<div class="kg-file-card-title">Tides</div><div class="kg-file-card-metadata">b.pdf 3 KB</div></a></div>',
        base=BASE,
    )

    assert taken.body == (
        f'<p><a href="{BASE}a.mp3" rel="noopener">{BASE}a.mp3</a></p><p>Harbour radio</p>'
        f'<p><a href="{BASE}b.pdf" rel="noopener">Tides</a></p>'
    )
    assert (taken.pictures, taken.lost) == ([], [f"Could not be kept as it was: audio ({BASE}a.mp3)."])
