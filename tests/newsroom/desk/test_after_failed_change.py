import pytest
from django.utils import timezone

from articles import timed
from articles.models import Membership, TimedChange
from newsroom.desk.after_failed_change import tell_of_failure
from newsroom.desk.models import InboxItem
from tests.factories import make_article, make_section, make_user, move_time_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(section, editor, chief):
    """A publish that failed, since its scheduler is no editor any more by then."""
    make_user("chief", make_section("sport"), username="chief-elsewhere")
    article = make_article("approved", section=section)
    change = timed.schedule(article, by=editor, run_at="2099-01-01T10:00")
    Membership.objects.filter(user=editor).update(role="reporter")
    move_time_on(change)
    timed.run_due()
    return TimedChange.objects.select_related("article__section").get(pk=change.pk)


def told():
    return sorted(InboxItem.objects.values_list("recipient__username", "kind"))


def test_failure_is_told_to_the_scheduler_and_the_section_s_chiefs(failed):
    assert tell_of_failure(failed) == tell_of_failure(failed)

    names = [name for name, _kind in told()]
    assert {"editor", "chief"} <= set(names)
    assert "chief-elsewhere" not in names
    assert failed.error in InboxItem.objects.filter(recipient__username="editor").get().words


def test_scheduler_who_may_not_see_the_story_is_not_told(failed):
    Membership.objects.filter(user__username="editor").delete()

    tell_of_failure(failed)

    assert "editor" not in dict(told())


def test_change_that_waits_anew_is_not_told_of(failed):
    TimedChange.objects.filter(pk=failed.pk).update(status="waiting")

    assert tell_of_failure(TimedChange.objects.get(pk=failed.pk)) == 0


def test_second_failure_is_told_of_again(failed):
    tell_of_failure(failed)
    failed.finished_at = timezone.now()
    tell_of_failure(failed)

    assert InboxItem.objects.filter(recipient__username="chief").count() == 2
