"""What the query string of a list may ask for: nobody filters, sorts or searches by what they may not read."""

import pytest
from django.contrib import admin
from django.urls import reverse

GUESSES = ("{0}__startswith=a", "{0}__startswith=m")
SECRETS = (
    *("password", "author__password", "created_by__password", "assignee__password", "submitted_by__password"),
    *("uploaded_by__password", "trusted_by__password", "source__trusted_by__password", "memberships__user__password"),
    *("head_revision__author__password", "article__created_by__password", "article__body", "translation_of__body"),
    *("related_articles__related__body", "section__membership__user__password", "preview_links__token_hash"),
    *("kept_texts__typed", "recovery_codes__digest", "authenticator__data", "usersession__session_key"),
    *("same_story_as__source_text", "parent__membership__user__email", "image__uploaded_by__email"),
)
HARMLESS = (
    "e=1",
    "o=",
    "o=99.-99",
    "o=password",
    "o=-created_by__password",
    "_facets=True",
    "_facets",
    "p=0",
    "p=99999",
)
HOSTILE = (
    *(
        "q=%00",
        "q=" + "a" * 5000,
        "q='\"%3b--",
        "p=abc",
        "p=-1",
        "o=1.1.1.1",
        "o=abc",
        "all=",
        "_popup=1",
        "_to_field=id",
    ),
    *("_to_field=password", "e=1&e=2", "q=a&q=b", "_source_model=x", "is_active__exact=abc", "%ff=%ff", "pk__in=a,b"),
    *("id__gt=abc", "section__id__exact=9" + "9" * 30, "changed_at__gte=yesterday", "uploaded_at__gte=2025-99-99"),
)
LISTS = list(admin.site._registry)  # the administrator reads them all


def address_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture(params=LISTS, ids=lambda model: model.__name__)
def listed(request, room):
    """Asks one list as somebody who has it."""

    def ask(query=""):
        return room.go("administrator", f"{address_of(request.param)}?{query}")

    return ask


def rows_of(answer):
    """How many rows a list shows; a refusal shows none."""
    changelist = (answer.response.context or {}).get("cl")
    return changelist.result_count if changelist else None


def test_list_answers_no_guess_at_a_secret(listed):
    """Refused, or led to the list without it: in either case the same whether the guess is right or not."""
    told, whole = {}, rows_of(listed())
    for secret in SECRETS:
        answers = [listed(guess.format(secret)) for guess in GUESSES]
        if {answer.letter for answer in answers} != {"b"} and {rows_of(one) for one in answers} != {whole}:
            told[secret] = [(answer.letter, rows_of(answer)) for answer in answers]

    assert told == {}


def test_list_is_the_same_whatever_is_asked_beside_it(listed):
    whole = rows_of(listed())

    found = {query: rows_of(listed(query)) for query in HARMLESS}

    assert {query: count for query, count in found.items() if count not in (whole, None)} == {}


def test_list_breaks_at_no_query(listed):
    letters = {query: listed(query).letter for query in HOSTILE}

    assert {query: letter for query, letter in letters.items() if letter not in ("y", "b", "n")} == {}


def test_list_counts_no_facets_of_what_is_hidden(room):
    """A reporter's list and its filters, as they are without the question."""
    plain, asked = (room.go("outside_reporter", f"/admin/articles/article/{query}") for query in ("", "?_facets"))

    assert rows_of(asked) == rows_of(plain)
    assert room.world.stories["draft"].headline not in asked.words
