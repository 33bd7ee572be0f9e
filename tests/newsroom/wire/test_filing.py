from dataclasses import replace
from datetime import timedelta

import pytest

from articles import desk, editing, publishing
from articles.models import Article, Edition, Image, Publication, Revision, Transition
from articles.rights import Role
from newsroom.wire.filing import Arrival, Brought, Outcome, Result, file_batch, file_one
from newsroom.wire.models import Source, WireItem
from newsroom.wire.stories import Standing, WireByline, WireFailure, WirePicture, as_paragraphs
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.wire.filed import CHANGED, PARAGRAPHS, STORY, file, jobs, run

pytestmark = pytest.mark.django_db

IN_HAND = "The desk has the story in hand: the new text waits beside it as a proposed update."


@pytest.fixture
def chief():
    return make_user(Role.CHIEF, username="chief")


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


def test_section_is_that_which_the_label_lies_below_before_that_of_a_tag(wire):
    world, _sport = make_section("world", names={"en": "World"}), make_section("sport", names={"en": "Sport"})

    file(wire, replace(STORY, section_label="Alps", wider_labels=("Europe", "World"), tags=("Sport",)))

    article = Article.objects.get()
    assert (article.section, article.section_label) == (world, "Alps")


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


def test_same_story_without_an_id_is_known_after_its_source_was_renamed(wire):
    for name in ("Coastal Wire", "Coastline", "Shore Wire"):
        Source.objects.update(name=name)
        wire.refresh_from_db()
        file(wire)
        file(wire, replace(STORY, headline=f"Of {name}"))

    assert file(wire, CHANGED).outcome == Outcome.UPDATED
    together = [Arrival("a.txt", replace(STORY, headline=f"Of {name}")) for name in ("Coastal Wire", "Coastline")]
    for _time in range(2):
        assert {result.outcome for _arrival, result in file_batch(run(wire), together)} == {Outcome.UNCHANGED}
    Article.objects.update(source="Shore Wire")
    assert file(wire, CHANGED).outcome == Outcome.UNCHANGED
    assert {result.outcome for _arrival, result in file_batch(run(wire), together)} == {Outcome.UNCHANGED}
    assert Article.objects.count() == 4


def test_same_headline_and_time_of_another_source_is_a_story_of_its_own(wire, trusted):
    file(wire)

    assert file(trusted).outcome == Outcome.FILED
    assert Article.objects.count() == 2


def test_second_record_of_a_run_with_the_same_key_is_a_duplicate(wire):
    running = run(wire)
    file_one(running, STORY, path="a.txt")

    result = file_one(running, replace(CHANGED, warnings=("Mind the weekday.",)), path="b.txt")

    assert result == Result(Outcome.DUPLICATE, "Same headline and dateline as a.txt. Mind the weekday.")
    assert Article.objects.get().body.endswith("<p>Talks took a week.</p>")


def test_record_after_a_failed_one_with_the_same_key_is_no_duplicate(wire, economy):
    user = make_user(Role.REPORTER, economy)
    make_section("world")
    running = run(wire, user=user)

    assert file_one(running, replace(STORY, section_label="World"), path="a.txt").outcome == Outcome.FAILED
    assert file_one(running, STORY, path="b.txt").outcome == Outcome.FILED


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
    assert result == Result(Outcome.FILED, "Same story as another one?", second.article_id)
    assert (first.same_story_as, second.same_story_as) == (None, first)


def test_mark_of_the_same_story_stays_with_a_newer_text(wire):
    file(wire)
    second = replace(CHANGED, headline="Ferries agree at last")
    file(wire, second)

    result = file(wire, replace(second, standfirst="Told anew.", source_text="ECONOMY, a third time"))

    assert (result.outcome, result.reason) == (Outcome.UPDATED, "Same story as another one?")
    assert WireItem.objects.latest("pk").reason == "Same story as another one?"


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
        {
            "body": as_paragraphs(
                (PARAGRAPHS[0], "A quite different thing was said about the weather in the hills today.")
            )
        },
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

    noted = []
    for _run in range(2):
        assert file(wire, failure) == Result(Outcome.FAILED, "Line 7 is no dateline.")
        noted.append(WireItem.objects.get().changed_at)

    item = WireItem.objects.get()
    assert noted[0] == noted[1]
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

    result = file_one(running, replace(STORY, body=as_paragraphs(("word " * 220_000,))), path="a.txt")

    assert result == Result(
        Outcome.FAILED, "This body is longer than 1 MB. Shorten it or split it into several stories."
    )
    assert file_one(running, replace(STORY, headline="Another"), path="b.txt").outcome == Outcome.FILED
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

    result = file_one(running, replace(STORY, bylines=(WireByline("Rana Haddad", "cartographer"),)), path="a.txt")

    assert result.outcome == Outcome.FAILED
    assert result.reason.startswith("The database refused it: ")
    assert file_one(running, STORY, path="b.txt").outcome == Outcome.FILED


def test_record_in_a_language_that_the_newsroom_has_not_is_skipped_by_rule(wire):
    french = replace(STORY, language="fr-CA", external_id="urn:fr")

    sentence = "It is in “fr-CA”: this newsroom has en, ar (its setting NEWSROOM_LANGUAGES)."
    assert file(wire, french) == Result(Outcome.SKIPPED, sentence)
    arrivals = [Arrival("a.xml", story) for story in (french, replace(STORY, external_id="urn:en"))]
    results = [result for _arrival, result in file_batch(run(wire), arrivals)]
    assert [result.outcome for result in results] == [Outcome.SKIPPED, Outcome.FILED]
    assert results[0].reason == sentence
    assert WireItem.objects.count() == 1


