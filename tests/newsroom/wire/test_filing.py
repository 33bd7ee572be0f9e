from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, editing, publishing, timed
from articles.history import broken_rows
from articles.models import Article, Edition, Membership, Publication, Revision, TimedChange, Transition
from articles.rights import Role
from newsroom.wire.filing import Filing, Outcome, Result
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.models import Source, WireItem
from newsroom.wire.stories import WireByline, WireFailure, WireStory
from tests.factories import make_author, make_section, make_topic, make_user, move_time_on

pytestmark = pytest.mark.django_db

PARAGRAPHS = ("Ferries will run again from Monday, the port said.", "Nobody was asked.", "Talks took a week.")
STORY = WireStory(
    number=1,
    line=1,
    headline="Ferries agree",
    published_at=datetime(2025, 1, 4, 17, 12, tzinfo=UTC),
    local_time_as_printed="Sat 04 Jan 2025 7:12 pm - Jerusalem Time",
    zone="Asia/Jerusalem",
    language="en",
    section_label="ECONOMY",
    bylines=(),
    tags=(),
    place="",
    paragraphs=PARAGRAPHS,
    warnings=(),
    source_text="ECONOMY ...",
)
CHANGED = replace(STORY, paragraphs=(*PARAGRAPHS[:2], "Talks took a month."), source_text="ECONOMY, again")
IN_HAND = "The text has changed, but the desk has the story in hand: nothing was overwritten."


@pytest.fixture
def economy():
    return make_section("economy", aliases=["Business"])


@pytest.fixture
def chief():
    return make_user(Role.CHIEF, username="chief")


@pytest.fixture
def wire(economy):
    return Source.objects.create(name="Coastal Wire", credit_line="© Coastal Wire")


@pytest.fixture
def trusted(economy, chief):
    return Source.objects.create(name="Trusted Wire", trusted_by=chief)


def run(source, **options):
    """A run of its own; each call of the command is one."""
    return Filing(source=source, names=ReferenceNames.read(), **options)


def file(source, story=STORY, *, path="a.txt", **options):
    return run(source, **options).file(story, path=path)


def jobs():
    return [job.args for job in ProcrastinateJob.objects.filter(task_name__endswith="after_move")]


def test_new_story_lands_as_incoming_with_what_the_wire_said(wire, economy):
    salma = make_author("salma-nasser", aliases=["S. Nasser"])
    councils = make_topic("councils")
    story = replace(
        STORY,
        bylines=(WireByline("S. NASSER", "by"), WireByline("Rami Odeh", "by"), WireByline("Lina", "photos")),
        tags=("Councils", "rivers"),
        place="HAIFA",
        warnings=("Mind this.",),
    )

    result = file(wire, story, path="in/a.txt")

    article = Article.objects.get()
    reason = "Mind this. No topic is called: rivers."
    assert result == Result(Outcome.FILED, reason, article.pk)
    assert (article.desk_state, article.language, article.headline) == ("incoming", "en", "Ferries agree")
    assert (article.section, article.section_label, article.slug) == (economy, "ECONOMY", "ferries-agree")
    assert (article.dateline_place, article.source, article.credit_line) == (
        *("HAIFA", "Coastal Wire", "© Coastal Wire"),
    )
    assert article.body == "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert (article.published_at_source, article.created_by, article.assignee) == (story.published_at, None, None)
    assert list(article.bylines.values_list("author", "name", "role", "position")) == [
        (salma.pk, "", "by", 0),
        (None, "Rami Odeh", "by", 1),
        (None, "Lina", "photos", 2),
    ]
    assert list(article.topics.all()) == [councils]
    item = WireItem.objects.get()
    assert (item.source, item.format, item.status, item.article) == (wire, "wire_text", "filed", article)
    assert (item.path, item.number, item.line, item.reason) == ("in/a.txt", 1, 1, reason)
    assert (item.digest, item.source_text) == (story.digest, "ECONOMY ...")
    assert (item.local_time, item.published_at) == (story.local_time_as_printed, story.published_at)


def test_incoming_story_has_neither_revision_nor_move_and_nobody_is_told(wire):
    file(wire)

    assert (Revision.objects.count(), Transition.objects.count(), Publication.objects.count()) == (0, 0, 0)
    assert (jobs(), Edition.current()) == ([], 1)


def test_unmatched_section_stays_empty_and_its_label_is_kept(wire):
    file(wire, replace(STORY, section_label="Harbour news"))

    article = Article.objects.get()
    assert (article.section, article.section_label) == (None, "Harbour news")


