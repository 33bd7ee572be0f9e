from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, editing, publishing, timed
from articles.history import broken_rows
from articles.models import Article, Correction, Edition, Publication, Redirect, TimedChange, Transition
from articles.publishing_again import is_published_by_import, publish_newer
from articles.rights import Role
from articles.workflow import Blocked, MoveIncomplete, MoveNotAllowed, RightMissing
from tests.factories import (
    DATED,
    make_article,
    make_imported,
    make_section,
    make_trusted_source,
    make_user,
    move_time_on,
    newer_of,
)

pytestmark = pytest.mark.django_db

LATER = datetime(2025, 1, 5, 8, 30, tzinfo=UTC)
NEWER = {"body": "<p>The harbour closes again.</p>", "changed_at": LATER}


@pytest.fixture
def source():
    return make_trusted_source(make_user(Role.CHIEF))


def renewed(article, source, **said):
    publish_newer(article, by=source, newer=newer_of(article, **(NEWER | said)))
    return Publication.objects.get(article=article)


def refused(article, source, **said):
    """The refusal; readers and the desk have what they had."""
    before = Publication.objects.values().get(article=article), article.transitions.count(), article.revisions.count()
    with pytest.raises(MoveNotAllowed) as refusal:
        renewed(article, source, **said)
    after = Publication.objects.values().get(article=article), article.transitions.count(), article.revisions.count()
    assert after == before
    return refusal.value


def test_readers_get_the_newer_version_at_its_address_under_its_first_date(source):
    article, edition = make_imported(headline="Harbour reopens"), Edition.current()
    path = article.publication.path

    publication = renewed(article, source, headline="Harbour closes")

    assert (publication.headline, publication.body_html) == ("Harbour closes", NEWER["body"])
    assert (publication.path, publication.first_published_at, publication.updated_at) == (path, DATED, LATER)
    assert (article.desk_state, article.revision_number, publication.status) == ("published", 2, "live")
    assert article.revisions.get(number=1).content["headline"] == "Harbour reopens"
    move = Transition.objects.filter(article=article).first()
    assert (move.action, move.desk_from, move.readers_from, move.source) == (
        "publish_import",
        "published",
        "live",
        source.name,
    )
    assert (move.details["before"], move.details["after"], move.details["kind"]) == (1, 2, "update")
    assert list(broken_rows()) == []
    assert Edition.current() == edition + 1
    assert Correction.objects.count() == 0


def test_correction_is_told_to_readers_with_its_own_time(source):
    article = make_imported()

    publication = renewed(article, source, correction="The harbour <b>closed</b> on Sunday.")

    [correction] = publication.corrections.all()
    assert (correction.kind, correction.text) == ("correction", "The harbour <b>closed</b> on Sunday.")
    assert (correction.published_at, publication.updated_at) == (LATER, LATER)
    assert (correction.before.number, correction.after.number) == (1, 2)


def test_time_of_a_source_moves_neither_back_nor_ahead_of_the_clock(source):
    article = make_imported()

    assert renewed(article, source, changed_at=DATED - timedelta(days=1)).updated_at == DATED
    ahead = renewed(article, source, body="<p>Again.</p>", changed_at=timezone.now() + timedelta(hours=2)).updated_at
    assert abs(ahead - timezone.now()) < timedelta(minutes=5)


def test_held_story_stays_held_with_the_new_text(source):
    article = make_imported("held")

    publication = renewed(article, source)

    assert (publication.status, publication.body_html, publication.revision.number) == ("held", "", 2)
    publishing.release(article, by=make_user(Role.EDITOR))
    assert Publication.objects.get().body_html == NEWER["body"]


def test_new_slug_of_its_source_redirects_from_the_old_address(source):
    article = make_imported(slug="harbour")
    path = article.publication.path

    publication = renewed(article, source, slug="port")

    assert publication.path == path.replace("/harbour/", "/port/")
    assert Redirect.objects.get(old_path=path).publication == publication


def test_place_that_its_source_does_not_name_stays(source):
    article = make_imported(slug="harbour")

    publication = renewed(article, source, slug="", section=None, headline="Something else")

    assert (publication.slug, publication.section) == ("harbour", article.section)


