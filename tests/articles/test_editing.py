"""Saving, restoring, discarding: each change is a revision and no word is lost."""

import pytest

from articles import desk, editing, publishing, snapshots
from articles.models import Article, Image, Revision
from articles.models.revision import LATER
from articles.rights import Role
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing, StaleRevision
from tests.factories import make_article, make_author, make_section, make_topic, make_user


@pytest.mark.parametrize("started_from", [1, "1"])
def test_save_keeps_a_revision_of_every_field(reporter, started_from):
    article, author, topic, other = make_article(by=reporter), make_author(), make_topic(), make_article()
    bylines = [{"author": author.pk, "name": "", "role": "by"}]

    revision = editing.save(
        article,
        by=reporter,
        revision=started_from,
        note="Second lead",
        kicker="Shore",
        bylines=bylines,
        topics=[topic.pk],
        related=[other.pk],
    )

    assert (revision.number, revision.author, revision.note) == (2, reporter, "Second lead")
    kept = {name: revision.content[name] for name in ("kicker", "bylines", "topics", "related")}
    assert kept == {"kicker": "Shore", "bylines": bylines, "topics": [topic.pk], "related": [other.pk]}


def test_save_of_nothing_new_keeps_nothing(reporter):
    article = make_article(by=reporter)

    assert editing.save(article, by=reporter, revision=1, headline=article.headline) is None
    assert (article.revisions.count(), article.transitions.count()) == (1, 1)


def test_save_of_planning_alone_makes_no_revision_and_no_move(editor):
    article = make_article("approved")

    editing.save(article, by=editor, revision=1, priority=3)

    article.refresh_from_db()
    assert (article.priority, article.desk_state, article.revisions.count()) == (3, "approved", 1)


def test_save_leaves_rows_that_stay_the_same(reporter):
    other = make_article()
    article = make_article(by=reporter, related=[other.pk])
    rows = [article.bylines.get().pk, article.related_articles.get().pk]

    editing.save(
        article,
        by=reporter,
        revision=1,
        priority=3,
        bylines=article.head_revision.content["bylines"],
        related=[other.pk],
    )

    assert [article.bylines.get().pk, article.related_articles.get().pk] == rows


def test_save_from_an_older_revision_is_stale_and_writes_nothing(reporter, editor):
    article = make_article(by=reporter)
    editing.save(article, by=editor, revision=1, body="<p>The editor's.</p>")

    with pytest.raises(StaleRevision, match="it changed: body"):
        editing.save(article, by=reporter, revision=1, body="<p>The reporter's.</p>")

    assert Article.objects.get(pk=article.pk).body == "<p>The editor's.</p>"


@pytest.mark.parametrize("desk_state", ["approved", "published"])
@pytest.mark.parametrize("changes", [{"headline": ""}, {"section": None}, {"headline": "The pier"}])
def test_save_takes_an_approval_away_whatever_it_changes(chief, desk_state, changes):
    article = make_article(desk_state, "live")
    everywhere = make_user(Role.EDITOR)

    editing.save(article, by=everywhere, revision=article.revision_number, **changes)

    article.refresh_from_db()
    assert (article.desk_state, article.approved_revision) == ("draft", None)


def test_save_to_a_section_of_others_is_refused(reporter, other_section):
    article = make_article(by=reporter)

    with pytest.raises(RightMissing):
        editing.save(article, by=reporter, revision=1, section=other_section)
    with pytest.raises(RightMissing):
        editing.save(article, by=reporter, revision=1, section_id=other_section.pk)


@pytest.mark.parametrize("field", ["desk_state", "embargo", "created_by", "assignee_id", "head_revision", "pk", "id"])
def test_save_of_what_people_do_not_edit_is_refused(reporter, field):
    with pytest.raises(TypeError):
        editing.save(make_article(by=reporter), by=reporter, revision=1, **{field: "published"})


def test_save_sanitises(reporter):
    article = make_article(by=reporter)

    editing.save(
        article, by=reporter, revision=1, body="<p onclick=x()>A</p><script>x()</script>", headline="A\x00\u202e\nB"
    )

    article.refresh_from_db()
    assert (article.body, article.headline) == ("<p>A</p>", "A B")


@pytest.mark.parametrize("changes", [{"headline": "x" * 301}, {"standfirst": "x" * 2001}, {"body": "x" * 1_100_000}])
def test_save_of_what_is_too_long_is_refused(reporter, changes):
    article = make_article(by=reporter)

    with pytest.raises(MoveIncomplete):
        editing.save(article, by=reporter, revision=1, **changes)

    assert article.revisions.count() == 1


def test_save_with_a_hostile_note_keeps_its_letters(reporter):
    article = make_article(by=reporter)

    revision = editing.save(article, by=reporter, revision=1, headline="The pier", note="\x00\ud800" + "n" * 400)

    assert revision.note == "n" * 300


def test_restore_makes_a_new_revision_and_touches_neither_embargo_nor_readers(editor, reporter):
    article = make_article("published", "live", by=reporter)
    first = article.head_revision
    editing.save(article, by=editor, revision=1, headline="The pier", bylines=[])

    restored = editing.restore(article, by=editor, revision=first)

    assert (restored.number, restored.content) == (3, first.content)
    assert (article.desk_state, article.publication.status) == ("draft", "live")
    assert article.transitions.first().details == {"restored": 1}


def test_restore_of_a_revision_without_a_headline_of_an_approved_story_makes_it_a_draft(editor, reporter):
    article = make_article(by=reporter, headline="")
    first = article.head_revision
    editing.save(article, by=reporter, revision=1, headline="The pier")
    desk.submit(article, by=reporter)
    desk.approve(article, by=editor, revision=2)

    editing.restore(article, by=editor, revision=first)

    assert (article.desk_state, article.headline) == ("draft", "")


