"""A kill or correction of a story concerns those who work on it in another language."""

import pytest

from articles import desk, editing, publishing
from articles.models import Article
from articles.publishing_again import publish_newer
from newsroom.desk.after_move import tell_people
from newsroom.desk.models import InboxItem
from tests.factories import make_article, make_imported, make_section, make_trusted_source, make_user, newer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return make_trusted_source(make_user("chief", username="trusting"))


@pytest.fixture
def original():
    return make_imported(section=make_section("world"))


@pytest.fixture
def translation(original):
    translator = make_user("reporter", original.section, username="translator")
    return make_article(language="ar", translation_of=original, section=original.section, by=translator)


def told(article):
    items = InboxItem.objects.filter(article=article).select_related("recipient")
    return {item.recipient.username: item.happened for item in items}


def tell(article):
    return tell_people(article.transitions.first())


def test_kill_is_told_at_every_desk_that_has_the_story(source, original, translation):
    sport = make_section("sport")
    make_user("editor", sport, username="sport-editor"), make_user("editor", original.section, username="editor")
    Article.objects.filter(pk=translation.pk).update(section=sport)
    desk.block(original, by=source, kind="wire_kill", text="Kill it.", hold=True)

    tell(original)
    tell(original)

    translation.refresh_from_db()
    assert translation.stale_because == "blocked"
    assert told(translation).items() >= {"translator": "original_killed", "sport-editor": "original_killed"}.items()
    assert "editor" not in told(translation)
    assert told(original)["editor"] == "killed"
    item = InboxItem.objects.get(article=translation, recipient__username="translator")
    assert (item.actor_name, item.words) == (source.name, "Kill it.")


def test_kill_of_a_translation_is_told_at_the_desk_of_its_original(source, original, translation):
    make_user("editor", original.section, username="editor")
    desk.block(translation, by=source, kind="wire_kill", text="Kill it.")

    tell(translation)

    assert told(original)["editor"] == "original_killed"


def test_correction_from_the_source_is_told_to_those_who_translate(source, original, translation):
    publish_newer(original, by=source, newer=newer_of(original, body="<p>New.</p>", correction="It was Sunday."))

    tell(original)

    assert told(translation) == {"translator": "original_corrected"}
    assert InboxItem.objects.get(article=translation).words == "It was Sunday."


def test_correction_of_the_desk_is_told_to_those_who_translate_but_not_to_whoever_made_it(original, translation):
    editor, chief = make_user("editor", username="editor"), make_user("chief", username="chief")
    editing.save(original, by=editor, revision=1, headline="Another")
    publishing.publish_urgent(original, by=chief, reason="Now.", kind="correction", text="It was Sunday.")

    tell(original)

    assert told(translation)["translator"] == "original_corrected"
    assert "chief" not in told(translation)


def test_update_and_hold_tell_nobody_in_another_language(source, original, translation):
    publish_newer(original, by=source, newer=newer_of(original, body="<p>New.</p>"))
    tell(original)
    publishing.hold(original, by=make_user("editor"))
    tell(original)

    assert told(translation) == {}


def test_translation_that_was_taken_back_is_told_of_no_kill(source, original, translation):
    chief = make_user("chief")
    publishing.publish_urgent(translation, by=chief, reason="Now.")
    publishing.retract(translation, by=chief, text="Wrong.")
    desk.block(original, by=source, kind="wire_kill", text="Kill it.")

    tell(original)

    assert told(translation) == {}