def test_same_text_changes_nothing(source):
    article = make_imported()
    before = article.publication.changed_at, article.transitions.count()

    assert publish_newer(article, by=source, newer=newer_of(article)) is None
    assert (Publication.objects.get().changed_at, article.transitions.count(), article.revisions.count()) == (
        *before,
        1,
    )


def test_translations_are_stale_as_after_any_correction(source):
    article = make_imported()
    translation = make_article(language="ar", translation_of=article)

    renewed(article, source, correction="It closed on Sunday.")

    translation.refresh_from_db()
    assert translation.stale_because == "corrected"


@pytest.mark.parametrize(("hours", "told"), [(1, 1), (49, 0)])
def test_people_are_told_of_what_is_new_at_its_source(source, hours, told):
    article = make_imported()

    renewed(article, source, changed_at=timezone.now() - timedelta(hours=hours))

    assert ProcrastinateJob.objects.filter(task_name__endswith="after_move").count() == told


def test_what_the_desk_published_once_is_never_replaced(source):
    article = make_imported()
    editor = make_user(Role.EDITOR)
    publishing.fix_typo(article, by=editor, reason="A slip.", headline=f"{article.headline}s")

    assert "in hand" in str(refused(article, source))


def test_what_the_desk_works_on_is_not_replaced(source):
    article = make_imported()
    editing.save(article, by=make_user(Role.EDITOR), revision=1, headline="Another")

    assert "cannot do this now" in str(refused(article, source))


def test_what_a_chief_chose_to_publish_is_not_replaced(source):
    article = make_article("incoming")
    publishing.publish_import(article, by=make_user(Role.CHIEF))

    assert "in hand" in str(refused(article, source))


def test_what_a_chief_imported_is_replaced(source):
    article, chief = make_article("incoming"), make_user(Role.CHIEF)
    publishing.publish_import(article, by=chief, imported_from="Old Site")

    publish_newer(article, by=chief, newer=newer_of(article, imported_from="Old Site", **NEWER))

    assert Publication.objects.get().body_html == NEWER["body"]
    assert is_published_by_import(article)


@pytest.mark.parametrize("is_planned_anew", [False, True])
def test_what_ran_at_the_time_of_its_source_is_replaced_unless_a_person_planned_it(source, is_planned_anew):
    article = make_article("incoming", published_at_source=timezone.now() + timedelta(hours=1))
    change = publishing.publish_import(article, by=source)
    if is_planned_anew:
        chief = make_user(Role.CHIEF)
        timed.unschedule(article, by=chief, change=change.pk)
        desk.take(article, by=chief)
        desk.submit(article, by=chief)
        desk.approve(article, by=make_user(Role.CHIEF), revision=1)
        change = timed.schedule(article, by=chief, run_at=timezone.now() + timedelta(hours=2))
    move_time_on(TimedChange.objects.get(pk=change.pk))
    timed.run_due()
    article = Article.objects.get(pk=article.pk)

    assert article.desk_state == "published"
    assert is_published_by_import(article) is not is_planned_anew


@pytest.mark.parametrize("status", ["retracted", "removed"])
def test_what_was_taken_back_stays_so(source, status):
    assert "cannot do this now" in str(refused(make_imported(status), source))


def test_blocked_story_is_not_renewed(source):
    article = make_imported()
    desk.block(article, by=source, kind="wire_kill", text="Kill.")

    assert isinstance(refused(article, source), Blocked)


@pytest.mark.parametrize(
    ("dated", "sentence"), [(None, "no date of its source"), (timedelta(hours=1), "in the future")]
)
def test_undated_and_future_versions_wait_for_a_person(source, dated, sentence):
    assert sentence in str(refused(make_imported(), source, published_at_source=dated and timezone.now() + dated))


def test_unfinished_version_is_refused(source):
    assert isinstance(refused(make_imported(), source, headline="Harbour TK"), MoveIncomplete)


def test_right_is_asked_for_where_the_story_is_and_where_it_would_be():
    world, sport = make_section("world"), make_section("sport")
    article = make_imported(section=world)

    for chief in (make_user(Role.CHIEF, world), make_user(Role.CHIEF, sport)):
        assert isinstance(refused(article, make_trusted_source(chief), section=sport), RightMissing)


def test_button_of_the_desk_publishes_no_story_again():
    with pytest.raises(MoveNotAllowed, match="cannot do this now"):
        publishing.publish_import(make_imported(), by=make_user(Role.CHIEF))
