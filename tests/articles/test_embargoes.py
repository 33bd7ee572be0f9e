"""An embargo holds on every path to readers, and by the database's clock alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing, timed
from articles.clock import database_now
from articles.models import Article, Publication
from articles.workflow import Blocked
from tests.factories import make_article, move_time_on

pytestmark = pytest.mark.django_db


def embargoed(desk_state, readers="none", **fields):
    """A story with an embargo of an hour more, however it came to it."""
    article = make_article(desk_state, readers, **fields)
    until = timezone.now() + timedelta(hours=1)
    Article.objects.filter(pk=article.pk).update(embargo="until", embargo_until=until)
    article.refresh_from_db()
    return article


GIVING = {
    "publish": lambda story, by: publishing.publish(story, by=by),
    "publish_urgent": lambda story, by: publishing.publish_urgent(story, by=by, reason="Now."),
    "publish_import": lambda story, by: publishing.publish_import(story, by=by),
    "schedule": lambda story, by: timed.schedule(story, by=by, run_at=database_now() + timedelta(minutes=30)),
    "release": lambda story, by: publishing.release(story, by=by),
    "fix_typo": lambda story, by: publishing.fix_typo(story, by=by, reason="A slip.", headline=f"{story.headline}s"),
}


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("publish", ("approved", "none")),
        ("publish_urgent", ("draft", "none")),
        ("publish_import", ("incoming", "none")),
        ("schedule", ("approved", "none")),
        ("release", ("published", "held")),
        ("fix_typo", ("published", "live")),
    ],
)
@pytest.mark.parametrize("hours_ahead", [0, 2])
def test_embargo_holds_on_every_path_whatever_the_hosts_clock_says(chief, monkeypatch, path, state, hours_ahead):
    article = embargoed(*state)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=hours_ahead))

    with pytest.raises(Blocked, match="embargoed until"):
        GIVING[path](article, chief)


def test_embargo_holds_a_due_publication_whatever_the_hosts_clock_says(chief, monkeypatch):
    article = make_article("approved")
    change = timed.schedule(article, by=chief, run_at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=article.pk).update(embargo="until", embargo_until=timezone.now() + timedelta(hours=1))
    move_time_on(change)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=2))

    timed.run_due()

    change.refresh_from_db()
    assert (change.status, Publication.objects.exists()) == ("failed", False)


def test_publish_import_of_a_story_of_the_future_waits_whatever_the_hosts_clock_says(chief, monkeypatch):
    article = make_article("incoming", published_at_source=timezone.now() + timedelta(hours=1))
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=2))

    publishing.publish_import(article, by=chief)

    assert not Publication.objects.exists()
    assert article.timed_changes.waiting().count() == 1