def test_newer_version_in_another_language_is_skipped_and_a_kill_is_not(wire):
    story = replace(STORY, external_id="urn:ferries")
    file(wire, story)

    assert file(wire, replace(CHANGED, external_id="urn:ferries", language="fr")).outcome is Outcome.SKIPPED
    kill = replace(story, headline="", body="", language="fr", standing=Standing.CANCELED)
    assert file(wire, kill).outcome is Outcome.UPDATED
    assert Article.objects.get().blocks.open().count() == 1


def test_markup_of_a_wire_is_text(wire):
    file(wire, replace(STORY, headline="<b>Ferries</b>", body=as_paragraphs(("<script>alert(1)</script> & more",))))

    article = Article.objects.get()
    assert article.headline == "<b>Ferries</b>"
    assert article.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>"


def test_reporter_files_into_the_own_section_and_the_story_is_incoming(wire, economy):
    file(wire, user=make_user(Role.REPORTER, economy))

    article = Article.objects.get()
    assert (article.desk_state, article.created_by) == ("incoming", None)


def test_reporter_of_another_section_is_refused(wire):
    result = file(wire, user=make_user(Role.REPORTER, make_section("world"), username="rami"))

    assert result == Result(Outcome.FAILED, "“rami” does not work for the section “Economy”.")
    assert WireItem.objects.get().reason == result.reason
    assert Article.objects.count() == 0


def test_reporter_files_what_has_no_section(wire):
    user = make_user(Role.REPORTER, make_section("world"))

    assert file(wire, replace(STORY, section_label=""), user=user).outcome == Outcome.FILED


def test_reporter_does_not_move_a_story_of_another_section_into_the_own(wire, economy):
    world = make_section("world")
    file(wire)

    result = file(wire, CHANGED, user=make_user(Role.REPORTER, world, username="rami"), section=world)

    assert result == Result(Outcome.FAILED, "“rami” does not work for the section “Economy”.")
    assert Article.objects.get().section == economy


def test_new_source_is_stored_once(economy):
    one, other = run(Source(name="New Wire")), run(Source(name="New Wire"))

    one.begin()
    other.begin()

    assert one.source == other.source == Source.objects.get()


def test_pictures_of_a_story_are_brought_in_while_it_is_filed(wire, economy):
    image = Image.objects.create(width=9, height=9)
    story = replace(
        STORY,
        body=f'{STORY.body}\n<figure data-picture="1"></figure><figure data-picture="2"></figure>',
        pictures=(WirePicture(address="harbour.jpg", is_lead=True), WirePicture(address="gone.jpg")),
    )

    result = file(wire, story, pictures=lambda _story: {1: image.pk})

    article = Article.objects.get()
    assert result.reason == "Pictures that were not taken in (1): gone.jpg."
    assert (article.lead_image, article.body.count("<figure")) == (image, 1)
    assert f'data-picture="{image.pk}"' in article.body


def with_pictures(*addresses):
    shown = "".join(f'<figure data-picture="{number}"></figure>' for number in range(1, len(addresses) + 1))
    return replace(
        STORY, body=f"{STORY.body}\n{shown}", pictures=tuple(WirePicture(address=each) for each in addresses)
    )


def test_pictures_that_come_later_are_added_to_a_story_that_nobody_has_touched(wire, economy):
    image, story = Image.objects.create(width=9, height=9), with_pictures("harbour.jpg")
    file(wire, story)

    results = [file(wire, story, pictures=lambda _story: {1: image.pk}) for _time in range(2)]

    assert [result.outcome for result in results] == [Outcome.UPDATED, Outcome.UNCHANGED]
    assert f'data-picture="{image.pk}"' in Article.objects.get().body


def test_pictures_that_come_later_leave_a_story_alone_that_the_desk_has_taken(wire, economy, chief):
    image, story = Image.objects.create(width=9, height=9), with_pictures("harbour.jpg")
    file(wire, story)
    desk.take(Article.objects.get(), by=chief)

    result = file(wire, story, pictures=lambda _story: {1: image.pk})

    assert result.outcome == Outcome.UNCHANGED
    assert "<figure" not in Article.objects.get().body


def test_every_picture_of_a_long_gallery_that_is_missing_is_named(wire, economy):
    addresses = [f"{number}.jpg" for number in range(1, 31)]

    result = file(wire, with_pictures(*addresses))

    assert result.reason == f"Pictures that were not taken in (30): {', '.join(addresses)}."


def test_picture_that_was_refused_is_told_with_the_reason(wire, economy):
    story = with_pictures("harbour.tif", "gone.jpg")

    result = file(wire, story, pictures=lambda _story: Brought({}, refused={1: "This is no picture."}))

    assert result.reason == "Pictures that were not taken in (2): harbour.tif (This is no picture.), gone.jpg."


def test_story_stays_the_one_that_it_was_by_its_former_id(wire):
    before = replace(STORY, external_id="https://wire.example/one")
    now = replace(STORY, external_id="one", former_id="https://wire.example/one")
    first = file(wire, before)

    again = [file(wire, now), file(wire, replace(now, body=CHANGED.body))]

    assert [(result.outcome, result.article_id) for result in again] == [
        (Outcome.UNCHANGED, first.article_id),
        (Outcome.UPDATED, first.article_id),
    ]
    assert WireItem.objects.get().external_id == "https://wire.example/one"


def test_story_with_a_former_id_that_is_new_goes_by_the_one_of_now(wire):
    story = replace(STORY, external_id="one", former_id="https://wire.example/one")

    results = [file(wire, story), file(wire, replace(story, former_id="https://new.example/one"))]

    assert results[1].article_id == results[0].article_id
    assert WireItem.objects.get().external_id == "one"