def test_missing_section_stays_empty(wire):
    file(wire, replace(STORY, section_label=""))

    article = Article.objects.get()
    assert (article.section, article.section_label) == (None, "")


def test_section_of_the_run_wins_over_the_label(wire):
    world = make_section("world")

    file(wire, section=world)

    article = Article.objects.get()
    assert (article.section, article.section_label) == (world, "ECONOMY")


def test_same_story_again_changes_nothing(wire):
    first = file(wire)
    before = list(Article.objects.values()), list(WireItem.objects.values())

    again = file(wire, path="b.txt")

    assert again == Result(Outcome.UNCHANGED, "", first.article_id)
    assert (list(Article.objects.values()), list(WireItem.objects.values())) == before


def test_same_headline_and_time_of_another_source_is_a_story_of_its_own(wire, trusted):
    file(wire)

    assert file(trusted).outcome == Outcome.FILED
    assert Article.objects.count() == 2


def test_second_record_of_a_run_with_the_same_key_is_a_duplicate(wire):
    running = run(wire)
    running.file(STORY, path="a.txt")

    result = running.file(replace(CHANGED, warnings=("Mind the weekday.",)), path="b.txt")

    assert result == Result(Outcome.DUPLICATE, "Same headline and dateline as a.txt. Mind the weekday.")
    assert Article.objects.get().body.endswith("<p>Talks took a week.</p>")


def test_record_after_a_failed_one_with_the_same_key_is_no_duplicate(wire, economy):
    user = make_user(Role.REPORTER, economy)
    make_section("world")
    running = run(wire, user=user)

    assert running.file(replace(STORY, section_label="World"), path="a.txt").outcome == Outcome.FAILED
    assert running.file(STORY, path="b.txt").outcome == Outcome.FILED


def test_changed_text_updates_an_untouched_story(wire):
    first = file(wire)
    topic = make_topic("ports")

    result = file(wire, replace(CHANGED, tags=("ports",), warnings=("Mind this.",)), path="b.txt")

    article = Article.objects.get()
    assert result == Result(Outcome.UPDATED, "Mind this.", first.article_id)
    assert (article.headline, article.slug, article.desk_state) == ("Ferries agree", "ferries-agree", "incoming")
    assert article.body.endswith("<p>Talks took a month.</p>")
    assert list(article.topics.all()) == [topic]
    assert (Revision.objects.count(), Transition.objects.count()) == (0, 0)
    item = WireItem.objects.get()
    assert (item.source_text, item.path, item.reason) == ("ECONOMY, again", "b.txt", "Mind this.")


def test_changed_text_goes_back_as_well(wire):
    file(wire)
    file(wire, CHANGED)

    assert file(wire).outcome == Outcome.UPDATED
    assert Article.objects.get().body.endswith("<p>Talks took a week.</p>")


def taken(article, reporter):
    desk.take(article, by=reporter)


def edited(article, reporter):
    desk.take(article, by=reporter)
    editing.save(article, by=reporter, revision=1, headline="Ferries agree at last")


def submitted(article, reporter):
    desk.take(article, by=reporter)
    desk.submit(article, by=reporter)


def spiked(article, reporter):
    desk.spike(article, by=make_user(Role.EDITOR))


def spiked_and_back(article, reporter):
    editor = make_user(Role.EDITOR)
    desk.spike(article, by=editor)
    desk.unspike(article, by=editor)


def blocked(article, reporter):
    desk.block(article, by=make_user(Role.EDITOR), kind="legal", text="Ask the lawyer.")


def published(article, reporter):
    publishing.publish_import(article, by=make_user(Role.CHIEF))


def assigned(article, reporter):
    desk.assign(article, by=make_user(Role.EDITOR), assignee=reporter)


