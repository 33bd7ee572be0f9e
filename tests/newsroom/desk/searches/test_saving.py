import pytest
from django.db import IntegrityError, transaction

from articles.workflow import MoveIncomplete, RightMissing
from newsroom.desk.models import SavedSearch
from newsroom.desk.searches import saving
from newsroom.desk.searches.saving import delete_search, known_query, save_search

pytestmark = pytest.mark.django_db
KNOWN = {"q", "state", "in"}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("state=draft&q=olive", "q=olive&state=draft"),
        ("?state=draft", ""),
        ("state=draft&created_by__password__startswith=a&p=3&_popup=1", "state=draft"),
        ("state=draft&state=spiked", "state=spiked"),
        ("q=%D8%B2%D9%8A%D8%AA", "q=%D8%B2%D9%8A%D8%AA"),
        ("q=%00&state=%ff", ""),
        ("&".join(f"q={number}" for number in range(100)), ""),
        ("q=", ""),
        ("https://elsewhere.example/?q=x", ""),
        ("q=a%26_popup%3D1", "q=a%26_popup%3D1"),
    ],
)
def test_known_query_keeps_what_the_list_knows(query, kept):
    assert known_query(query, known=KNOWN) == kept


def test_save_search_replaces_one_of_the_same_name(reporter):
    save_search("q=olive", by=reporter, name=" Olives\u202e ", known=KNOWN)
    save_search("q=oil", by=reporter, name="Olives", known=KNOWN)

    assert [(row.name, row.query, row.is_shared) for row in SavedSearch.objects.all()] == [("Olives", "q=oil", False)]


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 61])
def test_search_without_a_name_is_refused(reporter, name):
    with pytest.raises(MoveIncomplete):
        save_search("q=olive", by=reporter, name=name, known=KNOWN)


@pytest.mark.parametrize("query", ["", "p=2", "q=" + "x" * 2000])
def test_search_for_nothing_or_too_much_is_refused(reporter, query):
    with pytest.raises(MoveIncomplete):
        save_search(query, by=reporter, name="All", known=KNOWN)


def test_reporter_shares_nothing(reporter, editor):
    with pytest.raises(RightMissing):
        save_search("q=olive", by=reporter, name="Olives", known=KNOWN, is_shared=True)

    assert save_search("q=olive", by=editor, name="Olives", known=KNOWN, is_shared=True).is_shared


def test_moderator_saves_nothing(moderator):
    with pytest.raises(RightMissing):
        save_search("q=olive", by=moderator, name="Olives", known=KNOWN)


def test_searches_of_a_person_are_limited(reporter, monkeypatch):
    monkeypatch.setattr(saving, "MOST", 2)
    for name in "ab":
        save_search("q=olive", by=reporter, name=name, known=KNOWN)

    with pytest.raises(MoveIncomplete, match="2 saved searches"):
        save_search("q=olive", by=reporter, name="c", known=KNOWN)

    assert save_search("q=oil", by=reporter, name="b", known=KNOWN).query == "q=oil"


def test_only_own_searches_are_deleted(reporter, reporter2):
    key = save_search("q=olive", by=reporter, name="Olives", known=KNOWN).pk

    with pytest.raises(SavedSearch.DoesNotExist):
        delete_search(key, by=reporter2)

    assert delete_search(key, by=reporter) == "Olives"


@pytest.mark.parametrize("values", [{"name": ""}, {"query": ""}])
def test_database_refuses_a_search_that_says_nothing(reporter, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.create(**({"person": reporter, "name": "A", "query": "q=a"} | values))
