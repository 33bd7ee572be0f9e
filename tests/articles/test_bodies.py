import re
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from articles import bodies
from articles.bodies import (
    BodyTooDeep,
    BodyTooLong,
    Embed,
    References,
    Words,
    from_plain_text,
    is_empty,
    leftover_markers,
    picture_uses,
    plain_text,
    references,
    render,
    sanitise,
    word_count,
)

ALLOWED = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption", "table", "caption"),
    *("thead", "tbody", "tr", "th", "td", "a", "em", "strong", "s", "sub", "sup", "br", "hr", "cite", "q"),
    *("bdi", "code", "pre", "aside"),
}
VALUES = {
    "href": r"https?://[^/?#\s].*|mailto:.+|(?!//)(?![A-Za-z][A-Za-z0-9+.-]*:)[^\\]*",
    "rel": "noopener",
    "lang": r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    "dir": "ltr|rtl|auto",
    "colspan": "[1-9][0-9]?",
    "rowspan": "[1-9][0-9]?",
    "scope": "row|col|rowgroup|colgroup",
    "start": "[0-9]{1,4}",
    "data-article": "[1-9][0-9]*",
    "data-picture": "[1-9][0-9]*",
    "data-kind": "quote|gallery",
    "data-alt": ".{1,2000}",
    "data-embed": "[a-z0-9]+:[A-Za-z0-9@_./-]+",
}

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "<script/x>alert(1)</script >",
    "<p>a<script>b",
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror\n=\nalert(1)//",
    "<img/src='x'/onerror=alert(1)>",
    "<p onclick=alert(1)>x</p>",
    "<p ONMOUSEOVER='alert(1)' style='width:expression(1)'>x</p>",
    "<p/onclick=alert(1)>x",
    "<p class=a id=b style='position:fixed' data-x=1 contenteditable autofocus onfocus=alert(1)>x</p>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><p><style><img src=x onerror=alert(1)></style>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><foreignObject><p onclick=alert(1)>x</p></foreignObject></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><p onclick=alert(1)>x</p></annotation-xml></math>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style><!--</style><script>alert(1)//--></script>",
    "<title><a href='</title><img src=x onerror=alert(1)>'></title>",
    "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<noembed><img title='</noembed><script>alert(1)</script>'>",
    "<noframes><img title='</noframes><script>alert(1)</script>'>",
    "<xmp><img title='</xmp><script>alert(1)</script>'>",
    "<plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<audio src onerror=alert(1)><video><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1)//></video>",
    "<body onload=alert(1)><p>x",
    "<html manifest=x onclick=alert(1)><head><base href=//evil.example/></head><p>x</p></html>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href='javascript:alert(1)//'><a href=x>y</a>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=JaVaScRiPt:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscr\ript:alert(1)'>x</a>",
    "<a href=' \x01\x1f javascript:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='jav&#x09;ascript&#58;alert(1)'>x</a>",
    "<a href='&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58alert(1)'>x</a>",
    "<a href='java\0script:alert(1)'>x</a>",
    "<a href='\u2028javascript:alert(1)'>x</a>",
    "<a href='\u202ejavascript:alert(1)'>x</a>",
    "<a href='\ufeffjavascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='blob:https://a.example/1'>x</a>",
    "<a href='view-source:https://a.example'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='/\\evil.example/'>x</a>",
    "<a href='\\\\evil.example/'>x</a>",
    "<a href='/\t/evil.example/'>x</a>",
    "<a href='https:evil.example'>x</a>",
    "<a href='https:///evil.example'>x</a>",
    "<a href='x\" onclick=\"alert(1)'>x</a>",
    "<a href='https://a.example/?\"><script>alert(1)</script>'>x</a>",
    "<a href='x' target=_blank rel=opener ping=//evil.example download>x</a>",
    "<a name=x id=x href=#x>x</a>",
    "<p lang='en\" onclick=\"alert(1)'>x</p>",
    "<p dir='rtl;x' lang='x y'>x</p>",
    "<td colspan=99999 rowspan=-1 scope=x background=javascript:alert(1)>x</td>",
    "<table background=javascript:alert(1)><tr><td colspan=1e9>x</table>",
    "<ol start=99999999999 onclick=alert(1)><li value=5>x</ol>",
    "<a data-article='1 onclick=alert(1)'>x</a>",
    "<a data-article='٣'>x</a>",
    "<figure data-picture='1\"><script>alert(1)</script>'>x</figure>",
    "<figure data-picture=5 data-alt='\"><script>alert(1)</script>'><figcaption><img src=x onerror=alert(1)>x</figure>",
    "<figure data-picture=5><figcaption>&lt;script>alert(1)&lt;/script><svg><style></figcaption><p>",
    "<figure data-kind=gallery><figure data-picture=5 data-alt='&#x338;<'></figure><figure data-kind=gallery>x",
    "<figure data-embed='youtube:\"><script>alert(1)</script>'></figure>",
    "<figure data-embed='javascript:alert(1)'></figure>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
    "<<script>alert(1)//<</script>",
    "<p <script>alert(1)</script>>x",
    "<p title='<script>'>x</p>&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<b\x0conclick=alert(1)>x</b>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>x</button>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<select><option><script>alert(1)</script></select>",
    "<isindex action=javascript:alert(1)>",
    "<table><svg><td><img src=x onerror=alert(1)></td></svg></table>",
    "<p><table><a href=javascript:alert(1)><tr><td>x",
    "<a><p><a href=javascript:alert(1)>x</a></p></a>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<p>\ud800<script>\udfff</script></p>",
    "<portal src=javascript:alert(1)></portal><dialog open onclose=alert(1)>x</dialog>",
]

