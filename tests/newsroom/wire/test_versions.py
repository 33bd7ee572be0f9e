"""Versions, kills, embargoes and proposals: what a source sends again, and in whichever order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from articles import desk, publishing
from articles.models import Article, Block, Publication, Transition
from articles.rights import Role
from newsroom.wire.filing import Outcome, file_one
from newsroom.wire.filing.versions import Version
from newsroom.wire.models import ProposedUpdate, WireItem
from newsroom.wire.notices import desk_note
from newsroom.wire.stories import Embargo, Standing, WirePicture, as_paragraphs
from tests.factories import make_user
from tests.newsroom.wire.filed import PARAGRAPHS, STORY, file, run

pytestmark = pytest.mark.django_db

AT = datetime(2025, 1, 4, 17, tzinfo=UTC)
FIRST = replace(STORY, external_id="urn:ferries", version=1, changed_at=AT)
SECOND = replace(FIRST, version=2, changed_at=AT + timedelta(hours=1), body=as_paragraphs(("Talks go on.",)))
KILL = replace(FIRST, headline="", body="", version=3, changed_at=AT + timedelta(hours=2), standing=Standing.CANCELED)
BARE_KILL = replace(KILL, version=None, changed_at=None, published_at=None, language="")


@pytest.mark.parametrize(
    ("version", "hours", "than", "than_hours", "older"),
    [
        (1, 0, 2, 0, True),
        (2, 0, 1, 5, False),
        (1, 0, 1, 1, True),
        (1, 1, 1, 0, False),
        (None, 0, None, 1, True),
        (None, None, None, 1, False),
        (1, None, None, None, False),
        (None, 0, 5, 1, True),
        (1_600_000_000, 0, 1_600_000_001, 0, True),
    ],
)
def test_number_decides_and_the_moment_where_numbers_do_not(version, hours, than, than_hours, older):
    def moment(number):
        return None if number is None else AT + timedelta(hours=number)

    assert Version(version, moment(hours)).is_before(Version(than, moment(than_hours))) is older


def test_export_decides_where_neither_number_nor_moment_does():
    earlier, later = Version(None, AT, AT), Version(None, AT, AT + timedelta(days=1))

    assert (earlier.is_before(later), later.is_before(earlier), later.is_before(later)) == (True, False, False)
    assert not earlier.is_before(Version(None, AT, None))
    assert not Version(None, AT + timedelta(hours=1), AT).is_before(later)


def test_newer_version_updates_what_nobody_has_touched(wire):
    file(wire, FIRST)

    result = file(wire, SECOND)

    article = Article.objects.get()
    assert (result.outcome, article.body) == (Outcome.UPDATED, "<p>Talks go on.</p>")
    assert WireItem.objects.get().version == 2


def test_older_version_is_skipped_and_said(wire):
    file(wire, SECOND)

    result = file(wire, FIRST)

    assert (result.outcome, result.reason) == (Outcome.SKIPPED, "An older version than the one that is there.")
    assert Article.objects.get().body == "<p>Talks go on.</p>"


def test_same_name_in_another_format_or_source_is_another_story(wire, trusted):
    for source, format_ in ((wire, "ninjs"), (wire, "rss"), (trusted, "ninjs")):
        assert file_one(run(source, format=format_), FIRST, path="a").outcome is Outcome.FILED

    assert Article.objects.count() == 3


def test_names_that_are_too_long_to_keep_are_told_apart(wire):
    for end in "ab":
        file(wire, replace(FIRST, external_id="https://wire.example/" + "x" * 3000 + end))

    assert Article.objects.count() == 2
    assert file(wire, replace(FIRST, external_id="https://wire.example/" + "x" * 3000 + "b")).outcome == "unchanged"


def test_new_version_stands_beside_what_the_desk_has_in_hand(wire, reporter):
    file(wire, FIRST)
    article = Article.objects.get()
    desk.take(article, by=reporter)

    result = file(wire, SECOND)
    again = file(wire, SECOND)

    article.refresh_from_db()
    assert (result.outcome, again.outcome) == (Outcome.SKIPPED, Outcome.UNCHANGED)
    assert result.reason == "The desk has the story in hand: the new text waits beside it as a proposed update."
    assert article.body == "".join(as_paragraphs(PARAGRAPHS).splitlines())
    proposal = ProposedUpdate.objects.get()
    assert (proposal.item.article, proposal.version) == (article, 2)
    assert proposal.values["fields"]["body"] == SECOND.body


def test_of_several_proposals_only_the_newest_waits(wire, reporter):
    file(wire, FIRST)
    desk.take(Article.objects.get(), by=reporter)

    for number in (2, 3, 4):
        file(wire, replace(SECOND, version=number, headline=f"Version {number}"))

    assert ProposedUpdate.objects.waiting().get().values["fields"]["headline"] == "Version 4"
    assert ProposedUpdate.objects.replaced().count() == 2


def test_proposal_that_was_decided_on_does_not_come_again(wire, reporter):
    file(wire, FIRST)
    desk.take(Article.objects.get(), by=reporter)
    file(wire, SECOND)
    ProposedUpdate.objects.update(decided_at=timezone.now(), decided_by=reporter)

    assert file(wire, SECOND).outcome is Outcome.UNCHANGED
    assert ProposedUpdate.objects.filter(decided_at=None).count() == 0


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("kill", [KILL, BARE_KILL], ids=["whole", "bare"])
def test_kill_wins_in_whatever_order_files_come(wire, order, kill):
    records = [FIRST, SECOND, kill]

    for number in order:
        file(wire, records[number], path=f"{number}.xml")
    for number in order:
        assert file(wire, records[number], path=f"{number}.xml").outcome in (Outcome.SKIPPED, Outcome.UNCHANGED)

    article, item = Article.objects.get(), WireItem.objects.get()
    assert [block.kind for block in article.blocks.open()] == ["wire_kill"]
    assert item.standing == "canceled"
    assert item.article == article


def test_kill_of_a_story_that_has_not_come_waits_for_it(wire):
    result = file(wire, BARE_KILL)

    assert (result.outcome, result.article_id) == (Outcome.FILED, None)
    assert (Article.objects.count(), WireItem.objects.get().status) == (0, "awaited")

    filed = file(wire, FIRST)

    assert filed.reason == "Coastal Wire has killed this story."
    assert Block.objects.get().article_id == filed.article_id


@pytest.mark.parametrize("version", [2, 4])
def test_story_whose_kill_came_before_it_is_nothing_new_when_it_comes_again(wire, version):
    story = replace(SECOND, version=version, changed_at=AT + timedelta(hours=version))
    file(wire, KILL)
    file(wire, story)

    assert file(wire, story).outcome == Outcome.SKIPPED
    assert (ProposedUpdate.objects.count(), WireItem.objects.get().version) == (0, max(version, 3))
    assert file(wire, replace(SECOND, version=5, changed_at=AT + timedelta(hours=5))).outcome == Outcome.SKIPPED
    assert ProposedUpdate.objects.get().version == 5


def test_kill_takes_a_live_story_from_readers_where_the_rule_says_so(trusted):
    file(trusted, FIRST, publish=True)
    assert Publication.objects.get().status == "live"

    result = file(trusted, replace(KILL, desk_note="The minister denies it."))

    assert Publication.objects.get().status == "held"
    assert result.reason == "Trusted Wire has killed this story. The minister denies it."


def test_kill_says_what_its_source_says_of_it_and_nothing_of_rights(wire):
    note = desk_note(("", "The minister denies it."), ("Urgency", "2"), ("Usage terms", "Not in print.\nNot on air."))
    file(wire, FIRST)

    result = file(wire, replace(KILL, desk_note=note))

    assert result.reason == Block.objects.get().text == "Coastal Wire has killed this story. The minister denies it."
    assert WireItem.objects.get().desk_note.endswith("Usage terms: Not in print. Not on air.")
    assert Block.objects.get().text == result.reason


def test_kill_only_alerts_where_the_rule_says_so(trusted):
    trusted.holds_what_is_killed = False
    trusted.save()
    file(trusted, FIRST, publish=True)

    file(trusted, KILL)

    assert Publication.objects.get().status == "live"
    assert Block.objects.get().cleared_at is None


def test_kill_reaches_what_the_desk_has_published_in_its_own_words(wire, chief):
    file(wire, FIRST)
    article = Article.objects.get()
    desk.take(article, by=chief)
    publishing.publish_urgent(article, by=chief, reason="Now.")

    file(wire, BARE_KILL)

    assert Publication.objects.get().status == "held"


def test_newer_version_of_a_killed_story_waits_beside_it_and_the_block_stays(wire):
    file(wire, FIRST)
    file(wire, KILL)

    result = file(wire, replace(SECOND, version=4, changed_at=AT + timedelta(hours=3)))

    assert result.outcome is Outcome.SKIPPED
    assert ProposedUpdate.objects.count() == 1
    assert Block.objects.get().cleared_at is None


@pytest.mark.parametrize("standing", [Standing.WITHHELD, Standing.DRAFT, Standing.PRIVATE])
def test_what_its_source_has_not_released_is_not_published(trusted, standing):
    result = file(trusted, replace(FIRST, standing=standing), publish=True)

    assert result.outcome is Outcome.FILED
    assert not Publication.objects.exists()
    assert "ot published: its source has not published it" in result.reason


@pytest.mark.parametrize(("after", "is_published"), [(timedelta(days=-1), False), (timedelta(days=1), True)])
def test_what_has_expired_is_not_published(trusted, after, is_published):
    result = file(trusted, replace(FIRST, expires_at=timezone.now() + after), publish=True)

    assert result.outcome is Outcome.FILED
    assert Publication.objects.exists() == is_published
    assert ("its source wants it used no longer" in result.reason) != is_published


def test_withheld_story_is_filed_and_blocked(wire):
    result = file(wire, replace(FIRST, standing=Standing.WITHHELD))

    assert Block.objects.get().article_id == result.article_id
    assert "withholds this story until it says otherwise." in result.reason


def test_kill_of_what_was_withheld_says_that_it_is_one(wire):
    withheld = replace(SECOND, standing=Standing.WITHHELD)
    for story in (FIRST, withheld, replace(KILL, version=4), replace(KILL, version=5, desk_note="As told.")):
        file(wire, story)

    assert [block.text for block in Block.objects.all()] == [
        "Coastal Wire withholds this story until it says otherwise.",
        "Coastal Wire has killed this story.",
    ]


def test_version_that_was_withheld_before_the_kill_comes_too_late(wire):
    withheld = replace(SECOND, standing=Standing.WITHHELD)
    for story in (FIRST, KILL):
        file(wire, story)

    late = file(wire, withheld)

    assert (late.outcome, WireItem.objects.get().standing) == (Outcome.SKIPPED, "canceled")
    newer = replace(withheld, version=4, changed_at=AT + timedelta(hours=4))
    assert (file(wire, newer).outcome, WireItem.objects.get().standing) == (Outcome.UPDATED, "withheld")
    assert Block.objects.count() == 1


def test_desk_is_told_of_a_usable_version_of_what_its_source_took_back(trusted):
    file(trusted, replace(FIRST, standing=Standing.WITHHELD), publish=True)

    result = file(trusted, SECOND, publish=True)

    told = "Trusted Wire has taken this story back, and calls this version usable: its block stays."
    assert told in result.reason
    assert (ProposedUpdate.objects.get().notes, WireItem.objects.get().standing) == (told, "withheld")
    assert (Block.objects.get().cleared_at, Publication.objects.exists()) == (None, False)


def test_embargo_of_the_source_keeps_a_trusted_story_from_readers(trusted):
    until = timezone.now().replace(microsecond=0) + timedelta(hours=5)

    result = file(trusted, replace(FIRST, embargo=Embargo(until)), publish=True)

    article = Article.objects.get()
    assert (article.embargo, article.embargo_until) == ("until", until)
    assert article.history_length == 0
    assert not Publication.objects.exists()
    assert f"Embargoed until {until:%Y-%m-%d %H:%M} UTC." in result.reason


def test_embargo_without_an_end_is_lifted_by_its_source(wire):
    file(wire, replace(FIRST, embargo=Embargo()))
    assert Article.objects.get().embargo == "lifted"

    file(wire, SECOND)

    assert Article.objects.get().embargo == "none"


def test_embargo_that_is_over_keeps_nothing_back_and_is_seen(trusted):
    said = file(trusted, replace(FIRST, embargo=Embargo(AT))).reason
    article = Article.objects.get()

    later = file(trusted, replace(SECOND, embargo=Embargo(AT + timedelta(hours=1))))
    again = Article.objects.get()

    assert (article.embargo, article.embargo_until, said) == ("until", AT, "")
    assert (again.embargo_until, later.reason) == (AT + timedelta(hours=1), "")
    assert file(trusted, replace(SECOND, embargo=Embargo(AT + timedelta(hours=1))), publish=True).outcome == "updated"
    assert Publication.objects.get().status == "live"


def test_embargo_that_a_newer_version_does_not_name_is_told_only_while_it_lasts(wire, reporter):
    file(wire, replace(FIRST, embargo=Embargo(AT)))
    desk.take(Article.objects.get(), by=reporter)

    assert "embargoes it no more" not in file(wire, SECOND).reason


def test_embargo_reaches_what_the_desk_has_in_hand(wire, reporter):
    file(wire, FIRST)
    desk.take(Article.objects.get(), by=reporter)

    file(wire, replace(SECOND, embargo=Embargo()))

    assert Article.objects.get().embargo == "lifted"
    assert Transition.objects.filter(action="set_embargo").count() == 1


@pytest.mark.parametrize("tag", ["en", "EN", "en-GB", "en_US", "en-Latn-US"])
def test_tag_of_a_language_means_one_of_the_newsroom(wire, tag):
    file(wire, replace(FIRST, language=tag))

    assert Article.objects.get().language == "en"


def test_pictures_that_were_not_taken_in_leave_the_body_and_are_told(wire):
    body = '<p>One.</p><figure data-picture="1"></figure><p>Two.</p>'
    story = replace(FIRST, body=body, pictures=(WirePicture(address="https://wire.example/a.jpg", is_lead=True),))

    result = file(wire, story)

    assert Article.objects.get().body == "<p>One.</p><p>Two.</p>"
    assert result.reason == "Pictures that were not taken in (1): https://wire.example/a.jpg."


def test_what_a_story_carries_beside_its_text_is_filed(wire):
    file(
        wire,
        replace(
            FIRST,
            kicker="Sea",
            standfirst="Boats go out.",
            credit_line="© Agency",
            search_title="Ferries",
            search_description="All of it",
            old_addresses=("https://old.example/ferries",),
            desk_note="Mind the names.",
        ),
    )

    article, item = Article.objects.get(), WireItem.objects.get()
    assert (article.kicker, article.standfirst, article.credit_line) == ("Sea", "Boats go out.", "© Agency")
    assert (article.search_title, article.search_description) == ("Ferries", "All of it")
    assert (item.old_addresses, item.desk_note) == (["https://old.example/ferries"], "Mind the names.")


def test_section_is_that_of_the_first_tag_that_is_one_where_the_label_is_none(wire, economy):
    file(wire, replace(FIRST, section_label="Harbour news", tags=("Boats", "business", "World")))

    article = Article.objects.get()
    assert (article.section, article.section_label) == (economy, "Harbour news")


@pytest.fixture
def chief(db):
    return make_user(Role.CHIEF, username="chief")


@pytest.fixture
def reporter(db):
    return make_user(Role.REPORTER, username="reporter")
