import pytest

from articles import desk, editing, publishing, translating
from articles.models import Article, Edition, Publication, RevisionNote
from articles.workflow import MoveIncomplete, StaleRevision
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db):
    return make_user("chief", username="chief-of-all")


@pytest.fixture
def pair(chief):
    """A live story with a live Arabic translation that is in step."""
    original = make_article("published", "live")
    translation = translating.translate(original, by=chief, language="ar")
    editing.save(translation, by=chief, revision=1, headline="الميناء يعود", body="<p>عادت القوارب.</p>")
    publishing.publish_urgent(translation, by=chief, reason="Now")
    return original, translation


def published_again(article, chief, *, kind="update", text=""):
    editing.save(article, by=chief, revision=article.revision_number, body=article.body + "<p>More.</p>")
    publishing.publish_urgent(article, by=chief, reason="Now", kind=kind, text=text)


def stale(article):
    return Article.objects.get(pk=article.pk).stale_because


def behind(article):
    return Publication.objects.get(article=article).stale_since is not None


@pytest.mark.parametrize(
    ("kind", "text", "because", "is_behind"),
    [
        ("update", "", "updated", True),
        ("correction", "It was Monday.", "corrected", True),
        ("clarification", "On Monday, that is.", "corrected", True),
        ("typo", "", "", False),
    ],
)
def test_translation_is_stale_once_its_original_is_published_again(pair, chief, kind, text, because, is_behind):
    original, translation = pair

    published_again(original, chief, kind=kind, text=text)

    assert (stale(translation), behind(translation)) == (because, is_behind)
    assert (stale(original), behind(original)) == ("", False)


def test_translation_stays_corrected_when_an_update_follows(pair, chief):
    original, translation = pair
    published_again(original, chief, kind="correction", text="It was Monday.")
    since = Article.objects.get(pk=translation.pk).stale_since

    published_again(original, chief)

    translation.refresh_from_db()
    assert (translation.stale_because, translation.stale_since) == ("corrected", since)


def test_publishing_a_translation_leaves_its_original_alone(pair, chief):
    original, translation = pair

    published_again(translation, chief)

    assert stale(original) == ""


def test_editing_the_original_makes_nothing_stale(pair, chief):
    original, translation = pair

    editing.save(original, by=chief, revision=original.revision_number, headline="Harbour may close")

    assert stale(translation) == ""


def test_first_publication_of_another_revision_leaves_the_translation_behind(chief):
    original = make_article("draft")
    translation = translating.translate(original, by=chief, language="ar")
    editing.save(original, by=chief, revision=1, headline="Harbour closes")

    publishing.publish_urgent(original, by=chief, reason="Now")

    assert stale(translation) == "updated"


def test_first_publication_of_the_revision_that_was_translated_does_not(chief):
    original = make_article("draft")
    translation = translating.translate(original, by=chief, language="ar")

    publishing.publish_urgent(original, by=chief, reason="Now")

    assert stale(translation) == ""


TAKEN_BACK = [
    (lambda story, chief: publishing.hold(story, by=chief), "held"),
    (lambda story, chief: publishing.retract(story, by=chief, text="It was wrong."), "retracted"),
    (lambda story, chief: publishing.remove(story, by=chief), "removed"),
    (lambda story, chief: desk.block(story, by=chief, kind="legal", text="Court", hold=True), "blocked"),
    (lambda story, chief: desk.block(story, by=chief, kind="wire_kill", text="Killed"), "blocked"),
    (lambda story, chief: desk.block(story, by=chief, kind="legal", text="Court"), ""),
]


@pytest.mark.parametrize(("take_back", "because"), TAKEN_BACK)
@pytest.mark.parametrize("first", [0, 1])
def test_counterpart_is_alerted_in_either_direction(pair, chief, take_back, because, first):
    taken, other = pair[first], pair[1 - first]

    take_back(taken, chief)

    assert (stale(other), stale(taken), behind(other)) == (because, "", False)


@pytest.mark.parametrize(("take_back", "because"), TAKEN_BACK)
@pytest.mark.parametrize("desk_state", ["draft", "in_review", "approved"])
def test_counterpart_on_its_way_to_readers_is_alerted(chief, take_back, because, desk_state):
    original = make_article("published", "live")
    translation = make_article(desk_state, language="ar", translation_of=original, in_step_with=original.head_revision)

    take_back(original, chief)

    assert (stale(translation), Article.objects.stale().exists()) == (because, bool(because))


def test_alert_of_a_counterpart_that_readers_never_had_is_over_at_release(chief):
    original = make_article("published", "live")
    translation = translating.translate(original, by=chief, language="ar")
    publishing.hold(original, by=chief)

    publishing.release(original, by=chief)

    assert stale(translation) == ""


