import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Membership
from newsroom.desk.models import InboxItem, Note
from newsroom.desk.talk import notes
from newsroom.desk.talk.lines import A_PAGE
from tests.browsers import browser
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}
ODD = ["1abc", "01", " 1", "1.0", "-1", "0", "9" * 18, "9" * 40, "1,2", "١"]


@pytest.fixture
def article(section, reporter):
    return make_article("draft", section=section, by=reporter)


@pytest.fixture
def address(article):
    return reverse("admin:articles_article_notes", args=[article.pk])


def test_note_is_written_and_shown_with_what_came_of_it(article, address, reporter, editor, outside_editor):
    client = browser(reporter)

    answer = client.post(address, {"text": "@editor @outside-editor @nobody look"}, follow=True)
    page = answer.content.decode()

    note = Note.objects.get()
    assert answer.redirect_chain == [(f"{address}#note-{note.pk}", 302)]
    assert f"Told: {editor}." in page
    assert "Outside-editor cannot see this story: nobody was told." in page
    assert "Nobody at the desk is called “nobody”: nobody was told." in page
    assert '<b class="talk-call"><bdi>@editor</bdi></b> @outside-editor @nobody look' in page


def test_program_gets_the_sentences(article, address, reporter, editor):
    answer = browser(reporter).post(address, {"text": "@editor look"}, **JSON)

    assert answer.json() == {
        "status": 200,
        "note": Note.objects.get().pk,
        "sentences": [f"The note is kept. Told: {editor}."],
    }


def test_text_is_escaped_and_links_are_safe(article, address, reporter):
    notes.write(
        article, by=reporter, text="<script>alert(1)</script> https://desk.example/?a=1&b=2 javascript:alert(1)"
    )

    page = browser(reporter).get(address).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert (
        '<a href="https://desk.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer" target="_blank">'
        '<bdi dir="ltr">https://desk.example/?a=1&amp;b=2</bdi></a> javascript:alert(1)</div>'
    ) in page


def test_refused_note_keeps_what_was_typed(article, address, reporter):
    typed = "x" * 5001

    page = browser(reporter).post(address, {"text": typed})
    plain = browser(reporter).post(address, {"text": typed}, **JSON)

    assert (page.status_code, plain.status_code) == (400, 400)
    assert "This note is too long: at most 5000 characters." in page.content.decode()
    assert typed in page.content.decode()
    assert plain.json()["sentence"] == "This note is too long: at most 5000 characters."
    assert Note.objects.count() == 0


def test_administrator_without_a_role_reads_and_writes_nothing(article, address, reporter, administrator):
    notes.write(article, by=reporter, text="The map is missing.")
    client = browser(administrator)

    assert "The map is missing." in client.get(address).content.decode()
    assert client.post(address, {"text": "Hello"}).status_code == 403
    assert Note.objects.count() == 1


