import pytest
from django.db import transaction

from newsroom.pagecache.remembering import MOST, by_edition, reading_once


@pytest.fixture
def counted():
    calls = []

    @by_edition
    def greeting(name, *, language="en"):
        """Says hello."""
        calls.append((name, language))
        return f"Hello {name} ({language}, {len(calls)})"

    return greeting, calls


def test_answer_is_remembered_for_the_same_arguments(edition, counted):
    greeting, calls = counted

    assert greeting("Rana") == greeting("Rana") == "Hello Rana (en, 1)"
    assert greeting("Rana", language="ar") == "Hello Rana (ar, 2)"
    assert greeting("Omar") == "Hello Omar (en, 3)"
    assert calls == [("Rana", "en"), ("Rana", "ar"), ("Omar", "en")]


def test_answer_is_forgotten_with_the_next_edition(edition, counted):
    greeting, _calls = counted
    greeting("Rana")
    edition(2)

    assert greeting("Rana") == "Hello Rana (en, 2)"


def test_answer_that_was_begun_under_an_older_edition_is_not_the_newer_ones(edition):
    stages = iter([lambda: edition(2), lambda: None])

    @by_edition
    def reading():
        """Reads; on the first time the next edition comes while it does."""
        stage = next(stages)
        stage()
        return stage

    first = reading()

    assert reading() is not first


def test_nothing_is_remembered_where_the_page_cache_is_off(edition, counted, settings):
    greeting, calls = counted
    settings.PAGE_CACHE = False
    greeting("Rana")
    greeting("Rana")

    assert len(calls) == 2


def test_nothing_is_remembered_inside_a_transaction(edition, counted, db):
    greeting, calls = counted
    with transaction.atomic():
        greeting("Rana")
        greeting("Rana")

    assert len(calls) == 2


def test_error_is_not_remembered(edition):
    answers = iter([ZeroDivisionError, "fine"])

    @by_edition
    def failing():
        answer = next(answers)
        if answer is ZeroDivisionError:
            raise answer
        return answer

    with pytest.raises(ZeroDivisionError):
        failing()

    assert failing() == "fine"


def test_answers_are_bounded(edition):
    calls = []
    counting = by_edition(lambda number: calls.append(number))
    for number in range(MOST + 5):
        counting(number)
        counting(number)

    assert len(calls) == MOST + 10


def test_function_keeps_its_name_and_its_words(counted):
    greeting, _calls = counted

    assert (greeting.__name__, greeting.__doc__) == ("greeting", "Says hello.")


def test_whoever_reads_of_one_moment_is_answered_once(counted, settings, db):
    """In a transaction, too, and where the page cache is off."""
    greeting, calls = counted
    settings.PAGE_CACHE = False

    with transaction.atomic(), reading_once():
        assert greeting("Rana") == greeting("Rana") == "Hello Rana (en, 1)"
    with reading_once():
        greeting("Rana")
    greeting("Rana")

    assert len(calls) == 3
