"""Which files readers have: the renditions of pictures that a live publication uses, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

from django.core.files.storage import Storage, default_storage
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from ..models import Publication, Rendition
from ..workflow import MoveNotAllowed
from . import storing

# Marks them public and says which had no public file, for no other row shared it. (What the statement itself changes is
# not seen by the query within it.)
_SHOWN = """
UPDATE articles_rendition AS shown SET is_public = true
FROM articles_image AS image
WHERE image.id = shown.image_id AND image.withdrawn_at IS NULL AND shown.image_id = ANY(%s) AND NOT shown.is_public
RETURNING shown.name, EXISTS (
    SELECT 1 FROM articles_rendition AS other WHERE other.name = shown.name AND other.is_public
)
"""
AT_ONCE = 8  # files that are copied side by side
BATCH = 500  # names that are locked at once: PostgreSQL has room for some thousand locks


class FilesLost(MoveNotAllowed):
    """Private storage has not what readers would get."""


def put(image_ids: Iterable[int]) -> None:
    """Puts the renditions of pictures where readers get them, in the transaction of what shows them.

    Nobody takes one away before that ends, even if it is public by now. Raises `FilesLost`, and `MoveNotAllowed` where
    the storage fails.
    """
    if names := rendition_names(image_ids):
        put_named(names, of=image_ids)


def rendition_names(image_ids: Iterable[int]) -> set[str]:
    """The files of pictures that may be shown."""
    rows = Rendition.objects.filter(image__in=list(image_ids), image__withdrawn_at=None)
    return set(rows.values_list("name", flat=True))


def shown_with(article_ids: Iterable[int | None]) -> set[str]:
    """The files that readers have with stories."""
    keys = [key for key in article_ids if key]
    rows = Rendition.objects.filter(image__publications__article__in=keys, is_public=True) if keys else None
    return set(rows.values_list("name", flat=True)) if rows else set()


def put_named(names: Collection[str], *, of: Iterable[int]) -> None:
    """Does what `put` does where it is known already which files those of the pictures are."""
    storing.take_turns(names)
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, [list(of)])
        _copy({name for name, was_there in cursor.fetchall() if not was_there})


def put_where_live(image_ids: Iterable[int]) -> None:
    """Does that for those that a live publication uses."""
    live = Publication.objects.live().filter(pictures__in=list(image_ids))
    put(live.values_list("pictures", flat=True))


def put_again(keys: Iterable[int]) -> None:
    """Puts renditions where readers get them, whether their rows say that they are there or not. A file that readers
    have is left alone."""
    with transaction.atomic():
        rows = Rendition.objects.filter(pk__in=list(keys))
        names = set(rows.values_list("name", flat=True))
        storing.take_turns(names)
        shown = Rendition.objects.filter(name__in=names, is_public=True).values_list("name", "file_size")
        _copy(names - {name for name, size in shown if storing.is_public_whole(name, size=size)})
        rows.update(is_public=True)


def unused() -> QuerySet[Rendition]:
    """Those that are public though no live publication uses their picture."""
    live = Publication.objects.live().filter(pictures=OuterRef("image"), pictures__withdrawn_at=None)
    return Rendition.objects.filter(~Exists(live), is_public=True)


def take_away_unused() -> int:
    """Takes away the files that no live publication uses any more; returns how many renditions those were."""
    names = sorted(set(unused().values_list("name", flat=True)))
    return sum(_take_away(names[start : start + BATCH]) for start in range(0, len(names), BATCH))


def _take_away(names: Collection[str]) -> int:
    """Asks again once nobody else can put them there."""
    with transaction.atomic():
        storing.take_turns(names)
        taken = unused().filter(name__in=names).update(is_public=False)
    storing.sweep(names)
    return taken


def _copy(names: Collection[str]) -> None:
    """Several at once, for a bucket takes its time over each."""
    storage = storing.public()  # made once, before threads ask for it
    try:
        with storing.removed_on_failure(storing.remove_public) as written, ThreadPoolExecutor(AT_ONCE) as copying:
            written.extend(names)
            list(copying.map(_copy_one, names, repeat(storage)))
    except FileNotFoundError as problem:
        raise FilesLost(_("Files of the pictures are lost. Let “check_media” be run, then try again.")) from problem
    except OSError as problem:
        if problem.errno:  # the disk's own trouble, which is told everywhere in the same way
            raise
        raise MoveNotAllowed(_("The pictures could not be put where readers get them. Try again in a minute.")) from (
            problem
        )


def _copy_one(name: str, storage: Storage) -> None:
    storage.delete(name)  # what is there without a public row was left by a crash
    with default_storage.open(storing.private_path(name)) as file:
        storage.save(name, file)
