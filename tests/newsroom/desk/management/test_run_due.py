import io
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from articles import timed
from articles.models import Article
from tests.factories import make_article, move_time_on


def test_run_due_counts_what_it_did_and_names_what_failed(editor):
    tomorrow = timezone.now() + timedelta(days=1)
    good, bad = (timed.schedule(make_article("approved"), by=editor, run_at=tomorrow) for _number in range(2))
    Article.objects.filter(pk=bad.article_id).update(embargo="lifted")
    move_time_on(good)
    move_time_on(bad)
    said, complained = io.StringIO(), io.StringIO()

    call_command("run_due", stdout=said, stderr=complained)

    assert said.getvalue() == "1 done, 1 failed.\n"
    assert f"of story {bad.article_id}: It is embargoed until somebody lifts the embargo." in complained.getvalue()
