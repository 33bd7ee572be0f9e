import pytest

from articles import desk, editing, planning, publishing, timed
from articles.models import Membership
from newsroom.desk.after_move import tell_people
from newsroom.desk.inbox.outbox import send_waiting
from newsroom.desk.models import InboxItem
from tests.factories import make_article, make_section, make_user, move_time_on

pytestmark = pytest.mark.django_db


def newest_move(article):
    return article.transitions.first()


def told(article):
    """Who has an item of the newest move, and what it says happened."""
    items = InboxItem.objects.filter(event=f"move:{newest_move(article).pk}")
    return {item.recipient.username: item.happened for item in items.select_related("recipient")}


def test_sent_back_story_is_told_to_its_writer_with_the_reason(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    editor = make_user("editor", email="editor@desk.example")
    article = make_article("in_review", by=writer)
    desk.send_back(article, by=editor, reason="The figures need a source.")

    assert tell_people(newest_move(article)) == 1
    assert send_waiting() == 1

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["writer@desk.example"], f"Sent back: {article.headline}")
    ]
    assert "The figures need a source." in mailoutbox[0].body
    assert f"/admin/articles/article/{article.pk}/change/" in mailoutbox[0].body
    assert InboxItem.objects.get().words == "The figures need a source."


def test_own_move_is_not_told_to_oneself(mailoutbox):
    editor = make_user("editor", email="editor@desk.example")
    article = make_article("draft", by=editor)
    desk.assign(article, by=editor, assignee=editor)

    assert tell_people(newest_move(article)) == 0
    assert send_waiting() == 0
    assert mailoutbox == []


