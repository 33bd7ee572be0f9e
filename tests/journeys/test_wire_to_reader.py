"""The whole path in a real browser: a wire story becomes news, is corrected, held, released and retracted."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

from articles.history import broken_rows
from articles.models import Article, Publication, Transition
from tests.factories import make_section, make_user

from .waiting import follow

pytestmark = pytest.mark.django_db(transaction=True)

HEADLINE = "Night buses return to the eastern districts"
SAMPLES = "tests/samples/wire_text"


@pytest.fixture
def desk(live_server):
    """People, a section and the wire's stories."""
    section = make_section("world", names={"en": "World", "ar": "العالم"})
    for name, role in (("rana", "reporter"), ("edith", "editor"), ("edgar", "editor"), ("charles", "chief")):
        make_user(role, username=name, password=name)
    with pytest.raises(SystemExit) as ended:  # one of the samples cannot be read: exit status 1
        call_command("import_stories", SAMPLES)
    assert ended.value.code == 1
    return section


class Person:
    """Somebody at the desk in a browser window of their own."""

    def __init__(self, browser, address: str, name: str):
        self.address, self.name = address, name
        self.page = browser.new_page()
        self.complaints = []
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else 0)
        self.page.goto(f"{address}/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(name)
        follow(self.page, self.page.get_by_role("button", name="Log in"))

    def open(self, article: Article) -> None:
        self.page.goto(f"{self.address}/admin/articles/article/{article.pk}/change/")

    def move(self, label: str, **answers: str) -> None:
        """Presses a move's button and, where it asks, answers by field name and confirms."""
        step = self.page.locator(".moves").get_by_role("link", name=f"{label}…", exact=True)
        if step.count() == 0:
            follow(self.page, self.page.locator(".moves").get_by_role("button", name=label, exact=True))
            return
        follow(self.page, step)
        for name, value in answers.items():
            field = self.page.locator(f"[name={name}]")
            if field.first.get_attribute("type") == "radio":
                self.page.locator(f"[name={name}][value={value}]").check()
            elif field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        follow(self.page, self.page.get_by_role("button", name=label, exact=True))

    def moves(self) -> list[str]:
        names = self.page.locator(".moves a, .moves button").all_inner_texts()
        return [name.strip().removesuffix("…") for name in names]

    def post(self, article: Article, action: str, **fields: str) -> int:
        """A forged POST with this person's own cookies and token: its status."""
        token = self.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
        response = self.page.request.post(
            f"{self.address}/admin/articles/article/{article.pk}/move/{action}/",
            form={"csrfmiddlewaretoken": token, **fields},
            headers={"Referer": self.address},
            max_redirects=0,
        )
        return response.status

    def save(self) -> None:
        """The click does not wait for the answer: the page that says so does."""
        self.page.get_by_role("button", name="Save and continue editing").click()
        self.page.get_by_text("was changed successfully").wait_for()

    def write(self, text: str) -> None:
        """Types into the body editor, at its end."""
        editor = self.page.locator(".ProseMirror[contenteditable=true]").first
        editor.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(text)


def read(page, address: str) -> str:
    page.goto(address)
    return page.locator("main").inner_text()


@pytest.mark.slow
def test_story_from_the_wire_to_the_readers_and_back(desk, live_server, browser, worker):
    address = live_server.url
    article = Article.objects.get(headline=HEADLINE)
    reader = browser.new_page()
    reporter = Person(browser, address, "rana")
    editor, editor2 = Person(browser, address, "edith"), Person(browser, address, "edgar")
    chief = Person(browser, address, "charles")

    # The reporter takes the story, gives it a section, writes on and submits.
    reporter.open(article)
    reporter.move("Take")
    reporter.page.locator("[name=section]").select_option(str(desk.pk))
    reporter.write("Two more lines follow in spring.")
    reporter.save()
    article.refresh_from_db()
    assert "Two more lines follow in spring." in article.body
    reporter.move("Submit for review")

    # What the reporter may not do has no button, and a forged request changes nothing.
    reporter.open(article)
    assert {"Approve", "Publish", "Schedule", "Publish urgently"}.isdisjoint(reporter.moves())
    before = list(Transition.objects.values_list("pk", flat=True))
    revision = str(article.revision_number)
    assert reporter.post(article, "approve", revision=revision) == 403
    assert reporter.post(article, "publish", kind="first", revision=revision) == 403
    assert list(Transition.objects.values_list("pk", flat=True)) == before
    assert not Publication.objects.exists()

    # Sent back with a reason, submitted again, approved by another editor, scheduled.
    editor.open(article)
    editor.move("Send back", reason="Who pays for the drivers?")
    reporter.page.goto(f"{address}/admin/articles/article/{article.pk}/history/")
    reporter.page.get_by_text("Who pays for the drivers?").wait_for()
    reporter.open(article)
    reporter.write("The city pays for the drivers.")
    reporter.save()
    reporter.move("Submit for review")
    editor2.open(article)
    editor2.move("Approve")
    editor2.open(article)
    now = timezone.now().astimezone(ZoneInfo("Asia/Jerusalem")).replace(microsecond=0)
    moment = now + timedelta(seconds=4)
    assert editor2.post(article, "schedule", run_at=f"{moment:%Y-%m-%dT%H:%M:%S}", zone="Asia/Jerusalem") == 302

    # The worker publishes it at its moment.
    for _second in range(30):
        reader.wait_for_timeout(1000)
        close_old_connections()
        if publication := Publication.objects.filter(article=article).first():
            break
    assert publication.first_published_at >= moment
    page = f"{address}{publication.path}"
    assert "The city pays for the drivers." in read(reader, page)

    # Edited while live: readers have the old text until it is published as a correction.
    reporter.open(article)
    reporter.page.locator("[name=headline]").fill("Night buses return to four districts")
    reporter.save()
    assert HEADLINE in read(reader, page)
    reporter.move("Submit for review")
    editor2.open(article)
    editor2.move("Approve")
    editor2.open(article)
    editor2.move("Publish", kind="correction", text="An earlier headline spoke of all eastern districts.")
    corrected = read(reader, page)
    assert "Night buses return to four districts" in corrected
    assert "An earlier headline spoke of all eastern districts." in corrected

    # Held, released, retracted.
    editor.open(article)
    editor.move("Hold", text="We are checking this report.")
    held = read(reader, page)
    assert "We are checking this report." in held
    assert "The city pays for the drivers." not in held
    editor.open(article)
    editor.move("Release")
    assert "The city pays for the drivers." in read(reader, page)
    chief.open(article)
    chief.move("Retract", text="This report was wrong and has been withdrawn.")
    retracted = read(reader, page)
    assert "This report was wrong and has been withdrawn." in retracted
    assert "The city pays for the drivers." not in retracted

    assert list(broken_rows()) == []
    assert [person.complaints for person in (reporter, editor, editor2, chief)] == [[], [], [], []]
