"""“Share your opinion”: what is taken, what is refused, and that nothing typed is lost."""

import pytest
from django.core.cache import caches

from articles import publishing, reference
from articles.rights import Role
from newsroom import tries
from newsroom.responses import limits, opening, tokens
from newsroom.responses.models import Letter
from newsroom.responses.moderating import decide
from newsroom.responses.shortening import shorten
from tests.factories import make_user
from tests.newsroom.pages.readers import parsed, publish, publish_both, text_of
from tests.newsroom.pages.test_query_counts import AROUND, QUERIES
from tests.newsroom.responses.letters import TEXT, address_of, approved, write

pytestmark = pytest.mark.django_db
TYPED = {"name": "Huda Salem", "email": "huda@readers.example", "text": TEXT, "website": ""}


@pytest.fixture(autouse=True)
def _count_anew(settings):
    for cache in caches.all(initialized_only=True):
        cache.clear()
    tries.shared.away_until = 0.0
    settings.LETTERS_OPEN_DAYS, settings.TRUSTED_PROXIES = 0, 1


@pytest.fixture
def story():
    return publish()


def send(client, story, *, headers=None, address="192.0.2.7", **changes):
    typed = TYPED | {"token": tokens.make(story.pk, has_waited=True)} | changes
    return client.post(f"{story.path}respond/", typed, headers={"X-Forwarded-For": address} | (headers or {}))


def said(response):
    return text_of(parsed(response), "//*[@role='alert']")


def typed_again(response):
    tree = parsed(response)
    fields = {field.get("name"): field.get("value") for field in tree.xpath("//input[@name]")}
    return fields | {"text": "".join(tree.xpath("//textarea/text()")).removeprefix("\n")}


def test_form_is_kept_by_nobody_and_sets_no_cookie(client, story):
    response = client.get(f"{story.path}respond/")

    assert (response.status_code, response["Cache-Control"], response.cookies) == (200, "private, no-store", {})
    tree = parsed(response)
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert text_of(tree, "//main//h1") == ["Share your opinion"]
    assert tree.xpath(f"//main//a[@href='{story.path}']")
    assert "ETag" not in response.headers
    assert "Cookie" not in response.get("Vary", "")


def test_form_is_in_the_language_of_its_story(client):
    _english, arabic = publish_both()

    response = client.get(f"{arabic.path}respond/")

    tree = parsed(response)
    assert (tree.get("lang"), tree.get("dir"), response["Content-Language"]) == ("ar", "rtl", "ar")


def test_letter_is_taken_and_thanked_for_on_a_page_of_its_own(client, story):
    response = send(client, story)

    assert (response.status_code, response["Cache-Control"], response.cookies) == (303, "private, no-store", {})
    letter = Letter.objects.get()
    assert (letter.name, letter.email, letter.text, letter.status) == (
        *("Huda Salem", "huda@readers.example", TEXT),
        "waiting",
    )
    thanks = client.get(response["Location"])
    assert text_of(parsed(thanks), "//main//h1") == ["Thank you for your letter"]
    assert TEXT not in thanks.content.decode()


def test_nobody_is_thanked_for_what_they_have_not_sent(client, story):
    for sent in ("1", "", tokens.make(story.pk), tokens.make_sent(story.pk + 1)):
        response = client.get(f"{story.path}respond/", {"sent": sent})
        assert text_of(parsed(response), "//main//h1") == ["Share your opinion"]


def test_letter_is_shown_once_approved_and_never_with_the_address(client, story):
    letter = write(story, text=TEXT)
    assert TEXT not in client.get(story.path).content.decode()

    decide(letter.pk, action="approve", by=make_user(Role.MODERATOR))

    page = client.get(story.path).content.decode()
    assert TEXT in page
    assert "huda@readers.example" not in page


