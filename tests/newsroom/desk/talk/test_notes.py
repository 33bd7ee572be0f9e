import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Membership
from articles.workflow import MoveIncomplete, RightMissing
from newsroom.desk.inbox.outbox import SEND_MAIL, send_waiting
from newsroom.desk.models import InboxItem, Note
from newsroom.desk.talk import notes
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def told():
    return dict(InboxItem.objects.values_list("recipient__username", "happened"))


def test_note_calls_a_colleague_by_name(section, reporter, editor, mailoutbox):
    article = make_article("draft", section=section, by=reporter)

    note, called = notes.write(article, by=reporter, text="@Editor, is the second figure right?")
    send_waiting()

    assert note.called == ["editor"]
    assert [row.user for row in called.told] == [editor]
    assert told() == {"editor": "mention"}
    assert mailoutbox[0].to == [editor.email]
    assert "is the second figure right?" in mailoutbox[0].body
    assert f"/notes/?from={note.pk}#note-{note.pk}" in mailoutbox[0].body


def test_mail_of_a_note_is_sent_by_a_job(section, reporter, editor):
    before = ProcrastinateJob.objects.filter(task_name=SEND_MAIL).count()

    notes.write(make_article("draft", section=section, by=reporter), by=reporter, text="@editor look")

    assert ProcrastinateJob.objects.filter(task_name=SEND_MAIL).count() == before + 1


def test_note_is_told_to_writer_and_assignee(section, reporter, reporter2, editor):
    article = make_article("draft", section=section, by=reporter)
    type(article).objects.filter(pk=article.pk).update(assignee=reporter2)

    notes.write(article, by=editor, text="A good story. @reporter2 can add the map.")

    assert told() == {"reporter": "note", "reporter2": "mention"}


def test_somebody_who_may_not_see_the_story_is_named_and_not_told(section, reporter, outside_editor):
    article = make_article("draft", section=section, by=reporter)

    note, called = notes.write(article, by=reporter, text="@outside-editor and @nobody-such. and @outside-editor")

    assert ([row.user for row in called.kept_out], called.unknown) == ([outside_editor], ["nobody-such"])
    assert (note.called, told()) == ([], {})


def test_deactivated_colleague_is_unknown(section, reporter, deactivated_chief):
    _note, called = notes.write(make_article(section=section, by=reporter), by=reporter, text="@deactivated-chief")

    assert (called.told, called.unknown) == ([], ["deactivated-chief"])


def test_same_letters_win_over_another_case(section, reporter):
    lower, upper = make_user("editor", username="sami"), make_user("editor", username="Sami")
    article = make_article(section=section, by=reporter)

    called = [notes.whom(article, text).told[0].user for text in ("@sami", "@Sami", "@SAMI")]

    assert called[:2] == [lower, upper]
    assert called[2] in (lower, upper)


def test_name_that_ends_with_a_mark_is_the_longer_one(section, reporter):
    dotted = make_user("editor", username="sami.")
    make_user("editor", username="sami")

    assert [row.user for row in notes.whom(make_article(section=section), "Ask @sami.").told] == [dotted]


@pytest.mark.parametrize("name", ["first.last", "سامي", "أحمد٣", "2026", "İpek", "straße"])
def test_name_in_any_letters_is_called(section, reporter, name):
    person = make_user("editor", username=name)

    called = notes.whom(make_article(section=section), f"Ask @{name}, then go on.")

    assert ([row.user for row in called.told], called.unknown) == ([person], [])


def test_too_many_calls_are_refused(section, reporter):
    article = make_article(section=section, by=reporter)

    with pytest.raises(MoveIncomplete, match="at most 20 people"):
        notes.write(article, by=reporter, text=" ".join(f"@person-{number}" for number in range(21)))

    assert Note.objects.count() == 0


def test_text_is_kept_as_typed(section, reporter):
    typed = "  indented\n\n<b>bold</b> & “quotes”\t‏يمين\n    end  "

    note, _called = notes.write(make_article(section=section, by=reporter), by=reporter, text=typed)

    assert Note.objects.get(pk=note.pk).text == typed.rstrip()


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u200f", "\x00\x01"])
def test_empty_note_is_refused(section, reporter, text):
    with pytest.raises(MoveIncomplete, match="empty"):
        notes.write(make_article(section=section, by=reporter), by=reporter, text=text)


def test_nul_and_lone_surrogates_are_left_out(section, reporter):
    article = make_article(section=section, by=reporter)

    note, _called = notes.write(article, by=reporter, text="a\x00b\ud800c\u202ed")

    assert Note.objects.get(pk=note.pk).text == "abcd"


def test_long_note_is_refused_with_its_limit(section, reporter):
    with pytest.raises(MoveIncomplete, match="at most 5000 characters"):
        notes.write(make_article(section=section, by=reporter), by=reporter, text="x" * 5001)


def test_notes_are_for_whoever_may_see_and_has_a_role(section, reporter, outside_reporter, administrator, moderator):
    article = make_article(section=section, by=reporter)

    for person in (outside_reporter, administrator, moderator):
        with pytest.raises(RightMissing):
            notes.write(article, by=person, text="Hello")

    assert Note.objects.count() == 0


def test_right_is_read_again_when_the_note_is_written(section, reporter2):
    article = make_article(section=section)
    Membership.objects.filter(user=reporter2).delete()

    with pytest.raises(RightMissing):
        notes.write(article, by=reporter2, text="Still here?")


def test_note_is_done_once_and_can_be_opened_again(section, reporter, editor):
    note, _called = notes.write(make_article(section=section, by=reporter), by=reporter, text="Check the map.")

    first = notes.finish(note, by=editor)
    second = notes.finish(note, by=reporter)
    opened = notes.finish(note, by=reporter, is_done=False)

    assert (first.done_by, second.done_by, second.done_at) == (editor, editor, first.done_at)
    assert (opened.done_by, opened.done_at) == (None, None)


def test_outsider_marks_nothing_as_done(section, reporter, outside_editor):
    note, _called = notes.write(make_article(section=section, by=reporter), by=reporter, text="Check the map.")

    with pytest.raises(RightMissing):
        notes.finish(note, by=outside_editor)


@pytest.mark.parametrize("change", [{"text": "Something else"}, {"author_id": 0}, {"called": ["x"]}])
def test_database_keeps_a_note_as_it_was_written(section, reporter, change):
    note, _called = notes.write(make_article(section=section, by=reporter), by=reporter, text="Check the map.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(pk=note.pk).delete()
