import pytest

from articles import checklist
from articles.workflow import MoveIncomplete
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def fields(article):
    return [problem.field for problem in checklist.problems(article)]


def test_story_that_has_everything_passes():
    assert fields(make_article()) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"headline": ""}, ["headline"]),
        ({"headline": "\u200b"}, ["headline"]),
        ({"body": "<p> </p>"}, ["body"]),
        ({"bylines": []}, ["bylines"]),
        ({"bylines": [], "source": "Coastal Wire"}, []),
        ({"body": "<p>Aged TK.</p>"}, ["body"]),
        ({"headline": "XXX"}, ["headline"]),
        ({"standfirst": "Do not publish"}, ["standfirst"]),
        ({"kicker": "لا للنشر"}, ["kicker"]),
        ({"search_title": "TK"}, ["search_title"]),
    ],
)
def test_story_that_lacks_something_is_told(changes, found):
    assert fields(make_article(**changes)) == found


def test_check_says_every_problem_in_one_sentence_each():
    article = make_article(headline="", body="", bylines=[])

    with pytest.raises(
        MoveIncomplete, match="It has no headline. It has no body. It has neither a byline nor a source."
    ):
        checklist.check(article)
