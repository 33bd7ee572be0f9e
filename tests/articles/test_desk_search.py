import pytest

from articles.desk_search import MOST_WORDS, search, words
from articles.models import Article
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db


def found(text):
    return {article.headline for article in search(Article.objects.all(), text)}


@pytest.fixture
def stories(section):
    author = make_author("lina-odeh", names={"en": "Lina Odeh", "ar": "لينا عودة"})
    bylines = [{"author": author.pk, "name": "", "role": "by"}]
    make_article(headline="Olive press opens", kicker="Harvest", bylines=bylines)
    make_article(headline="Bus 100% late", standfirst="Drivers wait_for a path\\home.", source="Coastal Wire")
    make_article(headline="معصرة الزيتون تفتح أبوابها", language="ar")


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        ("olive", {"Olive press opens"}),
        ("oli ope", {"Olive press opens"}),
        ("harv", {"Olive press opens"}),
        ("lina", {"Olive press opens"}),
        ("عودة", {"Olive press opens"}),
        ("الزيتون", {"معصرة الزيتون تفتح أبوابها"}),
        ("100%", {"Bus 100% late"}),
        ("wait_for", {"Bus 100% late"}),
        ("path\\home", {"Bus 100% late"}),
        ("coastal", {"Bus 100% late"}),
        ("olive bus", set()),
        ("' OR 1=1 --", set()),
        ('"en"', set()),
        ("%%%", set()),
    ],
)
def test_search_finds_every_word(stories, text, headlines):
    assert found(text) == headlines


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "\x00", "\ud800"])
def test_search_without_a_visible_word_finds_all(stories, text):
    assert len(found(text)) == 3


def test_words_are_few_whatever_is_typed():
    assert len(words("a " * 5000)) == MOST_WORDS


def test_search_is_one_query(stories, django_assert_num_queries):
    with django_assert_num_queries(1):
        found("olive press")