SHAPES = [
    "plain ",
    "<b>",
    "<b>x</b>",
    "<p>x",
    "<b><p>x",
    "<p><em>x</p>",
    "<div>x</div>",
    "<br>",
    "<a data-article=1>x</a>",
    "<a data-article=1>x",
    "<a href=/x>x",
    "<figure data-picture=1></figure>",
    "<li>x",
    "<td>x",
    "<table><tr><td>x</table>",
    "</p>",
    "</b></i>",
    "<",
    "<!--",
    "<p x",
    "&",
    "&#x41",
    "&amp;",
    " \n\t",
    "e\u0301",
    "\u0301\u0316",
    "\u0338",
    "<svg>x</svg>",
    "<script>",
    "<![CDATA[",
]

OTHERS = ["b", "i", "h1", "div", "span", "dl", "menu", "tfoot", "svg", "style"]
REFERENCES = [
    "<a data-article=7>",
    "<figure data-picture=5>",
    "<aside data-kind=quote>",
    "<p dir=rtl>",
    "<td colspan=2>",
    "\n",
    " ",
]
PIECES = st.lists(
    st.one_of(
        st.sampled_from(ATTACKS + SHAPES),
        st.builds("<{}{}>".format, st.sampled_from(["", "/"]), st.sampled_from([*sorted(ALLOWED), *OTHERS])),
        st.builds('<a href="{}">'.format, st.text(max_size=8)),
        st.sampled_from(REFERENCES),
        st.text(max_size=6),
    ),
    max_size=25,
).map("".join)


def wrong_parts(markup):
    """What the parsed markup holds beyond the allow-list."""
    for element in lxml_html.fragment_fromstring(markup, create_parent="article").iterdescendants():
        if element.tag not in ALLOWED:
            yield element.tag
        for name, value in element.attrib.items():
            if not re.fullmatch(VALUES.get(name, r"(?!)"), value):
                yield f"{element.tag}[{name}={value}]"


@pytest.mark.parametrize("attack", ATTACKS)
def test_sanitise_attack_leaves_only_what_is_allowed(attack):
    for body in (attack, f"<p>before {attack} after</p>", f"<table><tr><td>{attack}", f"<ul><li><b>{attack}"):
        clean = sanitise(body)

        assert list(wrong_parts(clean)) == []
        assert sanitise(clean) == clean
        assert list(wrong_parts(render(body, pictures={}, addresses={}))) == []


def test_attacks_are_many_and_different():
    assert len(ATTACKS) == len(set(ATTACKS))
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("element", ["svg", "math", "style", "textarea", "noscript", "iframe", "template"])
def test_sanitise_hidden_element_goes_with_its_content(element):
    assert sanitise(f"<p>a<{element}>hidden</{element}>b</p>") == "<p>ab</p>"


def test_sanitise_title_goes_and_ends_the_paragraph():
    assert sanitise("<p>a<title>hidden</title>b</p>") == "<p>a</p><p>b</p>"


