"""The door between the desk and the readers: the only writer of `Publication`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import addresses, bodies, checklist, freezing, public_versions, snapshots, suspension, versions
from .clock import database_now
from .freezing import freeze
from .models import Article, Author, Correction, Edition, Publication, Revision, Section, TimedChange, Topic
from .models.article import Embargo
from .moves import Moving, check_revision, making, run_at_its_moment
from .pictures import public_files, rendering
from .typos import MOST_CHANGED, changed_characters, has_same_figures
from .workflow import AS_IT_CAME, Action, Blocked, DeskState, MoveIncomplete, PublishKind, Readers

__all__ = [
    "check_kind",
    "check_unblocked",
    "fix_typo",
    "freeze",
    "freeze_again",
    "give",
    "hold",
    "of_revisions",
    "publish",
    "publish_import",
    "publish_urgent",
    "put_before_readers",
    "reinstate",
    "release",
    "remove",
    "retract",
    "withhold",
]

_MARK_SHOWN = "WITH {} SELECT 1".format(  # one statement for all three
    ", ".join(
        f"shown_{number} AS (UPDATE {model._meta.db_table} SET first_shown_at = %s"
        " WHERE id = ANY(%s) AND first_shown_at IS NULL)"
        for number, model in enumerate((Section, Author, Topic))
    )
)
NEWS_FOR = timedelta(hours=48)  # what an import publishes that is older is archive: nobody is told


def publish(
    article: Article,
    *,
    by,
    kind: str = "",
    text: str = "",
    reason: str = "",
    revision: Revision | int | str | None = None,
    in_step: int | None = None,
) -> Publication:
    """Gives readers the approved revision. On a story that they have already, `kind` says what it is to them:
    update, correction or clarification (both with a text for readers) or typo. `in_step` is the number of the
    original's revision that a translation follows now: it is stale no more."""
    with making(article, Action.PUBLISH, by=by, reason=reason) as move:
        if revision:
            check_revision(move.article, revision)
        versions.keep_step(move, in_step)
        approved = move.article.approved_revision
        return give(move, approved, kind=kind, text=text)


def publish_urgent(
    article: Article,
    *,
    by,
    reason: str,
    kind: str = "",
    text: str = "",
    revision: Revision | int | str | None = None,
    in_step: int | None = None,
) -> Publication:
    """Publishes without review. The reason is kept and listed in the overrides report."""
    with making(article, Action.PUBLISH_URGENT, by=by, reason=reason) as move:
        if revision:
            check_revision(move.article, revision)
        versions.keep_step(move, in_step)
        return give(move, move.article.head_revision, kind=kind, text=text, is_override=True)


def fix_typo(
    article: Article,
    *,
    by,
    reason: str,
    headline: str | None = None,
    body: str | None = None,
    revision: Revision | int | str | None = None,
) -> Publication:
    """Mends a slip in the headline or body of a live story and publishes it at once, as no news to readers."""
    with making(article, Action.FIX_TYPO, by=by, reason=reason) as move:
        if revision:
            check_revision(move.article, revision)
        live = move.article
        before = live.headline, live.body
        live.headline = live.headline if headline is None else headline
        live.body = live.body if body is None else body
        snapshots.clean(live)
        _check_small(before, (live.headline, live.body))
        if not has_same_figures(before[1], live.body):
            raise MoveIncomplete(_("A typo fix leaves pictures and embeds as they are. Edit and publish instead."))
        mended = snapshots.take(live, author=move.user, note=move.reason[:300])
        return give(move, mended, kind=PublishKind.TYPO, is_override=True)


def _check_small(before: tuple[str, str], after: tuple[str, str]) -> None:
    changed = sum(map(changed_characters, before, after))
    if not changed:
        raise MoveIncomplete(_("Nothing was changed."))
    if changed > MOST_CHANGED:
        raise MoveIncomplete(
            _("This changes %(changed)s characters; a typo fix changes at most %(most)s. Edit and publish instead.")
            % {"changed": changed, "most": MOST_CHANGED}
        )