@pytest.mark.parametrize("readers", ["retracted", "removed"])
def test_counterpart_that_was_taken_back_before_is_not_alerted(pair, chief, readers):
    original, translation = pair
    getattr(publishing, {"retracted": "retract", "removed": "remove"}[readers])(translation, by=chief, text="Wrong.")
    translating.mark_in_step(original, by=chief)

    publishing.hold(original, by=chief)

    assert stale(translation) == ""


def test_alert_is_over_when_the_counterpart_is_taken_back_too(pair, chief):
    original, translation = pair
    publishing.hold(original, by=chief)

    publishing.hold(translation, by=chief)

    assert (stale(original), stale(translation)) == ("", "")


def test_alert_is_over_at_release(pair, chief):
    original, translation = pair
    publishing.hold(original, by=chief)

    publishing.release(original, by=chief)

    assert stale(translation) == ""


def test_release_leaves_a_text_behind_that_was_behind_before(pair, chief):
    original, translation = pair
    published_again(original, chief)
    publishing.hold(original, by=chief)
    assert stale(translation) == "held"

    publishing.release(original, by=chief)

    assert stale(translation) == "updated"


def test_retraction_is_graver_than_a_hold(pair, chief):
    original, translation = pair
    publishing.hold(original, by=chief)
    publishing.retract(original, by=chief, text="It was wrong.")

    publishing.hold(translation, by=chief)

    assert stale(translation) == "retracted"


def test_publishing_with_the_original_revision_puts_it_in_step(pair, chief):
    original, translation = pair
    published_again(original, chief)
    original.refresh_from_db()
    editing.save(translation, by=chief, revision=translation.revision_number, body="<p>عادت القوارب كلها.</p>")

    publishing.publish_urgent(translation, by=chief, reason="Now", kind="update", in_step=original.revision_number)

    translation.refresh_from_db()
    assert (translation.stale_because, translation.stale_since, behind(translation)) == ("", None, False)
    assert translation.in_step_with == original.head_revision
    assert translation.transitions.first().details["in_step_with"] == original.revision_number


def test_publishing_in_step_with_an_older_revision_leaves_it_stale(pair, chief):
    original, translation = pair
    followed = original.revision_number
    published_again(original, chief)

    editing.save(translation, by=chief, revision=translation.revision_number, body="<p>أخرى.</p>")
    publishing.publish_urgent(translation, by=chief, reason="Now", kind="update", in_step=followed)

    assert (stale(translation), behind(translation)) == ("updated", True)


def test_publishing_in_step_with_an_original_that_was_taken_back_keeps_the_alert(pair, chief):
    original, translation = pair
    published_again(original, chief)
    original.refresh_from_db()
    publishing.retract(original, by=chief, text="It was wrong.")

    editing.save(translation, by=chief, revision=translation.revision_number, body="<p>أخرى.</p>")
    in_step = original.revision_number
    publishing.publish_urgent(translation, by=chief, reason="Now", kind="update", in_step=in_step)

    assert (stale(translation), behind(translation)) == ("retracted", False)


@pytest.mark.parametrize("number", [99, 0, -1])
def test_publishing_in_step_with_no_revision_is_refused(pair, chief, number):
    _original, translation = pair
    editing.save(translation, by=chief, revision=translation.revision_number, body="<p>أخرى.</p>")

    with pytest.raises(MoveIncomplete):
        publishing.publish_urgent(translation, by=chief, reason="Now", kind="update", in_step=number)


def test_publishing_without_a_word_leaves_it_stale(pair, chief):
    original, translation = pair
    published_again(original, chief)

    published_again(translation, chief)

    assert (stale(translation), behind(translation)) == ("updated", True)


def test_marked_in_step_is_stale_no_more_and_audited(pair, chief):
    original, translation = pair
    published_again(original, chief)
    original.refresh_from_db()
    before = Edition.objects.get().number

    translating.mark_in_step(translation, by=chief, revision=original.revision_number)

    note = RevisionNote.objects.get()
    assert (stale(translation), behind(translation)) == ("", False)
    assert (note.kind, note.article, note.revision, note.by) == ("in_step", translation, original.head_revision, chief)
    assert Edition.objects.get().number > before
    assert Article.objects.get(pk=translation.pk).desk_state == "published"


def test_marked_in_step_with_a_revision_that_is_not_the_newest_is_refused(pair, chief):
    original, translation = pair
    published_again(original, chief)

    with pytest.raises(StaleRevision):
        translating.mark_in_step(translation, by=chief, revision=1)

    assert stale(translation) == "updated"


def test_stale_lists_what_is_not_spiked(pair, chief):
    original, translation = pair
    published_again(original, chief)

    assert list(Article.objects.stale()) == [translation]


def test_publish_of_a_story_alone_takes_no_query_more_for_versions(chief, django_assert_max_num_queries):
    article = make_article("approved", section=make_section("sport"))

    with django_assert_max_num_queries(30):
        publishing.publish(article, by=chief)