@given(PIECES)
@settings(deadline=None, max_examples=300)
@example("<a>\u0338x</a>")
@example("<pre>\n\n\nx</pre>")
@example("<b><table><tr><td></b>x")
def test_sanitise_twice_changes_nothing(body):
    clean = sanitise(body)

    assert sanitise(clean) == clean
    assert bodies._CLEANER.clean(clean) == clean
    assert list(wrong_parts(clean)) == []
    assert unicodedata.is_normalized("NFC", clean)


@given(PIECES)
@settings(deadline=None)
def test_sanitise_result_is_blocks_without_empty_ones(body):
    root = lxml_html.fragment_fromstring(sanitise(body), create_parent="article")

    assert not (root.text or "").strip()
    assert [child.tag for child in root if (child.tail or "").strip()] == []
    assert {child.tag for child in root} <= {
        *("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "figure", "table", "hr", "pre", "aside")
    }
    assert [p for p in root.iter("p") if not p.text_content().strip()] == []


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("", ""),
        ("text", "<p>text</p>"),
        ("text <b>bold</b> <i>lean</i>", "<p>text <strong>bold</strong> <em>lean</em></p>"),
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        ("<div>a<div>b</div>c</div>d", "<p>a</p><p>b</p><p>c</p><p>d</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p> </p><p>&nbsp;</p><p><br></p><p>\u200b</p><p><b></b></p>", ""),
        ("<p> a  </p>\n\n<p>b</p>", "<p> a</p><p>b</p>"),
        ("<em><p>a</p>b</em>c", "<p><em>a</em></p><p><em>b</em>c</p>"),
        ("<p>a<em> </em>b</p>", "<p>a b</p>"),
        ("<strong>a<b>b</b></strong>", "<p><strong>ab</strong></p>"),
        ('<b style="font-weight: normal">a</b>', "<p>a</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<ul>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>a</li>", "<p>a</p>"),
        ("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<aside><h3>Fact</h3>one</aside>", "<aside><h3>Fact</h3><p>one</p></aside>"),
        (
            "<table><tr><th scope=row>a<td colspan=2></table>",
            '<table><tbody><tr><th scope="row">a</th><td colspan="2"></td></tr></tbody></table>',
        ),
        ("<table><tr><td></table>", ""),
        ("<pre>\n\n  a\n b</pre>", "<pre>  a\n b</pre>"),
        ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        ('<p lang="ar" dir="rtl" class="x">a</p>', '<p dir="rtl" lang="ar">a</p>'),
        ("<p>a<br>b<hr>c", "<p>a<br>b</p><hr><p>c</p>"),
        ("<a href='/x y?a=1&b=2'>z</a>", '<p><a href="/x%20y?a=1&amp;b=2" rel="noopener">z</a></p>'),
        (
            "<a href=mailto:a@b.example>z</a>",
            '<p><a href="mailto:a@b.example" rel="noopener">z</a></p>',
        ),
        ("<a href=javascript:x>z</a>", "<p>z</p>"),
        ("<a data-article=12 href=/old>z</a>", '<p><a data-article="12" rel="noopener">z</a></p>'),
        ("<a data-article=012>z</a>", "<p>z</p>"),
        ("<figure data-picture=5><img src=x>gone</figure>", '<figure data-picture="5"></figure>'),
        ("<figure data-embed=youtube:abc123>", '<figure data-embed="youtube:abc123"></figure>'),
        (
            "<figure data-picture=5 data-alt=' a  &lt;b> ' class=x><figcaption> c <em>d</em><script>e</script><p>f",
            '<figure data-alt="a &lt;b&gt;" data-picture="5"><figcaption>c d f</figcaption></figure>',
        ),
        (
            "<figure data-picture=5 data-alt='\u200b'><figcaption> </figcaption><figcaption>b</figcaption>c</figure>",
            '<figure data-picture="5"></figure>',
        ),
        ("<figure data-alt=a data-embed=youtube:abc123>", '<figure data-embed="youtube:abc123"></figure>'),
        ("<figure data-alt=a lang=ar data-kind=x>b</figure>", '<figure lang="ar"><p>b</p></figure>'),
        (
            "<figure data-kind=gallery dir=rtl data-alt=a><figure data-picture=5></figure> <figure data-picture=6>"
            "</figure></figure>",
            '<figure data-kind="gallery"><figure data-picture="5"></figure><figure data-picture="6"></figure></figure>',
        ),
        ("<figure data-kind=gallery> <p></p></figure>", ""),
        (
            "<figure data-kind=gallery><figcaption>A <b>day</b><p>&lt;at sea</figcaption>"
            "<figure data-picture=5></figure></figure>b",
            '<figure data-kind="gallery"><figure data-picture="5"></figure><figcaption>A day &lt;at sea</figcaption>'
            "</figure><p>b</p>",
        ),
        (
            "<figure data-kind=gallery><figure data-picture=5><figcaption>a</figcaption></figure><figcaption>b"
            "</figcaption><figcaption>c</figcaption></figure>",
            '<figure data-kind="gallery"><figure data-picture="5"><figcaption>a</figcaption></figure>'
            "<figcaption>b</figcaption></figure><p>c</p>",
        ),
        ("<aside><figure data-kind=gallery><figcaption>a</figcaption></figure></aside>", "<aside><p>a</p></aside>"),
        (
            "<figure data-kind=gallery><figure data-picture=5></figure>a<figcaption>b</figcaption><hr>"
            "<figure data-picture=6></figure></figure>c",
            '<figure data-kind="gallery"><figure data-picture="5"></figure></figure><p>a</p><p>b</p><hr>'
            '<figure data-picture="6"></figure><p>c</p>',
        ),
        (
            "<figure data-kind=gallery><figure data-embed=youtube:abc123></figure></figure>",
            '<figure data-embed="youtube:abc123"></figure>',
        ),
        (
            "<figure><pre>a</pre><figcaption>b</figure>",
            "<figure><pre>a</pre><figcaption>b</figcaption></figure>",
        ),
        ("1 < 2 &amp; 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("e\u0301 a\u202eb\u0007c\ufffed&#x202e;&#0;&#xfdd0;", "<p>é abcd\ufffd</p>"),
        ("\u2067اسم\u2069", "<p>\u2067اسم\u2069</p>"),
    ],
)
def test_sanitise_shapes(body, clean):
    assert sanitise(body) == clean


