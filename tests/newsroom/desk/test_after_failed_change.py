import pytest
from django.utils import timezone

from articles import timed
from articles.models import Membership, TimedChange
from newsroom.desk.after_failed_change import tell_of_failed_front, tell_of_failure
from newsroom.desk.inbox.outbox import send_waiting
from newsroom.desk.models import InboxItem
from newsroom.fronts import timed as fronts
from newsroom.fronts.models import Place, TimedArrangement
from newsroom.fronts.slots import AUTOMATIC
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


# --- of a front


@pytest.fixture
def failed_front(section, editor, chief):
    make_user("chief", make_section("sport"), username="chief-elsewhere")
    front = Place("ar", section)
    planned = fronts.schedule(
        front, filled=[AUTOMATIC], by=editor, started_from=0, run_at="2099-01-01T10:00", note="Vote"
    )
    why = {"status": "failed", "error": "It was late.", "finished_at": timezone.now()}
    TimedArrangement.objects.filter(pk=planned.pk).update(**why)
    return TimedArrangement.objects.get(pk=planned.pk)


def test_failed_change_of_a_front_is_told_once_to_its_scheduler_and_the_front_s_chiefs(failed_front, chief):
    assert tell_of_failed_front(failed_front) == tell_of_failed_front(failed_front) == 2

    assert told() == [("chief", "failed"), ("editor", "failed")]
    item = InboxItem.objects.get(recipient=chief)
    assert item.words == "2099-01-01 10:00 Asia/Jerusalem\nVote\nIt was late."
    assert (item.article, item.front) == (None, failed_front.front)


def test_failed_change_of_a_front_is_mailed_with_the_address_of_the_front(failed_front, editor, mailoutbox):
    tell_of_failed_front(failed_front)

    send_waiting()

    (mail,) = [mail for mail in mailoutbox if mail.to == [editor.email]]
    assert mail.subject == "Timed change failed: World · Arabic"
    assert "A timed change of this front failed. What was planned did not happen." in mail.body
    assert "/admin/fronts/ar.world/\n" in mail.body


def test_failed_change_of_a_front_is_in_the_inbox_of_whoever_works_with_stories_alone(client, failed_front, editor):
    tell_of_failed_front(failed_front)
    client.force_login(editor)

    shown = client.get("/admin/inbox/").content.decode()
    assert '<bdi dir="auto">World · Arabic</bdi>' in shown
    assert 'href="/admin/fronts/ar.world/"' in shown
    assert InboxItem.objects.listed_for(Membership.objects.person(editor)).count() == 1
    Membership.objects.filter(user=editor).update(role="moderator")

    assert InboxItem.objects.listed_for(Membership.objects.person(editor)).count() == 0
    assert send_waiting() == 1  # the chief's


def test_change_of_a_front_that_did_not_fail_is_not_told_of(failed_front):
    TimedArrangement.objects.filter(pk=failed_front.pk).update(status="done")

    assert tell_of_failed_front(TimedArrangement.objects.get(pk=failed_front.pk)) == 0
