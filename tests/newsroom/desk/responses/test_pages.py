"""The desk's pages of letters. Who may open which is in tests/matrix."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from articles.rights import Role
from newsroom.responses import banning, looking
from newsroom.responses.models import Ban, Decision, Letter, Reply, StoryLetters
from tests.factories import make_section, make_user
from tests.newsroom.pages.readers import parsed, publish, text_of
from tests.newsroom.responses.letters import address_of, approved, write

QUEUE = "/admin/letters/"


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def names(response):
    return text_of(parsed(response), "//li[@data-letter]/h2")


def decide(client, letter, decision, **more):
    fields = {"letter": letter.pk, "decision": decision, **more}
    return client.post(reverse("admin:letters_decide"), fields)


def test_waiting_letters_come_oldest_first_and_are_counted_in_the_header(desk, story):
    for number in range(3):
        write(story, name=f"Reader {number}", address=address_of(number))

    page = desk.get(QUEUE)

    assert names(page) == ["Reader 0", "Reader 1", "Reader 2"]
    assert text_of(parsed(page), "//nav[@id='desk-nav']//a[@aria-current]") == ["Letters 3"]


def test_first_page_leads_a_moderator_to_the_letters(desk, story):
    write(story)

    page = parsed(desk.get("/admin/"))

    assert text_of(page, "//section[@class='desk-doors']//a") == ["Letters 1"]


def test_reply_leads_to_the_letter_that_it_answers(desk, story):
    asked = write(story, name="Huda")
    reply = write(story, name="Omar", address=address_of(1))
    Letter.objects.filter(pk=reply.pk).update(in_reply_to=asked)

    for path in (QUEUE, reverse("admin:letter", args=[reply.pk])):
        [link] = parsed(desk.get(path)).xpath("//p[@class='letter-facts']//a[contains(@href, '/letters/')]")
        assert ("".join(link.itertext()), link.get("href")) == ("Huda", reverse("admin:letter", args=[asked.pk]))


def test_queue_goes_on_after_a_page(desk, story):
    for number in range(22):
        write(story, name=f"Reader {number:02}", address=address_of(number))

    (rest,) = parsed(desk.get(QUEUE)).xpath("//p[@class='pages']/a/@href")

    assert names(desk.get(QUEUE + rest)) == ["Reader 20", "Reader 21"]


def test_queue_is_filtered_by_what_became_of_letters_and_by_story(desk, story):
    other = publish(headline="Ferry sails")
    write(story, name="Waits")
    approved(story, name="Shown", address=address_of(1))
    write(other, name="Elsewhere", address=address_of(2))

    assert names(desk.get(QUEUE)) == ["Waits", "Elsewhere"]
    assert names(desk.get(QUEUE, {"show": "approved"})) == ["Shown"]
    assert names(desk.get(QUEUE, {"show": "all", "story": story.pk})) == ["Shown", "Waits"]


@pytest.mark.parametrize("query", ["show=x", "story=x", "story=01", "from=-1", "from=%00", "show=%00"])
def test_odd_addresses_of_the_queue_name_nothing(desk, story, query):
    assert desk.get(f"{QUEUE}?{query}").status_code == 404


def test_letter_is_approved_and_the_queue_comes_back_as_it_was(desk, story):
    letter = write(story)

    response = decide(desk, letter, "approve", show="all", story=story.pk)

    assert (response.status_code, response["Location"]) == (302, f"{QUEUE}?show=all&story={story.pk}#decided")
    assert Letter.objects.get().status == "approved"


def test_rejection_without_a_reason_is_asked_for_one(desk, story):
    letter = write(story)

    response = decide(desk, letter, "reject")

    assert response.status_code == 400
    assert "Give a reason" in text_of(parsed(response), "//*[@role='alert']")[0]
    assert names(response) == ["Huda Salem"]


def test_enter_in_the_field_of_a_reason_never_approves(desk, story):
    """It presses the first button of the field's form (HTML, "Implicit submission")."""
    letter = write(story)

    for address in (QUEUE, f"{QUEUE}?show=all", reverse("admin:letter", args=[letter.pk])):
        fields = parsed(desk.get(address)).xpath("//input[@name='reason']")
        pressed = [field.xpath("ancestor::form[1]//button[@type='submit']/@value")[0] for field in fields]
        assert (len(pressed) > 0, set(pressed)) == (True, {"reject"})