@pytest.mark.parametrize("action", ["reject", "block"])
def test_letter_that_is_taken_back_is_gone_at_once(client, story, action):
    moderator = make_user(Role.MODERATOR)
    letter = approved(story, text=TEXT, by=moderator)
    assert TEXT in client.get(story.path).content.decode()

    decide(letter.pk, action="undo", by=moderator)
    decide(letter.pk, action=action, by=moderator, reason="An insult")

    assert TEXT not in client.get(story.path).content.decode()
    assert client.get(f"{story.path}letters/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Write your name"),
        ({"name": "\u200b\u2066 \u2069"}, "Write your name"),
        ({"name": "x" * 81}, "81 characters"),
        ({"name": "See www.pills.example"}, "A name holds no web or mail address"),
        ({"name": "huda@readers.example"}, "A name holds no web or mail address"),
        ({"email": "huda"}, "This is no e-mail address"),
        ({"email": "a@b.example\r\nBcc: all@desk.example"}, "This is no e-mail address"),
        ({"email": "root@localhost"}, "This is no e-mail address"),
        ({"email": "root@[10.0.0.1]"}, "This is no e-mail address"),
        ({"email": f"{'x' * 250}@b.example"}, "characters; at most"),
        ({"text": ""}, "Write at least 20"),
        ({"text": "Short."}, "Write at least 20"),
        ({"text": f"{TEXT} " * 60}, "at most 3000 are possible"),
        ({"text": f"{TEXT} https://a.example www.b.org http://c.example"}, "At most 2 links"),
    ],
)
def test_letter_that_lacks_something_is_given_back_with_a_sentence(client, story, changes, sentence):
    response = send(client, story, **changes)

    assert response.status_code == 400
    assert sentence in " ".join(said(response))
    again, expected = typed_again(response), TYPED | changes
    kept = {name: "" if name == "name" and "\u200b" in expected[name] else expected[name] for name in ("text", "email")}
    assert {name: " ".join(again[name].split()) for name in kept} == {
        name: " ".join(text.split()) for name, text in kept.items()
    }
    assert Letter.objects.count() == 0


def test_error_leads_to_its_field(client, story):
    tree = parsed(send(client, story, name=""))

    assert tree.xpath("//*[@role='alert']//a/@href") == ["#name"]
    assert tree.xpath("//input[@id='name']/@aria-invalid") == ["true"]
    assert tree.xpath("//textarea/@aria-invalid") == []


def test_letter_pasted_in_at_once_is_asked_for_again_and_taken_then(client, story, monkeypatch):
    response = send(client, story, token=tokens.make(story.pk))
    assert (response.status_code, Letter.objects.count()) == (400, 0)
    again = typed_again(response)
    assert (again["text"], again["name"]) == (TEXT, "Huda Salem")

    monkeypatch.setattr(tokens, "LEAST_SECONDS", -1)
    assert send(client, story, token=again["token"]).status_code == 303


def test_form_left_open_too_long_is_given_back_with_a_new_token(client, story, monkeypatch):
    old = tokens.make(story.pk)
    monkeypatch.setattr(tokens, "LASTS_SECONDS", -1)
    response = send(client, story, token=old)
    assert (response.status_code, typed_again(response)["text"]) == (400, TEXT)

    monkeypatch.undo()
    assert send(client, story, token=typed_again(response)["token"]).status_code == 303


@pytest.mark.parametrize("token", ["", "x", "1.0:abc:def", "\0", "a" * 100_000])
def test_letter_without_the_forms_token_is_given_back(client, story, token):
    response = send(client, story, token=token)

    assert (response.status_code, typed_again(response)["text"], Letter.objects.count()) == (403, TEXT, 0)


def test_token_of_another_story_is_of_no_use(client, story):
    other = publish(headline="Ferry sails")

    assert send(client, story, token=tokens.make(other.pk, has_waited=True)).status_code == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_letter_from_another_site_is_given_back(client, story, headers):
    response = send(client, story, headers=headers)

    assert (response.status_code, Letter.objects.count()) == (403, 0)
    assert typed_again(response)["text"] == TEXT


def test_field_that_people_do_not_see_holds_robots_up(client, story):
    response = send(client, story, website="https://pills.example")

    assert (response.status_code, Letter.objects.count()) == (400, 0)
    assert typed_again(response)["website"] is None
    assert typed_again(response)["text"] == TEXT


def test_too_many_letters_are_given_back_with_a_time_to_wait(client, story, monkeypatch):
    monkeypatch.setattr(limits, "OF_PLACE", 1)
    send(client, story)

    response = send(client, story, text="Something else altogether, about nets and gulls.")

    assert (response.status_code, response["Retry-After"], Letter.objects.count()) == (429, "600", 1)
    assert typed_again(response)["text"] == "Something else altogether, about nets and gulls."


