import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.old_paths import LONGEST, hosts_of, is_of, key_of, keys_of_request, links_to, site_of

ARABIC = "/2020/01/مواعيد-العبّارات"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://old.example/2020/01/ferries/", "/2020/01/ferries"),
        ("https://old.example/2020/01/ferries", "/2020/01/ferries"),
        ("http://old.example//2020//ferries.html", "/2020/ferries.html"),
        ("https://old.example/?p=12", "/?p=12"),
        ("https://old.example/index.php?p=012&utm_source=x", "/?p=12"),
        ("https://old.example/?page_id=7", "/?page_id=7"),
        ("https://old.example/story.asp?lang=en&id=5&fbclid=1#top", "/story.asp?id=5&lang=en"),
        ("https://old.example/2020/01/%D9%85%D9%88", "/2020/01/مو"),
        ("https://old.example/2020/01/%d9%85%d9%88/", "/2020/01/مو"),
        ("https://old.example/cafe%CC%81/", "/café"),
        ("/ferries/", "/ferries"),
        ("https://old.example/", ""),
        ("https://old.example", ""),
        ("https://old.example/about/team/", "/about/team"),
        ("https://old.example/admin/x", ""),
        ("https://old.example/Media/a.jpg", ""),
        ("https://[broken/x", ""),
        ("https://old.example/" + "x" * LONGEST, ""),
        ("https://old.example/a%00b", ""),
    ],
)
def test_key_of(address, key):
    assert key_of(address) == key


@pytest.mark.parametrize(
    ("path", "query"),
    [(f"{ARABIC}/", ""), (ARABIC, ""), (f"{ARABIC}/amp/", ""), (ARABIC, "utm_source=mail")],
)
def test_reader_who_asks_in_another_way_finds_the_same_key(path, query):
    assert key_of(f"https://old.example{ARABIC}/") in keys_of_request(path, query)


def test_number_of_a_post_is_looked_for_before_its_path():
    assert keys_of_request("/blog/", "p=12") == ["/blog?p=12", "/blog"]
    assert keys_of_request("/", "p=12") == ["/?p=12"]
    assert keys_of_request("/", "") == []
    assert keys_of_request("/admin/articles/", "") == []


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_is_too_strange(path, query):
    keys = [*keys_of_request(path, query), key_of(path), key_of(f"https://old.example/{path}?{query}")]

    assert all("\0" not in key and len(key) <= LONGEST for key in keys)


def test_address_is_of_the_site_only_on_its_hosts():
    hosts = hosts_of(["https://www.old.example/blog", "http://older.example"])

    assert is_of("http://old.example/a", hosts)
    assert is_of("https://www.older.example/a", hosts)
    assert is_of("/a", hosts)
    assert not is_of("https://elsewhere.example/a", hosts)
    assert not is_of("//elsewhere.example/a", hosts)
    assert not is_of("javascript:alert(1)", hosts)


def test_site_is_known_by_its_host():
    assert site_of("https://www.Old.example:8080/a") == site_of("http://old.example") == "//old.example"
    assert site_of("/a") == site_of("https://[broken/x") == site_of("mailto:a@old.example") == ""


def test_links_to_sites_are_found_in_a_body_by_what_they_say():
    links = (
        '<a href="https://old.example/a?x=1&amp;y=2" rel="noopener">',
        '<a dir="rtl" href="http://www.old.example/b/" rel="noopener">',
        '<a href="https://old.example/">',
        '<a href="https://other.example/a">',
        '<a data-article="7">',
        '<a href="/c">',
    )
    html = "".join(f"<p>{link}x</a></p>" for link in links)

    found = links_to({"//old.example"}, html)

    assert found == {"https://old.example/a?x=1&y=2": "/a?x=1&y=2", "http://www.old.example/b/": "/b"}
