import pytest
from django.test import RequestFactory

from newsroom.pagecache.asked import NotedQuery, Places, note_query


@pytest.mark.parametrize(
    ("look", "names"),
    [
        (lambda query: None, set()),
        (lambda query: query.get("q"), {"q"}),
        (lambda query: query["q"], {"q"}),
        (lambda query: query.getlist("q"), {"q"}),
        (lambda query: "q" in query, {"q"}),
        (lambda query: query.get("before", ""), {"before"}),
        (lambda query: (query.get("q"), query.getlist("section")), {"q", "section"}),
        (lambda query: list(query), None),
        (lambda query: bool(query), None),
        (lambda query: len(query), None),
        (lambda query: query.urlencode(), None),
        (lambda query: query.copy(), None),
        (lambda query: query.dict(), None),
        (lambda query: dict(query), None),
        (lambda query: {**query}, None),
        (lambda query: list(query.items()), None),
        (lambda query: list(query.values()), None),
        (lambda query: list(query.lists()), None),
        (lambda query: list(query.keys()), None),
    ],
)
def test_query_notes_what_is_asked_for(look, names):
    query = NotedQuery(b"q=port&section=world")
    look(query)

    assert query.names == names


def test_noted_query_says_what_django_reads():
    request = RequestFactory().get("/search/?q=%D9%85%D9%8A&q=b&empty=&utm_source=x%FF")
    plain = request.GET
    note_query(request)

    assert plain == request.GET
    assert request.GET.encoding == plain.encoding


@pytest.fixture
def places():
    found = Places()
    found.note("/search/", frozenset({"q", "section"}))
    found.note("/", frozenset())
    return found


@pytest.mark.parametrize("query", ["utm_source=x", "fbclid=1&gclid=2", "a&b&c", "&&&", "=", "%00=%ff"])
def test_parameters_that_nobody_reads_make_no_other_page(places, query):
    assert places.place("/", query) == ()
    assert places.place("/search/", f"q=port&{query}") == (("q", ("port",)),)


def test_order_of_names_makes_no_other_page_and_order_of_values_does(places):
    assert places.place("/search/", "section=a&q=b") == places.place("/search/", "q=b&section=a")
    assert places.place("/search/", "q=a&q=b") != places.place("/search/", "q=b&q=a")


def test_absent_and_empty_are_two_pages(places):
    assert places.place("/search/", "q=") != places.place("/search/", "")


def test_text_that_django_reads_differently_is_another_page(places):
    """The bytes of a letter as they are, and the same bytes each taken for a letter of its own."""
    as_bytes = "\xd9\x85"
    assert places.place("/search/", f"q={as_bytes}") == places.place("/search/", "q=%D9%85")
    assert places.place("/search/", f"q={as_bytes}") != places.place("/search/", "q=%C3%99%C2%85")


def test_path_that_nobody_knows_is_told_apart_by_all(places):
    assert places.place("/new/", "b=1&a=2") == (("a", ("2",)), ("b", ("1",)))


def test_names_of_a_path_only_grow(places):
    places.note("/search/", frozenset({"q"}))
    assert places.place("/search/", "section=x") == (("section", ("x",)),)
    places.note("/search/", None)
    places.note("/search/", frozenset())

    assert places.place("/search/", "fbclid=1") == (("fbclid", ("1",)),)


def test_what_is_no_query_has_no_place(places):
    assert places.place("/search/", "&".join(f"a{number}=1" for number in range(2000))) is None
