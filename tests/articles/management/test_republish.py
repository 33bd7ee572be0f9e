import io

import pytest
from django.core.management import call_command

from articles.models import Publication
from tests.factories import make_article


@pytest.mark.django_db
def test_republish_freezes_the_live_ones_again():
    live = make_article("published", "live")
    make_article("published", "held")
    Publication.objects.filter(article=live).update(body_html="<p>stale</p>")
    said = io.StringIO()

    call_command("republish", stdout=said)

    assert said.getvalue() == "1 live stories frozen again.\n"
    assert Publication.objects.get(article=live).body_html == live.body
