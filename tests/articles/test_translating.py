from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import checklist, desk, editing, publishing, translating
from articles.models import Article
from articles.rights import Role
from articles.workflow import Blocked, MoveIncomplete, MoveNotAllowed, RightMissing
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db


def test_translation_takes_over_everything_but_the_text(reporter, section):
    author, topic, image = make_author(), make_topic(), make_image()
    original = make_article(
        by=reporter,
        section=section,
        lead_image=image,
        topics=[topic.pk],
        bylines=[{"author": author.pk, "name": "", "role": "by"}, {"author": None, "name": "Hani", "role": "photos"}],
        source="Coastal Wire",
        credit_line="With the Coastal Wire",
        dateline_place="Acre",
        kicker="Ports",
        lead_caption="Boats in Acre",
        lead_alternative="Boats",
    )

    begun = translating.translate(original, by=reporter, language="ar")

    content = begun.head_revision.content
    assert {name: value for name, value in content.items() if value} == {
        "language": "ar",
        "section_id": section.pk,
        "lead_image_id": image.pk,
        "translation_of_id": original.pk,
        "source": "Coastal Wire",
        "credit_line": "With the Coastal Wire",
        "dateline_place": "Acre",
        "bylines": original.head_revision.content["bylines"],
        "topics": [topic.pk],
    }
    assert (begun.desk_state, begun.created_by, begun.in_step_with) == ("draft", reporter, original.head_revision)
    assert checklist.problems(begun) != []


def test_translation_keeps_the_address_of_its_first_headline(chief):
    begun = translating.translate(make_article("published", "live"), by=chief, language="ar")
    editing.save(begun, by=chief, revision=1, headline="الميناء يعود", body="<p>عادت القوارب.</p>")
    path = publishing.publish_urgent(begun, by=chief, reason="Now").path

    editing.save(begun, by=chief, revision=2, headline="الميناء يغلق")

    assert publishing.publish_urgent(begun, by=chief, reason="Now", kind="update").path == path


def test_translation_of_a_live_story_starts_from_what_readers_have(chief):
    original = make_article("draft", "live")

    begun = translating.translate(original, by=chief, language="ar")

    assert begun.in_step_with == original.publication.revision != original.head_revision


def test_translating_a_second_time_leads_to_what_is_there(reporter):
    original = make_article(by=reporter)
    begun = translating.translate(original, by=reporter, language="ar")

    for story in (original, begun):
        with pytest.raises(translating.AlreadyTranslated) as refusal:
            translating.translate(story, by=reporter, language="ar")
        assert refusal.value.article == begun
    with pytest.raises(translating.AlreadyTranslated) as refusal:
        translating.translate(begun, by=reporter, language="en")
    assert refusal.value.article == original
    assert Article.objects.count() == 2


def test_spiked_translation_keeps_its_place(reporter, editor):
    original = make_article(by=reporter)
    begun = translating.translate(original, by=reporter, language="ar")
    desk.spike(begun, by=editor)

    with pytest.raises(translating.AlreadyTranslated):
        translating.translate(original, by=reporter, language="ar")


@pytest.mark.parametrize("language", ["", "fr", "EN", "ar\x00"])
def test_translation_into_no_language_of_the_newsroom_is_refused(reporter, language):
    with pytest.raises(MoveIncomplete):
        translating.translate(make_article(by=reporter), by=reporter, language=language)


def test_translation_needs_the_sight_of_the_original(reporter, outside_reporter, other_section):
    original = make_article(by=reporter)
    begun = translating.translate(original, by=reporter, language="ar")
    editor_of_sport = make_user(Role.EDITOR, other_section)
    Article.objects.filter(pk=begun.pk).update(section=other_section)

    for person in (outside_reporter, editor_of_sport):
        with pytest.raises(RightMissing):
            translating.translate(begun, by=person, language="en")


def test_translation_needs_a_reporter_of_the_section(administrator, moderator):
    original = make_article()

    for person in (administrator, moderator):
        with pytest.raises(RightMissing):
            translating.translate(original, by=person, language="ar")
    assert Article.objects.count() == 1


