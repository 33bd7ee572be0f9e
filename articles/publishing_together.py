"""Many stories of a source given to readers at once, each as `publishing.publish_import` does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress, count

from django.utils.translation import gettext as _

from . import addresses, checklist, copying, freezing, public_versions, snapshots, versions
from .clock import database_now
from .models import Article, Block, Image, Publication, Rendition, Revision, TimedChange
from .moves import Moving, making_all, record_all
from .pictures import public_files
from .publishing import NEWS_FOR, mark_shown, of_revisions
from .workflow import Action, MoveIncomplete, MoveNotAllowed, PublishKind

MOST_FILES = 600  # of pictures at once: each is locked by its name, and PostgreSQL has room for some thousand locks
Published = Publication | MoveNotAllowed


class NotTogether(Exception):
    """Nothing was published: the stories at these `places` have to be by themselves, with `publish_import`."""

    def __init__(self, places: Iterable[int]) -> None:
        self.places = list(places)


@dataclass
class _Ready:
    """A move that nothing keeps back, and the text that readers get by it."""

    place: int
    move: Moving
    revision: Revision
    passed_over: list[str]  # that a section asks on top
    frozen: freezing.Frozen | None = None


@dataclass(frozen=True)
class _Library:
    """The pictures of some stories, and the files of those that can be shown as they are. Nobody replaces or withdraws
    one until the transaction ends."""

    pictures: Mapping[int, Image]
    files: Mapping[int, set[str]]


def publish_imports(articles: Sequence[Article], *, by, imported_from: str = "") -> list[Published]:
    """Publishes stories that nobody at the desk has touched, in a few statements for all of them. Returns for each its
    publication, or why it was refused. Raises `NotTogether` for those of which more has to be looked at."""
    with making_all([article.pk for article in articles], Action.PUBLISH_IMPORT, by=by) as moves:
        now = database_now()
        stories = [move.article for move in moves if isinstance(move, Moving)]
        library = _library_of(stories)
        apart = set(_apart(stories, library, now=now))
        alone = [move is None or isinstance(move, Moving) and move.article.pk in apart for move in moves]
        if any(alone):
            raise NotTogether(compress(count(), alone))
        lists = snapshots.lists_of([story.pk for story in stories])
        found = [_ready(place, move, lists, library, now=now) for place, move in enumerate(moves) if move]
        ready = [one for one in found if isinstance(one, _Ready)]
        for one in ready:
            one.move.details = {"imported_from": imported_from} if imported_from else {}
        _put_before_readers(ready, library, now=now)
        return [one.frozen.publication if isinstance(one, _Ready) and one.frozen else one for one in found]


def _library_of(articles: Collection[Article]) -> _Library:
    keys = set().union(*map(_pictures_in, articles))
    pictures = freezing.read_pictures(keys, are_locked=True) if keys else {}
    files: dict[int, set[str]] = {}
    rows = Rendition.objects.filter(image__in=pictures, image__withdrawn_at=None).values_list("image", "name")
    for key, name in rows if pictures else ():
        files.setdefault(key, set()).add(name)
    return _Library(pictures, files)


def _pictures_in(article: Article) -> set[int]:
    return freezing.pictures_in(article.body, lead=article.lead_image_id)


def _apart(articles: Sequence[Article], library: _Library, *, now: datetime) -> Iterator[int]:
    """Those that have a history, something in their way or waiting for its minute, or pictures that nobody can be shown
    as they are; and the first of which the pictures are too many."""
    keys = [article.pk for article in articles]
    kept_back = {
        *Block.objects.open().filter(article__in=keys).values_list("article_id", flat=True),
        *TimedChange.objects.open().filter(article__in=keys).values_list("article_id", flat=True),
    }
    names: set[str] = set()
    for article in articles:
        shown, before = _pictures_in(article), len(names)
        names.update(*(library.files.get(key, ()) for key in shown))
        lacks_files = not shown <= library.files.keys() or before <= MOST_FILES < len(names)
        is_ahead = article.published_at_source and article.published_at_source > now
        is_touched = article.history_length or article.head_revision_id or article.is_embargoed_at(now)
        if article.pk in kept_back or lacks_files or is_ahead or is_touched or checklist.waits_for_links(article):
            yield article.pk


def _ready(
    place: int,
    move: Moving | MoveNotAllowed,
    lists: Mapping[int, Mapping[str, list]],
    library: _Library,
    *,
    now: datetime,
) -> _Ready | MoveNotAllowed:
    if not isinstance(move, Moving):
        return move
    if not move.article.published_at_source:
        return MoveIncomplete(_("It has no date of its source: a person has to publish it."))
    revision = snapshots.first(move.article, lists=lists[move.article.pk], source=move.first_source)
    move.is_quiet = now - move.article.published_at_source > NEWS_FOR
    try:
        passed_over = checklist.check(
            move.article, revision=revision, is_archive=move.is_quiet, pictures=library.pictures
        )
    except MoveNotAllowed as refusal:
        return refusal
    return _Ready(place, move, revision, passed_over)


def _put_before_readers(ready: Sequence[_Ready], library: _Library, *, now: datetime) -> None:
    _record(ready)
    for one in ready:
        one.frozen = _frozen(one, library)
    some = [one.frozen for one in ready if one.frozen]
    addresses.settle_new([(frozen.publication, frozen.wanted_slug) for frozen in some])
    freezing.save_new(some)
    mark_shown(some)
    public_versions.keep_first([frozen.publication for frozen in some], kind=PublishKind.FIRST, at=now)
    _put_files(ready, library)
    behind = set(_with_translations([one.move.article.pk for one in ready]))
    for one in ready:
        if one.move.article.pk in behind:
            versions.fall_behind(one.move, one.revision, kind=PublishKind.FIRST)
        one.move.is_seen = True


def _put_files(ready: Sequence[_Ready], library: _Library) -> None:
    """Puts the files of pictures where readers get them. If one is lost, each says for itself whether it is its own."""
    with_pictures = {one.place: one.frozen.picture_ids for one in ready if one.frozen and one.frozen.picture_ids}
    if not with_pictures:
        return
    keys = set().union(*with_pictures.values())
    try:
        public_files.put_named(set().union(*(library.files[key] for key in keys)), of=keys)
    except MoveNotAllowed:
        raise NotTogether(with_pictures) from None


def _record(ready: Sequence[_Ready]) -> None:
    copying.store([one.revision for one in ready])
    for one in ready:
        one.move.article.head_revision = one.revision
        one.move.details |= of_revisions(None, one.revision) | {"kind": PublishKind.FIRST}
        one.move.details |= {"passed_over": one.passed_over} if one.passed_over else {}
        one.move.transition = one.move.told(revision=one.revision)
    record_all([one.move for one in ready])


def _frozen(one: _Ready, library: _Library) -> freezing.Frozen:
    article, transition = one.move.article, one.move.transition
    assert transition
    one.revision.article = article
    frozen = freezing.freeze(one.revision, for_readers=True, section=article.section, pictures=library.pictures)
    publication = frozen.publication
    publication.first_published_at = publication.updated_at = article.published_at_source
    publication.status = transition.readers_to
    return frozen


def _with_translations(keys: Sequence[int]) -> Iterator[int]:
    """Somebody may have begun one meanwhile."""
    yield from Article.objects.filter(translation_of__in=keys).values_list("translation_of_id", flat=True)