def test_person_who_lost_the_right_is_not_told(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("in_review", by=writer)
    desk.send_back(article, by=make_user("editor"), reason="No.")
    Membership.objects.filter(user=writer).delete()

    assert tell_people(newest_move(article)) == 0
    assert InboxItem.objects.count() == 0


def test_quiet_moves_are_not_told():
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("published", "live", by=writer)
    publishing.hold(article, by=make_user("editor"))
    publishing.release(article, by=make_user("editor"))

    assert tell_people(newest_move(article)) == 0


def test_move_that_is_told_twice_is_one_item_and_one_mail(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("in_review", by=writer)
    desk.send_back(article, by=make_user("editor"), reason="No.")

    for _again in range(2):
        tell_people(newest_move(article))
        send_waiting()

    assert InboxItem.objects.count() == 1
    assert len(mailoutbox) == 1


def test_assignment_is_told_to_the_new_assignee_alone():
    article = make_article("draft", by=make_user("reporter", username="writer"))
    desk.assign(article, by=make_user("editor"), assignee=make_user("reporter", username="second"))

    tell_people(newest_move(article))

    assert told(article) == {"second": "assign"}


def test_late_job_tells_whoever_was_assigned_then():
    first, second = make_user("reporter", username="first"), make_user("reporter", username="second")
    article = make_article("draft")
    desk.assign(article, by=make_user("editor"), assignee=first)
    move = newest_move(article)
    desk.assign(article, by=make_user("editor"), assignee=second)

    tell_people(move)

    assert [item.recipient for item in InboxItem.objects.all()] == [first]


def test_new_due_time_is_told_to_the_assignee_as_planning():
    article = make_article("draft")
    desk.assign(article, by=make_user("editor"), assignee=make_user("reporter", username="second"))
    planning.plan(article, by=make_user("editor"), priority=3)

    tell_people(newest_move(article))

    assert told(article) == {"second": "plan"}


def test_approval_is_told_to_writer_assignee_and_submitter():
    section = make_section("world")
    article = make_article("draft", section=section, by=make_user("reporter", section, username="writer"))
    desk.assign(article, by=make_user("editor"), assignee=make_user("reporter", section, username="assigned"))
    desk.submit(article, by=make_user("editor", username="submitter"))
    desk.approve(article, by=make_user("editor"), revision=article.revision_number)

    tell_people(newest_move(article))

    assert told(article) == {"writer": "approve", "assigned": "approve", "submitter": "approve"}


def test_correction_is_told_to_everybody_who_wrote_in_it_with_its_text():
    section = make_section("world")
    article = make_article("published", "live", section=section, by=make_user("reporter", section, username="writer"))
    hand = make_user("editor", section, username="hand")
    editing.save(article, by=hand, revision=article.revision_number, body="<p>Two boats came.</p>")
    desk.submit(article, by=hand)
    desk.approve(article, by=make_user("editor", section), revision=article.revision_number)
    publishing.publish(article, by=make_user("editor"), kind="correction", text="It was two boats.")

    tell_people(newest_move(article))

    assert told(article) == {"writer": "correct", "hand": "correct"}
    assert set(InboxItem.objects.values_list("kind", "words")) == {("corrected", "It was two boats.")}


def test_timed_correction_carries_its_text():
    article = make_article("published", "live", by=make_user("reporter", username="writer"))
    hand = make_user("editor")
    editing.save(article, by=hand, revision=article.revision_number, body="<p>Two boats came.</p>")
    desk.submit(article, by=hand)
    desk.approve(article, by=make_user("editor"), revision=article.revision_number)
    change = timed.schedule(
        article, by=hand, run_at="2099-01-01T10:00", kind="correction", text="Two boats, not three."
    )
    move_time_on(change)
    timed.run_due()

    tell_people(newest_move(article))

    assert InboxItem.objects.get(recipient__username="writer").words == "Two boats, not three."


def test_second_person_is_asked_of_the_section_s_editors_and_told_to_the_writer():
    section = make_section("world")
    make_user("editor", section, username="clearer")
    make_user("editor", make_section("sport"), username="elsewhere")
    article = make_article("draft", section=section, by=make_user("reporter", section, username="writer"))
    asking = make_user("editor", section, username="asking")
    desk.block(article, by=asking, kind="second_person", text="Is he dead?")

    tell_people(newest_move(article))

    assert told(article) == {"clearer": "second_person", "writer": "block"}


def test_spike_is_told_to_the_writer():
    article = make_article("draft", by=make_user("reporter", username="writer"))
    desk.spike(article, by=make_user("editor"), reason="We had it already.")

    tell_people(newest_move(article))

    assert told(article) == {"writer": "spike"}


def test_kill_by_a_source_names_the_source(source):
    article = make_article("draft", by=make_user("reporter", username="writer"))
    desk.block(article, by=source, kind="wire_kill", text="Kill it.")

    tell_people(newest_move(article))

    assert InboxItem.objects.get().actor_name == source.name


def test_kill_of_what_readers_have_is_told_to_the_editors_as_well(source):
    section, writer = make_section("world"), make_user("reporter", username="writer")
    article = make_article("published", "live", section=section, by=writer)
    make_user("editor", section, username="ours"), make_user("editor", make_section("sport"), username="others")
    desk.block(article, by=source, kind="wire_kill", text="Kill it.", hold=True)

    tell_people(newest_move(article))

    everywhere = {"factory-editor": "killed", "factory-chief": "killed"}
    assert told(article).items() >= {"writer": "killed", "ours": "killed"}.items()
    assert told(article).keys() - everywhere.keys() == {"writer", "ours"}


def test_kill_of_what_nobody_has_touched_is_told_to_nobody(source):
    article = make_article("incoming")
    make_user("editor", article.section)
    desk.block(article, by=source, kind="wire_kill", text="Kill it.")

    assert tell_people(newest_move(article)) == 0


def test_headline_cannot_forge_mail_headers(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("in_review", by=writer)
    type(article).objects.filter(pk=article.pk).update(headline="One\r\nBcc: all@desk.example")
    desk.send_back(article, by=make_user("editor"), reason="No.")

    tell_people(newest_move(article))
    send_waiting()

    assert mailoutbox[0].subject == "Sent back: One Bcc: all@desk.example"
    assert mailoutbox[0].recipients() == ["writer@desk.example"]
