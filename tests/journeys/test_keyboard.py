"""From sign-in to readers with Tab, Enter and typing alone: a reporter writes, an editor approves and publishes."""

import re

import pytest

from articles.models import Article, Publication
from tests.factories import make_section, make_user

pytestmark = pytest.mark.django_db(transaction=True)

FURTHEST = 120  # presses of Tab; a page that needs more is not to be used with a keyboard
HAS_FOCUS = "wanted => document.activeElement.matches(wanted)"
IS_SEEN = """() => {
    const place = document.activeElement.getBoundingClientRect()
    const x = place.x + Math.min(place.width / 2, 20), y = place.y + Math.min(place.height / 2, 20)
    const there = document.elementFromPoint(x, y)
    return Boolean(there) && (document.activeElement.contains(there) || there.contains(document.activeElement))
}"""


class Typist:
    """Somebody at a browser without a mouse."""

    def __init__(self, page, address):
        self.page, self.address, self.hidden = page, address, []

    def sign_in(self, name):
        self.page.goto(f"{self.address}/admin/")
        self.type_into("[name=username]", name)
        self.type_into("[name=password]", name)
        self.follow("[name=password]")
        self.page.wait_for_url(re.compile("/admin/$"))

    def reach(self, wanted):
        """Tab by Tab; what has the focus on the way and is covered by something else goes into `hidden`."""
        for _press in range(FURTHEST):
            if self.page.evaluate(HAS_FOCUS, wanted):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab does not lead to {wanted} on {self.page.url}")
        if not self.page.evaluate(IS_SEEN):
            self.hidden.append(wanted)

    def type_into(self, field, words):
        self.reach(field)
        self.page.keyboard.type(words)

    def follow(self, wanted):
        """Enter on a link or a button, and the page that comes then."""
        self.reach(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def typist(browser, live_server):
    contexts = []

    def come(name):
        contexts.append(browser.new_context())
        typist = Typist(contexts[-1].new_page(), live_server.url)
        typist.sign_in(name)
        return typist

    yield come
    for context in contexts:
        context.close()


def test_story_is_written_approved_and_published_without_a_mouse(typist, live_server):
    section = make_section("world", names={"en": "World"})
    make_user("reporter", section, username="rana", password="rana")
    make_user("editor", section, username="edith", password="edith")

    rana = typist("rana")
    rana.follow("a[href$='/articles/article/add/']")
    rana.type_into("[name=headline]", "Night ferry runs again")
    rana.type_into("[name=standfirst]", "The first boat leaves at ten.")
    rana.type_into(".tiptap", "The night ferry runs again after a winter of repairs.")
    rana.type_into("[name=bylines-0-name]", "Rana Haddad")
    rana.type_into("[name=section]", "World")
    rana.follow("[name=_continue]")
    article = Article.objects.get(headline="Night ferry runs again")
    rana.follow(".moves .leads button")
    article.refresh_from_db()
    assert article.desk_state == "in_review"

    edith = typist("edith")
    edith.follow(f"#panel-waiting a[href*='/{article.pk}/change/']")
    edith.follow(".moves .leads a")
    edith.follow(".step .submit-row button")
    article.refresh_from_db()
    assert article.desk_state == "approved"
    edith.follow(".moves .leads a")
    edith.follow(".step .submit-row button")

    publication = Publication.objects.get(article=article)
    edith.page.goto(live_server.url + publication.path)
    assert "The night ferry runs again after a winter of repairs." in edith.page.locator("main").inner_text()
    assert [rana.hidden, edith.hidden] == [[], []]
