import pytest

from newsroom.wire.reading import Unreadable
from newsroom.wire.recognising import recognise


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ('<?xml version="1.0"?><rss version="2.0">', "", "rss"),
        ('<rss xmlns:wp="http://wordpress.org/export/1.2/">', "a.rss", "wxr"),
        ('<r:RDF xmlns:r="urn:r" xmlns="http://purl.org/rss/1.0/">', "", "rss"),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom">', "", "atom"),
        ('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">', "", "newsml_g2"),
        ("<nitf>", "", "nitf"),
        ('{"uri": "urn:1", "pubstatus": "canceled"}', "", "ninjs"),
        ('{\n "uri": "urn:1",\n "headlines": [', "", "ninjs"),
        ('{"uri": "x"}', "", "ninjs"),
        ('{\n  "uri": "x"\n}\n', "a.json", "ninjs"),
        ('{"versioncreated": "2025-01-04T17:12:00Z", "title": "a"}', "", "ninjs"),
        ('{"uri": "x", "posts": [{"title": "a"}]}', "", "json"),
        ('{"title": "a"}', "a.json", "json"),
        ('{"db": [{"meta": {"exported_on": 1}', "", "ghost"),
        ('{"meta": {"version": "5"}, "data": {"posts": [', "", "ghost"),
        ('{"title": "a"}\n{"title": "b"}\n', "", "jsonl"),
        ('{"uri": "urn:1", "headline": "a", "body": "b"}\n{}\n', "", "jsonl"),
        ('{"uri": "urn:1", "pubstatus": "usable"}\n{"uri": "urn:2"}\n', "a.jsonl", "ninjs"),
        ('{"standard":{"name":"ninjs"},"uri": "urn:1", "bodies": [', "a.jsonl", "ninjs"),
        ('{"title": "a"}', "a.jsonl", "jsonl"),
        ('<r:RDF xmlns:r="urn:r" xmlns="http://my.netscape.com/rdf/simple/0.9/"/>', "", "rss"),
        ('[{"title": "a"}]', "", "json"),
        ("Title,Date,Body\na,b,c", "", "csv"),
        ("Title;Date;Body\na;b;c", "a.dat", "csv"),
        ("Title\nx", "a.csv", "csv"),
        ("WORLD\nSat 04 Jan 2025 7:12 pm\nFerries agree\nOne.", "a.txt", "wire_text"),
        ("\x01abc123", "", "iptc7901"),
        ("cwe0003 3 i 380  cw 0045\n\nA/b/", "a.txt", "iptc7901"),
        ("\x16\x16\x01abc", "", "anpa"),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig"])
def test_content_decides(text, name, known, charset):
    if text[0] in "\x01\x16" and charset == "utf-8-sig":
        charset = "utf-8"  # wires of control characters have no mark

    assert recognise(text.encode(charset), name=name) == known


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b'<?xml version="1.0"?><NewsML Duid="x">', "NewsML 1"),
        (b'<!DOCTYPE NewsML SYSTEM "http://www.iptc.org/NewsMLv1.2.dtd" [<!ENTITY a "b">]><NewsML>', "NewsML 1"),
        (b'<!DOCTYPE html SYSTEM "about:legacy-compat"><html>', "web page"),
        (b"<!DOCTYPE html><HTML>", "web page"),
        (b"\xef\xbb\xbf\n<!doctype html><title>Log in", "web page"),
        (b"<opml/>", "OPML"),
        (b"<urlset/>", "sitemap"),
        (b"<soup/>", "“soup”"),
        (b"<so\0up/>", "“soup”"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
def test_neighbours_are_refused_by_name(head, said):
    with pytest.raises(Unreadable, match=said):
        recognise(head)