@pytest.mark.parametrize(
    "touch", [taken, edited, submitted, spiked, spiked_and_back, blocked, published, assigned], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("publish", [False, True])
def test_changed_text_never_overwrites_what_the_desk_has_touched(trusted, touch, publish):
    file(trusted)
    article = Article.objects.get()
    touch(article, make_user(Role.REPORTER))
    before = [list(model.objects.values()) for model in (Article, Revision, Transition, Publication, WireItem)]

    result = file(trusted, CHANGED, publish=publish)
    unchanged = file(trusted, publish=publish)

    assert result == Result(Outcome.SKIPPED, IN_HAND, article.pk)
    assert unchanged == Result(Outcome.UNCHANGED, "", article.pk)
    assert [list(model.objects.values()) for model in (Article, Revision, Transition, Publication, WireItem)] == before


def test_story_that_was_cleared_away_is_not_filed_again(wire):
    file(wire)
    Article.objects.all().delete()

    assert file(wire) == Result(Outcome.UNCHANGED)
    assert file(wire, CHANGED) == Result(
        Outcome.SKIPPED, "The text has changed, but the desk has cleared the story away: it is not filed again."
    )
    assert Article.objects.count() == 0


def test_nearly_the_same_body_under_another_headline_is_marked(wire):
    file(wire)

    result = file(wire, replace(CHANGED, headline="Ferries agree at last"))

    first, second = WireItem.objects.order_by("pk")
    assert result == Result(Outcome.FILED, "Same story as “Ferries agree”?", second.article_id)
    assert (first.same_story_as, second.same_story_as) == (None, first)


def test_nearly_the_same_body_under_another_dateline_is_marked(wire):
    file(wire)

    file(wire, replace(CHANGED, published_at=STORY.published_at + timedelta(hours=1)))

    first, second = WireItem.objects.order_by("pk")
    assert second.same_story_as == first


def test_nearly_the_same_body_of_another_source_is_marked(wire, trusted):
    file(wire)
    file(trusted)

    first, second = WireItem.objects.order_by("pk")
    assert second.same_story_as == first


@pytest.mark.parametrize(
    "other",
    [
        {"paragraphs": (PARAGRAPHS[0], "A quite different thing was said about the weather in the hills today.")},
        {"language": "ar"},
    ],
)
def test_other_body_or_language_is_not_marked(wire, other):
    file(wire)

    result = file(wire, replace(STORY, headline="Another", **other))

    assert (result.outcome, result.reason) == (Outcome.FILED, "")
    assert WireItem.objects.filter(same_story_as__isnull=False).count() == 0


def test_failed_record_is_kept_once_with_line_and_text(wire):
    failure = WireFailure(3, 7, "Line 7 is no dateline.", "WORLD\nSometime")

    for _run in range(2):
        assert file(wire, failure) == Result(Outcome.FAILED, "Line 7 is no dateline.")

    item = WireItem.objects.get()
    assert (item.status, item.article, item.path, item.number, item.line) == ("failed", None, "a.txt", 3, 7)
    assert (item.reason, item.source_text) == ("Line 7 is no dateline.", "WORLD\nSometime")
    assert len(item.digest) == 64
    assert Article.objects.count() == 0


def test_failed_record_with_nul_and_a_long_path_is_kept(wire):
    path = "x" * 2_000 + ".txt"

    file(wire, WireFailure(1, 1, "It is no text.", "a\x00b"), path=path)

    item = WireItem.objects.get()
    assert (item.source_text, item.path) == ("ab", path[-1000:])


def test_body_that_is_too_long_fails_and_the_next_record_is_filed(wire):
    running = run(wire)

    result = running.file(replace(STORY, paragraphs=("word " * 220_000,)), path="a.txt")

    assert result == Result(
        Outcome.FAILED, "This body is longer than 1 MB. Shorten it or split it into several stories."
    )
    assert running.file(replace(STORY, headline="Another"), path="b.txt").outcome == Outcome.FILED
    assert list(WireItem.objects.order_by("pk").values_list("status", flat=True)) == ["failed", "filed"]


def test_long_lines_are_cut_to_fit(wire):
    byline = WireByline("N" * 300, "by")

    result = file(wire, replace(STORY, headline="H" * 400, section_label="S" * 400, place="P" * 200, bylines=(byline,)))

    article = Article.objects.get()
    assert (result.outcome, article.headline) == (Outcome.FILED, "H" * 299 + "…")
    assert (len(article.section_label), len(article.dateline_place)) == (200, 120)
    assert article.bylines.get().name == "N" * 200


def test_byline_that_nobody_can_see_is_left_out(wire):
    result = file(wire, replace(STORY, bylines=(WireByline("\u3164", "by"), WireByline("Rami Odeh", "by"))))

    assert result.outcome == Outcome.FILED
    assert list(Article.objects.get().bylines.values_list("name", flat=True)) == ["Rami Odeh"]


def test_record_that_the_database_refuses_fails_and_the_next_is_filed(wire):
    running = run(wire)

    result = running.file(replace(STORY, language="a-language-of-another-world"), path="a.txt")

    assert result == Result(Outcome.FAILED, "The database refused it: value too long for type character varying(12)")
    assert running.file(STORY, path="b.txt").outcome == Outcome.FILED


def test_markup_of_a_wire_is_text(wire):
    file(wire, replace(STORY, headline="<b>Ferries</b>", paragraphs=("<script>alert(1)</script> & more",)))

    article = Article.objects.get()
    assert article.headline == "<b>Ferries</b>"
    assert article.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>"


def test_reporter_files_into_the_own_section_and_the_story_is_incoming(wire, economy):
    file(wire, user=make_user(Role.REPORTER, economy))

    article = Article.objects.get()
    assert (article.desk_state, article.created_by) == ("incoming", None)


def test_reporter_of_another_section_is_refused(wire):
    result = file(wire, user=make_user(Role.REPORTER, make_section("world")))

    assert result == Result(Outcome.FAILED, "You do not work for the section “Economy”.")
    assert WireItem.objects.get().reason == result.reason
    assert Article.objects.count() == 0


def test_reporter_files_what_has_no_section(wire):
    user = make_user(Role.REPORTER, make_section("world"))

    assert file(wire, replace(STORY, section_label=""), user=user).outcome == Outcome.FILED


def test_reporter_does_not_move_a_story_of_another_section_into_the_own(wire, economy):
    world = make_section("world")
    file(wire)

    result = file(wire, CHANGED, user=make_user(Role.REPORTER, world), section=world)

    assert result == Result(Outcome.FAILED, "You do not work for the section “Economy”.")
    assert Article.objects.get().section == economy


def test_trusted_source_publishes_under_the_date_of_the_story(trusted, chief):
    result = file(trusted, publish=True)

    publication = Publication.objects.get()
    assert result == Result(Outcome.FILED, "", publication.article_id)
    assert (publication.status, publication.article.desk_state) == ("live", "published")
    assert publication.first_published_at == publication.updated_at == STORY.published_at
    assert publication.path == "/economy/2025/01/04/ferries-agree/"
    assert publication.source == "Trusted Wire"
    revision, transition = Revision.objects.get(), Transition.objects.get()
    assert (revision.source, revision.author, publication.revision) == ("Trusted Wire", None, revision)
    assert (transition.action, transition.actor, transition.source) == ("publish_import", None, "Trusted Wire")
    assert (transition.trusted_by_id, transition.revision_digest) == (chief.pk, revision.digest)
    assert list(broken_rows()) == []


def test_day_of_the_address_is_the_newsrooms(trusted):
    late = datetime(2025, 1, 4, 22, 30, tzinfo=UTC)

    file(trusted, replace(STORY, published_at=late), publish=True)

    assert Publication.objects.get().path == "/economy/2025/01/05/ferries-agree/"


def test_chief_publishes_in_the_own_name(wire, chief):
    file(wire, user=chief, publish=True)

    transition = Transition.objects.get()
    assert (transition.actor, transition.source, transition.trusted_by) == (chief, "", None)
    assert Publication.objects.get().status == "live"


def test_run_that_publishes_may_follow_one_that_does_not(trusted):
    filed = file(trusted)

    assert file(trusted, publish=True) == Result(Outcome.UPDATED, "", filed.article_id)
    assert file(trusted, publish=True) == Result(Outcome.UNCHANGED, "", filed.article_id)
    assert Transition.objects.count() == 1


def test_changed_story_is_updated_and_published_at_once(trusted):
    file(trusted)

    assert file(trusted, CHANGED, publish=True).outcome == Outcome.UPDATED
    assert "Talks took a month." in Publication.objects.get().body_html


def test_two_stories_of_one_day_and_headline_get_two_addresses(trusted):
    running = run(trusted, publish=True)

    running.file(STORY, path="a.txt")
    running.file(replace(STORY, published_at=STORY.published_at + timedelta(hours=1)), path="b.txt")

    assert list(Publication.objects.order_by("pk").values_list("path", flat=True)) == [
        "/economy/2025/01/04/ferries-agree/",
        "/economy/2025/01/04/ferries-agree-2/",
    ]


def test_nobody_is_told_of_a_story_older_than_two_days(trusted):
    at = timezone.now() - timedelta(hours=48, minutes=1)

    file(trusted, replace(STORY, published_at=at), publish=True)

    assert (Publication.objects.count(), jobs()) == (1, [])


def test_people_are_told_of_a_story_younger_than_two_days(trusted):
    at = timezone.now() - timedelta(hours=47, minutes=59)

    file(trusted, replace(STORY, published_at=at), publish=True)

    assert jobs() == [{"transition_id": Transition.objects.get().pk}]


def not_published(result):
    assert result.outcome == Outcome.FILED
    article = Article.objects.get()
    assert (article.desk_state, article.history_length, article.head_revision) == ("incoming", 0, None)
    assert (Publication.objects.count(), Revision.objects.count(), Transition.objects.count()) == (0, 0, 0)
    assert (jobs(), Edition.current()) == ([], 1)
    return result.reason


def test_story_without_section_stays_incoming(trusted):
    reason = not_published(file(trusted, replace(STORY, section_label="Harbour news"), publish=True))

    assert reason == "Not published: The story is not ready: It has no section."


def test_story_with_an_unfinished_mark_stays_incoming(trusted):
    reason = not_published(file(trusted, replace(STORY, headline="Ferries agree TK"), publish=True))

    assert reason == "Not published: The story is not ready: “TK” is still in the headline."


def test_source_whose_chief_is_none_any_more_does_not_publish(trusted, chief):
    Membership.objects.filter(user=chief).update(role=Role.EDITOR)

    reason = not_published(file(trusted, publish=True))

    assert reason == "Not published: You may not do this (Publish from the wire): it takes a chief of this section."


def test_source_of_a_chief_of_another_section_does_not_publish(trusted, chief):
    Membership.objects.filter(user=chief).update(section=make_section("world"))

    not_published(file(trusted, publish=True))


def test_source_of_a_deactivated_chief_does_not_publish(trusted, chief):
    type(chief).objects.filter(pk=chief.pk).update(is_active=False)

    not_published(file(trusted, publish=True))


def test_source_that_is_trusted_no_more_stops_publishing_within_the_run(trusted):
    running = run(trusted, publish=True)
    Source.objects.filter(pk=trusted.pk).update(trusted_by=None)

    not_published(running.file(STORY, path="a.txt"))


def test_untrusted_source_does_not_publish(wire):
    not_published(file(wire, publish=True))


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR])
def test_reporter_and_editor_do_not_publish(wire, role):
    not_published(file(wire, user=make_user(role), publish=True))


