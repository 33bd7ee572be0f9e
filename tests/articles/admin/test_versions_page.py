import pytest
from django.urls import reverse

from articles import desk, editing, publishing, translating
from articles.models import Article, Publication, RevisionNote
from articles.rights import Role
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def original(reporter):
    return make_article("published", "live", by=reporter, headline="Harbour reopens")


@pytest.fixture
def translation(original, chief):
    begun = translating.translate(original, by=chief, language="ar")
    editing.save(begun, by=chief, revision=1, headline="الميناء يعود", body="<p>عادت القوارب.</p>")
    publishing.publish_urgent(begun, by=chief, reason="Now")
    return Article.objects.get(pk=begun.pk)


def again(article, chief, **changes):
    """Published once more, as an update."""
    article.refresh_from_db()
    editing.save(article, by=chief, revision=article.revision_number, **(changes or {"kicker": "Ports"}))
    publishing.publish_urgent(article, by=chief, reason="Now", kind="update")


def statuses(*articles):
    return [Publication.objects.get(article=article).status for article in articles]


def test_translate_begins_a_draft_and_opens_it(signed_in, reporter, original, address):
    response = signed_in(reporter).post(address(original, "translate"), {"language": "ar"})

    begun = Article.objects.get(translation_of=original)
    assert (response.status_code, response.url) == (302, address(begun))
    assert (begun.language, begun.desk_state, begun.created_by, begun.headline) == ("ar", "draft", reporter, "")


def test_translate_again_opens_what_is_there(signed_in, reporter, original, translation, address):
    response = signed_in(reporter).post(address(original, "translate"), {"language": "ar"})

    assert (response.status_code, response.url) == (302, address(translation))
    assert Article.objects.count() == 2


def test_translate_names_no_translation_that_is_not_to_be_seen(signed_in, reporter, original, translation, address):
    Article.objects.filter(pk=translation.pk).update(section=make_section("sport"))

    response = signed_in(reporter).post(address(original, "translate"), {"language": "ar"})

    assert response.status_code == 409
    assert address(translation) not in response.content.decode()


@pytest.mark.parametrize("language", ["", "xx", "ar; drop", "\x00", "a" * 5000])
def test_translate_into_no_language_is_refused(signed_in, reporter, original, address, fingerprint, language):
    before = fingerprint()

    assert signed_in(reporter).post(address(original, "translate"), {"language": language}).status_code == 400
    assert fingerprint() == before


@pytest.mark.parametrize("view", ["translate", "in_step"])
@pytest.mark.parametrize(
    ("person", "status"),
    [("administrator", 403), ("outside_reporter", 404), ("outside_editor", 404), ("moderator", 404)],
)
def test_languages_by_others_are_refused(request, signed_in, original, address, fingerprint, view, person, status):
    before = fingerprint()

    response = signed_in(request.getfixturevalue(person)).post(address(original, view), {"language": "ar"})

    assert response.status_code == status
    assert fingerprint() == before


@pytest.mark.parametrize("view", ["translate", "in_step"])
def test_languages_are_changed_by_posts_with_a_token(signed_in, reporter, original, address, view):
    strict = signed_in(reporter, enforce_csrf_checks=True)

    assert strict.get(address(original, view)).status_code == 405
    assert strict.post(address(original, view), {"language": "ar"}).status_code == 403


def test_page_of_a_translation_shows_the_original_beside_the_form(signed_in, chief, original, translation, address):
    response = signed_in(chief).get(address(translation))

    source = response.context["source_text"]
    assert (source.label, source.language, source.direction, source.followed) == (
        f"What readers have, revision {original.revision_number}",
        "en",
        "ltr",
        0,
    )
    assert [(name, str(words)) for name, _label, words in source.texts][0] == ("headline", "Harbour reopens")
    assert '<div class="source-words" lang="en" dir="ltr"' in response.content.decode()
    versions = response.context["versions"]
    assert [(row.language, row.is_original, row.is_here, row.address) for row in versions] == [
        ("en", True, False, address(original)),
        ("ar", False, True, ""),
    ]


