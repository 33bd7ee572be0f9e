"""What the database refuses whatever the code does."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles import desk, publishing
from articles.models import (
    Article,
    Byline,
    Correction,
    Membership,
    Publication,
    Redirect,
    ReferenceChange,
    RelatedArticle,
    Revision,
    Section,
    TimedChange,
    Transition,
)
from articles.models.article import Priority
from tests.factories import make_article, make_author, make_section, make_topic, make_user

pytestmark = pytest.mark.django_db


def refuses(write):
    """Whether the database refuses a write, now or when the transaction commits."""
    try:
        with transaction.atomic():
            write()
            connection.check_constraints()
    except IntegrityError:
        return True
    return False


def sql(text, *values):
    def write():
        with connection.cursor() as cursor:
            cursor.execute(text, values)

    return write


@pytest.mark.parametrize("state", ["incoming", "in_review", "approved", "published", "spiked", "nonsense"])
def test_desk_state_without_a_move_is_refused(state):
    article = make_article()
    article.desk_state = state

    assert refuses(article.save)
    assert refuses(lambda: Article.objects.filter(pk=article.pk).update(desk_state=state))
    assert refuses(sql("UPDATE articles_article SET desk_state = %s WHERE id = %s", state, article.pk))


def test_desk_state_of_an_older_move_is_refused():
    article = make_article("in_review")

    assert refuses(
        sql("UPDATE articles_article SET desk_state = 'draft', history_length = 1 WHERE id = %s", article.pk)
    )


@pytest.mark.parametrize("state", ["in_review", "approved", "published", "spiked"])
def test_story_does_not_begin_beyond_the_desk(state):
    assert refuses(Article(language="en", headline="A pier", section=make_section(), desk_state=state).save)


@pytest.mark.parametrize("readers", ["live", "held", "retracted", "removed"])
def test_status_for_readers_without_a_move_is_refused(readers):
    start = "held" if readers == "live" else "live"
    publication = make_article("published", start).publication
    update = Publication.objects.filter(pk=publication.pk).update

    assert refuses(lambda: update(status=readers, headline="A pier" if readers == "live" else ""))


def test_publication_without_a_move_is_refused():
    article = make_article("approved")
    publication = publishing.freeze(article.head_revision).publication
    publication.path, publication.slug = "/world/a/", "a"
    publication.first_published_at = publication.updated_at = article.created_at

    assert refuses(publication.save)


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": ""},
        {"slug": ""},
        {"path": "world/"},
        {"first_published_at": None},
        {"revision": None},
        {"section": None},
        {"status": "none"},
    ],
)
def test_live_publication_lacks_nothing(changes):
    publication = make_article("published", "live").publication

    assert refuses(lambda: Publication.objects.filter(pk=publication.pk).update(**changes))


@pytest.mark.parametrize("readers", ["held", "retracted", "removed"])
@pytest.mark.parametrize(
    "changes", [{"headline": "x"}, {"body_html": "x"}, {"standfirst": "x"}, {"lead_caption": "x"}, {"related": [1]}]
)
def test_publication_taken_back_holds_no_words(readers, changes):
    publication = make_article("published", readers).publication

    assert refuses(lambda: Publication.objects.filter(pk=publication.pk).update(**changes))


def test_path_and_article_are_unique():
    first, second = (make_article("published", "live").publication for _number in range(2))

    assert refuses(lambda: Publication.objects.filter(pk=first.pk).update(path=second.path))
    assert refuses(lambda: Publication.objects.filter(pk=first.pk).update(article=second.article_id))


@pytest.mark.parametrize("table", ["transition", "referencechange", "correction", "redirect"])
def test_what_is_append_only_is_neither_changed_nor_deleted(table):
    rows = {
        "transition": a_transition,
        "referencechange": a_reference_change,
        "correction": a_correction,
        "redirect": a_redirect,
    }
    row = rows[table]()
    column = {"transition": "reason", "referencechange": "slug", "correction": "text", "redirect": "old_path"}[table]

    assert refuses(lambda: type(row).objects.filter(pk=row.pk).update(**{column: "changed"}))
    assert refuses(row.delete)
    assert refuses(sql(f"DELETE FROM articles_{table}"))


def a_transition():
    return make_article().transitions.get()


def a_reference_change():
    return ReferenceChange.objects.create(model="section", slug="world")


def a_correction():
    article = make_article("approved", "live")
    publishing.publish(article, by=make_user("editor"), kind="correction", text="It was Tuesday.")
    return Correction.objects.get()


def a_redirect():
    return Redirect.objects.create(old_path="/old/", publication=make_article("published", "live").publication)


def test_revision_keeps_its_words_and_may_be_given_a_name():
    revision = make_article().head_revision

    for column in ("content", "digest", "note"):
        assert refuses(lambda column=column: Revision.objects.filter(pk=revision.pk).update(**{column: "changed"}))
    assert refuses(revision.delete)
    assert not refuses(lambda: Revision.objects.filter(pk=revision.pk).update(name="Before the vote"))


def test_publication_is_never_deleted():
    assert refuses(make_article("published", "removed").publication.delete)


def test_story_is_deleted_only_if_nobody_touched_it():
    untouched, touched, draft = make_article("incoming"), make_article("incoming"), make_article()
    desk.assign(touched, by=make_user("editor"), assignee=None)

    assert refuses(sql("DELETE FROM articles_article WHERE id = %s", draft.pk))
    assert refuses(sql("DELETE FROM articles_article WHERE id = %s", touched.pk))
    assert not refuses(untouched.delete)


@pytest.mark.parametrize(
    "changes",
    [
        {"language": ""},
        {"embargo": "until"},
        {"embargo": "never"},
        {"priority": max(Priority.values) + 1},
        {"section_id": 999_999},
        {"head_revision_id": 999_999},
    ],
)
def test_article_columns_are_checked(changes):
    article = make_article()

    assert refuses(lambda: Article.objects.filter(pk=article.pk).update(**changes))


@pytest.mark.parametrize("changes", [{"approved_revision": None}, {"headline": ""}, {"section": None}])
def test_approved_article_lacks_nothing(changes):
    article = make_article("approved")

    assert refuses(lambda: Article.objects.filter(pk=article.pk).update(**changes))


def test_byline_is_an_author_or_a_name():
    article, author = make_article(), make_author()

    assert refuses(Byline(article=article, role="by").save)
    assert refuses(Byline(article=article, author=author, name="Rana", role="by").save)
    assert refuses(Byline(article=article, name="Rana", role="cook").save)


def test_related_story_is_another_one_and_named_once():
    article, other = make_article(), make_article()
    RelatedArticle.objects.create(article=article, other=other)

    assert refuses(RelatedArticle(article=article, other=other).save)
    assert refuses(RelatedArticle(article=article, other=article).save)


@pytest.mark.parametrize("slug", ["", "World", "a b", "-a", "a--b", "عالم"])
def test_section_slug_is_ascii(slug):
    assert refuses(Section(slug=slug, names={"en": "World"}).save)


def test_reference_slugs_are_unique():
    assert refuses(Section(slug=make_section("world").slug).save)
    assert refuses(lambda: make_author(make_author().slug))
    assert refuses(lambda: make_topic(make_topic().slug))


def test_membership_is_known_and_given_once():
    user, section = make_user("reporter"), make_section()

    assert refuses(Membership(user=user, role="reporter").save)
    assert refuses(Membership(user=user, role="owner").save)
    assert not refuses(Membership(user=user, role="reporter", section=section).save)


def test_transition_is_numbered_once_and_somebodys():
    article = make_article()
    values = {"article": article, "action": "edit", "desk_to": "draft", "readers_to": "none", "hash": "0"}

    assert refuses(Transition(number=1, source="Wire", **values).save)
    assert refuses(Transition(number=0, source="Wire", **values).save)
    assert refuses(Transition(number=2, **values).save)
    assert refuses(Transition(number=2, source="Wire", **(values | {"action": "sell"})).save)


def test_timed_change_is_of_a_known_kind():
    article = make_article()
    values = {
        "article": article,
        "revision": article.head_revision,
        "run_at": article.created_at,
        "scheduled_by": article.created_by,
    }

    assert refuses(TimedChange(action="spike", **values).save)
    assert refuses(TimedChange(action="hold", status="late", **values).save)


@pytest.mark.parametrize(
    ("role", "sees"), [("reporter", {"own", "section", "wire"}), ("moderator", set()), (None, set())]
)
def test_visible_to_is_what_may_see_allows(role, sees):
    world, sport = make_section("world"), make_section("sport")
    user = make_user(role, world)
    writer = user if role == "reporter" else None
    stories = {
        "own": make_article(section=world, by=writer),
        "section": make_article(section=world),
        "wire": make_article("incoming", section=sport),
        "elsewhere": make_article(section=sport),
    }
    person = Membership.objects.person(user)

    visible = set(Article.objects.visible_to(person))

    assert visible == {stories[name] for name in sees}
