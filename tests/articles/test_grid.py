"""Every role tries every move in every pair of states; what happens is what the agreed table says."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from articles import desk, editing, publishing, snapshots, timed
from articles.models import Article, Block, Publication, TimedChange
from articles.models.article import Embargo
from articles.publishing_again import publish_newer
from articles.rights import Role, Source
from articles.workflow import Action, MoveNotAllowed, RightMissing, states
from tests.articles.design_table import table, who_may
from tests.factories import make_article, make_imported, make_section, make_trusted_source, make_user, newer_of

ROLES = (
    "own reporter",
    "other reporter",
    "outside reporter",
    "editor",
    "outside editor",
    "chief",
    "moderator",
    "superuser",
    "deactivated chief",
    "source",
    "trusted source",
)
PAIRS = [(str(desk_state), str(readers)) for desk_state, readers in states()]
TOMORROW = timezone.now() + timedelta(days=1)


def people(section):
    elsewhere = make_section("sport")
    chief = make_user(Role.CHIEF, section)
    return {
        "own reporter": make_user(Role.REPORTER, section),
        "other reporter": make_user(Role.REPORTER, section),
        "outside reporter": make_user(Role.REPORTER, elsewhere),
        "editor": make_user(Role.EDITOR, section),
        "outside editor": make_user(Role.EDITOR, elsewhere),
        "chief": chief,
        "moderator": make_user(Role.MODERATOR),
        "superuser": make_user(is_superuser=True),
        "deactivated chief": make_user(Role.CHIEF, section, is_active=False),
        "source": Source("Coastal Wire"),
        "trusted source": make_trusted_source(chief),
    }


# --- Each move with what it needs, so that only right and state decide ------------------------------------


def kind_for(article):
    return "update" if Publication.objects.filter(article=article).exists() else ""


def open_block(kind):
    def arrange(article, by):
        Block.objects.create(article=article, kind=kind, text="Ask the lawyer.", raised_by_source="Wire")

    return arrange


def embargo(article, by):
    Article.objects.filter(pk=article.pk).update(embargo=Embargo.LIFTED)


def wait(article, by):
    """A publish that waits since yesterday, scheduled by whoever tries."""
    if not article.head_revision:
        snapshots.take(article, source="Wire")
    is_source = isinstance(by, Source)
    reporter = get_user_model().objects.filter(memberships__role=Role.REPORTER).first()
    TimedChange.objects.create(
        article=article,
        revision=article.head_revision,
        action="publish",
        kind="update",
        run_at=timezone.now() - timedelta(days=1),
        zone="UTC",
        local_time="2025-01-04T19:12",
        scheduled_by_id=(by.trusted_by_id or reporter.pk) if is_source else by.pk,
        source=by.name if is_source else "",
    )


def publish_due(article, by):
    change = article.timed_changes.waiting().get()
    timed.RUN[Action.PUBLISH](article, change)


def published_by_import(article, by):
    """What a source's newer version takes the place of came from it alone: another story in the same states."""
    if article.desk_state != "published":
        return
    status = article.publication.status
    article.pk = make_imported(status, section=article.section).pk
    article.refresh_from_db()


def publish_import(article, by):
    if article.desk_state == "published":
        publish_newer(article, by=by, newer=newer_of(article, body="<p>The harbour closes again.</p>"))
    else:
        publishing.publish_import(article, by=by)


def edit(article, by):
    editing.save(article, by=by, revision=article.revision_number, headline="The harbour opens again")


def fix_typo(article, by):
    publishing.fix_typo(article, by=by, reason="A slip.", headline=article.headline + "s")


def approve(article, by):
    desk.approve(article, by=by, revision=article.revision_number)


def schedule(action):
    def make(article, by):
        kind = kind_for(article) if action == "publish" else ""
        timed.schedule(article, by=by, run_at=TOMORROW, action=action, kind=kind, text="It was wrong.")

    return make


def verb(function, **words):
    def make(article, by):
        function(article, by=by, **words)

    return make


def with_kind(function, **words):
    def make(article, by):
        function(article, by=by, kind=kind_for(article), **words)

    return make


