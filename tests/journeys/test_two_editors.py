"""Two people on one story, and one person without a network or a session: whatever was typed comes through."""

import re

import pytest
from django.contrib.sessions.models import Session

from articles.models import Article
from newsroom.desk.models import KeptText, TakeOver
from tests.factories import make_article, make_section, make_user

from .waiting import follow, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BODY = "<p>The harbour reopened.</p><p>Boats went out.</p><p>Fish is cheap again.</p>"
STATUS = ".keeping-status"
TYPES_ON = """document.getElementById("article_form").addEventListener("submit", (event) => {
  if (event.defaultPrevented) return
  const field = document.querySelector("[name=standfirst]")
  setTimeout(() => {
    field.value = "Typed after the press of the button"
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }, 200)
})"""


@pytest.fixture
def article():
    section = make_section("world")
    for name in ("layla", "omar"):
        make_user("editor", section, username=name, password=name)
    return make_article(section=section, headline="Harbour reopens", body=BODY)


@pytest.fixture
def desk_of(browser, live_server):
    """A browser of somebody's own, signed in, with a page of the story in it."""
    contexts = []

    def opened(name, article):
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/admin/login/?next=/admin/articles/article/{article.pk}/change/")
        sign_in(page, name)
        page.locator(".tiptap.ProseMirror").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(page, name):
    page.fill("[name=username]", name)
    page.fill("[name=password]", name)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"/change/|/admin/$"))


def write_into(page, number, words):
    """Types at the end of a paragraph of the body."""
    page.locator(".tiptap.ProseMirror p").nth(number).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def says(page, words):
    page.locator(STATUS).filter(has_text=words).wait_for(timeout=20_000)


def test_two_people_write_at_once_and_both_texts_are_merged(desk_of, article):
    layla, omar = desk_of("layla", article), desk_of("omar", article)
    layla.locator(".presence-others").get_by_text("omar has this story open since").wait_for(timeout=30_000)

    write_into(layla, 0, " At dawn.")
    write_into(layla, 1, " In a hurry.")
    write_into(omar, 2, " Says everybody.")
    write_into(omar, 1, " Slowly.")
    follow(omar, omar.locator("[name=_continue]"))
    layla.click("[name=_save]")

    layla.locator(".differences").wait_for()
    assert layla.locator(".differences fieldset.row").count() == 1
    assert layla.locator("fieldset.row mark").all_inner_texts() == ["Slowly", "In a hurry"]
    layla.get_by_label("Both, what is saved first").check()
    layla.get_by_role("button", name="Put the merge into the form").click()
    layla.get_by_text("The merge is in the form.").wait_for()
    assert Article.objects.get(pk=article.pk).revision_number == 2
    layla.click("[name=_save]")
    layla.wait_for_url(re.compile("/admin/articles/article/$"))

    saved = Article.objects.get(pk=article.pk)
    assert saved.revision_number == 3
    assert saved.body == (
        "<p>The harbour reopened. At dawn.</p><p>Boats went out. Slowly.</p><p>Boats went out. In a hurry.</p>"
        "<p>Fish is cheap again. Says everybody.</p>"
    )


def test_text_kept_from_a_refused_save_is_shown_beside_what_refused_it(desk_of, article):
    layla, omar = desk_of("layla", article), desk_of("omar", article)
    write_into(layla, 0, " At dawn.")
    write_into(omar, 2, " Says everybody.")
    follow(omar, omar.locator("[name=_continue]"))
    layla.click("[name=_save]")
    layla.locator(".differences").wait_for()
    says(layla, "All changes kept · ")
    layla.close()

    again = desk_of("layla", article)
    again.get_by_role("link", name="Take it over into the form").click()
    again.locator(".tiptap.ProseMirror").get_by_text("At dawn.").wait_for()

    again.locator(".differences").get_by_text("Says everybody.").first.wait_for()
    follow(again, again.get_by_role("button", name="Put the merge into the form"))
    again.locator(".tiptap.ProseMirror").get_by_text("Says everybody.").wait_for()
    follow(again, again.locator("[name=_save]"))
    saved = Article.objects.get(pk=article.pk)
    assert "At dawn." in saved.body
    assert "Says everybody." in saved.body


def test_offline_and_back_loses_nothing(desk_of, article):
    page = desk_of("layla", article)
    page.context.set_offline(True)

    write_into(page, 0, " Typed offline.")
    says(page, "Offline: kept in this browser")
    page.click("[name=_save]")
    says(page, "You are offline or signed out")
    page.context.set_offline(False)
    says(page, "All changes kept · ")

    assert "Typed offline." in KeptText.objects.get().typed["body"][0]