def test_sanitise_deep_body_is_refused():
    assert sanitise("<blockquote>" * 98 + "x").count("<blockquote>") == 98
    with pytest.raises(BodyTooDeep, match="more than 100 elements inside each other"):
        sanitise("<blockquote>" * 101 + "x")
    with pytest.raises(BodyTooDeep):
        sanitise("<b>" * 300_000)


def test_sanitise_long_body_is_refused():
    assert len(sanitise("x" * 1_000_000)) == 1_000_007
    for body in ("x" * 1_048_577, "ش" * 600_000, "<" * 400_000):
        with pytest.raises(BodyTooLong, match="longer than 1 MB"):
            sanitise(body)
    with pytest.raises(BodyTooLong):
        sanitise("<a href=/" + "y" * 4000 + ">" + "<p>x" * 100_000)


@pytest.mark.parametrize("shape", [*SHAPES, "<p {}>"])
def test_sanitise_time_grows_with_length(shape):
    body = (shape * 40_000)[:40_000]
    if shape == "<p {}>":
        body = shape.format(" ".join(f"a{number}=1" for number in range(5_500)))
    started = time.thread_time()
    try:
        render(body, pictures={1: lambda use: ""}, addresses={1: "/x/"})
        plain_text(body)
        leftover_markers(body)
    except BodyTooDeep:
        pass

    assert time.thread_time() - started < 1.0


def test_references_are_collected():
    body = (
        "<p><a data-article=7>a</a><a data-article=8>b</a><a data-article=x>c</a></p>"
        "<figure data-picture=5></figure><blockquote><figure data-embed=vimeo:12></figure></blockquote>"
    )

    assert references(body) == References(frozenset({5}), frozenset({7, 8}), frozenset({Embed("vimeo", "12")}))
    assert references('<p>text data-picture="9"</p>') == References(frozenset(), frozenset(), frozenset())


@pytest.mark.parametrize("more", ["", '<figure data-picture="9"></figure>'])
def test_render_leads_links_elsewhere_that_are_given_by_what_they_say(more):
    body = (
        '<p><a dir="rtl" href="https://old.example/?a=1&amp;b=2" rel="noopener">It</a> '
        '<a href="https://x.example/" rel="noopener">that</a></p>'
    )

    shown = render(body + more, pictures={}, addresses={"https://old.example/?a=1&b=2": "/world/<x>/"})

    assert shown == (
        '<p><a href="/world/&lt;x&gt;/" dir="rtl" rel="noopener">It</a> '
        '<a href="https://x.example/" rel="noopener">that</a></p>'
    )


