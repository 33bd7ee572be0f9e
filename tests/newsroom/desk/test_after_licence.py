"""The end of a licence is told to editors of the stories that show the picture, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Image
from newsroom.desk.after_licence import tell_of_licences
from newsroom.desk.inbox.letters import letter
from newsroom.desk.models import InboxItem, Mail
from tests.factories import make_article, make_section, make_user
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db


def ended(days_ago, **where):
    image = make_image(captions={"en": "Boats at noon"})
    stories = [make_article("published", "live", lead_image=image, headline=f"Story {n}", **where) for n in (1, 2)]
    Image.objects.filter(pk=image.pk).update(licence_expires_on=timezone.localdate() - timedelta(days=days_ago))
    return image, stories


def told():
    return [(item.recipient.username, item.words) for item in InboxItem.objects.filter(happened="licence_ended")]


def test_the_editors_of_the_section_are_told_once(section, editor, reporter):
    make_user("editor", make_section("elsewhere"), username="far")
    ended(1, section=section)

    tell_of_licences()
    tell_of_licences()

    assert [row for row in told() if row[0] in ("editor", "reporter", "far")] == [
        ("editor", "Boats at noon\nStory 2\nStory 1")
    ]


def test_a_mail_goes_out_once(section):
    writer = make_user("editor", section, username="nadia", email="nadia@desk.example")
    ended(1, section=section)

    tell_of_licences()
    tell_of_licences()

    assert Mail.objects.waiting().filter(item__recipient=writer).count() == 1


def test_inbox_and_mail_lead_to_the_picture(client, section):
    writer = make_user("editor", section, username="nadia", email="nadia@desk.example")
    image, _stories = ended(1, section=section)
    tell_of_licences()
    client.force_login(writer)

    page = client.get("/admin/inbox/").content.decode()
    mail = letter(InboxItem.objects.get(recipient=writer))

    assert f'<a href="/admin/articles/image/{image.pk}/change/">Open the picture</a>' in page
    assert f"/admin/articles/image/{image.pk}/change/\n" in mail.body


@pytest.mark.parametrize("days_ago", [-5, 0, 8])
def test_neither_before_its_day_is_over_nor_long_after(section, editor, days_ago):
    ended(days_ago, section=section)

    tell_of_licences()

    assert told() == []


def test_a_renewed_licence_that_ends_again_is_told_again(section, editor):
    image, _stories = ended(3, section=section)
    tell_of_licences()
    Image.objects.filter(pk=image.pk).update(licence_expires_on=timezone.localdate() - timedelta(days=1))

    tell_of_licences()

    assert [username for username, _words in told()].count("editor") == 2


def test_what_readers_do_not_have_is_not_told(section, editor):
    image = make_image(licence_expires_on=timezone.localdate() - timedelta(days=1))
    make_article("draft", lead_image=image, section=section)

    tell_of_licences()

    assert told() == []


def test_nothing_is_taken_from_readers(section, editor):
    _image, stories = ended(1, section=section)

    tell_of_licences()

    assert all(story.publication.status == "live" and story.publication.lead_image for story in stories)
