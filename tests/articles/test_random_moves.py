"""Random moves by random people: after each one the database is what a small model of the desk says."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import desk, editing, publishing, timed
from articles.freezing import EMPTY
from articles.history import broken_rows
from articles.models import Article, Publication
from articles.publishing_again import publish_newer
from articles.rights import Role
from articles.workflow import MoveNotAllowed, RightMissing
from tests.articles.desk_model import StoryModel
from tests.articles.test_grid import fingerprint
from tests.factories import make_article, make_section, make_trusted_source, make_user, newer_of

ROLES = ("own reporter", "other reporter", "editor", "second editor", "chief", "outside editor", "trusted source")
ACTIONS = (
    *("edit", "submit", "approve", "publish", "schedule") * 6,
    *("take", "release", "clear_block", "lift_embargo", "fix_typo", "unspike", "publish_urgent") * 3,
    *("hold", "schedule_hold", "run_due", "release") * 2,
    *("assign", "take_back", "send_back", "unschedule", "hold", "retract", "reinstate", "remove"),
    *("publish_import", "publish_import", "publish_import"),
    *("block", "spike", "restore", "discard_changes", "set_embargo", "run_due", "run_due"),
)
GIVING = ("publish", "publish_urgent", "publish_import", "publish_due", "fix_typo")
# Where a sequence starts: with what came in, with what is written here, or with what readers have already.
BEGINNINGS = {
    "came in": (),
    "imported": (("publish_import", "trusted source"),),
    "written": (),
    "published": (("submit", "own reporter"), ("approve", "editor"), ("publish", "editor")),
}
# Three steps of four are a move that the person may make, or sequences would seldom get as far as readers.
STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 999), st.sampled_from(("chief", "editor", *ROLES))),
    min_size=8,
    max_size=30,
)
numbers = count(1)


def people(section):
    chief = make_user(Role.CHIEF, section)
    return {
        "own reporter": make_user(Role.REPORTER, section),
        "other reporter": make_user(Role.REPORTER, section),
        "editor": make_user(Role.EDITOR, section),
        "second editor": make_user(Role.EDITOR, section),
        "chief": chief,
        "outside editor": make_user(Role.EDITOR, make_section("sport")),
        "trusted source": make_trusted_source(chief),
    }


class Desk:
    """The story in the database beside its model."""

    def __init__(self, *, came_in):
        self.section = make_section("world")
        self.people = people(self.section)
        creator = None if came_in else "own reporter"
        self.article = make_article(
            "incoming" if came_in else "draft", section=self.section, by=self.people.get(creator)
        )
        self.model = StoryModel(self.article.desk_state, self.content(), creator=creator)
        if not came_in:
            self.model.keep(self.content(), author=creator)
            self.model.moves = 1

    def content(self):
        return self.article.headline, self.article.body

    def choose(self, boldness, number, role):
        """An action: any of them if bold, else one that is allowed."""
        allowed = [action for action in ACTIONS if action == "run_due" or not self.model.allows(action, role)]
        choices = allowed if boldness else ACTIONS
        return choices[number % len(choices)]

    def step(self, action, role):
        if action == "run_due":
            self.run_due()
            return
        words = self.words(action)
        refused_by = self.model.allows(action, role)
        before = fingerprint(self.article)
        refusal = self.refusal(action, by=self.people[role], **words)
        assert bool(refusal) == bool(refused_by), f"{role}: {action}: {refusal!r}, and the model says {refused_by!r}"
        if refusal:
            assert isinstance(refusal, RightMissing) == (refused_by == "right")
            assert fingerprint(self.article) == before
        else:
            self.model.move(action, role, **words)

    def refusal(self, action, **words):
        """Makes a move; the refusal if there is one."""
        try:
            self.make(action, **words)
        except MoveNotAllowed as refusal:
            return refusal

    def words(self, action):
        headline, body = self.model.content
        if action == "edit" or (action == "publish_import" and self.model.desk == "published"):
            return {"content": (headline, f"{body}<p>Added in save {next(numbers)}.</p>")}
        if action == "restore":
            return {"content": self.model.revisions[0][1] if self.model.revisions else self.model.content}
        if action == "fix_typo":
            return {"content": (f"{headline[:250]}s", body)}
        if action == "assign":
            return {"assignee": "other reporter"}
        if action == "release":
            return {"keep": next(numbers) % 3 > 0}
        return {}

    def make(self, action, *, by, content=None, assignee=None, keep=False):
        article = Article.objects.select_related("head_revision").get(pk=self.article.pk)
        kind = "" if self.model.readers == "none" else "update"
        moves = {
            "take": lambda: desk.take(article, by=by),
            "assign": lambda: desk.assign(article, by=by, assignee=self.people[assignee]),
            "edit": lambda: editing.save(article, by=by, revision=article.revision_number, body=content[1]),
            "restore": lambda: self.restore(article, by=by),
            "submit": lambda: desk.submit(article, by=by),
            "take_back": lambda: desk.take_back(article, by=by),
            "send_back": lambda: desk.send_back(article, by=by, reason="Too long."),
            "approve": lambda: desk.approve(article, by=by, revision=article.revision_number),
            "publish": lambda: publishing.publish(article, by=by, kind=kind),
            "publish_urgent": lambda: publishing.publish_urgent(article, by=by, kind=kind, reason="Now."),
            "fix_typo": lambda: publishing.fix_typo(article, by=by, reason="A slip.", headline=content[0]),
            "publish_import": lambda: self.publish_import(article, by=by, content=content),
            "schedule": lambda: timed.schedule(
                article, by=by, run_at=timezone.now() + timedelta(hours=next(numbers)), kind=kind
            ),
            "schedule_hold": lambda: timed.schedule(
                article, by=by, run_at=timezone.now() + timedelta(hours=next(numbers)), action="hold"
            ),
            "unschedule": lambda: timed.unschedule(article, by=by),
            "hold": lambda: publishing.hold(article, by=by),
            "release": lambda: publishing.release(article, by=by, keep=self.suspended() if keep else ()),
            "retract": lambda: publishing.retract(article, by=by, text="It was wrong."),
            "reinstate": lambda: publishing.reinstate(article, by=by, reason="It was right."),
            "remove": lambda: publishing.remove(article, by=by),
            "block": lambda: desk.block(article, by=by, kind="wire_kill", text="Killed.", hold=True),
            "clear_block": lambda: desk.clear_block(article, by=by),
            "spike": lambda: desk.spike(article, by=by),
            "unspike": lambda: desk.unspike(article, by=by),
            "discard_changes": lambda: desk.discard_changes(article, by=by),
            "set_embargo": lambda: desk.set_embargo(article, by=by),
            "lift_embargo": lambda: desk.lift_embargo(article, by=by),
        }
        return moves[action]()

    def publish_import(self, article, *, by, content):
        if not content:
            return publishing.publish_import(article, by=by)
        return publish_newer(article, by=by, newer=newer_of(article, body=content[1]))

    def suspended(self):
        return list(self.article.timed_changes.suspended().values_list("pk", flat=True))

    def restore(self, article, *, by):
        first = article.revisions.filter(number=1).first()
        if first:
            return editing.restore(article, by=by, revision=first)
        return editing.save(article, by=by, revision=0)

    def run_due(self):
        waiting = self.article.timed_changes.waiting().order_by("pk")
        for minute, change in enumerate(waiting):
            change.run_at = timezone.now() - timedelta(days=1) + timedelta(minutes=minute)
            change.save()
        timed.run_due()
        self.model.run_due()

    def check(self):
        """The database is what the model says, its history is whole, and no saved word is lost."""
        article, model = Article.objects.get(pk=self.article.pk), self.model
        publication = Publication.objects.filter(article=article).first()
        assert (article.desk_state, publication.status if publication else "none") == (model.desk, model.readers)
        assert (article.headline, article.body) == model.content
        assert article.transitions.count() == model.moves
        kept = [(row.content["headline"], row.content["body"]) for row in article.revisions.order_by("number")]
        assert kept == [content for _author, content in model.revisions]
        statuses = article.timed_changes.order_by("pk").values_list("status", flat=True)
        assert list(statuses) == [change[2] for change in model.changes]
        assert list(broken_rows()) == []
        self.check_approval(article, publication)
        if publication and publication.status == "live":
            assert (publication.headline, publication.body_html) == model.published
        elif publication:
            assert {name: getattr(publication, name) for name in EMPTY} == EMPTY
            assert not publication.bylines.exists()

    def check_approval(self, article, publication):
        """What was approved is what was published, and an approved story is what was approved."""
        if article.desk_state == "approved":
            assert article.approved_revision.digest == article.head_revision.digest
        moves = list(article.transitions.order_by("number").values_list("action", "revision_digest"))
        given = [(action, digest) for action, digest in moves if action in GIVING]
        approved = {digest for action, digest in moves if action == "approve"}
        assert {digest for action, digest in given if action == "publish"} <= approved
        if publication:
            assert publication.revision.digest == given[-1][1]


def play(beginning, steps):
    with transaction.atomic():
        story = Desk(came_in=beginning in ("came in", "imported"))
        for action, role in BEGINNINGS[beginning]:
            story.step(action, role)
        for boldness, number, role in steps:
            story.step(story.choose(boldness, number, role), role)
            story.check()
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginning=st.sampled_from(tuple(BEGINNINGS)), steps=STEPS)
def test_random_moves_agree_with_the_model(beginning, steps):
    play(beginning, steps)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("beginning", BEGINNINGS)
@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_many_random_moves_agree_with_the_model(beginning, steps):
    play(beginning, steps)
