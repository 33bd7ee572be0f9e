"""People, sections and stories for tests. Stories come to their states through the desk's own verbs alone."""

from datetime import UTC, datetime, timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles import desk, editing, publishing, snapshots, timed
from articles.models import Article, Author, Membership, Section, TimedChange, Topic
from articles.publishing_again import Newer
from articles.rights import Role, Source
from articles.workflow import PublishKind

WIRE = Source("Coastal Wire")
DATED = datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
_numbers = count(1)


def make_user(role=None, section=None, **extra):
    """A person with a role in one section, or everywhere if none is named; without a role, no membership."""
    number = next(_numbers)
    values = {"username": f"person{number}", "email": f"person{number}@example.org"} | extra
    password = values.pop("password", None)
    user = get_user_model()(**values)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    if role:
        Membership.objects.create(user=user, role=role, section=section)
    return user


def make_section(slug=None, **extra):
    """A section; the one that is there if the slug is taken."""
    slug = slug or f"section-{next(_numbers)}"
    return Section.objects.get_or_create(slug=slug, defaults={"names": {"en": slug.title()}} | extra)[0]


def make_author(slug=None, **extra):
    slug = slug or f"author-{next(_numbers)}"
    return Author.objects.create(slug=slug, **({"names": {"en": slug.title()}} | extra))


def make_topic(slug=None, **extra):
    slug = slug or f"topic-{next(_numbers)}"
    return Topic.objects.create(slug=slug, **({"names": {"en": slug.title()}} | extra))


def make_trusted_source(chief, name="Trusted Wire"):
    """A source that a chief lets publish."""
    return Source(name, trusted_by_id=chief.pk)


def make_article(desk_state="draft", readers="none", *, section=None, by=None, bylines=None, **extra):
    """A story at a pair of `workflow.states()`. `by` is its writer (a reporter of the section if none is named);
    `extra` may name any editable field, and `topics` and `related` as ids."""
    section = section or make_section("world")
    lists = {name: extra.pop(name) for name in ("topics", "related") if name in extra}
    lists["bylines"] = bylines if bylines is not None else [{"author": None, "name": "Rana Haddad", "role": "by"}]
    article = _unsaved(section, extra)
    people = _People(section, by=by)
    if desk_state == "incoming":
        _come_in(article, lists, people, readers=readers)
    else:
        desk.create(article, by=people.writer, **lists)
        _reach(article, desk_state, readers, people)
    return Article.objects.select_related("section__parent", "head_revision").get(pk=article.pk)


def make_imported(readers="live", **extra):
    """A story that its source published by an import, and that nobody at the desk has touched."""
    people = _People(extra.get("section") or make_section("world"), by=None)
    article = make_article("incoming", **extra)
    publishing.publish_import(article, by=make_trusted_source(people.chief))
    _take_back(article, readers, people)
    return Article.objects.select_related("section__parent", "head_revision").get(pk=article.pk)


def newer_of(article, *, imported_from="Trusted Wire", correction="", changed_at=None, **fields):
    """A newer version of it from its source."""
    known = {name: getattr(article, name) for name in ("headline", "body", "section", "published_at_source")}
    lists = {"bylines": [{"author": None, "name": "Rana Haddad", "role": "by"}], "topics": []}
    return Newer(
        fields=known | fields, lists=lists, imported_from=imported_from, correction=correction, changed_at=changed_at
    )


def move_time_on(change, *, to=None):
    """A waiting change's moment comes (a minute ago, or at another moment)."""
    TimedChange.objects.filter(pk=change.pk).update(run_at=to or timezone.now() - timedelta(minutes=1))


class _People:
    """The writer, and an editor and a chief of everywhere who bring a story on; each made when first needed."""

    def __init__(self, section, *, by):
        self.writer = by or _known("writer", Role.REPORTER, section)

    @property
    def editor(self):
        return _known("factory-editor", Role.EDITOR, None)

    @property
    def chief(self):
        return _known("factory-chief", Role.CHIEF, None)


def _known(name, role, section):
    name = f"{name}-{section.slug}" if section else name
    user = get_user_model().objects.filter(username=name).first()
    return user or make_user(role, section, username=name, email=f"{name}@example.org")


def _unsaved(section, extra):
    number = next(_numbers)
    values = {
        "language": "en",
        "section": section,
        "headline": f"Harbour reopens after storm {number}",
        "standfirst": "Boats go out again.",
        "body": f"<p>The harbour reopened on Monday, number {number}.</p>",
    }
    return Article(**(values | extra))


def _come_in(article, lists, people, *, readers):
    """A wire story. What readers have of one comes from a timed publication that its source overtook."""
    article.published_at_source = article.published_at_source or DATED
    if readers == "none":
        desk.create(article, by=WIRE, **lists)
        return
    dated, article.published_at_source = article.published_at_source, timezone.now() + timedelta(days=1)
    desk.create(article, by=WIRE, **lists)
    change = publishing.publish_import(article, by=people.chief)
    article.body += "<p>The wire sent a second lead.</p>"
    article.published_at_source = dated
    article.save()
    snapshots.take(article, source=WIRE.name)
    move_time_on(change)
    timed.run_due()
    article.refresh_from_db()
    _take_back(article, readers, people)


def _reach(article, desk_state, readers, people):
    if readers != "none":
        _go_on(article, "published", people)
        if desk_state != "published":
            body = article.body + "<p>More since.</p>"
            editing.save(article, by=people.writer, revision=article.revision_number, body=body)
        if desk_state != "spiked":
            _go_on(article, desk_state, people, kind=PublishKind.UPDATE)
        _take_back(article, readers, people)
    if readers == "none" and desk_state != "spiked":
        _go_on(article, desk_state, people)
    if desk_state == "spiked":
        desk.spike(article, by=people.editor)


def _go_on(article, desk_state, people, *, kind=""):
    """From draft onwards, as far as a desk state."""
    steps = ["draft", "in_review", "approved", "published"]
    for step in steps[steps.index(article.desk_state) + 1 : steps.index(desk_state) + 1]:
        if step == "in_review":
            desk.submit(article, by=people.writer)
        elif step == "approved":
            desk.approve(article, by=people.editor, revision=article.revision_number)
        elif step == "published":
            publishing.publish(article, by=people.editor, kind=kind)


def _take_back(article, readers, people):
    if readers == "held":
        publishing.hold(article, by=people.editor)
    elif readers == "retracted":
        publishing.retract(article, by=people.chief, text="This story was wrong.")
    elif readers == "removed":
        publishing.remove(article, by=people.chief)
