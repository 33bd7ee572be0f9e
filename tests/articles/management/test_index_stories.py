import io

import pytest
from django.core.management import call_command

from articles.desk_search import search
from articles.models import Article, StoryTerms
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("options", "said"), [({}, "2"), ({"missing": True}, "1")])
def test_index_stories_lets_them_be_found(options, said):
    lost, _found = make_article(headline="Lost and found"), make_article()
    StoryTerms.objects.filter(article=lost).delete()
    told = io.StringIO()

    call_command("index_stories", stdout=told, **options)

    assert told.getvalue() == f"{said} stories were indexed.\n"
    assert search(Article.objects.all(), "lost").get() == lost
