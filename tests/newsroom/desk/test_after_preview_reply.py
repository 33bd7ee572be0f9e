from datetime import timedelta

import pytest

from articles.models import Membership
from newsroom.desk.after_preview_reply import tell_of_reply
from newsroom.desk.models import InboxItem
from newsroom.previews.models import PreviewLink, PreviewReply
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(section, reporter, editor):
    article = make_article("draft", section=section)
    type(article).objects.filter(pk=article.pk).update(assignee=reporter)
    article.refresh_from_db()
    link = PreviewLink.objects.create(
        article=article,
        revision=article.head_revision,
        token_hash="0" * 64,
        made_by=editor,
        lasts=timedelta(days=1),
    )
    return PreviewReply.objects.create(link=link, kind="comment", name="Dr. Farah", text="The date is wrong.")


def test_reply_is_told_to_the_link_s_maker_and_the_assignee(reply):
    assert (tell_of_reply(reply), tell_of_reply(reply)) == (2, 2)

    items = InboxItem.objects.values_list("recipient__username", "happened", "actor_name", "words")
    assert sorted(items) == [
        ("editor", "link_comment", "Dr. Farah", "The date is wrong."),
        ("reporter", "link_comment", "Dr. Farah", "The date is wrong."),
    ]


def test_maker_who_lost_the_right_is_not_told(reply, editor):
    Membership.objects.filter(user=editor).delete()

    assert tell_of_reply(reply) == 1