def test_embargoed_story_is_not_published(trusted):
    file(trusted)
    article = Article.objects.get()
    desk.set_embargo(article, by=trusted.rights)

    result = file(trusted, publish=True)

    assert result == Result(
        Outcome.UNCHANGED, "Not published: It is embargoed until somebody lifts the embargo.", article.pk
    )
    assert Publication.objects.count() == 0


def test_blocked_story_is_not_published(trusted, chief):
    file(trusted)
    article = Article.objects.get()
    desk.block(article, by=trusted.rights, kind="wire_kill", text="Kill.")

    assert file(trusted, publish=True).outcome == Outcome.UNCHANGED
    with pytest.raises(publishing.Blocked):
        publishing.publish_import(article, by=chief)
    assert Publication.objects.count() == 0


def test_story_dated_in_the_future_is_scheduled_and_runs(trusted, chief):
    at = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    story = replace(STORY, published_at=at)

    result = file(trusted, story, publish=True)

    change = TimedChange.objects.get()
    assert result == Result(Outcome.FILED, f"Scheduled for its own time: {at:%Y-%m-%dT%H:%M} UTC.", change.article_id)
    assert (change.action, change.run_at, change.status) == ("publish", at, "waiting")
    assert (change.source, change.scheduled_by) == ("Trusted Wire", chief)
    assert (change.article.desk_state, Publication.objects.count()) == ("incoming", 0)
    assert file(trusted, story, publish=True) == Result(Outcome.UNCHANGED, "", change.article_id)

    move_time_on(change)
    timed.run_due()

    change.refresh_from_db()
    assert (change.status, Publication.objects.get().status) == ("done", "live")
    assert Article.objects.get().desk_state == "published"


def test_scheduling_a_story_that_was_there_counts_as_an_update(trusted):
    at = timezone.now() + timedelta(days=1)
    story = replace(STORY, published_at=at)
    file(trusted, story)

    assert file(trusted, story, publish=True).outcome == Outcome.UPDATED


def test_scheduled_story_does_not_run_once_its_chief_is_none(trusted, chief):
    file(trusted, replace(STORY, published_at=timezone.now() + timedelta(days=1)), publish=True)
    Membership.objects.filter(user=chief).delete()
    change = TimedChange.objects.get()

    move_time_on(change)
    timed.run_due()

    change.refresh_from_db()
    assert (change.status, Publication.objects.count()) == ("failed", 0)


def test_new_source_is_stored_once(economy):
    one, other = run(Source(name="New Wire")), run(Source(name="New Wire"))

    one.begin()
    other.begin()

    assert one.source == other.source == Source.objects.get()
