from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles import checklist, desk, editing, publishing, timed
from articles.models import Article, FormerAddress, Publication, Redirect
from articles.workflow import MoveIncomplete
from tests.factories import make_article, make_author, make_section, make_topic, move_time_on
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db


def fields(article):
    return [problem.field for problem in checklist.problems(article)]


def test_story_that_has_everything_passes():
    assert fields(make_article()) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"headline": ""}, ["headline"]),
        ({"headline": "\u200b"}, ["headline"]),
        ({"body": "<p> </p>"}, ["body"]),
        ({"bylines": []}, ["bylines"]),
        ({"bylines": [], "source": "Coastal Wire"}, []),
        ({"body": "<p>Aged TK.</p>"}, ["body"]),
        ({"headline": "XXX"}, ["headline"]),
        ({"standfirst": "Do not publish"}, ["standfirst"]),
        ({"kicker": "لا للنشر"}, ["kicker"]),
        ({"search_title": "TK"}, ["search_title"]),
        ({"dateline_place": "TK"}, ["dateline_place"]),
        ({"source": "XXX"}, ["source"]),
        ({"credit_line": "Photo: TK"}, ["credit_line"]),
        ({"bylines": [{"author": None, "name": "Rana TK", "role": "by"}]}, ["bylines"]),
        ({"body": '<p>See <a href="https://TK">the report</a>.</p>'}, ["body"]),
        ({"body": '<p>See <a href="https://example.org/a/XXX/">the report</a>.</p>'}, ["body"]),
        ({"body": '<p>See <a href="https://example.org/a-TK-b">the report</a>.</p>'}, []),
    ],
)
def test_story_that_lacks_something_is_told(changes, found):
    assert fields(make_article(**changes)) == found


def test_check_says_every_problem_in_one_sentence_each():
    article = make_article(headline="", body="", bylines=[])

    with pytest.raises(
        MoveIncomplete, match="It has no headline. It has no body. It has neither a byline nor a source."
    ):
        checklist.check(article)


# --- configurable items


def make_picture(**said):
    whole = {"captions": {"en": "The harbour"}, "alternatives": {"en": "Boats at a quay"}, "credit": "Rana Haddad"}
    return make_image(**(whole | said))


def found(article, **words):
    """Item, field and whether it blocks, of each problem."""
    problems = checklist.problems(article, **words)
    return [(problem.item.value, problem.field, problem.is_blocking) for problem in problems]


def sentences(article, **words):
    return [problem.sentence for problem in checklist.problems(article, **words)]


def configure(section, **settings):
    section.checklist = settings
    section.save()


def test_picture_that_has_everything_passes():
    picture = make_picture(licence_expires_on=timezone.localdate())
    body = f'<p>Words.</p><figure data-picture="{make_picture().pk}"></figure>'

    assert found(make_article(lead_image=picture, body=body)) == []


@pytest.mark.parametrize(
    ("said", "item", "blocks"),
    [
        ({"alternatives": {"ar": "قوارب"}}, "alternative", True),
        ({"captions": {}}, "caption", False),
        ({"credit": ""}, "credit", True),
        ({"licence_expires_on": date(2025, 1, 4)}, "licence", True),
        ({"withdrawn_at": datetime(2025, 1, 4, tzinfo=UTC)}, "usable", True),
        ({"is_confirmed": False}, "usable", True),
        ({"is_sensitive": True}, "sensitive", False),
    ],
)
def test_picture_that_lacks_something_is_told_lead_and_body_apart(said, item, blocks):
    lead, second = make_picture(**said), make_picture(**said)
    body = f'<p>Words.</p><figure data-picture="{second.pk}"></figure><figure data-picture="{second.pk}"></figure>'
    article = make_article(lead_image=lead, body=body)

    assert found(article) == [(item, "lead_image", blocks), (item, "body", blocks)]
    assert [problem.picture for problem in checklist.problems(article)] == [lead.pk, second.pk]


@pytest.mark.parametrize(
    "said", [{"captions": {"en": "Boats, TK"}}, {"alternatives": {"ar": "لا للنشر", "en": "TK"}}, {"credit": "TK"}]
)
def test_marker_in_what_is_said_of_a_picture_keeps_a_story_back(said):
    lead, inside = make_picture(**said), make_picture(**said)
    body = f'<p>Boats.</p><figure data-picture="{inside.pk}"></figure>'

    problems = checklist.problems(make_article(lead_image=lead, body=body))

    assert [(row.item, row.field, row.is_blocking, row.picture) for row in problems] == [
        ("markers", "lead_image", True, lead.pk),
        ("markers", "body", True, inside.pk),
    ]
    assert problems[0].sentence == "“TK” is still in what is said of the lead picture."