def test_render_fills_links_to_articles():
    links = "<a data-article=7 lang=ar>a <b>b</b></a>, <a data-article=8>c <i>d</i></a>, <a href=/e>e</a>"

    assert render(links, pictures={}, addresses={7: '/world/2025/01/04/a/?x="&y'}) == (
        '<p><a href="/world/2025/01/04/a/?x=&quot;&amp;y" lang="ar" rel="noopener">a <strong>b</strong></a>, '
        'c <em>d</em>, <a href="/e" rel="noopener">e</a></p>'
    )


def test_render_fills_pictures():
    body = "<p>a</p><figure data-picture=5></figure><figure data-picture=6></figure><p>b</p>"
    picture = '<figure><img src="/media/5.webp" alt=""></figure>'

    assert render(body, pictures={5: lambda use: picture}, addresses={}) == f"<p>a</p>{picture}<p>b</p>"


GALLERY = (
    '<figure data-kind="gallery"><figure data-alt="&quot;A&quot;" data-picture="5">'
    '<figcaption>B &lt; C</figcaption></figure><figure data-picture="6"></figure></figure>'
)


def test_picture_uses_are_the_places_in_reading_order():
    body = GALLERY + '<p>data-picture="9"</p><figure data-picture="5"></figure>'

    assert picture_uses(sanitise(body)) == [(5, "B < C", '"A"', True), (6, "", "", True), (5, "", "", False)]
    assert references(body).pictures == {5, 6}
    assert plain_text(GALLERY) == "B < C"


@pytest.mark.parametrize(
    ("there", "page", "feed"),
    [
        ({5, 6}, '<ul class="gallery" role="list"><li>[5]</li><li>[6]</li></ul>', "[5][6]"),
        ({6}, "[6]", "[6]"),
        ({7}, "", ""),
    ],
)
def test_render_shows_a_gallery_as_a_list_without_what_is_withdrawn(there, page, feed):
    pictures = {key: lambda use: f"[{use.picture}]" for key in there} | dict.fromkeys({5, 6} - there, lambda use: "")

    for shown in (pictures, {key: pictures[key] for key in there}):
        assert render(GALLERY, pictures=shown, addresses={}, words=Words({}, "", "")) == page
        assert render(GALLERY, pictures=shown, addresses={}) == feed


@pytest.mark.parametrize(
    ("there", "page", "feed"),
    [
        ("56", '<ul class="gallery" role="list"><li>[5]</li><li>[6]</li></ul>', "[5][6]"),
        ("6", "[6]", "[6]"),
        ("", "", ""),
    ],
)
def test_render_shows_what_is_said_of_a_gallery_above_its_pictures(there, page, feed):
    body = GALLERY.removesuffix("</figure>") + "<figcaption>A day &lt; at sea</figcaption></figure>"
    pictures = {int(key): lambda use: f"[{use.picture}]" for key in there}

    shown = render(body, pictures=pictures, addresses={}, words=Words({}, "", ""))
    told = render(body, pictures=pictures, addresses={})

    above = '<figure class="of-gallery"><figcaption>A day &lt; at sea</figcaption>'
    assert shown == (f"{above}{page}</figure>" if page else "")
    assert told == (f"<p><strong>A day &lt; at sea</strong></p>{feed}" if feed else "")
    assert plain_text(body) == "B < C\n\nA day < at sea"


def test_render_gives_the_picture_that_is_left_over_the_room_of_one_outside():
    def shown(use):
        return "half" if use.is_in_gallery else "whole"

    one = '<figure data-picture="5"></figure>'
    gallery = '<figure data-kind="gallery">{}</figure>'

    found = [render(gallery.format(one * count), pictures={5: shown}, addresses={}) for count in (1, 2, 3)]
    assert found == ["whole", "halfhalf", "halfhalfwhole"]


@pytest.mark.parametrize(
    "place",
    [
        "<figure data-picture=5 data-alt='{}'>",
        "<figure data-picture=5><figcaption>{}",
        "<figure data-kind=gallery><figure data-picture=5></figure><figcaption>{}",
    ],
)
def test_sanitise_refuses_longer_words_of_a_picture_than_it_may_have(place):
    assert "x" * 2000 in sanitise(place.format("x" * 2000))
    with pytest.raises(BodyTooLong, match="more than 2000 characters"):
        sanitise(place.format("x" * 2001))


