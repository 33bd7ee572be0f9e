"""What is kept of a reader: all of it given out, all of it erased, and old letters deleted."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.models import Edition
from articles.rights import Role
from newsroom.responses import banning, housekeeping, readers_own, replying
from newsroom.responses.models import Ban, Decision, Letter, Reply
from newsroom.responses.moderating import decide
from newsroom.responses.shortening import shorten
from tests.factories import make_user

from .letters import address_of, approved, write

CANARY = "canary"
MAIL = f"{CANARY}@readers.example"
TABLES = ("letter", "reply", "ban", "decision", "placesecret", "storyletters")


@pytest.fixture
def moderator(db):
    return make_user(Role.MODERATOR)


@pytest.fixture
def letter(story, moderator):
    """Shown, answered, its words also in what the desk wrote of it; and another that led to a block."""
    letter = write(story, name=f"{CANARY} name", email=MAIL.upper(), text=f"{CANARY} is a text of words enough.")
    decide(letter.pk, action="approve", by=moderator)
    shorten(letter.pk, text=f"{CANARY} is a text", by=moderator)
    replying.reply(letter, text=f"Dear {CANARY}", by=moderator)
    other = write(story, name=CANARY, email=MAIL, address=address_of(1))
    decide(other.pk, action="block", by=moderator, reason=f"An insult by {CANARY}")
    return letter


def stored():
    """Every row of what the app keeps, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM responses_{t} t" for t in TABLES)
        )
        return " ".join(text for (text,) in cursor.fetchall())


def test_everything_is_given_out(letter):
    said = StringIO()

    call_command("export_reader_data", f" {MAIL.title()} ", stdout=said)

    held = json.loads(said.getvalue())
    assert [row["name"] for row in held["letters"]] == [f"{CANARY} name", CANARY]
    assert [row["shortened"] for row in held["letters"]] == [f"{CANARY} is a text […]", ""]
    assert [row["text"] for row in held["replies"]] == [f"Dear {CANARY}"]
    assert [row["action"] for row in held["decisions"]] == ["approve", "shorten", "reply", "block"]
    assert [row["kind"] for row in held["blocks"]] == ["mail", "place"]
    row = Decision.objects.get(action="export")
    assert (row.source, len(row.details["letters"])) == ("export_reader_data", 2)


def test_everything_is_erased_and_gone_from_the_page_at_once(client, story, letter):
    write(story, name="Somebody else", email="else@readers.example", address=address_of(2))
    assert CANARY in client.get(story.path).content.decode()
    edition, said = Edition.current(), StringIO()

    call_command("erase_reader_data", MAIL, stdout=said)

    assert said.getvalue() == "Erased: 2 letters, 1 answers to them, 2 blocks.\n"
    assert CANARY not in client.get(story.path).content.decode()
    assert (CANARY in stored(), Edition.current()) == (False, edition + 1)
    assert list(Letter.objects.values_list("name", flat=True)) == ["Somebody else"]
    row = Decision.objects.get(action="erase")
    assert (row.source, len(row.details["letters"])) == ("erase_reader_data", 2)
    assert list(Decision.objects.filter(letter_number=letter.pk).values_list("action", flat=True)) == [
        *("reply", "shorten", "approve")
    ]


def test_answer_that_waits_is_not_sent_once_it_is_erased(letter, mailoutbox):
    readers_own.erase(readers_own.reader_of(MAIL), source="test")

    assert (replying.send_waiting(), mailoutbox, Reply.objects.count()) == (0, [], 0)


def test_reader_without_an_address_is_found_by_the_letter(story):
    write(story, email="")
    letter = write(story, email="")

    call_command("erase_reader_data", "--letter", str(letter.pk), stdout=StringIO())

    assert Letter.objects.count() == 1


def test_no_address_names_nobody(story):
    write(story, email="")

    assert readers_own.holdings(readers_own.reader_of(""))["letters"] == []


@pytest.mark.parametrize("arguments", [[], ["a@b.example", "--letter", "1"], ["--letter", "1.0"], ["--letter", "x"]])
@pytest.mark.parametrize("command", ["export_reader_data", "erase_reader_data"])
def test_command_asks_for_one_reader(db, command, arguments):
    with pytest.raises(CommandError):
        call_command(command, *arguments)


def test_export_that_cannot_be_written_says_so(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_reader_data", MAIL, "--output", str(tmp_path / "no" / "file.json"))


def test_old_letters_that_were_rejected_are_deleted_and_networks_forgotten(story, moderator, settings):
    shown, refused, fresh = (write(story, address=address_of(number)) for number in range(3))
    decide(shown.pk, action="approve", by=moderator)
    decide(refused.pk, action="reject", by=moderator, reason=f"An insult by {CANARY}")
    banning.ban_words("cheap pills", by=moderator, reason="Spam", lasts="week")
    long_ago = timezone.now() - timedelta(days=settings.LETTERS_KEEP_DAYS + 8)
    Letter.objects.exclude(pk=fresh.pk).update(sent_at=long_ago)
    Letter.objects.exclude(decided_at=None).update(decided_at=long_ago)
    Ban.objects.update(until=long_ago)

    assert (housekeeping.delete_old(), housekeeping.delete_old()) == (1, 0)

    kept = {letter.pk: bool(letter.place_key) for letter in Letter.objects.all()}
    assert kept == {shown.pk: False, fresh.pk: True}
    assert (Ban.objects.count(), CANARY in stored()) == (0, False)
    assert Decision.objects.filter(action="expire").count() == 1


def test_approved_letter_stays_however_old_it_is(story, moderator):
    approved(story, by=moderator)
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=4000))
    Letter.objects.update(decided_at=timezone.now() - timedelta(days=4000))

    assert (housekeeping.delete_old(), Letter.objects.count()) == (0, 1)