def test_second_moderator_gets_a_sentence(desk, story):
    letter = approved(story, by=make_user(Role.MODERATOR, username="salma"))

    response = decide(desk, letter, "reject", reason="An insult", page="letter")

    assert response.status_code == 409
    assert "salma was faster" in text_of(parsed(response), "//*[@role='alert']")[0]


def test_several_are_decided_at_once_and_each_refusal_is_told(desk, story):
    done = approved(story, address=address_of(9))
    letters = [write(story, address=address_of(number)) for number in range(2)]
    fields = {"letter": [done.pk, *(letter.pk for letter in letters)], "decision": "approve"}

    page = desk.post(reverse("admin:letters_decide"), fields, follow=True)

    assert Letter.objects.approved().count() == 3
    told = text_of(parsed(page), "//ul[@class='messagelist']/li")
    assert told[0] == "2 letters: Approved."
    assert "was faster" in told[1]


@pytest.mark.parametrize("letters", [[], ["x"], ["1.0"], ["%00"], ["99999999999999999999"]])
def test_odd_choices_decide_nothing(desk, story, letters):
    write(story)

    response = desk.post(reverse("admin:letters_decide"), {"letter": letters, "decision": "approve"})

    assert (response.status_code, Letter.objects.waiting().count()) == (404 if letters else 400, 1)


def test_letter_page_has_its_history_and_takes_an_answer(desk, story):
    letter = approved(story, by=make_user(Role.MODERATOR, username="salma"))
    address = reverse("admin:letter", args=[letter.pk])

    response = desk.post(reverse("admin:letter_reply", args=[letter.pk]), {"text": "Thank you."}, follow=True)

    tree = parsed(response)
    assert response.redirect_chain == [(address, 302)]
    assert [row.split(", ")[:2] for row in text_of(tree, "//ol[@class='letter-decisions']/li")] == [
        ["Answered by mail", "moderator"],
        ["Approved", "salma"],
    ]
    assert Reply.objects.get().text == "Thank you."


def test_whoever_opens_a_letter_is_on_record_once_an_hour(desk, story, moderator, monkeypatch):
    address = reverse("admin:letter", args=[write(story).pk])

    for _again in range(2):
        assert desk.get(address).status_code == 200

    look = Decision.objects.get()
    assert (look.action, look.by) == ("look", moderator)
    assert text_of(parsed(desk.get(address)), "//ol[@class='letter-decisions']/li")[0].startswith("Opened, moderator")
    monkeypatch.setattr(looking, "ONE_LOOK", timedelta())
    desk.get(address)
    assert Decision.objects.count() == 2


def test_letter_is_shortened_with_the_text_as_written_beside(desk, story):
    letter = write(story, text="One two three four five six.")
    address = reverse("admin:letter_shorten", args=[letter.pk])

    refused = desk.post(address, {"text": "One seven"})
    typed = text_of(parsed(refused), "//textarea[@id='shorten-text']")[0]
    assert (refused.status_code, "One seven" in typed) == (400, True)
    page = parsed(desk.post(address, {"text": "One two five six."}, follow=True))

    assert text_of(page, "//blockquote") == ["One two […] five six.", "One two three four five six."]


def test_answer_that_is_too_long_is_given_back(desk, story):
    letter = write(story)

    response = desk.post(reverse("admin:letter_reply", args=[letter.pk]), {"text": "x" * 5001})

    assert response.status_code == 400
    assert "x" * 5001 in text_of(parsed(response), "//textarea[@id='reply-text']")[0]