@pytest.mark.parametrize(
    ("embed", "address"),
    [
        ("youtube:abc123", "https://www.youtube.com/watch?v=abc123"),
        ("vimeo:76979871", "https://vimeo.com/76979871"),
        ("vimeo:76979871/8272103f6e", "https://vimeo.com/76979871/8272103f6e"),
        ("x:1234567890", "https://x.com/i/status/1234567890"),
        ("instagram:Cab_1-2", "https://www.instagram.com/p/Cab_1-2/"),
        ("facebook:harbour.desk/posts/123", "https://www.facebook.com/harbour.desk/posts/123"),
        ("tiktok:@harbour/video/123", "https://www.tiktok.com/@harbour/video/123"),
        ("telegram:harbour/12", "https://t.me/harbour/12"),
        ("soundcloud:harbour/tune", "https://soundcloud.com/harbour/tune"),
        ("datawrapper:aB3dE", "https://www.datawrapper.de/_/aB3dE/"),
    ],
)
def test_render_shows_embeds_as_links(embed, address):
    rendered = render(f'<figure data-embed="{embed}"></figure>', pictures={}, addresses={})

    assert rendered.startswith(f'<p class="embed"><a href="{address}" rel="noopener">')
    assert rendered.endswith("</bdi></a></p>")


@pytest.mark.parametrize("embed", ["unknown:1", "vimeo:abc", "facebook:../../x", "youtube:a/b", "tiktok:@a/../b", "x:"])
def test_render_drops_unknown_embeds(embed):
    assert render(f'<p>a</p><figure data-embed="{embed}"></figure>', pictures={}, addresses={}) == "<p>a</p>"


def test_render_cleans_what_was_stored_unclean():
    stored = '<p onclick="x">a</p><div><a href="javascript:x">b</a></div><script>c</script>'

    assert render(stored, pictures={}, addresses={}) == "<p>a</p><p>b</p>"


@given(PIECES)
@settings(deadline=None)
def test_render_leaves_no_reference(body):
    rendered = render(body, pictures={5: lambda use: "<figure>5</figure>"}, addresses={7: "/x/"})
    root = lxml_html.fragment_fromstring(rendered, create_parent="article")

    references = {"data-picture", "data-article", "data-embed", "data-alt", "data-kind"}
    assert [e.attrib for e in root.iter("a", "figure") if references & set(e.attrib)] == []


def test_render_body_without_references_stays_as_stored():
    body = sanitise("<h2>a</h2><p>b <a href=https://news.example/>c</a> data-driven</p>")

    assert render(body, pictures={}, addresses={}) == body


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a <b>b</b><i>c</i></p><p>d<br>e</p>", "a bc\n\nd\ne"),
        ("<h2>a</h2><ul><li>b<li>c</ul><p>d</p>", "a\n\nb\nc\n\nd"),
        ("<table><tr><th>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<p>a&nbsp;&lt;b&gt; &amp;amp;</p>", "a <b> &amp;"),
        ("<p>She said <q>no</q>.</p>", "She said “no”."),
        ("<p>a</p>\n<figure data-picture=5></figure>\n<hr><p>b</p>", "a\n\nb"),
        ("", ""),
    ],
)
def test_plain_text_shapes(body, text):
    assert plain_text(body) == text


@pytest.mark.parametrize(
    ("body", "count"),
    [("<p>One two</p><p>three – four</p>", 4), ("<p>قالت ثلاث شركات</p>", 3), ("<p>—</p>", 0), ("", 0)],
)
def test_word_count(body, count):
    assert word_count(body) == count


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("", True),
        ("<p> &nbsp;\u200b\u2060</p><hr><ul><li></ul><script>x</script>", True),
        ("<p>x</p>", False),
        ("<figure data-picture=5></figure>", False),
        ("<figure data-embed=youtube:abc123></figure>", False),
    ],
)
def test_is_empty(body, empty):
    assert is_empty(body) is empty


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("a\nb\r\n \r\nc", "<p>a b</p><p>c</p>"),
        ('1 < 2 & "x" <script>', '<p>1 &lt; 2 &amp; "x" &lt;script&gt;</p>'),
        (" \n\n\u200b\n", ""),
        ("a\n\n\n\n\u200b\n\nb", "<p>a</p><p>b</p>"),
    ],
)
def test_from_plain_text(text, body):
    assert from_plain_text(text) == body


@given(st.text())
@settings(deadline=None)
def test_from_plain_text_is_already_sane(text):
    body = from_plain_text(text)

    assert sanitise(body) == body