def test_restore_of_another_storys_revision_is_refused(editor):
    with pytest.raises(MoveIncomplete):
        editing.restore(make_article(), by=editor, revision=make_article().head_revision)


def test_restore_into_a_section_of_others_is_refused(editor, other_section):
    both = make_user(Role.EDITOR)
    article = make_article(section=other_section)
    first = article.head_revision
    world = editor.memberships.get().section
    editing.save(article, by=both, revision=1, section=world)

    with pytest.raises(RightMissing):
        editing.restore(article, by=editor, revision=first)


def test_restore_leaves_out_what_is_no_longer_there_and_says_so(db):
    chief = make_user(Role.CHIEF)
    author, topic, section = make_author(), make_topic(), make_section("old")
    picture = Image.objects.create(width=9, height=9)
    lines = [{"author": author.pk, "name": "", "role": "by"}, {"author": None, "name": "Rana Haddad", "role": "by"}]
    article = make_article(section=section, lead_image=picture, bylines=lines, topics=[topic.pk])
    first = article.head_revision
    editing.save(
        article, by=chief, revision=1, section=make_section("world"), lead_image=None, bylines=lines[1:], topics=[]
    )
    for row in (author, topic, picture, section):
        row.delete()

    restored = editing.restore(article, by=chief, revision=first)

    gone = {"section_id": None, "lead_image_id": None, "bylines": lines[1:], "topics": []}
    assert restored.content == first.content | gone
    assert restored.note == (
        "Restored from revision 1, without what is no longer there: section, lead picture, bylines, topics"
    )


def test_discard_changes_is_refused_where_what_readers_have_cannot_be_had_again(chief):
    topic = make_topic()
    article = make_article("published", "live", topics=[topic.pk])
    editing.save(article, by=chief, revision=1, topics=[])
    topic.delete()

    with pytest.raises(MoveIncomplete, match="no longer there"):
        editing.discard_changes(article, by=chief)


@pytest.mark.parametrize("readers", ["live", "held"])
@pytest.mark.parametrize("desk_state", ["draft", "in_review", "approved"])
def test_discard_changes_goes_back_to_what_readers_have(editor, desk_state, readers):
    article = make_article(desk_state, readers)
    published = article.publication.revision

    editing.discard_changes(article, by=editor)

    article.refresh_from_db()
    assert (article.desk_state, article.submitted_by, article.approved_revision) == ("published", None, None)
    assert article.head_revision.content == published.content
    assert article.revisions.count() == 3


def test_discard_changes_by_the_reporter_of_a_draft_alone(reporter, reporter2):
    with pytest.raises(RightMissing):
        desk.discard_changes(make_article("draft", "live", by=reporter), by=reporter2)
    desk.discard_changes(make_article("draft", "live", by=reporter), by=reporter)


def test_edit_of_an_untouched_story_is_refused(editor):
    with pytest.raises(MoveNotAllowed):
        editing.save(make_article("incoming"), by=editor, revision=0, headline="The pier")


def test_every_saved_word_stays_in_a_revision(editor, reporter):
    article = make_article(by=reporter)
    bodies = [article.body]
    for number in range(1, 6):
        bodies.append(f"<p>Version {number}.</p>")
        editing.save(article, by=reporter, revision=number, body=bodies[-1])
    publishing.publish_urgent(article, by=make_user(Role.CHIEF), reason="Now.")
    editing.restore(article, by=editor, revision=article.revisions.get(number=2))
    desk.discard_changes(article, by=editor)

    kept = {revision.content["body"] for revision in article.revisions.all()}
    assert set(bodies) <= kept


# --- what is said of the lead picture here


def test_words_of_the_lead_picture_are_lines_that_a_revision_keeps(reporter):
    article = make_article(by=reporter)

    revision = editing.save(article, by=reporter, revision=1, lead_caption=" Boats\nat  noon ", lead_alternative="Two")

    assert (revision.content["lead_caption"], revision.content["lead_alternative"]) == ("Boats at noon", "Two")
    assert snapshots.changed(article.revisions.get(number=1).content, revision.content) == [
        "caption of the lead picture",
        "alternative text of the lead picture",
    ]


def test_words_of_the_lead_picture_that_are_too_long_are_refused(reporter):
    with pytest.raises(MoveIncomplete, match="caption of the lead picture is longer than 2000"):
        editing.save(make_article(by=reporter), by=reporter, revision=1, lead_caption="x" * 2001)


@pytest.fixture
def of_old(reporter):
    """A story whose first revision was kept before a lead picture could have words here."""
    article = make_article(by=reporter)
    before = {name: value for name, value in article.head_revision.content.items() if name not in LATER}
    old = Revision.objects.create(
        article=article, number=2, author=reporter, schema=1, digest=snapshots.digest(before), content=before
    )
    Article.objects.filter(pk=article.pk).update(head_revision=old)
    article.refresh_from_db()
    return article


def test_save_over_an_older_kind_of_revision_that_changes_nothing_keeps_none(of_old, reporter):
    assert editing.save(of_old, by=reporter, revision=2, kicker="") is None


def test_restore_of_an_older_kind_of_revision_takes_the_later_words_out(of_old, reporter):
    old = of_old.head_revision
    editing.save(of_old, by=reporter, revision=2, lead_caption="Boats at noon", headline="Other")

    restored = editing.restore(of_old, by=reporter, revision=old)

    of_old.refresh_from_db()
    assert (of_old.lead_caption, restored.digest, restored.content["lead_caption"]) == ("", old.digest, "")