def test_text_that_only_the_browser_has_is_offered_on_return(desk_of, article, live_server):
    page = desk_of("layla", article)
    page.context.set_offline(True)
    write_into(page, 0, " Typed offline.")
    page.fill("[name=headline]", "Harbour reopens at last")
    says(page, "Offline: kept in this browser")
    page.close()
    context = page.context
    context.set_offline(False)

    again = context.new_page()
    again.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    offer = again.locator("#offers .offer")
    offer.get_by_text("Text that you typed in this browser was not saved").wait_for()
    offer.get_by_role("button", name="Take it over into the form").click()

    again.locator(".tiptap.ProseMirror").get_by_text("Typed offline.").wait_for()
    assert again.input_value("[name=headline]") == "Harbour reopens at last"
    assert Article.objects.get(pk=article.pk).headline == "Harbour reopens"
    again.click("[name=_save]")
    again.wait_for_url(re.compile("/admin/articles/article/$"))
    assert Article.objects.get(pk=article.pk).body.startswith("<p>The harbour reopened. Typed offline.</p>")

    wait_until(again, "Object.keys(localStorage).every((key) => !key.startsWith('newsroom:kept:'))")
    again.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    again.locator(STATUS).wait_for()
    assert again.locator("#offers .offer").count() == 0


def test_session_that_ends_mid_edit_is_signed_in_again_in_another_tab(desk_of, article, live_server):
    page = desk_of("layla", article)
    Session.objects.all().delete()

    write_into(page, 0, " Typed signed out.")
    says(page, "Signed out: kept in this browser")
    page.click("[name=_save]")
    says(page, "You are signed out.")
    other = page.context.new_page()
    other.goto(f"{live_server.url}/admin/login/")
    sign_in(other, "layla")
    other.close()
    page.bring_to_front()
    page.click("[name=_save]")
    page.wait_for_url(re.compile("/admin/articles/article/$"))

    assert "Typed signed out." in Article.objects.get(pk=article.pk).body


def test_closed_tab_is_offered_by_the_newsroom(desk_of, article, live_server):
    page = desk_of("layla", article)
    write_into(page, 0, " Typed and closed.")
    says(page, "All changes kept · ")
    page.close()

    elsewhere = desk_of("layla", article)
    elsewhere.get_by_role("link", name="Take it over into the form").click()

    elsewhere.locator(".tiptap.ProseMirror").get_by_text("Typed and closed.").wait_for()
    assert Article.objects.get(pk=article.pk).revision_number == 1


def test_take_over_is_seen_at_once_and_locks_nobody_out(desk_of, article):
    layla, omar = desk_of("layla", article), desk_of("omar", article)
    write_into(layla, 0, " Unfinished.")
    says(layla, "All changes kept · ")
    omar.reload()
    omar.get_by_text("layla has this story open since").wait_for()
    omar.locator(".take-over summary").click()
    omar.fill("#take-over-reason", "On air in ten minutes")
    omar.get_by_role("button", name="Take over").click()
    omar.get_by_text("You took this story over from layla.").wait_for()

    layla.get_by_text("omar took this story over").wait_for(timeout=30_000)

    assert TakeOver.objects.get().reason == "On air in ten minutes"
    layla.click("[name=_save]")
    layla.wait_for_url(re.compile("/admin/articles/article/$"))
    assert "Unfinished." in Article.objects.get(pk=article.pk).body


def test_what_is_typed_while_the_save_is_on_its_way_is_offered(desk_of, article, live_server):
    page = desk_of("layla", article)
    page.fill("[name=headline]", "Harbour reopens at last")

    def slow(route):
        page.wait_for_timeout(2000 if route.request.method == "POST" else 0)
        route.continue_()

    page.route(f"**/{article.pk}/change/", slow)
    page.evaluate(TYPES_ON)
    page.click("[name=_save]", no_wait_after=True)
    page.wait_for_url(re.compile("/admin/articles/article/$"))
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")

    page.locator("#offers .offer").get_by_text("Standfirst").wait_for()
    assert Article.objects.get(pk=article.pk).headline == "Harbour reopens at last"


def test_form_that_needs_mending_is_kept_as_it_is(desk_of, article):
    page = desk_of("layla", article)
    page.fill("[name=standfirst]", "Typed a moment ago")
    page.locator("[name=headline]").evaluate(
        "field => { field.removeAttribute('maxlength'); field.value = 'x'.repeat(400) }"
    )

    page.click("[name=_save]")

    page.locator(".errornote").wait_for()
    says(page, "All changes kept · ")
    assert KeptText.objects.get().typed["standfirst"] == ["Typed a moment ago"]
