"""Taking letters: held, hashed, once, and only so many."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articles.rights import Role
from newsroom.responses import banning, limits, places
from newsroom.responses.models import Ban, Letter, PlaceSecret
from newsroom.responses.moderating import decide
from newsroom.responses.refusals import SenderBanned, SentBefore, TooManyLetters
from tests.factories import make_user
from tests.newsroom.pages.readers import publish

from .letters import OTHER_TEXT, TEXT, address_of, unlike_any, write


def test_letter_waits(story):
    letter = write(story, text=TEXT)

    assert (letter.status, letter.decided_at, letter.name, letter.text) == ("waiting", None, "Huda Salem", TEXT)
    assert list(Letter.objects.approved()) == []


def test_address_is_stored_nowhere_in_clear(story):
    write(story, address="192.0.2.7")
    write(story, address="2001:db8::7")

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(l::text, ' ') FROM responses_letter l")
        (stored,) = cursor.fetchone()
    assert [part for part in ("192.0.2.7", "2001:db8") if part in stored] == []


def test_network_is_one_place_and_another_is_another(story):
    keys = [places.keys_of(address)[0] for address in ("2001:db8::7", "2001:db8::ffff:8", "2001:db8:0:1::7")]

    assert keys[0] == keys[1] != keys[2]


def test_place_is_compared_with_the_secret_before_and_forgotten_after_it(story, settings, monkeypatch):
    now = places.current_period()
    first = places.keys_of("192.0.2.7")[0]
    monkeypatch.setattr(places, "current_period", lambda: now + 1)
    assert places.keys_of("192.0.2.7")[1] == first

    monkeypatch.setattr(places, "current_period", lambda: now + 2)
    assert places.forget_old_secrets() == 1
    assert first not in places.keys_of("192.0.2.7")
    assert sorted(PlaceSecret.objects.values_list("period", flat=True)) == [now + 1, now + 2]


def test_button_pressed_twice_is_one_letter(story):
    assert write(story, text=TEXT) == write(story, text=TEXT)


def test_same_words_by_somebody_else_are_not_taken(story):
    write(story, text=TEXT)

    with pytest.raises(SentBefore):
        write(story, text=TEXT.upper(), name="Somebody", email="", address="192.0.2.8")


def test_same_words_on_another_story_are_not_taken(story):
    write(story, text=TEXT)

    with pytest.raises(SentBefore):
        write(publish(headline="Ferry sails"), text=f"{TEXT}!", address="192.0.2.8")


def test_nearly_the_same_words_are_not_taken_on_the_story(story):
    write(story, text=TEXT)

    with pytest.raises(SentBefore):
        write(story, text=f"Listen: {TEXT}", email="", address="192.0.2.8")


def test_nearly_the_same_words_are_not_taken_of_the_sender_on_any_story(story):
    write(story, text=TEXT)

    with pytest.raises(SentBefore):
        write(publish(headline="Ferry sails"), text=f"Listen: {TEXT}", email="", address="192.0.2.7")


def test_other_words_are_taken(story):
    write(story, text=TEXT)

    assert write(story, text=OTHER_TEXT).status == "waiting"


def test_place_sends_only_so_many(story):
    for _number in range(limits.OF_PLACE):
        write(story)

    with pytest.raises(TooManyLetters) as refusal:
        write(story)
    assert refusal.value.wait_seconds == 600
    assert write(story, address="192.0.2.8").status == "waiting"


def test_story_takes_only_so_many(story):
    for number in range(limits.ON_STORY):
        write(story, address=address_of(number))

    with pytest.raises(TooManyLetters):
        write(story, address=address_of(99))
    assert write(publish(headline="Ferry sails"), address=address_of(99)).status == "waiting"


def test_place_sends_only_so_many_a_day(story, monkeypatch):
    monkeypatch.setattr(limits, "OF_PLACE", limits.OF_PLACE_A_DAY + 5)
    for _number in range(limits.OF_PLACE_A_DAY):
        write(story)

    with pytest.raises(TooManyLetters) as refusal:
        write(story)
    assert refusal.value.wait_seconds == 24 * 3600


def test_newsroom_takes_only_so_many(story, monkeypatch):
    monkeypatch.setattr(limits, "IN_ALL", 3)
    for number in range(3):
        write(publish(headline=f"Ferry {number}"), address=address_of(number))

    with pytest.raises(TooManyLetters):
        write(story, address=address_of(99))


@pytest.mark.parametrize("other", [{"address": "198.51.100.1"}, {"email": "else@readers.example"}])
def test_blocked_sender_is_known_by_mail_and_by_network(story, other):
    letter = write(story)
    decide(letter.pk, action="block", by=make_user(Role.MODERATOR), reason="Insults")

    with pytest.raises(SenderBanned):
        write(story, **other)
    assert write(story, address="198.51.100.1", email="else@readers.example").status == "waiting"


def test_block_of_words_stands_for_every_sender(story):
    banning.ban_words("cheap pill*", by=make_user(Role.MODERATOR), reason="Spam")

    with pytest.raises(SenderBanned):
        write(story, text=f"{unlike_any()} Cheap  PILLS!")


def test_block_that_was_ended_stops_nobody(story):
    moderator = make_user(Role.MODERATOR)
    ban = banning.ban_words("cheap pill*", by=moderator, reason="Spam")
    banning.end_ban(ban.pk, by=moderator)

    assert write(story, text=f"{unlike_any()} Cheap pills!").status == "waiting"
    assert Ban.objects.in_force().count() == 0


@pytest.mark.django_db(transaction=True)
def test_same_letter_at_once_is_kept_once(settings):
    settings.LETTERS_OPEN_DAYS = 0
    story, start = publish(), Barrier(4)

    def send(number):
        start.wait()
        try:
            return write(story, text=TEXT, email="", address=address_of(number)).pk
        except SentBefore:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(send, range(4)))

    assert (len([key for key in kept if key]), Letter.objects.count()) == (1, 1)