def test_somebody_assigned_from_elsewhere_begins_no_translation(outside_reporter, chief):
    original = make_article(section=make_section("world"))
    desk.assign(original, by=chief, assignee=outside_reporter)

    with pytest.raises(RightMissing):
        translating.translate(original, by=outside_reporter, language="ar")


@pytest.mark.parametrize("state", ["incoming", "spiked"])
def test_story_that_is_not_worked_on_is_not_translated(chief, state):
    with pytest.raises(MoveNotAllowed):
        translating.translate(make_article(state), by=chief, language="ar")


@pytest.mark.parametrize("readers", ["retracted", "removed"])
def test_story_that_was_taken_back_is_not_translated(chief, readers):
    with pytest.raises(MoveNotAllowed):
        translating.translate(make_article("published", readers), by=chief, language="ar")


def test_blocked_story_is_not_translated(chief):
    original = make_article()
    desk.block(original, by=chief, kind="legal", text="Court")

    with pytest.raises(Blocked):
        translating.translate(original, by=chief, language="ar")


def test_embargo_goes_with_the_translation(chief):
    original = make_article()
    desk.set_embargo(original, by=chief, run_at=timezone.now() + timedelta(days=1))

    begun = translating.translate(original, by=chief, language="ar")
    editing.save(begun, by=chief, revision=1, headline="الميناء", body="<p>عاد.</p>")

    with pytest.raises(Blocked):
        publishing.publish_urgent(begun, by=chief, reason="Now")


def test_translation_of_a_held_story_begins_with_its_alert(chief):
    original = make_article("published", "held")

    begun = translating.translate(original, by=chief, language="ar")
    alerted = Article.objects.get(pk=begun.pk).stale_because
    publishing.release(original, by=chief)

    assert (alerted, Article.objects.get(pk=begun.pk).stale_because) == ("held", "")


def test_second_translation_into_a_language_is_refused_by_every_door(reporter):
    original = make_article(by=reporter)
    translating.translate(original, by=reporter, language="ar")
    other = make_article(by=reporter, language="ar")

    with pytest.raises(MoveIncomplete):
        editing.save(other, by=reporter, revision=1, translation_of=original)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(translation_of=original)


@pytest.fixture
def three_languages(settings):
    settings.NEWSROOM_LANGUAGES = ["en", "ar", "he"]


def test_translation_of_a_translation_hangs_on_the_original(three_languages, reporter):
    original, middle = make_article(by=reporter), make_article(by=reporter, language="ar")
    editing.save(middle, by=reporter, revision=1, translation_of=original)
    other = make_article(by=reporter, language="he")

    editing.save(other, by=reporter, revision=1, translation_of=middle)

    assert Article.objects.get(pk=other.pk).translation_of == original


def test_story_that_has_translations_becomes_none(three_languages, reporter):
    original = make_article(by=reporter)
    translating.translate(original, by=reporter, language="ar")
    other = make_article(by=reporter, language="he")

    with pytest.raises(MoveIncomplete, match="Other stories are translations of this one"):
        editing.save(original, by=reporter, revision=1, translation_of=other)


def test_story_is_no_translation_into_its_own_language(reporter):
    original, other = make_article(by=reporter), make_article(by=reporter)

    with pytest.raises(MoveIncomplete, match="in another language"):
        editing.save(other, by=reporter, revision=1, translation_of=original)


def test_language_that_a_translation_has_already_is_not_taken_by_its_original(reporter):
    original = make_article(by=reporter)
    begun = translating.translate(original, by=reporter, language="ar")

    with pytest.raises(MoveIncomplete, match="a translation into this language already"):
        editing.save(original, by=reporter, revision=1, language="ar")
    with pytest.raises(MoveIncomplete, match="in another language"):
        editing.save(begun, by=reporter, revision=1, language="en")


def test_story_is_no_translation_of_its_own_translation(reporter):
    original = make_article(by=reporter)
    begun = translating.translate(original, by=reporter, language="ar")

    with pytest.raises(MoveIncomplete):
        editing.save(original, by=reporter, revision=1, translation_of=begun)


def test_marking_in_step_takes_the_right_to_edit(reporter, reporter2, administrator):
    begun = translating.translate(make_article(by=reporter), by=reporter, language="ar")

    for person in (reporter2, administrator):
        with pytest.raises(RightMissing):
            translating.mark_in_step(begun, by=person, revision=1)
