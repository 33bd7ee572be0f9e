"""What happens on the desk: taking, reviewing, blocks, embargoes, the spike."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk, editing, publishing, timed
from articles.models import Article, Block, Publication, Section
from articles.rights import Role
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing, StaleRevision
from tests.factories import WIRE, make_article, make_user

TOMORROW = timezone.now() + timedelta(days=1)


def test_create_by_a_source_keeps_no_revision_and_no_move(section):
    article = desk.create(Article(language="en", section=section, headline="A pier"), by=WIRE)

    assert (article.desk_state, article.created_by, article.head_revision) == ("incoming", None, None)
    assert not article.transitions.exists()


def test_create_by_a_person_keeps_the_first_revision(reporter, section):
    bylines = [{"author": None, "name": "Rana", "role": "by"}]

    article = desk.create(Article(language="en", section=section, headline="A pier"), by=reporter, bylines=bylines)

    assert article.head_revision.content["bylines"] == bylines
    assert article.slug == "a-pier"
    move = article.transitions.get()
    assert (move.number, move.desk_from, move.desk_to, move.actor) == (1, "", "draft", reporter)


@pytest.mark.parametrize("length", [300, 301])
def test_create_refuses_what_is_too_long_and_cuts_nothing(reporter, section, length):
    article = Article(language="en", section=section, headline="x" * length)

    if length > 300:
        with pytest.raises(MoveIncomplete, match="longer than 300"):
            desk.create(article, by=reporter)
    else:
        assert desk.create(article, by=reporter).head_revision.content["headline"] == "x" * 300


def test_take_assigns_and_keeps_what_came_in(reporter):
    article = make_article("incoming")

    desk.take(article, by=reporter)

    assert (article.assignee, article.head_revision.author, article.head_revision.source) == (reporter, None, "Wire")


def test_assign_somebody_who_does_not_work_at_the_desk_is_refused(editor, moderator, deactivated_chief):
    article = make_article()

    for person in (moderator, deactivated_chief):
        with pytest.raises(MoveIncomplete):
            desk.assign(article, by=editor, assignee=person)


def test_assignee_may_edit_and_submit(editor, reporter, reporter2):
    article = make_article(by=reporter)
    desk.assign(article, by=editor, assignee=reporter2)

    editing.save(article, by=reporter2, revision=1, headline="The pier")
    desk.submit(article, by=reporter2)

    assert article.submitted_by == reporter2


def test_submitter_may_edit_in_review_and_the_writer_may_not(editor, reporter, reporter2):
    article = make_article(by=reporter)
    desk.assign(article, by=editor, assignee=reporter2)
    desk.submit(article, by=reporter2)

    with pytest.raises(RightMissing):
        editing.save(article, by=reporter, revision=1, headline="The pier")
    editing.save(article, by=reporter2, revision=1, headline="The pier")

    assert article.desk_state == "in_review"


def test_approve_names_the_revision_that_was_read(editor, reporter):
    article = make_article("in_review", by=reporter)
    editing.save(article, by=reporter, revision=1, headline="The pier")

    with pytest.raises(StaleRevision, match="Revision 2 was saved by reporter .* it changed: headline"):
        desk.approve(article, by=editor, revision=1)
    desk.approve(article, by=editor, revision=article.head_revision.digest)

    assert article.approved_revision.number == 2


@pytest.mark.parametrize("named", ["²", "1abc", " 1", "01", "-1", "9" * 40, "one", 0, 7, True, [1]])
def test_approve_of_a_revision_that_is_not_there_is_stale(editor, named):
    article = make_article("in_review")

    with pytest.raises(StaleRevision):
        desk.approve(article, by=editor, revision=named)


@pytest.mark.parametrize("named", [None, ""])
def test_approve_without_a_revision_is_incomplete(editor, named):
    with pytest.raises(MoveIncomplete):
        desk.approve(make_article("in_review"), by=editor, revision=named)


# --- Four eyes ------------------------------------------------------------------------------------------


def test_four_eyes_refuse_the_submitter(editor, editor2):
    article = make_article(by=editor)
    editing.save(article, by=editor2, revision=1, headline="The pier")
    desk.submit(article, by=editor)

    with pytest.raises(RightMissing, match="four eyes"):
        desk.approve(article, by=editor, revision=2)
    desk.approve(article, by=editor2, revision=2)


def test_four_eyes_refuse_the_only_one_who_edited(editor, editor2):
    article = make_article(by=editor)
    desk.submit(article, by=editor2)

    with pytest.raises(RightMissing, match="four eyes"):
        desk.approve(article, by=editor, revision=1)
    with pytest.raises(RightMissing, match="four eyes"):
        desk.approve(article, by=editor2, revision=1)


def test_four_eyes_count_edits_since_the_last_publication(editor, reporter):
    article = make_article("published", "live", by=reporter)
    editing.save(article, by=editor, revision=1, headline="The pier")
    desk.submit(article, by=reporter)

    with pytest.raises(RightMissing, match="four eyes"):
        desk.approve(article, by=editor, revision=2)


def test_four_eyes_off_lets_one_person_do_it_all(editor, section):
    Section.objects.filter(pk=section.pk).update(four_eyes=False)
    article = make_article(by=editor)
    desk.submit(article, by=editor)

    desk.approve(article, by=editor, revision=1)

    assert article.desk_state == "approved"


def test_four_eyes_bind_a_chief_too(chief):
    article = make_article(by=chief)
    desk.submit(article, by=chief)

    with pytest.raises(RightMissing):
        desk.approve(article, by=chief, revision=1)


# --- Spike ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("desk_state", "comes_back"), [("incoming", "incoming"), ("draft", "draft"), ("approved", "draft")]
)
def test_unspike_gives_the_story_back(editor, desk_state, comes_back):
    article = make_article(desk_state)
    body, slug = article.body, article.slug

    desk.spike(article, by=editor)
    desk.unspike(article, by=editor)

    assert (article.desk_state, article.body, article.slug) == (comes_back, body, slug)


def test_spike_cancels_what_waits(editor):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=TOMORROW)

    desk.spike(article, by=editor)

    change.refresh_from_db()
    assert change.status == "cancelled"
    assert [row["id"] for row in article.transitions.first().details["cancelled"]] == [change.pk]


def test_spike_of_a_story_in_review_by_its_reporter_is_refused(reporter):
    with pytest.raises(RightMissing):
        desk.spike(make_article("in_review", by=reporter), by=reporter)


# --- Blocks ---------------------------------------------------------------------------------------------


def test_block_holds_a_live_story_where_asked(editor):
    article = make_article("published", "live")

    desk.block(article, by=WIRE, kind="wire_kill", text="Killed.", hold=True, notice="Being checked.")

    assert Publication.objects.values_list("status", "headline", "notice").get() == ("held", "", "Being checked.")
    assert Block.objects.get().raised_by_source == WIRE.name


@pytest.mark.parametrize(("kind", "text"), [("other", "Why"), ("", "Why"), ("legal", ""), ("legal", "\u200b")])
def test_block_needs_a_kind_and_words(editor, kind, text):
    with pytest.raises(MoveIncomplete):
        desk.block(make_article(), by=editor, kind=kind, text=text)


def test_second_person_is_somebody_else(editor, editor2):
    article = make_article()
    desk.block(article, by=editor, kind="second_person", text="An obituary.")

    with pytest.raises(RightMissing):
        desk.clear_block(article, by=editor)
    desk.clear_block(article, by=editor2)

    assert not article.blocks.open().exists()


def test_legal_block_takes_a_chief(editor, chief):
    article = make_article()
    desk.block(article, by=editor, kind="legal", text="Ask the lawyer.")

    with pytest.raises(RightMissing):
        desk.clear_block(article, by=editor)
    desk.clear_block(article, by=chief)


def test_clear_block_of_several_asks_which_and_takes_only_its_own(editor):
    article, other = make_article(), make_article()
    blocks = [desk.block(story, by=editor, kind="wire_kill", text="Killed.") for story in (article, article, other)]

    with pytest.raises(MoveIncomplete):
        desk.clear_block(article, by=editor)
    with pytest.raises(MoveNotAllowed):
        desk.clear_block(article, by=editor, block=blocks[2].pk)
    desk.clear_block(article, by=editor, block=blocks[0])

    assert list(Block.objects.open()) == blocks[1:]


# --- Embargo --------------------------------------------------------------------------------------------


def test_embargo_in_the_past_is_refused(editor):
    with pytest.raises(MoveIncomplete):
        desk.set_embargo(make_article(), by=editor, run_at=timezone.now() - timedelta(minutes=1))


@pytest.mark.parametrize("until", [None, TOMORROW])
def test_embargo_is_ended_sooner_only_by_a_chief(editor, reporter, chief, until):
    article = make_article(by=reporter)
    desk.set_embargo(article, by=editor, run_at=until)

    for person in (editor, reporter):
        with pytest.raises(RightMissing):
            desk.set_embargo(article, by=person, run_at=TOMORROW - timedelta(hours=1))
    with pytest.raises(RightMissing):
        desk.set_embargo(article, by=WIRE, run_at=TOMORROW - timedelta(hours=1))
    desk.set_embargo(article, by=chief, run_at=TOMORROW - timedelta(hours=1))

    assert article.embargo_until == TOMORROW - timedelta(hours=1)


def test_embargo_is_made_longer_by_an_editor(editor):
    article = make_article()
    desk.set_embargo(article, by=editor, run_at=TOMORROW)
    desk.set_embargo(article, by=editor, run_at=TOMORROW + timedelta(days=1))

    desk.set_embargo(article, by=editor)

    assert (article.embargo, article.embargo_until) == ("lifted", None)


def test_embargo_of_an_untouched_story_is_its_sources(editor):
    article = make_article("incoming")
    desk.set_embargo(article, by=WIRE)

    desk.set_embargo(article, by=WIRE, run_at=TOMORROW)

    assert article.embargo_until == TOMORROW
    assert not article.transitions.exists()


@pytest.mark.parametrize(("days", "status"), [(0, "suspended"), (2, "waiting")])
def test_embargo_suspends_an_earlier_publish_and_leaves_a_later_one(editor, days, status):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=TOMORROW + timedelta(days=days))

    desk.set_embargo(article, by=editor, run_at=TOMORROW + timedelta(days=1))

    change.refresh_from_db()
    assert change.status == status


def test_embargo_of_a_live_story_is_refused(editor):
    with pytest.raises(MoveNotAllowed):
        desk.set_embargo(make_article("published", "live"), by=editor)


def test_lift_embargo_takes_a_chief(editor, chief):
    article = make_article("approved")
    desk.set_embargo(article, by=editor)

    with pytest.raises(RightMissing):
        desk.lift_embargo(article, by=editor)
    desk.lift_embargo(article, by=chief, keep=[])

    assert publishing.publish(article, by=editor).status == "live"


def test_rights_are_read_again_at_each_move(reporter):
    article = make_article(by=reporter)
    type(reporter).objects.filter(pk=reporter.pk).update(is_active=False)

    with pytest.raises(RightMissing):
        desk.submit(article, by=reporter)


def test_section_is_read_again_at_each_move(editor, other_section):
    article = make_article("in_review")
    Article.objects.filter(pk=article.pk).update(section=other_section)

    with pytest.raises(RightMissing):
        desk.approve(article, by=editor, revision=1)


def test_editor_of_a_section_is_editor_of_its_sub_sections(editor, section):
    football = Section.objects.create(slug="football", names={"en": "Football"}, parent=section)
    outsider = make_user(Role.EDITOR, football)

    desk.approve(make_article("in_review", section=football), by=editor, revision=1)
    with pytest.raises(RightMissing):
        desk.approve(make_article("in_review", section=section), by=outsider, revision=1)