def test_picture_is_named_in_the_sentence():
    second = make_picture(alternatives={})
    article = make_article(lead_image=make_picture(credit=""), body=f'<figure data-picture="{second.pk}"></figure>')

    assert sentences(article) == [
        f"Picture {second.pk} in the body has no alternative text in English.",
        "The lead picture has no credit.",
    ]


def test_picture_that_is_not_in_the_library_is_a_broken_link():
    assert found(make_article(body='<p>Words.</p><figure data-picture="999999"></figure>')) == [
        ("links", "body", False)
    ]


def test_day_on_which_a_licence_ended_is_written_as_people_write_it():
    article = make_article(lead_image=make_picture(licence_expires_on=date(2025, 1, 4)))

    (problem,) = checklist.problems(article)

    assert problem.sentence == "The licence of the lead picture ended on 4 Jan 2025."


def test_licence_is_read_for_the_day_of_the_publication():
    picture = make_picture(licence_expires_on=timezone.localdate() + timedelta(days=3))
    article = make_article(lead_image=picture)

    assert found(article) == []
    assert found(article, at=timezone.now() + timedelta(days=5)) == [("licence", "lead_image", True)]


def test_headline_is_measured_as_the_section_says(section):
    configure(section, headline_length="block", headline_min=20, headline_max=30)
    short, fine, long = (make_article(headline=letters) for letters in ("a" * 19, "a" * 20, "a" * 31))

    assert sentences(short) == ["The headline has 19 characters; here it has at least 20."]
    assert found(fine) == []
    assert sentences(long) == ["The headline has 31 characters; here it has at most 30."]


def test_sub_section_asks_what_its_parent_asks(section):
    configure(section, standfirst="block")
    below = make_section("ports", parent=section)

    assert found(make_article(section=below, standfirst="")) == [("standfirst", "standfirst", True)]


def test_item_that_is_off_is_not_told(section):
    configure(section, standfirst="off", links="off", related="off")
    other = make_article()
    article = make_article(standfirst="", related=[other.pk], body='<p><a href="/nothing/">x</a></p>')

    assert found(article) == []


def test_links_to_what_readers_have_pass():
    live = make_article("published", "live", language="ar", headline="الميناء")
    author, topic = make_author(first_shown_at=timezone.now()), make_topic(first_shown_at=timezone.now())
    path = Publication.objects.get(article=live).path
    former = Redirect.objects.create(
        old_path="/world/2001/01/01/once/", publication=Publication.objects.get(article=live)
    )
    FormerAddress.objects.create(old_path="/planet/", section=live.section)
    addresses = [
        *("/", "/ar/", "/world/", "/ar/world/", "/world/2025/", "/corrections/", "/planet/"),
        *(path, quote(path), path.rstrip("/"), former.old_path, author.path, "/ar" + topic.path, "#below"),
    ]
    body = "".join(f'<p><a href="{address}">x</a></p>' for address in addresses)

    assert sentences(make_article(body=f'{body}<p><a data-article="{live.pk}">x</a></p>', related=[live.pk])) == []


def test_links_to_what_readers_do_not_have_are_told(section):
    draft, held = make_article(), make_article("published", "held")
    path = Publication.objects.get(article=held).path
    unseen = make_author()
    body = (
        f'<p><a data-article="{draft.pk}">the draft</a> <a href="{path}">the held one</a> '
        f'<a href="/nowhere/">one</a> <a href="{unseen.path}">two</a> <a href="/admin/">three</a></p>'
    )

    assert sentences(make_article(body=body)) == [
        f"The link “the draft” leads to story No. {draft.pk}, which readers do not have.",
        f"The link “the held one” leads to {path}, where readers find nothing.",
        "The link “one” leads to /nowhere/, where readers find nothing.",
        f"The link “two” leads to {unseen.path}, where readers find nothing.",
        "The link “three” leads to /admin/, where readers find nothing.",
    ]


def test_related_story_that_is_not_live_is_told():
    live, draft = make_article("published", "live"), make_article()

    article = make_article(related=[live.pk, draft.pk])

    assert sentences(article) == [f"The related story No. {draft.pk} is not live: readers will not see it."]


def test_embargo_and_stale_translation_are_told(editor):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(
        embargo="until",
        embargo_until=timezone.now() + timedelta(days=1),
        stale_since=timezone.now(),
        stale_because="updated",
    )
    article.refresh_from_db()

    assert found(article) == [("translation", "translation_of", False), ("embargo", "embargo", False)]
    assert found(article, at=timezone.now() + timedelta(days=2)) == [("translation", "translation_of", False)]


def test_revision_is_read_not_the_working_copy(editor):
    article = make_article("approved")
    approved = article.head_revision
    editing.save(article, by=editor, revision=1, headline="TK", bylines=[])

    assert found(article, revision=approved) == []
    assert [item for item, _field, _blocks in found(article)] == ["markers", "byline"]


