import pytest

from articles.history import broken_rows
from articles.models import Publication
from articles.workflow import states
from tests.factories import make_article


@pytest.mark.django_db
@pytest.mark.parametrize(("desk_state", "readers"), [tuple(map(str, pair)) for pair in states()])
def test_story_comes_to_every_pair_of_states(desk_state, readers):
    article = make_article(desk_state, readers)

    status = Publication.objects.filter(article=article).values_list("status", flat=True).first() or "none"
    assert (article.desk_state, status) == (desk_state, readers)
    assert list(broken_rows()) == []
