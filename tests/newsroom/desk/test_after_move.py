import pytest

from articles import desk, publishing
from articles.models import Membership
from newsroom.desk.after_move import tell_people
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def newest_move(article):
    return article.transitions.first()


def test_sent_back_story_is_told_to_its_writer_with_the_reason(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    editor = make_user("editor", email="editor@desk.example")
    article = make_article("in_review", by=writer)
    desk.send_back(article, by=editor, reason="The figures need a source.")

    assert tell_people(newest_move(article)) == 1

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["writer@desk.example"], f"Send back: {article.headline}")
    ]
    assert "The figures need a source." in mailoutbox[0].body
    assert f"/admin/articles/article/{article.pk}/change/" in mailoutbox[0].body


def test_own_move_is_not_told_to_oneself(mailoutbox):
    editor = make_user("editor", email="editor@desk.example")
    article = make_article("draft", by=editor)
    desk.assign(article, by=editor, assignee=editor)

    assert tell_people(newest_move(article)) == 0
    assert mailoutbox == []


def test_person_who_lost_the_right_is_not_told(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("in_review", by=writer)
    desk.send_back(article, by=make_user("editor"), reason="No.")
    Membership.objects.filter(user=writer).delete()

    assert tell_people(newest_move(article)) == 0
    assert mailoutbox == []


def test_quiet_moves_are_not_mailed(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("published", "live", by=writer)
    publishing.hold(article, by=make_user("editor"))
    publishing.release(article, by=make_user("editor"))

    assert tell_people(newest_move(article)) == 0


def test_headline_cannot_forge_mail_headers(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("in_review", by=writer)
    type(article).objects.filter(pk=article.pk).update(headline="One\r\nBcc: all@desk.example")
    desk.send_back(article, by=make_user("editor"), reason="No.")

    tell_people(newest_move(article))

    assert mailoutbox[0].subject == "Send back: One Bcc: all@desk.example"