@pytest.mark.parametrize("step", ["submit", "approve", "publish", "schedule"])
def test_section_that_blocks_keeps_a_story_back_at_each_step(section, editor, step):
    article = make_article({"submit": "draft", "approve": "in_review"}.get(step, "approved"), standfirst="")
    configure(section, standfirst="block")
    steps = {
        "submit": lambda: desk.submit(article, by=editor),
        "approve": lambda: desk.approve(article, by=editor, revision=1),
        "publish": lambda: publishing.publish(article, by=editor),
        "schedule": lambda: timed.schedule(article, by=editor, run_at=timezone.now() + timedelta(days=1)),
    }

    with pytest.raises(checklist.NotReady, match="It has no standfirst."):
        steps[step]()


def test_section_that_only_warns_keeps_nothing_back(editor):
    publishing.publish(make_article("approved", standfirst=""), by=editor)

    assert Publication.objects.live().count() == 1


def test_urgent_publishing_passes_over_what_the_section_asks_and_says_so(section, chief):
    article = make_article(standfirst="")
    configure(section, standfirst="block")

    publishing.publish_urgent(article, by=chief, reason="The port is on fire.")

    assert article.transitions.first().details["passed_over"] == ["standfirst"]


def test_urgent_publishing_passes_over_nothing_that_every_story_must_have(chief):
    with pytest.raises(checklist.NotReady):
        publishing.publish_urgent(make_article(body="<p>TK</p>"), by=chief, reason="Now.")


def test_typo_is_mended_in_a_story_that_would_not_pass_today(section, editor):
    article = make_article("published", "live", standfirst="", headline="Harbuor reopens")
    configure(section, standfirst="block")

    publishing.fix_typo(article, by=editor, reason="A slip.", headline="Harbour reopens")

    assert Publication.objects.get().headline == "Harbour reopens"


def test_due_publication_that_no_longer_passes_fails_and_says_why(section, editor):
    change = timed.schedule(
        make_article("approved", standfirst=""), by=editor, run_at=timezone.now() + timedelta(days=1)
    )
    configure(section, standfirst="block")
    move_time_on(change)

    timed.run_due()

    change.refresh_from_db()
    assert (change.status, change.error) == ("failed", "The story is not ready: It has no standfirst.")
    assert not Publication.objects.exists()


def test_plain_story_is_checked_without_a_query(django_assert_num_queries):
    article = Article.objects.select_related("section__parent", "head_revision").get(pk=make_article().pk)

    with django_assert_num_queries(0):
        checklist.problems(article)


def test_story_with_everything_is_checked_in_two_queries(django_assert_num_queries):
    other, picture = make_article("published", "live"), make_picture()
    body = (
        f'<p><a href="/world/">x</a> <a href="/world/2025/01/04/y/">y</a> <a data-article="{other.pk}">z</a></p>'
        f'<figure data-picture="{picture.pk}"></figure>'
    )
    article = make_article(body=body, related=[other.pk], lead_image=picture)
    article = Article.objects.select_related("section__parent", "head_revision").get(pk=article.pk)

    with django_assert_num_queries(2):
        checklist.problems(article)


def test_own_words_of_the_lead_picture_stand_for_the_librarys(section):
    configure(section, caption="block")
    picture = make_picture(captions={"en": "TK"}, alternatives={})

    assert found(make_article(section=section, lead_image=picture, lead_caption="Here", lead_alternative="Two")) == []


@pytest.mark.parametrize("field", ["lead_caption", "lead_alternative"])
def test_marker_in_own_words_of_the_lead_picture_keeps_a_story_back(db, field):
    assert found(make_article(lead_image=make_picture(), **{field: "Boats TK"})) == [("markers", field, True)]
    assert found(make_article(**{field: "Boats TK"})) == []


def test_own_words_of_a_picture_in_the_body_stand_for_the_librarys(section):
    configure(section, caption="block")
    key = make_picture(captions={"en": "TK"}, alternatives={}).pk
    own = f'<figure data-picture="{key}" data-alt="Two"><figcaption>Here</figcaption></figure>'
    without = f'<figure data-picture="{key}"></figure>'

    assert found(make_article(section=section, body=own)) == []
    assert found(make_article(section=section, body=own + without)) == [
        ("markers", "body", True),
        ("alternative", "body", True),
    ]


@pytest.mark.parametrize("place", ["<figcaption>Boats TK</figcaption></figure>", "</figure>"])
def test_marker_in_own_words_of_a_picture_in_the_body_keeps_a_story_back(db, place):
    alternative = "Two" if "TK" in place else "TK"
    figure = f'<figure data-picture="{make_picture().pk}" data-alt="{alternative}">{place}'
    body = f'<figure data-kind="gallery">{figure}</figure>'

    assert found(make_article(body=body)) == [("markers", "body", True)]
