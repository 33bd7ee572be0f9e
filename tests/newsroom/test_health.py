from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import TimedChange
from newsroom.fronts import timed
from newsroom.fronts.models import Place, TimedArrangement
from newsroom.fronts.slots import AUTOMATIC
from tests.factories import make_article, make_user


def test_healthz_answers_without_a_database():
    response = Client().get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_when_all_is_well():
    response = Client().get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "migrations": "ok", "timed_changes": "ok"}


@pytest.mark.django_db
def test_readyz_when_a_timed_change_is_late():
    article = make_article("approved")
    TimedChange.objects.create(
        article=article,
        revision=article.head_revision,
        action="publish",
        run_at=timezone.now() - timedelta(minutes=3),
        zone="UTC",
        local_time="2026-01-01T12:00",
        scheduled_by=make_user("editor"),
    )

    response = Client().get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": "ok", "migrations": "ok", "timed_changes": "failing"}


@pytest.mark.django_db
def test_readyz_when_a_change_of_a_front_is_late():
    tomorrow = timezone.now() + timedelta(days=1)
    chief = make_user("chief")
    change = timed.schedule(Place("en"), filled=[AUTOMATIC], by=chief, started_from=0, run_at=tomorrow)
    TimedArrangement.objects.filter(pk=change.pk).update(run_at=timezone.now() - timedelta(minutes=3))

    response = Client().get("/readyz")

    assert (response.status_code, response.json()["timed_changes"]) == (503, "failing")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_takes_no_post(path):
    assert Client().post(path).status_code == 405
