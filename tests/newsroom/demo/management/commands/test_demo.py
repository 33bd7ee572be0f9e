from datetime import datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles import freezing, indexing, reader_terms, snapshots
from articles.history import broken_rows
from articles.models import (
    Article,
    Author,
    Block,
    Correction,
    Edition,
    Image,
    Membership,
    Publication,
    PublicationTerms,
    Rendition,
    Section,
    StoryTerms,
    TimedChange,
    Topic,
)
from articles.models.article import Embargo
from articles.pictures import rendering
from articles.pictures.storing import private_path
from articles.rights import Role
from articles.workflow import DeskState, Readers
from newsroom.demo import generated, letters, texts
from newsroom.demo.pictures import KEYS
from newsroom.fronts.models import Arrangement, Place, TimedArrangement
from newsroom.fronts.slots import article_ids
from newsroom.responses.models import Letter

SECTIONS = ["palestine", "arab-world", "world", "economy", "opinions", "culture", "sport", "science"]
ARCHIVE = texts.archive()
PUBLISHED = len(ARCHIVE) + sum(story.translation is not None for story in ARCHIVE)


def run(*arguments):
    said = StringIO()
    call_command("demo", *arguments, stdout=said)
    return said.getvalue()


def everything():
    """How many rows each table has, and its newest key (as text: some keys have no order of their own)."""
    newest = Max(Cast("pk", TextField()))
    found = {model._meta.label: model.objects.aggregate(Count("pk"), newest=newest) for model in apps.get_models()}
    return found | {"edition": Edition.current()}


def desk_stories(ends):
    heads = [story.headline for story in texts.desk() if story.ends == ends]
    return Article.objects.filter(headline__in=heads)


@pytest.fixture
def newsroom(demo, db):
    """The demo newsroom with the folder of its pictures."""
    return demo


def test_demo_makes_the_accounts(newsroom):
    users = {user.username: user for user in get_user_model().objects.all()}

    assert set(users) == {"reporter", "reporter2", "editor", "editor2", "chief", "moderator", "admin"}
    assert all(user.check_password(name) and user.is_staff for name, user in users.items())
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]
    assert {(m.user.username, m.role, m.section) for m in Membership.objects.all()} == {
        ("reporter", Role.REPORTER, None),
        ("reporter2", Role.REPORTER, None),
        ("editor", Role.EDITOR, None),
        ("editor2", Role.EDITOR, None),
        ("chief", Role.CHIEF, None),
        ("moderator", Role.MODERATOR, None),
    }


def test_demo_makes_sections_authors_and_topics_in_both_languages(newsroom):
    assert [section.slug for section in Section.objects.all()] == SECTIONS
    assert (Author.objects.count(), Author.objects.filter(kind="agency").count()) == (13, 1)
    for record in (*Section.objects.all(), *Author.objects.all(), *Topic.objects.all()):
        assert set(record.names) == {"en", "ar"}
        assert record.first_shown_at
    assert all(author.biographies.keys() == {"en", "ar"} for author in Author.objects.all())
    assert all(section.four_eyes and section.aliases for section in Section.objects.all())
    assert Section.objects.get(aliases__contains=["أعمال"]).slug == "economy"


def test_demo_hangs_the_pictures(newsroom):
    images = Image.objects.prefetch_related("renditions")

    assert len(images) == len(KEYS) == 18
    assert all(rendering.is_ready(image) for image in images)
    for image in images:
        assert image.captions.keys() == image.alternatives.keys() == {"en", "ar"}
        assert (image.width, image.height) == (1600, 1000)
    assert all(default_storage.exists(private_path(row.name)) for row in Rendition.objects.all())


def test_demo_publishes_the_archive_under_its_dates(newsroom):
    live = Publication.objects.live()
    fresh = desk_stories("live").count()
    assert len(ARCHIVE) >= 150
    assert live.in_language("en").count() == len(ARCHIVE) + fresh
    assert live.in_language("ar").count() >= 60
    assert live.count() == PUBLISHED + fresh

    by_slug = {publication.slug: publication for publication in live}
    for story in ARCHIVE:
        expected = timezone.now() - timedelta(days=story.days_ago)
        publication = by_slug[story.key]
        assert abs(publication.first_published_at - expected) < timedelta(minutes=10)
        assert (publication.headline, publication.section.slug) == (story.headline, story.section)
    assert not live.filter(first_published_at__gt=timezone.now()).exists()
    assert not live.exclude(body_html__startswith="<p>").exists()


