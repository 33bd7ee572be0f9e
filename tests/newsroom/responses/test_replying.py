"""Answers by mail: kept, sent once, tried again, refused where nobody can be answered."""

import pytest

from articles.rights import Role
from articles.workflow import MoveIncomplete, RightMissing
from newsroom.outboxes import MOST_ATTEMPTS
from newsroom.responses import replying
from newsroom.responses.models import Decision, Reply
from tests.factories import make_user
from tests.newsroom.pages.readers import publish_both

from .letters import TEXT, write

SERVERS = "tests.newsroom.desk.inbox.test_outbox"


@pytest.fixture
def moderator(db):
    return make_user(Role.MODERATOR)


def test_answer_is_kept_and_sent_once_with_the_letter_below_it(story, moderator, mailoutbox):
    letter = write(story, text=TEXT)

    kept = replying.reply(letter, text="Thank you.\r\n\r\nWe asked the port.", by=moderator)
    assert (replying.send_waiting(), replying.send_waiting()) == (1, 0)

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["huda@readers.example"], "Your letter to Newsroom: Harbour reopens")
    assert mail.body.startswith("Thank you.\n\nWe asked the port.\n\nhttp")
    assert f"> {TEXT}" in mail.body
    kept.refresh_from_db()
    assert (kept.status, kept.by) == ("sent", moderator)
    assert Decision.objects.get(action="reply").details == {"reply": kept.pk}


def test_answer_speaks_the_language_of_the_story(moderator, mailoutbox):
    _english, arabic = publish_both()

    replying.reply(write(arabic), text="شكرًا لك.", by=moderator)
    replying.send_waiting()

    assert "غرفة الأخبار" in mailoutbox[0].subject


def test_answer_is_in_hebrew_where_the_story_is(story, moderator):
    kept = replying.reply(write(story), text="תודה.", by=moderator)
    kept.letter.publication.language = "he"

    mail = replying.mail_of(kept)

    assert mail.subject.startswith("מכתבכם אל ")
    assert "\n\nכתבתם:\n\n> " in mail.body


def test_answer_waits_while_the_mail_server_is_away(story, moderator, settings, mailoutbox):
    replying.reply(write(story), text="Thank you.", by=moderator)
    settings.EMAIL_BACKEND = f"{SERVERS}.Away"
    for _attempt in range(MOST_ATTEMPTS + 1):
        with pytest.raises(ConnectionRefusedError):
            replying.send_waiting()
    assert Reply.objects.get().status == "waiting"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (replying.send_waiting(), len(mailoutbox)) == (1, 1)


def test_address_that_does_not_exist_is_given_up_and_stops_no_other(story, moderator, settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{SERVERS}.Choosy"
    for email in ("wrong@desk.example", "right@desk.example"):
        replying.reply(write(story, email=email), text="Thank you.", by=moderator)

    sent = [replying.send_waiting() for _attempt in range(MOST_ATTEMPTS + 1)]

    assert sent == [1] + [0] * MOST_ATTEMPTS
    assert list(Reply.objects.values_list("status", flat=True)) == ["refused", "sent"]


@pytest.mark.parametrize(
    ("email", "text"), [("", "Thank you."), ("huda@readers.example", ""), ("a@b.example", "x" * 5001)]
)
def test_answer_that_cannot_be_is_refused(story, moderator, email, text):
    letter = write(story, email=email)

    with pytest.raises(MoveIncomplete):
        replying.reply(letter, text=text, by=moderator)
    assert Reply.objects.count() == 0


def test_answer_takes_the_right(story, editor):
    letter = write(story)

    with pytest.raises(RightMissing):
        replying.reply(letter, text="Thank you.", by=editor)
