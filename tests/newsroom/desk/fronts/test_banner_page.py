from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles.rights import Role
from newsroom.fronts.banners import raise_banner
from newsroom.fronts.models import Banner
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
BANNER = "/admin/fronts/banner/"


def local(**duration):
    return (timezone.localtime(timezone.now()) + timedelta(**duration)).strftime("%Y-%m-%dT%H:%M")


def sent(**fields):
    return {"text_en": "Flood", "text_ar": "", "article": "", "ends_at": local(hours=1)} | fields


def words(response):
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def test_banner_is_raised_shown_and_ended(browser, desk_editor, section):
    story = make_article("published", "live", headline="Harbour", section=section)
    client = browser(desk_editor)

    raised = client.post(BANNER, sent(article=story.pk, text_ar="فيضان"), follow=True)
    everywhere = client.get("/admin/fronts/")
    ended = client.post(f"{BANNER}end/", follow=True)

    assert "The banner is on every page now." in words(raised)
    assert "leads to Harbour" in words(raised)
    assert "Breaking Flood until" in words(everywhere)
    assert "ended by desk-editor" in words(ended)
    banner = Banner.objects.get()
    assert (banner.texts, banner.article_id) == ({"en": "Flood", "ar": "فيضان"}, story.pk)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text_en": "", "text_ar": ""}, "Say what has happened, in at least one language."),
        ({"text_en": "a" * 161}, "A banner has at most 160 characters."),
        ({"ends_at": ""}, "Say when"),
        ({"ends_at": "noon\x00"}, "is not a date with a time"),
        ({"ends_at": "2001-01-01T10:00"}, "That moment has passed"),
        ({"ends_at": "2040-01-01T10:00"}, "A banner stays for 24 hours at most"),
        ({"ends_at": "2035-10-28T01:30"}, "happens twice"),
        ({"article": "x"}, "There is no story No. 0."),
        ({"article": str(2**62)}, "There is no story No."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(browser, desk_editor, fields, sentence):
    typed = sent(text_ar="فيضان") | fields

    response = browser(desk_editor).post(BANNER, typed)

    assert response.status_code == 400
    assert sentence in words(response)
    found = html.fromstring(response.content.decode())
    for name in ("text_en", "text_ar", "article"):
        assert found.xpath(f"//input[@name='{name}']/@value") == [typed[name]]
    assert not Banner.objects.exists()


# --- where it leads


def test_story_is_searched_chosen_and_left_without_putting_anything_on_pages(browser, desk_editor, section):
    harbour, vote = (make_article("published", "live", headline=name, section=section) for name in ("Quixote", "Vote"))
    client, typed = browser(desk_editor), sent(text_ar="فيضان")

    found = client.post(BANNER, typed | {"q": "quixote", "do": "find"})
    chosen = client.post(BANNER, typed | {"do": f"choose-{harbour.pk}"})
    left = client.post(BANNER, typed | {"article": vote.pk, "do": "nowhere"})

    assert choices(found) == [f"choose-{harbour.pk}"]
    assert (article_of(chosen), choices(chosen)) == (str(harbour.pk), [f"choose-{vote.pk}"])
    assert (article_of(left), "It leads nowhere." in words(left)) == ("", True)
    for response in (found, chosen, left):
        kept = html.fromstring(response.content.decode()).xpath("//input[starts-with(@name, 'text_')]/@value")
        assert (response.status_code, kept) == (200, ["Flood", "فيضان"])
    assert not Banner.objects.exists()


def test_live_stories_of_every_language_are_offered_first(browser, desk_editor, section):
    make_article("draft", headline="Draft", section=section)
    make_article("incoming", headline="Wire", section=section)
    stories = [make_article("published", "live", language=code, section=section) for code in ("en", "ar")]

    assert set(choices(browser(desk_editor).get(BANNER))) == {f"choose-{story.pk}" for story in stories}


def test_enter_in_a_field_searches_and_breaks_no_news(browser, desk_editor):
    page = html.fromstring(browser(desk_editor).get(BANNER).content.decode())

    assert page.xpath("(//form[@id='banner']//button)[1]/@value") == ["find"]


@pytest.mark.parametrize("wish", ["choose-x", "choose-0", "choose-", "choose-\0", "", "raise-1"])
def test_any_other_wish_changes_nothing(browser, desk_editor, wish):
    response = browser(desk_editor).post(BANNER, sent(do=wish))

    assert (response.status_code, article_of(response)) == (200, "")
    assert not Banner.objects.exists()


def choices(response):
    page = html.fromstring(response.content.decode())
    return [value for value in page.xpath("//button[@name='do']/@value") if value.startswith("choose-")]


def article_of(response):
    return html.fromstring(response.content.decode()).xpath("string(//input[@name='article']/@value)")


def test_ending_what_does_not_run_is_refused(browser, desk_editor):
    response = browser(desk_editor).post(f"{BANNER}end/")

    assert response.status_code == 409
    assert "No breaking banner is running." in words(response)


@pytest.mark.parametrize("who", ["editor", "chief", "reporter", "administrator"])
def test_whoever_may_not_break_the_news_reads_without_a_form(browser, request, who):
    client = browser(request.getfixturevalue(who))

    assert b'name="text_en"' not in client.get(BANNER).content
    assert client.post(BANNER, sent()).status_code == 403
    assert client.post(f"{BANNER}end/").status_code == 403
    assert not Banner.objects.exists()


def test_headline_of_a_story_that_somebody_may_not_see_is_not_shown(browser, outside_editor, section):
    draft = make_article(headline="Canary 7f3a", section=section)
    raise_banner(
        {"en": "Flood"}, by=make_user(Role.CHIEF), ends_at=timezone.now() + timedelta(hours=1), article=draft.pk
    )

    assert b"Canary" not in browser(outside_editor).get(BANNER).content