def publish_import(article: Article, *, by, reason: str = "", imported_from: str = "") -> Publication | TimedChange:
    """Publishes a story as its source published it, under its source's date; one dated in the future is
    scheduled instead. Refuses what is undated, embargoed or blocked. An archive was written by other rules: what a
    section asks on top does not keep it back, and its audit row lists that, and the source that it was `imported_from`
    where no person chose the story. `publishing_again.publish_newer` publishes what its source sends later."""
    with making(article, Action.PUBLISH_IMPORT, by=by, reason=reason, row=AS_IT_CAME) as move:
        move.details = {"imported_from": imported_from} if imported_from else {}
        move.touch()
        return give_as_dated(move)


def give_as_dated(move: Moving) -> Publication | TimedChange:
    """Ends a move that publishes what came in, under its source's date; one in the future is waited for."""
    published_at, now = move.article.published_at_source, database_now()
    if not published_at:
        raise MoveIncomplete(_("It has no date of its source: a person has to publish it."))
    if published_at > now:
        return _schedule_import(move, published_at)
    move.is_quiet = now - published_at > NEWS_FOR
    kind = "" if move.readers is Readers.NONE else PublishKind.UPDATE
    revision = move.article.head_revision
    return give(move, revision, kind=kind, published_at=published_at, is_archive=move.is_quiet)


def _schedule_import(move: Moving, run_at: datetime) -> TimedChange:
    check_unblocked(move.article, at=run_at)
    checklist.check(move.article, at=run_at)
    change = move.article.timed_changes.waiting().publishing().first() or TimedChange(article=move.article)
    change.revision, change.action, change.kind = move.article.head_revision, Action.PUBLISH, PublishKind.FIRST
    change.live_revision = move.publication and move.publication.revision
    change.run_at, change.zone = run_at, "UTC"
    change.local_time = f"{run_at.astimezone(UTC):%Y-%m-%dT%H:%M}"
    change.scheduled_by_id = move.by.trusted_by_id if move.source else move.by.pk
    change.source = move.source
    change.save()
    run_at_its_moment(change)
    move.details["scheduled"] = suspension.listed([change])
    move.record(desk_to=DeskState.INCOMING, readers_to=move.readers)
    return change


def hold(article: Article, *, by, text: str = "", reason: str = "", pinned: Revision | None = None) -> None:
    """Takes a live story from readers for now; its address says so, with the notice if one is given. `pinned` is the
    revision that a timed change was scheduled with: the right is asked for in its section."""
    with making(article, Action.HOLD, by=by, reason=reason, pinned=pinned) as move:
        move.details = {"suspended": suspension.suspend(move.article, why=_("The story is held."))}
        move.record()
        withhold(move, Readers.HELD, notice=text)


def release(article: Article, *, by, reason: str = "", keep: Iterable[int] = ()) -> None:
    """Gives a held story back to readers, frozen anew from its revision; `keep` names suspended changes that
    wait again."""
    with making(article, Action.RELEASE, by=by, reason=reason) as move:
        check_unblocked(move.article)
        move.details = suspension.resume(move.article, keep=keep)
        move.record()
        _give_back(move)


def _give_back(move: Moving) -> None:
    publication = move.publication
    frozen = freeze(publication.revision, publication=publication, for_readers=True)
    publication.status, publication.notice = Readers.LIVE, ""
    _show(frozen)
    public_versions.give_back(publication)
    versions.ease(move)
    move.is_seen = True


def retract(article: Article, *, by, text: str, reason: str = "", pinned: Revision | None = None) -> None:
    """Withdraws a story: its address keeps the notice in place of the text. `pinned` is as in `hold`."""
    with making(article, Action.RETRACT, by=by, reason=reason, pinned=pinned) as move:
        if not bodies.clean_text(text):
            raise MoveIncomplete(_("A retraction needs a notice: readers find it in place of the story."))
        move.details = {"cancelled": suspension.cancel(move.article, why=_("The story was retracted."))}
        move.record()
        withhold(move, Readers.RETRACTED, notice=text)


