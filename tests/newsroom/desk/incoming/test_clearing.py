"""What housekeeping may delete, and everything that keeps a story."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk, planning
from articles.models import Article, RelatedArticle, StoryTerms
from articles.models.article import Embargo
from articles.rights import Role
from newsroom.desk.incoming.clearing import OWN_PARTS, _references, clear_away
from newsroom.desk.models import InboxItem
from newsroom.desk.talk import notes
from newsroom.fronts import arranging
from newsroom.fronts.models import Place
from newsroom.fronts.slots import Slot
from newsroom.wire.filing.outcomes import Outcome
from newsroom.wire.models import ProposedUpdate, Source, WireItem
from tests.browsers import browser
from tests.factories import make_article, make_section, make_topic, make_user
from tests.newsroom.desk.incoming.newer import CAME
from tests.newsroom.wire.filed import file

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(wire):
    return make_user(Role.CHIEF, username="chief")


@pytest.fixture
def old(wire):
    make_topic("ferries")
    file(wire, CAME)
    return aged()


def aged(days=31):
    Article.objects.update(changed_at=timezone.now() - timedelta(days=days))
    return Article.objects.get(headline=CAME.headline)


def test_story_that_nobody_touched_goes_and_its_key_stays(wire, old, caplog):
    caplog.set_level(logging.INFO, logger="newsroom.desk.incoming.clearing")

    assert (clear_away(), Article.objects.count(), StoryTerms.objects.count()) == (1, 0, 0)

    item = WireItem.objects.get()
    assert (item.article, item.source_text, item.shingles, item.external_id) == (None, "", [], "ferries-1")
    assert item.cleared_at is not None
    assert file(wire, CAME).outcome is Outcome.UNCHANGED
    assert "Cleared away 1 incoming stories" in caplog.text
    assert clear_away() == 0


def test_younger_one_and_one_that_its_source_has_changed_lately_stay(old):
    aged(days=29)

    assert clear_away() == 0


@pytest.mark.parametrize("days", [0, 40])
def test_days_are_a_setting(old, settings, days):
    settings.INCOMING_DAYS = days

    assert clear_away() == 0


def test_what_was_cleared_away_is_like_nothing_that_comes_later(wire, old):
    clear_away()

    file(Source.objects.create(name="Hill Wire"), CAME)

    assert WireItem.objects.latest("pk").same_story_as is None


def test_copy_of_what_was_cleared_away_stays_a_row_of_its_own(wire, old, chief):
    file(Source.objects.create(name="Hill Wire"), CAME)

    assert clear_away() == 1

    stories = browser(chief).get("/admin/wire/incoming/").context["stories"]
    assert [(story.headline, story.row.like) for story in stories] == [("Ferries agree", None)]


def _taken(old, chief):
    desk.take(old, by=chief)


def _spiked_and_back(old, chief):
    desk.spike(old, by=chief)
    desk.unspike(old, by=chief)


def _assigned(old, chief):
    desk.assign(old, by=chief, assignee=chief)


def _planned(old, chief):
    planning.plan(old, by=chief, priority=3)


def _noted(old, chief):
    notes.write(old, by=chief, text="Shall we?")


def _blocked(old, chief):
    desk.block(old, by=chief, kind="legal", text="Wait.")


def _embargoed(old, chief):
    Article.objects.filter(pk=old.pk).update(embargo=Embargo.LIFTED)


def _embargoed_until(old, chief):
    until = timezone.now() + timedelta(days=1)
    Article.objects.filter(pk=old.pk).update(embargo=Embargo.UNTIL, embargo_until=until)


def _related(old, chief):
    RelatedArticle.objects.create(article=make_article(), other=old)


def _linked(old, chief):
    make_article(body=f'<p><a data-article="{old.pk}">Ferries</a></p>')


def _original(old, chief):
    make_article(language="ar", translation_of=old, section=old.section)


def _on_a_front(old, chief):
    arranging.arrange(Place("en", None), filled=[Slot(article_id=old.pk)], by=chief, started_from=0)


def _told_of(old, chief):
    InboxItem.objects.create(
        recipient=chief, article=old, event="x", kind="wire", happened="proposed", at=timezone.now()
    )


def _proposed(old, chief):
    values = {"fields": {"headline": "x"}, "lists": {}}
    ProposedUpdate.objects.create(item=old.wire_items.get(), digest="1" * 64, values=values)


TOUCHES = (
    *(_taken, _spiked_and_back, _assigned, _planned, _noted, _blocked, _embargoed, _embargoed_until),
    *(_related, _linked, _original, _on_a_front, _told_of, _proposed),
)


@pytest.mark.parametrize("touch", TOUCHES)
def test_story_that_somebody_has_a_hand_in_stays(old, chief, touch):
    touch(old, chief)
    aged()

    assert clear_away() == 0

    old.refresh_from_db()
    assert WireItem.objects.get().article == old


def test_days_of_a_story_begin_when_its_embargo_is_over(old):
    cleared = []
    for days in (1, 29, 31):
        until = timezone.now() - timedelta(days=days)
        Article.objects.update(embargo=Embargo.UNTIL, embargo_until=until)
        cleared.append(clear_away())

    assert cleared == [0, 0, 1]


def test_every_other_reference_to_a_story_keeps_it():
    """What a story is made of is listed; whatever else comes to name one is looked at without being listed."""
    named = {(model._meta.label, name) for model, name in _references()}

    articles = {"Revision", "Transition", "Publication", "Block", "TimedChange"}
    assert {(f"articles.{model}", "article") for model in articles} <= named
    assert {("articles.RelatedArticle", "other"), ("articles.Article", "translation_of")} <= named
    assert {("desk.Note", "article"), ("desk.InboxItem", "article"), ("desk.KeptText", "article")} <= named
    assert {("fronts.Banner", "article"), ("previews.PreviewLink", "article")} <= named
    assert not {(model._meta.label, name) for model, name in OWN_PARTS} & named


def test_many_go_in_batches(wire, monkeypatch):
    make_section("economy")
    monkeypatch.setattr("newsroom.desk.incoming.clearing.A_BATCH", 2)
    for number in range(5):
        file(wire, replace(CAME, external_id=f"x{number}"))
    Article.objects.update(changed_at=timezone.now() - timedelta(days=31))

    assert (clear_away(), Article.objects.count()) == (5, 0)


def test_desk_is_told(old, chief):
    clear_away()

    page = browser(chief).get("/admin/wire/incoming/").content.decode()
    record = browser(chief).get(f"/admin/wire/wireitem/{WireItem.objects.get().pk}/change/").content.decode()

    assert "In the last seven days that was 1 story." in page
    assert "cleared away" in record.lower()
