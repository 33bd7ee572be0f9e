"""The mail to moderators: one a day, while there is something new, and no letter in it."""

from datetime import timedelta

import pytest

from articles.rights import Role
from newsroom.responses import digest
from newsroom.responses.models import Digest
from newsroom.responses.moderating import decide
from tests.factories import make_section, make_user

from .letters import address_of, write


@pytest.fixture
def moderator(db):
    return make_user(Role.MODERATOR, email="moderator@desk.example")


def test_mail_is_in_the_newsrooms_language(story, moderator, mailoutbox, settings):
    settings.LANGUAGE_CODE = "he"
    write(story)

    digest.send_due()

    assert mailoutbox[0].subject == "מכתב אחד מקורא ממתין להחלטה"
    assert "The oldest" not in mailoutbox[0].body
    assert "at most once" not in mailoutbox[0].body


def a_day_passes():
    for row in Digest.objects.exclude(sent_at=None):
        Digest.objects.filter(pk=row.pk).update(sent_at=row.sent_at - timedelta(days=1))


def test_many_letters_are_one_mail_a_day(story, moderator, mailoutbox):
    letters = [write(story, address=address_of(number)) for number in range(3)]

    assert (digest.send_due(), digest.send_due()) == (1, 0)
    write(story, address=address_of(9))
    assert digest.send_due() == 0
    a_day_passes()
    assert (digest.send_due(), digest.send_due()) == (1, 0)

    assert [mail.subject for mail in mailoutbox] == [
        "3 letters from readers wait for a decision",
        "4 letters from readers wait for a decision",
    ]
    assert "/admin/letters/" in mailoutbox[0].body
    assert letters[0].text not in mailoutbox[0].body


def test_nothing_new_is_no_mail(story, moderator, mailoutbox):
    letter = write(story)
    digest.send_due()
    a_day_passes()
    assert digest.send_due() == 0

    decide(letter.pk, action="approve", by=moderator)
    assert (digest.send_due(), len(mailoutbox)) == (0, 1)


def test_only_moderators_of_the_section_who_want_it_are_mailed(story, section, mailoutbox):
    make_user(Role.CHIEF, section)
    make_user(Role.MODERATOR, make_section("sport"))
    make_user(Role.MODERATOR, section, is_active=False)
    digest.choose(make_user(Role.MODERATOR, section), is_wanted=False)
    make_user(Role.MODERATOR, section, email="asked@desk.example")
    write(story)

    assert (digest.send_due(), [mail.to for mail in mailoutbox]) == (1, [["asked@desk.example"]])


def test_moderator_is_told_once_the_mail_server_is_back(story, moderator, settings, mailoutbox):
    write(story)
    settings.EMAIL_BACKEND = "tests.newsroom.desk.inbox.test_outbox.Away"
    with pytest.raises(ConnectionRefusedError):
        digest.send_due()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (digest.send_due(), len(mailoutbox)) == (1, 1)
