from datetime import UTC, datetime

import pytest
from django.core import mail

from articles.models import Edition
from newsroom.responses import digest
from newsroom.responses.bringing_in import Written, bring_in
from newsroom.responses.models import Decision, Letter
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def written(name, day, *, is_approved=True):
    at = datetime(2020, 1, day, tzinfo=UTC)
    return Written(name=name, email="", text=f"{name} says so.", at=at, is_approved=is_approved)


@pytest.fixture
def story():
    return make_article("published", "live").publication


def test_what_was_shown_elsewhere_is_shown_in_the_order_of_its_days(story, chief):
    edition = Edition.current()

    shown = bring_in(
        story, [written("Later", 9), written("Sooner", 2), written("Unread", 3, is_approved=False)], by=chief
    )

    assert shown == 2
    assert [letter.name for letter in Letter.objects.order_by("pk")] == ["Sooner", "Unread", "Later"]
    assert [letter.name for letter in Letter.objects.approved().newest_first()] == ["Later", "Sooner"]
    assert Decision.objects.filter(action="approve", by=chief, source="import").count() == 2
    assert Edition.current() == edition + 1


@pytest.mark.parametrize("who", ["reporter", None])
def test_without_the_right_to_decide_everything_waits(story, request, who):
    by = request.getfixturevalue(who) if who else None
    edition = Edition.current()

    assert bring_in(story, [written("Huda", 2)], by=by) == 0
    assert Letter.objects.get().status == "waiting"
    assert Edition.current() == edition


def test_moderators_are_not_mailed_of_them(story, moderator):
    moderator.memberships.all()
    digest.choose(moderator, is_wanted=True)

    bring_in(story, [written("Huda", 2, is_approved=False)], by=None)
    digest.send_due()

    assert mail.outbox == []