def test_demo_ties_arabic_stories_to_their_originals(newsroom):
    for story in ARCHIVE:
        if story.translation:
            original = Publication.objects.get(slug=story.key)
            arabic = Publication.objects.in_language("ar").get(translation_group=original.article_id)
            assert original.translation_group == original.article_id
            assert arabic.article.translation_of_id == original.article_id
            assert (arabic.headline, arabic.section) == (story.translation.headline, original.section)
            assert arabic.path.startswith(f"/ar/{story.section}/")


def test_demo_has_a_story_in_each_state(newsroom):
    states = dict(Article.objects.values_list("desk_state").annotate(Count("pk")).order_by())
    readers = dict(Publication.objects.values_list("status").annotate(Count("pk")).order_by())

    # 2 live stories have changes on the desk, in draft and in review; held, retracted, removed ones were published.
    assert states == {
        DeskState.INCOMING: 3,
        DeskState.DRAFT: 4,
        DeskState.IN_REVIEW: 4,
        DeskState.APPROVED: 3,
        DeskState.SPIKED: 1,
        DeskState.PUBLISHED: PUBLISHED - 2 + 4,
    }
    assert readers == {Readers.LIVE: PUBLISHED + 1, Readers.HELD: 1, Readers.RETRACTED: 1, Readers.REMOVED: 1}
    with_changes = Publication.objects.live().exclude(article__desk_state=DeskState.PUBLISHED)
    assert {row.article.desk_state for row in with_changes} == {DeskState.DRAFT, DeskState.IN_REVIEW}
    assert all(Publication.objects.filter(status__in=["held", "retracted"]).values_list("notice", flat=True))


def test_demo_schedules_embargoes_blocks_and_assigns(newsroom):
    change = TimedChange.objects.waiting().get()
    zone = ZoneInfo("Asia/Jerusalem")
    tomorrow = (timezone.now().astimezone(zone) + timedelta(days=1)).date()

    assert change.article == desk_stories("scheduled").get()
    assert change.run_at == datetime.combine(tomorrow, time(18), zone)
    assert Article.objects.get(embargo=Embargo.UNTIL) == desk_stories("embargoed").get()
    assert Block.objects.open().get().article == desk_stories("blocked").get()
    assert desk_stories("assigned").get().assignee.username == "reporter2"


def test_demo_corrects_a_story_twice(newsroom):
    corrected = Correction.objects.filter(publication__slug="bethlehem-budget-pavements-first")

    assert [row.kind for row in corrected] == ["correction", "correction"]
    assert "8.2 kilometres of footways" in corrected[0].publication.body_html
    assert "due in May" in corrected[0].publication.body_html
    assert Correction.objects.count() == 3


def test_demo_leaves_a_whole_history(newsroom):
    assert list(broken_rows()) == []
    assert not Article.objects.exclude(desk_state="incoming").filter(history_length=0).exists()


def test_demo_run_again_changes_nothing(newsroom, django_assert_max_num_queries):
    before, files = everything(), sorted(newsroom.rglob("*"))

    with django_assert_max_num_queries(2):
        said = run()

    assert said == "The demo newsroom is there already.\n"
    assert (everything(), sorted(newsroom.rglob("*"))) == (before, files)


def test_demo_with_articles_tops_up_to_the_number(newsroom):
    base, edition, sections = Publication.objects.count(), Edition.current(), Section.objects.count()

    assert run("--articles", "200").endswith("200 generated stories were added; there are 200.\n")
    assert (Publication.objects.live().count(), Edition.current()) == (base - 3 + 200, edition + 1)

    before = everything()
    assert run("--articles", "200").endswith("0 generated stories were added; there are 200.\n")
    assert everything() == before

    assert run("--articles", "230").endswith("30 generated stories were added; there are 230.\n")
    assert (Publication.objects.count(), Section.objects.count()) == (base + 230, sections)