def test_hostile_letter_is_text_on_the_desk(desk, story):
    text = "</blockquote><script>alert(1)</script> \u202e with some more words to be long enough"
    letter = write(story, text=text.replace("\u202e", ""), name="<b>bold</b>")

    for address in (QUEUE, reverse("admin:letter", args=[letter.pk])):
        tree = parsed(desk.get(address))
        assert tree.xpath("//main//b | //blockquote//script") == []
        assert any("<b>bold</b>" in name for name in text_of(tree, "//h2"))


def test_words_are_blocked_and_the_block_ended(desk, story):
    address = reverse("admin:letters_blocks")
    assert desk.post(address, {"words": "!!!", "reason": "Spam", "lasts": "ever"}).status_code == 400

    desk.post(address, {"words": "Cheap pill*", "reason": "Spam", "lasts": "ever"})

    ban = Ban.objects.get()
    assert "cheap pill*" in text_of(parsed(desk.get(address)), "//li[@class='letter-ban']")[0]
    assert desk.post(reverse("admin:letters_block_end", args=[ban.pk])).status_code == 302
    assert desk.post(reverse("admin:letters_block_end", args=[ban.pk])).status_code == 409
    assert desk.post(reverse("admin:letters_block_end", args=["x"])).status_code == 404


def test_network_on_the_block_list_is_not_shown(desk, story, moderator):
    letter = write(story, email="")
    decide(desk, letter, "block", reason="Spam", lasts="week")

    page = desk.get(reverse("admin:letters_blocks")).content.decode()

    assert letter.place_key not in page
    assert banning.Ban.objects.get().value == letter.place_key


def test_editor_closes_letters_from_the_storys_page(client, story, section):
    client.force_login(make_user(Role.EDITOR, section))
    address = reverse("admin:letters_story", args=[story.pk])
    change = reverse("admin:articles_article_change", args=[story.article_id])
    assert parsed(client.get(change)).xpath(f"//a[@href='{address}']")

    assert client.post(address, {"decision": "close"}).status_code == 302

    assert StoryLetters.objects.get().is_open is False
    assert client.post(address, {"decision": "nothing"}).status_code == 400


def test_moderator_of_another_section_sees_nothing_of_a_letter(client, story):
    client.force_login(make_user(Role.MODERATOR, make_section("sport")))
    letter = write(story)

    assert names(client.get(QUEUE, {"show": "all"})) == []
    assert client.get(reverse("admin:letter", args=[letter.pk])).status_code == 404
    assert decide(client, letter, "approve").status_code == 404


def test_administrator_gives_out_and_erases(client, administrator, story):
    client.force_login(administrator)
    write(story)
    address, fields = reverse("admin:letters_readers"), {"mail": "huda@readers.example"}

    counted = parsed(client.post(address, fields | {"show": "1"}))
    assert text_of(counted, "//dl[@role='status']//dd")[0] == "1"
    given = client.post(address, fields | {"export": "1"})
    assert (given["Content-Type"], given["Cache-Control"]) == ("application/json; charset=utf-8", "private, no-store")
    assert json.loads(given.content)["letters"][0]["name"] == "Huda Salem"
    assert client.post(address, fields | {"erase": "1"}).status_code == 400
    assert Letter.objects.count() == 1
    assert client.post(address, fields | {"erase": "1", "sure": "on"}).status_code == 302
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("fields", [{}, {"mail": "x"}, {"letter": "0x1"}, {"mail": "a@b.example", "letter": "1"}])
def test_reader_is_named_in_one_way(client, administrator, fields):
    client.force_login(administrator)

    assert client.post(reverse("admin:letters_readers"), fields | {"export": "1"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_the_same_queries_whatever_is_in_it(desk, story, count, django_assert_max_num_queries):
    for number in range(count):
        write(story, address=address_of(number))

    with django_assert_max_num_queries(7):
        assert len(names(desk.get(QUEUE))) == count