def reinstate(article: Article, *, by, reason: str) -> None:
    """Takes back a retraction or a removal as far as "held"; release is a step of its own."""
    with making(article, Action.REINSTATE, by=by, reason=reason) as move:
        move.record()
        withhold(move, Readers.HELD, notice="")


def remove(article: Article, *, by, reason: str = "", text: str = "") -> None:
    """Removes a story for legal reasons: its address answers 410, with nothing of the story."""
    with making(article, Action.REMOVE, by=by, reason=reason or text) as move:
        move.details = {"cancelled": suspension.cancel(move.article, why=_("The story was removed."))}
        move.record()
        withhold(move, Readers.REMOVED, notice="")


def freeze_again() -> int:
    """Freezes every live publication anew from the revision that readers have; no move, no news. Returns how many."""
    keys = list(Publication.objects.live().values_list("article_id", flat=True))
    frozen = 0
    for key in keys:
        with transaction.atomic():
            Article.objects.locked().get(pk=key)
            publication = Publication.objects.live().filter(article=key).first()
            if publication:
                _show(freeze(publication.revision, publication=publication, for_readers=True))
                frozen += 1
    Edition.bump()
    return frozen


def withhold(move: Moving, status: Readers, *, notice: str) -> None:
    """Empties the publication of a recorded move."""
    publication = move.publication
    publication.status, publication.notice = status, bodies.clean_text(notice)
    freezing.empty(publication)
    versions.alert(move)
    move.is_seen = True


def check_unblocked(article: Article, *, at: datetime | None = None) -> None:
    """Raises `Blocked` if a block is open, or if an embargo has not passed at a moment (now, if none is named)."""
    if block := article.blocks.open().first():
        raise Blocked(_("It is blocked (%(kind)s): %(text)s") % {"kind": block.get_kind_display(), "text": block.text})
    if article.embargo == Embargo.LIFTED:
        raise Blocked(_("It is embargoed until somebody lifts the embargo."))
    if article.embargo == Embargo.UNTIL and (at or database_now()) < article.embargo_until:
        local = timezone.localtime(article.embargo_until)
        raise Blocked(_("It is embargoed until %(moment)s.") % {"moment": f"{local:%Y-%m-%d %H:%M} ({local.tzinfo})"})


def give(
    move: Moving,
    revision: Revision,
    *,
    kind: str = "",
    text: str = "",
    published_at: datetime | None = None,
    updated_at: datetime | None = None,
    is_override: bool = False,
    is_archive: bool = False,
) -> Publication:
    """Ends a move that publishes. An override passes what a section asks on top of what every story must have; its
    audit row lists that."""
    check_unblocked(move.article)
    passed_over = checklist.check(move.article, revision=revision, is_override=is_override, is_archive=is_archive)
    text = bodies.clean_text(text)
    kind = check_kind(kind, text=text, readers=move.readers)
    move.article.approved_revision = move.article.submitted_by = None
    move.details |= of_revisions(move.publication and move.publication.revision, revision)
    move.details |= {"kind": kind} | ({"text": text} if text else {})
    move.details |= {"passed_over": passed_over} if passed_over else {}
    if cancelled := suspension.supersede(move.article, revision=revision.number):
        move.details["cancelled"] = cancelled
    move.record(revision=revision)
    dated = {"published_at": published_at, "updated_at": updated_at}
    return put_before_readers(move, revision, kind=kind, text=text, **dated)


def of_revisions(before: Revision | None, after: Revision) -> dict[str, int | None]:
    """The numbers of the revisions that readers had and get, for the audit row; None for nothing."""
    return {"before": before.number if before else None, "after": after.number}