def test_generated_stories_are_what_the_verbs_would_leave(newsroom):
    run("--articles", "200")

    made = Article.objects.filter(transitions__source=generated.NAME).select_related("publication")
    assert (made.count(), made.values("slug").distinct().count()) == (200, 200)
    assert list(broken_rows()) == []
    for article in made:
        revision, publication = article.head_revision, article.publication
        assert (article.desk_state, article.history_length, revision.number) == (DeskState.PUBLISHED, 1, 1)
        assert revision.content == snapshots.content(article)
        assert revision.digest == snapshots.digest(revision.content)
        frozen = freezing.freeze(revision)
        frozen.publication.slug, frozen.publication.path = publication.slug, publication.path
        for name in ("section_id", "top_section_id", "translation_group", "lead_image_id", "related", "language"):
            assert getattr(publication, name) == getattr(frozen.publication, name)
        for name in (*freezing.RENDERED, "body_html", "lead_caption", "lead_alternative", "lead_credit"):
            assert getattr(publication, name) == getattr(frozen.publication, name)
        assert frozen.wanted_slug == publication.slug
        assert sorted(publication.topics.values_list("pk", flat=True)) == frozen.topic_ids
        assert set(publication.pictures.values_list("pk", flat=True)) == frozen.picture_ids
        assert [row.author_id for row in publication.bylines.all()] == [row.author_id for row in frozen.bylines]


def test_generated_stories_are_found_as_the_verbs_would_index_them(newsroom):
    run("--articles", "3")
    terms = StoryTerms.objects.filter(article__transitions__source=generated.NAME).order_by("article")
    written = list(terms.values_list("vector", flat=True))

    indexing.index_all(terms.values_list("article", flat=True))

    assert (len(written), list(terms.values_list("vector", flat=True))) == (3, written)


def test_generated_stories_are_found_by_readers_as_publishing_would_index_them(newsroom):
    run("--articles", "3")
    made = PublicationTerms.objects.filter(publication__article__transitions__source=generated.NAME)
    written = list(made.order_by("pk").values())

    reader_terms.index_all(made.values_list("pk", flat=True))

    assert (len(written), list(made.order_by("pk").values())) == (3, written)


def test_generated_stories_are_spread(newsroom):
    run("--articles", "200")

    made = Publication.objects.filter(article__transitions__source=generated.NAME)
    assert made.values("section").distinct().count() == 8
    assert made.dates("first_published_at", "year").count() >= 8
    assert {"en", "ar"} == set(made.values_list("language", flat=True))
    assert not made.exclude(updated_at=F("first_published_at")).exists()


def test_demo_without_demo_mode_is_refused(db, settings):
    before, settings.DEMO = everything(), False

    with pytest.raises(CommandError, match="set DEMO=1"):
        run()

    assert everything() == before


@pytest.mark.parametrize("number", ["-1", "many", "1e3", "٣", "123456789"])
def test_demo_with_a_number_that_is_none_is_refused(number):
    with pytest.raises(CommandError, match="say how many stories as a number"):
        call_command("demo", f"--articles={number}")


def test_demo_has_letters_that_wait_and_letters_that_are_shown(newsroom):
    found = set(Letter.objects.values_list("publication__language", "status").distinct())

    assert {(language, status) for language in ("en", "ar") for status in ("waiting", "approved")} <= found
    assert {status for _language, status in found} == {"waiting", "approved", "rejected", "blocked"}
    assert Letter.objects.count() == len(letters.written())


def test_demo_has_arranged_front_pages_and_changes_that_wait(newsroom):
    for language in ("en", "ar"):
        (front,) = Arrangement.objects.of(Place(language)).in_force()
        lead = front.places[0]
        assert (front.number, bool(lead.headline), lead.until.at > timezone.now()) == (1, True, True)
        assert Article.objects.filter(pk__in=article_ids(front.places)).exclude(language=language).count() == 0
        assert TimedArrangement.objects.waiting().filter(front__language=language).count() == 1
    scheduled = TimedChange.objects.waiting().values_list("article", flat=True)
    assert set(scheduled) & set(article_ids(Arrangement.objects.of(Place("en")).get().places))
