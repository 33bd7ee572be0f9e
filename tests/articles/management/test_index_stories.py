import io

import pytest
from django.core.management import call_command

from articles.desk_search import search
from articles.models import Article, Image, PublicationTerms, StoryTerms
from articles.pictures import finding
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def told(**options):
    text = io.StringIO()
    call_command("index_stories", stdout=text, **options)
    return text.getvalue()


@pytest.mark.parametrize(("options", "said"), [({}, (2, 0)), ({"missing": True}, (1, 0))])
def test_index_stories_lets_them_be_found(options, said):
    lost, _found = make_article(headline="Lost and found"), make_article()
    StoryTerms.objects.filter(article=lost).delete()

    assert told(**options) == "{} stories were indexed for the desk, {} for readers, 0 pictures.\n".format(*said)
    assert search(Article.objects.all(), "lost").get() == lost


@pytest.mark.parametrize(("options", "said"), [({}, (3, 2)), ({"missing": True}, (0, 1))])
def test_index_stories_lets_readers_find_what_is_live(options, said):
    lost, _found, _held = (make_article("published", readers) for readers in ("live", "live", "held"))
    row = PublicationTerms.objects.filter(publication=lost.publication)
    written = row.values().get()
    row.delete()

    assert told(**options) == "{} stories were indexed for the desk, {} for readers, 0 pictures.\n".format(*said)
    assert row.values().get() == written
    assert PublicationTerms.objects.count() == 2


@pytest.mark.parametrize("options", [{}, {"missing": True}])
def test_index_stories_lets_pictures_be_found(options):
    image = Image.objects.create(width=9, height=9, captions={"en": "Lost and found"})
    assert not finding.search(Image.objects.all(), "lost").exists()

    assert told(**options).endswith(" 1 pictures.\n")
    assert finding.search(Image.objects.all(), "lost").get() == image