def check_kind(kind: str, *, text: str, readers: Readers) -> PublishKind:
    """The kind of a publication: the first one is always "first", a later one never is. Raises
    `MoveIncomplete` if the kind, or the text that it needs, is missing."""
    kinds = [kind for kind in PublishKind.values if kind != PublishKind.FIRST]
    if readers is Readers.NONE:
        if kind in (PublishKind.CORRECTION, PublishKind.CLARIFICATION):
            raise MoveIncomplete(_("A first publication corrects nothing."))
        if not kind or kind in PublishKind.values:
            return PublishKind.FIRST
    if kind not in kinds:
        labels = _(", ").join(str(PublishKind(kind).label) for kind in kinds)
        raise MoveIncomplete(_("Say what this is to readers: %(kinds)s.") % {"kinds": labels})
    if kind in (PublishKind.CORRECTION, PublishKind.CLARIFICATION) and not text.strip():
        raise MoveIncomplete(_("Say in a sentence for readers what was wrong and what is right."))
    for marker in bodies.leftover_markers(text):
        raise MoveIncomplete(_("“%(marker)s” is still in the text for readers.") % {"marker": marker})
    return PublishKind(kind)


def put_before_readers(
    move: Moving,
    revision: Revision,
    *,
    kind: str,
    text: str = "",
    published_at: datetime | None = None,
    updated_at: datetime | None = None,
) -> Publication:
    """Freezes a revision into the publication of a recorded move: address, redirect, correction. What comes dated
    from its source keeps its dates."""
    now = database_now()  # the address keeps this day for ever, and lists their order
    before = move.publication and move.publication.revision
    replaced = (before, move.publication.updated_at) if before else None
    revision.article = move.article
    frozen = freeze(revision, publication=move.publication, for_readers=True)
    publication = frozen.publication
    if before is None:
        publication.first_published_at = publication.updated_at = published_at or now
    elif kind != PublishKind.TYPO:
        publication.updated_at = updated_at or now
    publication.status = move.transition.readers_to
    publication.stale_since = versions.behind_since(move.article, publication)
    old_path = addresses.settle(publication, wanted_slug=frozen.wanted_slug)
    if publication.status == Readers.LIVE:
        _show(frozen)
    else:
        freezing.empty(publication)
    addresses.keep_redirect(publication, old_path)
    if before and text and kind != PublishKind.TYPO:
        _note_correction(publication, kind=kind, text=text, before=before, at=updated_at or now)
    public_versions.keep(publication, kind=kind, at=now, before=replaced)
    versions.fall_behind(move, revision, kind=kind)
    move.is_seen = True
    return publication


def _note_correction(publication: Publication, *, kind: str, text: str, before: Revision, at: datetime) -> None:
    Correction.objects.create(
        publication=publication,
        kind=kind,
        text=bodies.clean_text(text),
        before=before,
        after=publication.revision,
        published_at=at,
    )


def _show(frozen: freezing.Frozen) -> None:
    """Stores what readers get, with the files of its pictures."""
    files = rendering.make_ready(frozen.picture_ids)
    freezing.save(frozen)
    if files:
        public_files.put_named(files, of=frozen.picture_ids)
    mark_shown([frozen])


def mark_shown(some: Collection[freezing.Frozen]) -> None:
    """Sections, authors and topics that readers see for the first time have pages from now on."""
    publications = [frozen.publication for frozen in some]
    placed = [section for one in publications for section in (one.section, one.top_section)]
    sections = {section.pk for section in placed if not section.first_shown_at}
    authors = {byline.author_id for frozen in some for byline in frozen.bylines} - {None}
    topics = {key for frozen in some for key in frozen.topic_ids}
    keys = [sorted(sections), sorted(authors), sorted(topics)]
    if any(keys):
        with connection.cursor() as cursor:
            cursor.execute(_MARK_SHOWN, [value for some in keys for value in (timezone.now(), some)])
