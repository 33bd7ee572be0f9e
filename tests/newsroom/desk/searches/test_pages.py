import pytest
from django.test import Client

from newsroom.desk.models import SavedSearch
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def shown(page):
    return {name: [line.name for line in page.context[name]] for name in ("own_searches", "shared_searches")}


def test_search_is_saved_and_shown_above_the_list(signed_in, reporter):
    browser = signed_in(reporter)

    answer = browser.post(f"{LIST}searches/", {"query": "state=draft&q=olive&x=1", "name": "Olives", "shared": "0"})
    page = browser.get(answer["Location"])

    assert answer["Location"] == f"{LIST}?q=olive&state=draft"
    assert [(line.name, line.is_current) for line in page.context["own_searches"]] == [("Olives", True)]


def test_shared_searches_stand_apart_and_what_they_find_is_ones_own(signed_in, reporter, editor, other_section):
    make_article(headline="Olive press opens", section=other_section)
    signed_in(editor).post(f"{LIST}searches/", {"query": "q=olive", "name": "Olives", "shared": "1"})

    page = signed_in(reporter).get(f"{LIST}?q=olive")

    assert shown(page) == {"own_searches": [], "shared_searches": ["Olives"]}
    assert b"Olive press opens" not in page.content


def test_private_searches_and_those_of_people_who_left_are_not_shown(signed_in, reporter, editor, editor2):
    SavedSearch.objects.create(person=editor, name="Private", query="q=a")
    SavedSearch.objects.create(person=editor2, name="Gone", query="q=a", is_shared=True)
    editor2.is_active = False
    editor2.save()

    assert shown(signed_in(reporter).get(LIST)) == {"own_searches": [], "shared_searches": []}


def test_stored_query_is_read_again_when_it_is_used(signed_in, reporter):
    query = "q=olive&created_by__password__startswith=a"
    SavedSearch.objects.create(person=reporter, name="Old", query=query)

    assert signed_in(reporter).get(LIST).context["own_searches"][0].address == "?q=olive"


@pytest.mark.parametrize(("shared", "said"), [("0", "Give the search a name"), ("1", "by an editor")])
def test_refusal_is_a_sentence_and_the_search_stays(signed_in, reporter, shared, said):
    browser = signed_in(reporter)
    name = "Olives" if shared == "1" else ""

    answer = browser.post(f"{LIST}searches/", {"query": "q=olive", "name": name, "shared": shared})

    assert answer["Location"] == f"{LIST}?q=olive"
    assert said in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "-1", "01", "theirs"])
def test_deleting_what_is_not_ones_own_is_not_there(signed_in, reporter, editor, key):
    theirs = SavedSearch.objects.create(person=editor, name="Theirs", query="q=a", is_shared=True)
    key = str(theirs.pk) if key == "theirs" else key

    assert signed_in(reporter).post(f"{LIST}searches/{key}/delete/").status_code == 404
    assert SavedSearch.objects.filter(pk=theirs.pk).exists()


def test_own_search_is_deleted(signed_in, reporter):
    own = SavedSearch.objects.create(person=reporter, name="Mine", query="q=a")

    assert signed_in(reporter).post(f"{LIST}searches/{own.pk}/delete/").status_code == 302
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("path", ["searches/", "searches/1/delete/"])
def test_searches_change_by_post_with_a_token_alone(signed_in, reporter, path):
    assert signed_in(reporter).get(LIST + path).status_code == 405
    assert signed_in(reporter, enforce_csrf_checks=True).post(LIST + path).status_code == 403
    assert Client().post(LIST + path).status_code == 302