def test_same_text_again_is_given_back(client, story):
    send(client, story)

    response = send(client, story, name="Somebody else", address=address_of(1))

    assert (response.status_code, typed_again(response)["text"]) == (409, TEXT)
    assert "already" in " ".join(said(response))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> and an opinion of some length",
        "A text with \x00 a NUL and \x1b escapes \ud800 and so on and on",
        "\u202e turned round \u2066 and isolated, with words enough to be taken",
        "z\u0301\u0302" * 1000,
        "=cmd|' /C calc'!A0 is a long enough formula",
        "سطر أول طويل بما يكفي\n\n\n\n\nسطر ثان",
    ],
)
def test_hostile_letter_is_text_and_nothing_else(client, story, text):
    response = client.post(
        f"{story.path}respond/",
        TYPED | {"text": text.encode("utf-8", "replace").decode(), "token": tokens.make(story.pk, has_waited=True)},
    )
    assert response.status_code in (303, 400)

    for letter in Letter.objects.all():
        decide(letter.pk, action="approve", by=make_user(Role.MODERATOR))
    page = client.get(story.path)
    assert parsed(page).xpath("//main//script") == []
    assert not {"\x00", "\x1b", "\u202e", "\u2066"} & set(page.content.decode())


@pytest.mark.parametrize(
    "body", [b"", b"%ff=%ff&text=%ff%fe", b"text=" + b"x" * 200_000, b"name=a&name=b&text=%00", b"&&&===;;;"]
)
def test_odd_forms_are_answered(client, story, body):
    response = client.post(f"{story.path}respond/", body, content_type="application/x-www-form-urlencoded")

    assert (response.status_code, Letter.objects.count()) == (403, 0)


def test_json_is_no_form(client, story):
    response = client.post(f"{story.path}respond/", '{"text": "x"}', content_type="application/json")

    assert response.status_code == 403


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(client, story, method):
    assert getattr(client, method)(f"{story.path}respond/").status_code == 405


def test_story_that_there_is_not_takes_no_letters(client, story):
    assert client.get("/world/2025/01/04/nothing-here/respond/").status_code == 404
    assert client.post("/world/2025/01/04/nothing-here/respond/", TYPED).status_code == 404


@pytest.mark.parametrize(("take_back", "status"), [("hold", 200), ("retract", 200), ("remove", 410)])
def test_story_that_was_taken_back_shows_its_notice_in_place_of_the_form(client, story, take_back, status):
    letter = approved(story, text=TEXT)
    notice = {"text": "This was wrong."} if take_back == "retract" else {}
    getattr(publishing, take_back)(story.article, by=make_user(Role.CHIEF), **notice)

    for part in ("", "respond/", "letters/"):
        response = client.get(f"{story.path}{part}")
        assert (response.status_code, bool(parsed(response).xpath("//main//form"))) == (status, False), part
        assert letter.text not in response.content.decode()
        assert "Harbour reopens" not in response.content.decode()


def test_letter_to_a_story_that_was_taken_back_meanwhile_is_given_back(client, story):
    publishing.hold(story.article, by=make_user(Role.CHIEF))

    response = send(client, story)

    assert (response.status_code, Letter.objects.count()) == (409, 0)
    assert TEXT in text_of(parsed(response), "//textarea")[0]


def test_letter_to_a_story_that_closed_meanwhile_is_given_back(client, story):
    opening.choose(story, action="close", by=make_user(Role.EDITOR))

    response = send(client, story)

    assert (response.status_code, Letter.objects.count()) == (409, 0)
    assert TEXT in text_of(parsed(response), "//textarea")[0]


def test_closed_story_says_so_and_has_no_form(client, story):
    opening.choose(story, action="close", by=make_user(Role.EDITOR))

    page = client.get(f"{story.path}respond/")

    assert page.status_code == 200
    assert text_of(parsed(page), "//main//h1") == ["Letters on this story are closed"]
    assert parsed(page).xpath("//main//form") == []
    below = parsed(client.get(story.path))
    assert text_of(below, "//*[@class='closed']") == ["Letters on this story are closed"]
    assert below.xpath("//a[contains(@href, 'respond/')]") == []


