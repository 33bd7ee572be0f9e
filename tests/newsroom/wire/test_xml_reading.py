import io

import pytest
from lxml import etree

from newsroom.wire.prolog import read_prolog
from newsroom.wire.reading import Unreadable
from newsroom.wire.xml_reading import MAX_ELEMENTS, elements, local_name, root_of, take_out

ENTITY = '<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>'
LAUGHS = "<!DOCTYPE r [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(10)) + "]><r>&l9;</r>"
OUTSIDE = '<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>'
PARAMETER = '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><r/>'


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ENTITY, LAUGHS, OUTSIDE, PARAMETER, f"<!-- x -->\n<?a b?>{ENTITY}"])
def test_declarations_are_refused(text, charset):
    payload = f'<?xml version="1.0"?>\n{text}'.encode(charset)

    with pytest.raises(Unreadable, match="declarations of its own"):
        root_of(payload)


@pytest.mark.parametrize(
    "named",
    [
        'rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"',
        'nitf SYSTEM "nitf-3-3.dtd"',
        "rss",
    ],
)
def test_document_type_that_is_only_named_is_passed_over(named):
    assert root_of(f"<!DOCTYPE {named}><rss><a/></rss>".encode()).tag == "rss"


def test_prolog_tells_the_first_element_and_its_namespaces():
    prolog = read_prolog("\ufeff<?xml version='1.0'?> <a:b xmlns:a='urn:x' xmlns=\"urn:y\" v='1'>".encode("utf-16-le"))

    assert (prolog.root, prolog.namespace, prolog.namespaces) == ("b", "urn:x", {"urn:x", "urn:y"})


@pytest.mark.parametrize("head", [b"", b"WORLD\nSat 04 Jan", b"{}", b"\x01\x02"])
def test_what_is_no_xml_has_no_prolog(head):
    assert read_prolog(head) is None


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"<a><b/>", "Line 1: the XML is not well-formed"),
        (b"<a>\n<b></a>", "Line 2: the XML is not well-formed"),
        (b"<a>\xe9</a>", "Line 1, byte 4 of it: the text is not in the charset"),
        (b"<a>" + b"<b>" * 250, "More than 200 elements are inside each other."),
        (b"<a " + b" ".join(b"x%d='1'" % number for number in range(150)) + b"/>", "more than 100 attributes"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "no charset that can be read"),
        (b"plain", "The file is no XML."),
    ],
)
def test_refusal_says_what_and_where(payload, said):
    with pytest.raises(Unreadable, match=said):
        root_of(payload)


def test_declared_charset_is_read():
    payload = "<?xml version='1.0' encoding='windows-1256'?><a>ميناء</a>".encode("windows-1256")

    assert root_of(payload).text == "ميناء"


def test_elements_are_emptied_once_they_were_read():
    payload = b"<rss><channel>" + b"<item><t>x</t></item>" * 20_000 + b"</channel></rss>"
    left = []

    for number, item in enumerate(elements(io.BytesIO(payload), wanted=lambda e: local_name(e) == "item")):
        left.append(len(item.getparent()))
        assert item[0].text == "x", number

    assert len(left) == 20_000
    assert max(left) < 2_000  # what one chunk of the file has


def test_what_is_not_well_formed_can_be_gone_on_from():
    payload = b"<rss><item>one & two</item><item>three</item></rss>"

    texts = [item.text for item in elements(payload, wanted=lambda e: local_name(e) == "item", repair=True)]

    assert texts[-1] == "three"


def test_named_characters_stand_as_themselves_and_comments_are_gone():
    payload = b'<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf>a&eacute;<b/>&mdash;c<!-- d --><?e?>f&unknown;</nitf>'

    root = root_of(payload)

    assert "".join(root.itertext()) == "aé—cf&unknown;"
    assert len(root) == 1


@pytest.mark.slow
def test_one_record_with_too_many_elements_is_refused():
    with pytest.raises(Unreadable, match="in one record"):
        list(elements(b"<a>" + b"<b/>" * (MAX_ELEMENTS + 1), wanted=lambda element: False))

    records = b"<a>" + b"<b/>" * (MAX_ELEMENTS + 1) + b"</a>"
    assert sum(1 for _b in elements(records, wanted=lambda element: element.tag == "b")) == MAX_ELEMENTS + 1


def test_prefix_that_nobody_declared_is_refused_in_words():
    payload = b"<a:b xmlns:c='urn:c'><c:d/><e:1f/><g/></a:b>"

    assert [local_name(node) for node in root_of(payload, repair=True).iter()] == ["b", "d", "1f", "g"]
    with pytest.raises(Unreadable, match="prefix a on b is not defined"):
        root_of(payload)


def test_what_is_taken_out_leaves_what_stands_around_it():
    root = root_of(b"<a>1<x>2<y/>3</x>4<b>5</b>6<x/>7<x><x/>8</x>9</a>")

    take_out(root.iter("x"), instead=lambda node: "-")

    assert etree.tostring(root) == b"<a>1-4<b>5</b>6-7-9</a>"