def test_page_of_a_stale_translation_shows_what_changed(signed_in, chief, original, translation, address):
    followed = original.revision_number
    again(original, chief, headline="Harbour closes")

    response = signed_in(chief).get(address(translation))

    alert, source = response.context["version_alert"], response.context["source_text"]
    assert (alert.revision, alert.tells_readers, alert.answer) == (followed + 1, True, None)
    assert alert.compare == f"{address(original, 'compare')}?from={followed}&to={followed + 1}"
    assert source.followed == followed
    assert "<del>" in str(source.texts[1][2] if source.texts[0][0] == "kicker" else source.texts[0][2])
    assert signed_in(chief).get(alert.compare).status_code == 200


def test_original_that_is_not_to_be_seen_is_not_shown(signed_in, reporter2, original, translation, address):
    Article.objects.filter(pk=original.pk).update(section=make_section("sport"))

    response = signed_in(reporter2).get(address(translation))

    assert (response.status_code, response.context["source_text"]) == (200, None)
    assert b"Harbour reopens" not in response.content


def test_edit_page_asks_the_database_as_often_for_three_languages_as_for_one(
    signed_in, chief, original, translation, address, django_assert_max_num_queries
):
    alone = make_article(by=chief)
    browser = signed_in(chief)
    for article in (alone, original, translation):
        with django_assert_max_num_queries(25):
            browser.get(address(article))


def test_in_step_is_marked_with_the_revision_that_was_read(signed_in, chief, original, translation, address):
    again(original, chief)
    original.refresh_from_db()
    browser = signed_in(chief)

    stale = browser.post(address(translation, "in_step"), {"in_step": "1"})
    response = browser.post(address(translation, "in_step"), {"in_step": str(original.revision_number)})

    assert (stale.status_code, response.status_code, response.url) == (409, 302, address(translation))
    assert Article.objects.get(pk=translation.pk).stale_since is None
    assert [(note.kind, note.by) for note in RevisionNote.objects.all()] == [("in_step", chief)]


@pytest.mark.parametrize("number", ["x", "-1", "1.0", "9" * 30, "٣"])
def test_in_step_with_no_number_is_refused(signed_in, chief, original, translation, address, number):
    again(original, chief)

    response = signed_in(chief).post(address(translation, "in_step"), {"in_step": number})

    assert response.status_code in (400, 409)
    assert Article.objects.get(pk=translation.pk).stale_because == "updated"


def test_publish_page_asks_whether_it_is_in_step(signed_in, chief, original, translation, address):
    again(original, chief)
    original.refresh_from_db()
    translation.refresh_from_db()
    editing.save(translation, by=chief, revision=translation.revision_number, kicker="موانئ")
    page = address(translation, "move", "publish_urgent")
    browser = signed_in(chief)

    form = browser.get(page).context["form"]
    assert (form.fields["in_step"].initial, form.fields["in_step"].widget.attrs["value"]) == (
        True,
        original.revision_number,
    )
    response = browser.post(page, {"kind": "update", "reason": "Now", "in_step": str(original.revision_number)})

    assert response.status_code == 302
    assert Article.objects.get(pk=translation.pk).stale_since is None


def test_publish_page_does_not_suggest_it_where_nothing_was_written_since(
    signed_in, chief, original, translation, address
):
    translation.refresh_from_db()
    editing.save(translation, by=chief, revision=translation.revision_number, kicker="موانئ")
    again(original, chief)

    form = signed_in(chief).get(address(translation, "move", "publish_urgent")).context["form"]

    assert form.fields["in_step"].initial is False


def test_publish_page_of_an_original_asks_nothing_of_the_kind(signed_in, chief, original, translation, address):
    editing.save(original, by=chief, revision=original.revision_number, kicker="Ports")

    assert "in_step" not in signed_in(chief).get(address(original, "move", "publish_urgent")).context["form"].fields


def test_one_step_holds_both_and_releases_both(signed_in, chief, original, translation, address):
    browser = signed_in(chief)
    page = browser.get(address(original, "move", "hold"))
    assert str(translation) in str(page.context["form"].fields["both"].label)

    browser.post(address(original, "move", "hold"), {"both": "1", "text": "Wait", "text_ar": "انتظروا"})
    held = statuses(original, translation)
    notices = [Publication.objects.get(article=article).notice for article in (original, translation)]
    browser.post(address(translation, "move", "release"), {"both": "1"})

    assert (held, notices) == (["held", "held"], ["Wait", "انتظروا"])
    assert statuses(original, translation) == ["live", "live"]
    for article in (original, translation):
        assert [row.action for row in article.transitions.all()[:2]] == ["release", "hold"]
        assert Article.objects.get(pk=article.pk).stale_since is None