def test_story_closes_by_its_age_unless_the_desk_keeps_it_open(client, story, settings):
    settings.LETTERS_OPEN_DAYS = 30
    assert parsed(client.get(f"{story.path}respond/")).xpath("//main//form") == []

    opening.choose(story, action="open", by=make_user(Role.EDITOR))

    assert parsed(client.get(f"{story.path}respond/")).xpath("//main//form")


def test_moved_story_leads_to_its_form_and_loses_no_letter(client, story):
    old = story.path
    section = story.section
    section.slug = "seas"
    reference.save(section, by=make_user(Role.CHIEF))
    story.refresh_from_db()

    assert client.get(f"{old}respond/")["Location"] == f"{story.path}respond/"
    story.path, new = old, story.path
    response = send(client, story)
    assert response["Location"].startswith(f"{new}respond/?sent=")
    assert Letter.objects.count() == 1


def test_newest_letters_stand_below_and_all_on_their_own_page(client, story):
    moderator = make_user(Role.MODERATOR)
    for number in range(22):
        approved(story, by=moderator, name=f"Reader {number:02}", address=address_of(number))

    below = parsed(client.get(story.path))
    assert text_of(below, "//section[@aria-labelledby='letters']//h3") == [
        f"Reader {number:02}" for number in range(21, 1, -1)
    ]
    assert below.xpath(f"//a[@href='{story.path}letters/']")
    first = parsed(client.get(f"{story.path}letters/"))
    (rest,) = first.xpath("//a[@rel='next']/@href")
    assert text_of(parsed(client.get(rest)), "//main//h2") == ["Reader 01", "Reader 00"]


def test_shortened_letter_says_so_wherever_it_stands(client, story):
    moderator = make_user(Role.MODERATOR)
    for number in range(20):
        approved(story, by=moderator, address=address_of(number))
    letter = approved(story, by=moderator, text=f"Kept, and not seen. {TEXT}", address=address_of(20))
    shorten(letter.pk, text=TEXT, by=moderator)

    for path in (story.path, f"{story.path}letters/"):
        first = parsed(client.get(path)).xpath("//article[@class='letter']")[0]
        assert text_of(first, ".//div[@class='words']") == [f"[…] {TEXT}"]
        assert text_of(first, "./p[@class='when']")[0].endswith("Shortened")


def test_reply_names_whom_it_answers_and_leads_there_if_readers_have_that_letter(client, story):
    moderator = make_user(Role.MODERATOR)
    asked = approved(story, by=moderator, name="Huda", address=address_of(0))
    waiting = write(story, name="Nobody sees this", address=address_of(1))
    for number, (name, answered) in enumerate((("Omar", asked), ("Lina", asked), ("Rami", waiting)), start=2):
        letter = approved(story, by=moderator, name=name, address=address_of(number))
        Letter.objects.filter(pk=letter.pk).update(in_reply_to=answered)

    for path in (story.path, f"{story.path}letters/"):
        page = parsed(client.get(path))
        replies = page.xpath("//article[@class='letter']//a[starts-with(@href, '#')]")
        assert [("".join(link.itertext()), link.get("href")) for link in replies] == [("Huda", "#letter-4")] * 2
        assert text_of(page, "//*[@id='letter-4']//*[self::h2 or self::h3]") == ["Huda"]
        assert len(page.xpath("//article[@class='letter'][@id]")) == 1
        assert "Nobody sees this" not in "".join(page.itertext())


def test_letters_are_cached_as_every_page_is(client, story):
    approved(story)

    response = client.get(f"{story.path}letters/")

    assert client.get(f"{story.path}letters/", headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("letters", [1, 21])
def test_page_asks_the_database_as_often_for_many_letters_as_for_one(client, story, letters, django_assert_num_queries):
    moderator = make_user(Role.MODERATOR)
    for number in range(letters):
        approved(story, by=moderator, address=address_of(number))

    for part, queries in (("", QUERIES[story.path]), ("respond/", 2), ("letters/", 3)):
        with django_assert_num_queries(queries + AROUND):
            assert client.get(f"{story.path}{part}").status_code == 200
