"""The mail that waits: sent once, oldest first, whatever the mail server does."""

from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPRecipientsRefused
from threading import Barrier

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from articles.models import Membership
from newsroom.desk.inbox.outbox import send_waiting
from newsroom.desk.inbox.telling import Event, tell
from newsroom.desk.models import Choices, InboxItem, Mail
from newsroom.outboxes import MOST_ATTEMPTS
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


class Away(EmailBackend):
    """A mail server that nobody reaches."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody answers")


class Choosy(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if messages[0].to == ["wrong@desk.example"]:
            raise SMTPRecipientsRefused({"wrong@desk.example": (550, b"no such mailbox")})
        return super().send_messages(messages)


@pytest.fixture
def article(section):
    return make_article("draft", section=section)


def happens(article, *people, key="move:1", **more):
    event = Event(key=key, article=article, happened="approve", at=timezone.now(), **more)
    return tell(event, [person.pk for person in people])


def use(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def test_mail_is_sent_once_oldest_first(article, editor, chief, mailoutbox):
    for number in range(3):
        happens(article, editor, chief, key=f"move:{number}", words=f"words {number}")

    assert (send_waiting(), send_waiting()) == (6, 0)

    assert [message.body.split("\n\n")[2] for message in mailoutbox] == [
        f"words {number}" for number in (0, 0, 1, 1, 2, 2)
    ]
    assert len({message.extra_headers["Message-ID"] for message in mailoutbox}) == 6


def test_mail_waits_while_the_server_is_away(article, editor, settings, mailoutbox):
    happens(article, editor)
    use(settings, Away)
    for _attempt in range(MOST_ATTEMPTS + 2):
        with pytest.raises(ConnectionRefusedError):
            send_waiting()
    waiting = Mail.objects.get()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (waiting.status, waiting.error) == ("waiting", "ConnectionRefusedError: nobody answers")
    assert send_waiting() == 1
    assert Mail.objects.get().sent_at
    assert Mail.objects.get().error == ""


def test_refused_address_stops_no_other_and_is_given_up(article, editor, settings, mailoutbox):
    wrong = make_user("editor", article.section, email="wrong@desk.example")
    happens(article, wrong, key="move:1")
    happens(article, editor, key="move:2")
    use(settings, Choosy)

    sent = [send_waiting() for _attempt in range(MOST_ATTEMPTS + 1)]

    refused = Mail.objects.get(item__recipient=wrong)
    assert sent == [1] + [0] * MOST_ATTEMPTS
    assert (refused.status, refused.attempts) == ("refused", MOST_ATTEMPTS)
    assert "no such mailbox" in refused.error


def test_right_removed_between_event_and_mail_sends_nothing(article, editor, mailoutbox):
    happens(article, editor)
    Membership.objects.filter(user=editor).delete()

    assert send_waiting() == 0

    assert mailoutbox == []
    assert Mail.objects.get().status == "dropped"


def test_deactivated_person_gets_no_mail(article, editor, mailoutbox):
    happens(article, editor)
    editor.is_active = False
    editor.save()

    assert (send_waiting(), mailoutbox) == (0, [])


def test_mail_is_in_the_language_that_the_person_chose(article, editor, chief, mailoutbox):
    Choices.objects.create(person=editor, language="ar")
    Choices.objects.create(person=chief, language="xx")
    happens(article, editor, chief)

    send_waiting()

    bodies = {message.to[0]: message.body for message in mailoutbox}
    assert "Which mails you get" in bodies[chief.email]
    assert article.headline in bodies[editor.email]


def test_whoever_wants_no_mail_gets_an_item_alone(article, editor, chief):
    Choices.objects.create(person=editor, inbox=["approved"], mail=[])
    Choices.objects.create(person=chief, inbox=[], mail=[])

    assert [person.username for person in happens(article, editor, chief)] == ["chief", "editor"]

    assert list(InboxItem.objects.values_list("recipient__username", "is_listed")) == [("editor", True)]
    assert Mail.objects.count() == 0


def test_whoever_wants_mail_alone_has_nothing_in_the_inbox(article, editor, mailoutbox):
    Choices.objects.create(person=editor, inbox=[], mail=["approved"])
    happens(article, editor)

    assert send_waiting() == 1

    assert InboxItem.objects.get().is_listed is False


def test_person_without_an_address_has_an_item_alone(article):
    happens(article, make_user("editor", email=""))

    assert (InboxItem.objects.count(), Mail.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "headline", ["Line\nBcc: all@desk.example", "\x00\x07 bell", "‮ reversed", "س" * 300, "=?utf-8?q?x?="]
)
def test_naughty_headline_is_one_line_of_subject(article, editor, mailoutbox, headline):
    type(article).objects.filter(pk=article.pk).update(headline=headline.replace("\x00", ""))
    article.refresh_from_db()
    happens(article, editor, words="<script>alert(1)</script>\r\n.\r\nQUIT")

    send_waiting()

    message = mailoutbox[0].message()
    assert "\n" not in mailoutbox[0].subject
    assert message["Bcc"] is None
    assert message.get_content_type() == "text/plain"
    assert message.as_bytes()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_and_mail_once(article, editor, chief):
    together, everybody = Barrier(6), (editor, chief)

    def work(_number):
        try:
            together.wait()
            happens(article, *everybody)
            return send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        sent = sum(workers.map(work, range(6)))

    assert (sent, len(mail.outbox)) == (2, 2)
    assert InboxItem.objects.count() == 2