def test_one_step_retracts_both_with_one_notice(signed_in, chief, original, translation, address):
    signed_in(chief).post(address(original, "move", "retract"), {"both": "1", "text": "It was wrong."})

    assert statuses(original, translation) == ["retracted", "retracted"]
    assert Publication.objects.get(article=translation).notice == "It was wrong."


def test_one_step_without_the_tick_moves_one(signed_in, chief, original, translation, address):
    signed_in(chief).post(address(original, "move", "hold"))

    assert statuses(original, translation) == ["held", "live"]


def test_one_step_moves_only_what_the_person_may_move(signed_in, original, translation, address):
    section = make_section("sport")
    editor = make_user(Role.EDITOR, original.section)
    Article.objects.filter(pk=translation.pk).update(section=section)
    browser = signed_in(editor)

    page = browser.get(address(original, "move", "hold"))
    done = browser.post(address(original, "move", "hold"), {"both": "1"}, follow=True)

    said = [str(message) for message in done.context["messages"]]
    assert said[1] == "Nothing was done in the other languages: look at the story there."
    assert "both" not in page.context["form"].fields
    assert str(translation).encode() not in page.content
    assert statuses(original, translation) == ["held", "live"]


def test_one_step_is_all_or_nothing(signed_in, chief, original, translation, address, fingerprint):
    before = fingerprint()

    response = signed_in(chief).post(address(original, "move", "retract"), {"both": "1", "text": ""})

    assert response.status_code == 400
    assert fingerprint() == before


def test_alerted_story_leads_to_the_same_move_prefilled(signed_in, chief, original, translation, address):
    publishing.hold(original, by=chief)
    browser = signed_in(chief)

    label, link = browser.get(address(translation)).context["version_alert"].answer
    form = browser.get(link).context["form"]

    assert (label, link.startswith(address(translation, "move", "hold") + "?reason=")) == ("Hold", True)
    assert form.initial["reason"] == "As in the other language: Held"


def test_alert_of_a_killed_original_is_told(signed_in, chief, original, translation, address):
    desk.block(original, by=chief, kind="wire_kill", text="Killed")

    page = signed_in(chief).get(address(translation)).content.decode()

    assert "The story in the other language was blocked" in page
    assert "Hold: the same here…" in page


def test_list_narrows_to_stale_translations_and_marks_them(signed_in, chief, original, translation):
    again(original, chief)

    response = signed_in(chief).get(LIST, {"stale": "yes"})

    assert [row.pk for row in response.context["cl"].result_list] == [translation.pk]
    assert '<span class="badge stale"' in response.content.decode()


def test_approve_page_tells_what_changed_since_readers_got_it(signed_in, reporter, editor, chief, original, address):
    editing.save(original, by=chief, revision=1, headline="Harbour closes")
    desk.submit(original, by=reporter)

    response = signed_in(editor).get(address(original, "move", "approve"))

    since = response.context["since"]
    assert (since.sentence, since.changed) == ("Changed since readers got revision 1", "headline")
    assert since.address == f"{reverse('admin:articles_article_compare', args=[original.pk])}?from=1&to=2"


def test_approve_page_tells_what_changed_since_the_last_approval(signed_in, reporter, editor, address):
    article = make_article("approved", by=reporter)
    editing.save(article, by=reporter, revision=1, kicker="Ports")
    desk.submit(article, by=reporter)

    since = signed_in(editor).get(address(article, "move", "approve")).context["since"]

    assert (since.sentence, since.changed) == ("Changed since revision 1 was approved", "kicker")


def test_form_refuses_a_second_translation_and_keeps_what_was_typed(
    signed_in, reporter, original, translation, address, typed
):
    other = make_article(by=reporter, language="ar", headline="ميناء آخر")

    posted = typed(other, headline="ميناء ثالث", translation_of=str(original.pk))
    response = signed_in(reporter).post(address(other), posted)

    assert (response.status_code, Article.objects.get(pk=other.pk).headline) == (200, "ميناء آخر")
    assert "This story has a translation into this language already." in response.content.decode()
    assert "ميناء ثالث" in response.content.decode()