@pytest.mark.parametrize("view", ["notes", "note_list", "note_people", "planning"])
def test_foreign_story_is_not_there_in_the_same_bytes(article, outside_editor, view):
    client = browser(outside_editor)
    Note.objects.create(article=article, author=article.created_by, text="Secret words")

    answers = [
        client.get(reverse(f"admin:articles_article_{view}", args=[key]))
        for key in (article.pk, article.pk + 1000, *ODD)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("view", ["notes", "note_list", "note_people", "planning"])
@pytest.mark.parametrize("person", ["moderator", "outside_reporter"])
def test_whoever_may_not_see_the_story_gets_404_for_every_method(request, article, view, person):
    client = browser(request.getfixturevalue(person))
    target = reverse(f"admin:articles_article_{view}", args=[article.pk])

    assert [client.get(target).status_code, client.post(target, {"text": "x"}).status_code] in ([404, 404], [404, 405])
    assert Note.objects.count() == 0


def test_right_that_is_removed_ends_at_the_next_request(article, address, reporter2):
    client = browser(reporter2)
    before = client.get(address).status_code
    Membership.objects.filter(user=reporter2).update(section=None, role="moderator")

    assert (before, client.get(address).status_code) == (200, 404)


def test_writing_asks_for_the_form_token(article, address, reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)

    assert client.post(address, {"text": "Hello"}).status_code == 403
    assert Note.objects.count() == 0


def test_note_is_marked_as_done_and_opened_again(article, address, reporter, editor):
    note, _called = notes.write(article, by=reporter, text="Check the map.")
    done = reverse("admin:articles_article_note_done", args=[article.pk, note.pk])
    client = browser(editor)

    answer = client.post(done, {"done": "1"})
    note.refresh_from_db()
    page = client.get(address).content.decode()
    client.post(done, {"done": "0"}, **JSON)

    assert (answer.status_code, note.done_by) == (302, editor)
    assert f"Done:</span> <bdi>{editor}</bdi>" in page or f"Done: <bdi>{editor}</bdi>" in page
    assert Note.objects.open().get() == note


@pytest.mark.parametrize("number", ODD)
def test_note_with_an_odd_number_is_not_there(article, reporter, number):
    target = reverse("admin:articles_article_notes", args=[article.pk]) + f"{number}/done/"

    assert browser(reporter).post(target).status_code == 404


def test_note_of_another_story_is_not_there(section, article, reporter):
    other = make_article("draft", section=section, by=reporter)
    note, _called = notes.write(other, by=reporter, text="Elsewhere")

    answer = browser(reporter).post(reverse("admin:articles_article_note_done", args=[article.pk, note.pk]))

    assert answer.status_code == 404
    assert Note.objects.open().get() == note


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_done_is_a_post(article, reporter, method):
    note, _called = notes.write(article, by=reporter, text="Check the map.")
    target = reverse("admin:articles_article_note_done", args=[article.pk, note.pk])

    assert getattr(browser(reporter), method)(target).status_code == 405


def test_list_alone_is_answered_once_and_then_304(article, address, reporter, editor):
    notes.write(article, by=reporter, text="First words")
    client = browser(editor)

    first = client.get(f"{address}list/")
    same = client.get(f"{address}list/", headers={"if-none-match": first["ETag"]})
    notes.write(article, by=reporter, text="Second words")
    changed = client.get(f"{address}list/", headers={"if-none-match": first["ETag"]})

    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert (first["X-Open-Notes"], changed["X-Open-Notes"]) == ("1", "2")
    assert first["Cache-Control"] == "private, no-store"
    assert "<html" not in first.content.decode()


def test_long_talk_is_paged_and_a_note_is_found_by_its_number(article, address, reporter):
    rows = Note.objects.bulk_create(
        Note(article=article, author=reporter, text=f"words of note {number}.") for number in range(A_PAGE + 2)
    )
    client = browser(reporter)

    first, older = (client.get(address + rest).content.decode() for rest in ("", f"?from={rows[1].pk}"))

    assert ("words of note 31." in first, "words of note 1." in first) == (True, False)
    assert f"?from={rows[1].pk}" in first
    assert ("words of note 31." in older, "words of note 1." in older, "words of note 0." in older) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("number", [odd for odd in ODD if odd != "9" * 18])
def test_odd_place_in_the_talk_is_not_there(article, address, reporter, number):
    assert browser(reporter).get(address, {"from": number}).status_code == 404


def test_only_people_who_may_see_the_story_are_offered(article, address, reporter, editor, outside_editor, moderator):
    make_user("editor", article.section, username="Edwin", first_name="Sami", last_name="Nasser")
    client = browser(reporter)

    def offered(typed):
        return [person["username"] for person in client.get(f"{address}people/", {"q": typed}).json()["people"]]

    assert offered("ed") == ["Edwin", "editor"]
    assert offered("NASS") == ["Edwin"]
    assert offered("outside") == offered("mod") == offered("") == offered("%") == []


def test_story_s_page_shows_its_newest_notes_and_how_many_are_open(article, address, reporter):
    Note.objects.bulk_create(Note(article=article, author=reporter, text=f"words {number}.") for number in range(7))
    notes.finish(Note.objects.last(), by=reporter)

    page = browser(reporter).get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

    assert [f"words {number}." in page for number in range(7)] == [False, False, True, True, True, True, True]
    assert f'<a href="{address}">Notes <span class="count">6</span></a>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_notes_take_the_same_queries_whatever_their_number(
    article, address, reporter, editor, django_assert_num_queries, count
):
    for _number in range(count):
        notes.write(article, by=editor, text="@reporter look")
    client = browser(reporter)

    with django_assert_num_queries(6):  # the sign-in, the person, the story, the notes
        client.get(f"{address}list/")
    with django_assert_num_queries(9):
        client.get(address)


def test_naughty_texts_never_break_the_page(article, address, reporter):
    client = browser(reporter)
    for text in (
        "\x00",
        "‮",
        "%s {{ x }} {% x %}",
        "ﷺ" * 100,
        "@" * 4000,
        "a\u0300" * 2000,
        "'; DROP TABLE x;--",
    ):
        assert client.post(address, {"text": text}).status_code in (302, 400)

    assert client.get(address).status_code == 200
    assert InboxItem.objects.filter(recipient=reporter).count() == 0
