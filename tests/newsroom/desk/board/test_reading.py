"""What is on the board, for whom, and in which order."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles import desk, publishing, timed
from articles.models import Article, Membership, TimedChange
from articles.rights import Role
from articles.workflow import BlockKind
from newsroom.desk.board.reading import panels_for
from newsroom.wire.models import Source, WireItem
from tests.factories import WIRE, make_article, make_section, make_user, move_time_on

pytestmark = pytest.mark.django_db
EVERYBODYS = ["due", "trouble", "killed", "review", "coming", "changes", "stale", "wire"]


def card(user, key, *, index=0):
    panels = {panel.key: panel for panel in panels_for(Membership.objects.person(user))}
    return panels[key].cards[index]


def notes(user, key):
    return [f"{note.sentence} {note.words}".strip() for note in card(user, key).notes]


def due(article, at):
    Article.objects.filter(pk=article.pk).update(due_at=at)


def test_board_has_the_panels_of_a_role(board_of, reporter, editor, chief, administrator, moderator):
    boards = {user.username: list(board_of(user)) for user in (reporter, editor, chief, administrator, moderator)}

    personal = ["waiting", "due", "trouble", "killed", "mine", *EVERYBODYS[3:]]
    assert boards == {
        "reporter": personal,
        "editor": personal,
        "chief": personal,
        "administrator": EVERYBODYS,
        "moderator": [],
    }


def test_panel_counts_and_names_visible_stories_alone(board_of, other_section, reporter, editor):
    make_article("in_review", headline="Ferry waits")
    hidden = make_article("in_review", section=other_section, headline="Cup final moved")
    change = timed.schedule(
        make_article("approved", section=other_section, headline="Coach speaks"),
        by=make_user(Role.EDITOR, other_section),
        run_at="2031-05-06T18:00",
    )
    move_time_on(change, to=timezone.now() - timedelta(hours=1))
    due(hidden, timezone.now())

    board = board_of(reporter)

    assert board["review"] == (1, ["Ferry waits"])
    assert [board[key] for key in ("due", "trouble", "coming")] == [(0, [])] * 3


def test_panel_counts_beyond_the_ten_rows_that_it_lists(board_of, editor):
    for _number in range(11):
        make_article("in_review")

    count, listed = board_of(editor)["review"]

    assert (count, len(listed)) == (11, 10)


def test_what_waits_for_somebody_is_what_they_can_act_on_now(board_of, reporter, editor, editor2):
    desk.send_back(make_article("in_review", by=reporter, headline="Mend"), by=editor, reason="Who says so?")
    desk.assign(make_article(by=editor2, headline="Write"), by=editor, assignee=reporter)
    desk.submit(article := make_article(by=editor, headline="Read"), by=editor)
    make_article("approved", by=reporter, headline="Publish")

    assert set(board_of(reporter, "waiting")["waiting"][1]) == {"Mend", "Write"}
    assert set(board_of(editor, "waiting")["waiting"][1]) == {"Publish"}
    assert set(board_of(editor2, "waiting")["waiting"][1]) == {"Read", "Publish"}
    desk.approve(article, by=editor2, revision=1)
    assert set(board_of(editor, "waiting")["waiting"][1]) == {"Publish", "Read"}


def test_assigned_story_that_is_due_on_a_later_day_does_not_wait_yet(board_of, reporter, editor):
    article = make_article(by=editor, headline="Write")
    desk.assign(article, by=editor, assignee=reporter)
    due(article, timezone.now() + timedelta(days=2))

    assert board_of(reporter, "waiting", "mine") == {"waiting": (0, []), "mine": (1, ["Write"])}


def test_story_that_somebody_wrote_alone_waits_for_another_pair_of_eyes(board_of, section, editor, editor2):
    article = make_article(by=editor, headline="Read")
    desk.submit(article, by=editor2)

    assert [board_of(user, "waiting")["waiting"][0] for user in (editor, editor2)] == [0, 0]
    section.four_eyes = False
    section.save()
    assert [board_of(user, "waiting")["waiting"][0] for user in (editor, editor2)] == [1, 1]


def blocked(article, editor):
    desk.block(article, by=editor, kind=BlockKind.LEGAL, text="Ask the lawyer.")


def embargoed(article, editor):
    desk.set_embargo(article, by=editor, run_at=timezone.now() + timedelta(days=1))


def scheduled(article, editor):
    timed.schedule(article, by=editor, run_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("stand_in_the_way", [blocked, embargoed, scheduled])
def test_approved_story_that_cannot_or_need_not_be_published_by_hand_waits_for_nobody(
    board_of, editor, stand_in_the_way
):
    stand_in_the_way(make_article("approved"), editor)

    assert board_of(editor, "waiting")["waiting"][0] == 0


def test_approved_story_waits_only_where_its_readers_are_ones_own(board_of, section, other_section, editor):
    article = make_article("approved", "live", section=other_section)
    Article.objects.filter(pk=article.pk).update(section=section)

    assert board_of(editor, "waiting", "coming") == {"waiting": (0, []), "coming": (1, [article.headline])}


def test_row_says_why_it_waits(reporter, editor):
    desk.send_back(make_article("in_review", by=reporter), by=editor, reason="Who says so?")

    assert notes(reporter, "waiting") == ["Sent back: Who says so?"]


def test_due_today_has_what_is_overdue_first_then_by_priority(board_of, editor):
    zone = ZoneInfo("Asia/Jerusalem")
    tonight = datetime.now(zone).replace(hour=23, minute=59, second=0, microsecond=0)
    for headline, at, priority in (
        ("Tonight", tonight, 2),
        ("Tonight, urgent", tonight, 3),
        ("Yesterday, quiet", tonight - timedelta(days=1), 1),
        ("Tomorrow", tonight + timedelta(minutes=2), 3),
    ):
        due(make_article(headline=headline, priority=priority), at)
    due(make_article("published", "live", headline="Out"), tonight)

    assert board_of(editor, "due") == {"due": (3, ["Yesterday, quiet", "Tonight, urgent", "Tonight"])}


def test_coming_has_the_next_change_with_its_moment_and_zone(editor):
    make_article("approved", headline="Whenever")
    later, sooner = make_article("approved", headline="Later"), make_article("published", "live", headline="Sooner")
    timed.schedule(later, by=editor, run_at="2031-05-06T18:00")
    timed.schedule(sooner, by=editor, run_at="2031-05-06T06:30", action="hold")

    cards = [card(editor, "coming", index=index) for index in range(3)]

    assert [found.headline for found in cards] == ["Sooner", "Later", "Whenever"]
    assert [(found.coming.what, found.coming.moment.whole) for found in cards[:2]] == [
        ("Is held", "2031-05-06 06:30 Jerusalem Time"),
        ("Goes live", "2031-05-06 18:00 Jerusalem Time"),
    ]
    assert cards[2].coming is None


def test_coming_says_what_is_suspended_and_why(editor):
    article = make_article("approved")
    timed.schedule(article, by=editor, run_at="2031-05-06T18:00")
    desk.block(article, by=editor, kind=BlockKind.LEGAL, text="Ask the lawyer.")

    coming = card(editor, "coming").coming

    assert (coming.what, coming.is_suspended, coming.why) == (
        "Suspended: to go live",
        True,
        "The story is blocked.",
    )


def test_live_with_changes_has_what_differs_from_what_readers_have(board_of, editor):
    make_article("published", "live", headline="As it is")
    make_article("draft", "live", headline="Being changed")

    assert board_of(editor, "changes") == {"changes": (1, ["Being changed"])}


def fail(editor, **extra):
    article = make_article("approved", **extra)
    change = timed.schedule(article, by=editor, run_at="2031-05-06T18:00")
    move_time_on(change)
    membership = editor.memberships.get()
    editor.memberships.all().delete()
    timed.run_due()
    membership.save(force_insert=True)
    return article


def test_failed_change_says_what_happened_and_what_to_do(editor):
    fail(editor)

    happened, to_do = notes(editor, "trouble")

    assert happened.startswith("Failed: Publish, ")
    assert happened.endswith("it takes an editor of this section.")
    assert to_do == "Open the story and publish it now, or schedule it again."


def test_failed_change_leaves_the_board_once_somebody_saw_to_the_story(board_of, editor):
    article = fail(editor, headline="Ferry waits")
    assert board_of(editor, "trouble") == {"trouble": (1, ["Ferry waits"])}

    publishing.publish(article, by=editor)

    assert board_of(editor, "trouble") == {"trouble": (0, [])}


def test_change_whose_minute_passed_without_it_is_late_after_two_minutes(board_of, editor):
    change = timed.schedule(make_article("approved"), by=editor, run_at="2031-05-06T18:00")
    counts = []
    for minutes in (1, 3):
        move_time_on(change, to=timezone.now() - timedelta(minutes=minutes))
        counts.append(board_of(editor, "trouble")["trouble"][0])

    assert counts == [0, 1]
    assert notes(editor, "trouble")[0].startswith("Late: Publish, ")


def test_wire_has_the_newest_first_and_the_door_to_what_could_not_be_read(editor):
    for headline in ("Earlier", "Later"):
        make_article("incoming", section=None, headline=headline)
    WireItem.objects.create(
        source=Source.objects.create(name="Coastal Wire"), format="wire_text", external_id="1", digest="1",
        status="failed", path="a.txt", number=1, source_text="?",
    )  # fmt: skip

    panels = {panel.key: panel for panel in panels_for(Membership.objects.person(editor))}

    assert [found.headline for found in panels["wire"].cards] == ["Later", "Earlier"]
    assert panels["wire"].more == (
        "Records that could not be read: 1",
        "/admin/wire/incoming/?show=failed",
    )


def test_stale_translation_says_what_became_of_the_original(board_of, editor):
    make_article(headline="In step")
    stale = make_article(headline="Behind")
    Article.objects.filter(pk=stale.pk).update(stale_since=timezone.now(), stale_because="corrected")

    assert board_of(editor, "stale") == {"stale": (1, ["Behind"])}
    assert notes(editor, "stale")[0].startswith("The other language: Corrected, ")


def killed(article):
    desk.block(article, by=WIRE, kind="wire_kill", text="Wrong names.", hold=True)
    return article


def test_what_its_source_took_back_is_an_alarm_with_its_reason(client, editor):
    killed(make_article("published", "live", headline="Ferry sinks"))
    client.force_login(editor)

    panel = next(panel for panel in client.get("/admin/").context["panels"] if panel.key == "killed")

    assert (panel.is_alarm, [card.headline for card in panel.cards]) == (True, ["Ferry sinks"])
    assert [(note.sentence, note.words, note.is_grave) for note in panel.cards[0].notes] == [
        ("Killed by its source", "Wrong names.", True)
    ]


def test_panel_of_the_wire_leads_to_the_wires_own_page(client, editor):
    client.force_login(editor)

    panel = next(panel for panel in client.get("/admin/").context["panels"] if panel.key == "wire")

    assert panel.address == "/admin/wire/incoming/"


@pytest.mark.parametrize(
    ("key", "make"),
    [
        ("review", lambda: make_article("in_review")),
        ("changes", lambda: make_article("draft", "live")),
        ("coming", lambda: make_article("approved")),
        ("killed", lambda: killed(make_article("published", "live"))),
        ("due", lambda: make_article(due_at=timezone.now())),
    ],
)
def test_list_in_the_admin_has_the_rest_of_a_panel(client, editor, key, make):
    make_article(), make_article("published", "live"), make_article("spiked")
    article = make()
    client.force_login(editor)
    panels = {panel.key: panel for panel in client.get("/admin/").context["panels"]}

    listed = client.get(panels[key].address).context["cl"].result_list

    assert [row.pk for row in listed] == [article.pk]


def test_board_takes_as_many_queries_for_three_stories_as_for_one(django_assert_num_queries, editor, reporter):
    person = Membership.objects.person(editor)

    def fill():
        make_article("in_review", by=reporter), make_article("incoming"), make_article("draft", "live")
        timed.schedule(make_article("approved", due_at=timezone.now()), by=editor, run_at="2031-05-06T18:00")
        fail(editor)

    fill()
    with django_assert_num_queries(6):
        panels_for(person)
    for _number in range(2):
        fill()

    with django_assert_num_queries(6):
        panels_for(person)
    assert TimedChange.objects.count() == 6


def test_sub_section_is_on_the_board_of_whoever_has_its_parent(board_of, section, editor):
    make_article("in_review", section=make_section("gaza", parent=section), headline="Ferry waits")

    assert board_of(editor, "review") == {"review": (1, ["Ferry waits"])}