VERBS = {
    "take": verb(desk.take),
    "assign": verb(desk.assign, assignee=None),
    "edit": edit,
    "submit": verb(desk.submit),
    "take_back": verb(desk.take_back),
    "send_back": verb(desk.send_back, reason="Too long."),
    "approve": approve,
    "publish": with_kind(publishing.publish),
    "publish_urgent": with_kind(publishing.publish_urgent, reason="It is urgent."),
    "fix_typo": fix_typo,
    "publish_import": publish_import,
    "schedule": schedule("publish"),
    "schedule_hold": schedule("hold"),
    "schedule_retract": schedule("retract"),
    "publish_due": publish_due,
    "unschedule": verb(timed.unschedule),
    "hold": verb(publishing.hold),
    "release": verb(publishing.release),
    "retract": verb(publishing.retract, text="It was wrong."),
    "reinstate": verb(publishing.reinstate, reason="It was right."),
    "remove": verb(publishing.remove),
    "block": verb(desk.block, kind="legal", text="Ask the lawyer.", hold=True),
    "clear_block": verb(desk.clear_block),
    "clear_legal": verb(desk.clear_block),
    "spike": verb(desk.spike),
    "unspike": verb(desk.unspike),
    "discard_changes": verb(desk.discard_changes),
    "set_embargo": verb(desk.set_embargo, run_at=TOMORROW),
    "lift_embargo": verb(desk.lift_embargo),
}
ARRANGED = {
    "clear_block": open_block("wire_kill"),
    "clear_legal": open_block("legal"),
    "lift_embargo": embargo,
    "unschedule": wait,
    "publish_due": wait,
    "publish_import": published_by_import,
}
# Where the table leaves a choice, what the arrangement above leads to.
CHOSEN = {
    "publish_due": lambda desk_from, readers: ("published", "live"),
    "publish_import": lambda desk_from, readers: ("published", "held" if readers == "held" else "live"),
    "unspike": lambda desk_from, readers: ("draft", readers),
    "block": lambda desk_from, readers: (desk_from, "held" if readers == "live" else readers),
}


def expected(action, role, desk_state, readers):
    """A pair of states, or the class of the refusal."""
    right, desk_arrows, readers_arrows = table()[action]
    if role not in who_may(right, desk_state):
        return RightMissing
    if desk_state not in desk_arrows or readers not in readers_arrows:
        return MoveNotAllowed
    if action in CHOSEN:
        return CHOSEN[action](desk_state, readers)
    (desk_to,), (readers_to,) = desk_arrows[desk_state], readers_arrows[readers]
    return desk_to, readers_to


def fingerprint(article):
    """Everything that a move may write, as one value."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(a::text), (SELECT md5(p::text) FROM articles_publication p WHERE p.article_id = a.id),"
            " (SELECT count(*) FROM articles_transition t WHERE t.article_id = a.id),"
            " (SELECT count(*) FROM articles_revision r WHERE r.article_id = a.id),"
            " (SELECT md5(string_agg(t::text, '' ORDER BY t.id)) FROM articles_timedchange t"
            "  WHERE t.article_id = a.id),"
            " (SELECT md5(string_agg(b::text, '' ORDER BY b.id)) FROM articles_block b WHERE b.article_id = a.id),"
            " (SELECT count(*) FROM procrastinate_jobs)"
            " FROM articles_article a WHERE a.id = %s",
            [article.pk],
        )
        return cursor.fetchone()


def attempt(action, article, by, *, untouched):
    """The pair of states that a move led to, or the class that refused it; a refusal has written nothing."""
    if action in ARRANGED:
        ARRANGED[action](article, by)
    before = fingerprint(article) if action in ARRANGED else untouched
    refused = refusal_of(action, article, by)
    if refused:
        assert fingerprint(article) == before
        return refused
    article.refresh_from_db()
    status = Publication.objects.filter(article=article).values_list("status", flat=True).first()
    return article.desk_state, status or "none"


def refusal_of(action, article, by):
    try:
        VERBS[action](article, by)
    except MoveNotAllowed as refusal:
        return type(refusal)
    return None


def tries(desk_state, readers):
    """What happened and what should have, for each role and action where they differ."""
    section = make_section("world")
    persons = people(section)
    story = make_article(desk_state, readers, section=section, by=persons["own reporter"])
    untouched = fingerprint(story)
    for action in VERBS:
        for role in ROLES:
            article = Article.objects.select_related("head_revision").get(pk=story.pk)
            with transaction.atomic():
                happened = attempt(action, article, persons[role], untouched=untouched)
                transaction.set_rollback(True)
            wanted = expected(action, role, desk_state, readers)
            if happened != wanted:
                yield f"{role}: {action}: {happened}, not {wanted}"


@pytest.mark.django_db
@pytest.mark.parametrize(("desk_state", "readers"), PAIRS)
def test_moves_follow_the_table(desk_state, readers):
    assert list(tries(desk_state, readers)) == []


def test_grid_tries_every_move_of_the_table():
    assert set(VERBS) == set(table())


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_create_takes_a_reporter_of_the_section_or_a_source(role):
    section = make_section("world")
    by = people(section)[role]
    article = Article(language="en", section=section, headline="A new pier")
    may = {"own reporter", "other reporter", "editor", "chief", "source", "trusted source"}

    try:
        desk.create(article, by=by)
        happened = article.desk_state
    except RightMissing:
        happened = "refused"

    wanted = "incoming" if "source" in role else "draft"
    assert happened == (wanted if role in may else "refused")
