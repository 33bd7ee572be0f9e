"""What a wire takes back or changes in the moment in which the desk has the story in hand, in two transactions."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from articles import desk, publishing
from articles.models import Article, Publication
from articles.rights import Role
from articles.workflow import Blocked, DeskState
from newsroom.desk.incoming import clearing
from newsroom.wire.filing import Outcome
from newsroom.wire.models import ProposedUpdate, Source, WireItem
from newsroom.wire.stories import Embargo, Standing
from tests.factories import make_section, make_user

from ..filed import CHANGED, STORY, file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NAMED = replace(STORY, external_id="urn:ferry", version=1)
KILL = replace(NAMED, standing=Standing.CANCELED, version=2, desk_note="No ferry runs.")


@pytest.fixture
def wire():
    make_section("economy")
    return Source.objects.create(name="Coastal Wire")


def fresh():
    return Article.objects.get()


def while_it_waits(first, second):
    """Does the first in a transaction, which is only committed when the second waits for it, and returns what came of
    the second."""
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            first()
            waiting = thread.submit(_alone, second)
            _until_somebody_waits(waiting)
        return waiting.result(timeout=60)


def _alone(shot):
    try:
        return shot()
    finally:
        connections.close_all()


def _until_somebody_waits(started):
    with connection.cursor() as cursor:
        for _try in range(2000):
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
            if started.done():
                break
            time.sleep(0.01)
    raise AssertionError("It does not wait.")


def test_kill_that_comes_while_its_story_is_published_holds_it(wire):
    chief = make_user(Role.CHIEF)
    file(wire, NAMED)

    result = while_it_waits(lambda: publishing.publish_import(fresh(), by=chief), lambda: file(wire, KILL))

    assert (result.outcome, Publication.objects.get().status) == (Outcome.UPDATED, "held")


def test_story_whose_kill_comes_first_is_not_published(wire):
    chief = make_user(Role.CHIEF)
    file(wire, NAMED)

    def publish():
        with pytest.raises(Blocked):
            publishing.publish_import(Article.objects.get(), by=chief)

    while_it_waits(lambda: file(wire, KILL), publish)

    assert not Publication.objects.exists()


def test_embargo_that_comes_while_a_story_is_taken_is_set_on_it(wire):
    reporter = make_user(Role.REPORTER)
    file(wire, NAMED)
    embargoed = replace(NAMED, version=2, embargo=Embargo(timezone.now() + timedelta(hours=3)))

    while_it_waits(lambda: desk.take(fresh(), by=reporter), lambda: file(wire, embargoed))

    article = fresh()
    assert (article.desk_state, article.embargo_until) == (DeskState.DRAFT, embargoed.embargo.until)


def test_version_that_comes_while_a_story_is_taken_waits_beside_it(wire):
    reporter = make_user(Role.REPORTER)
    file(wire, NAMED)
    newer = replace(CHANGED, external_id=NAMED.external_id, version=2)

    result = while_it_waits(lambda: desk.take(fresh(), by=reporter), lambda: file(wire, newer))

    assert (result.outcome, ProposedUpdate.objects.waiting().count()) == (Outcome.SKIPPED, 1)
    assert "a week" in fresh().body


@pytest.mark.parametrize("standing", [Standing.CANCELED, Standing.USABLE])
def test_version_that_comes_while_a_story_is_cleared_away_finds_it_gone(wire, settings, standing):
    settings.INCOMING_DAYS = 30
    file(wire, NAMED)
    Article.objects.update(changed_at=timezone.now() - timedelta(days=31))
    newer = replace(CHANGED, external_id=NAMED.external_id, version=2, standing=standing)

    result = while_it_waits(clearing.clear_away, lambda: file(wire, newer))

    assert (result.article_id, Article.objects.count()) == (None, 0)
    item = WireItem.objects.get()
    assert (item.standing == standing, item.cleared_at is None, item.source_text) == (True, False, "")
