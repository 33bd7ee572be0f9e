"""Which files readers have: the renditions of pictures that a live publication uses, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ..models import Publication, Rendition
from . import storing


def put(image_ids: Iterable[int]) -> None:
    """Puts the renditions of pictures where readers get them, in the transaction of what shows them."""
    rows = Rendition.objects.filter(image__in=list(image_ids), image__withdrawn_at=None, is_public=False)
    names = set(rows.values_list("name", flat=True))
    if not names:
        return
    storing.take_turns(names)
    shown = set(Rendition.objects.filter(name__in=names, is_public=True).values_list("name", flat=True))
    with storing.removed_on_failure(storing.remove_public) as written:
        for name in names - shown:
            written.append(name)
            _copy(name)
    rows.update(is_public=True)


def put_where_live(image_ids: Iterable[int]) -> None:
    """Does that for those that a live publication uses."""
    live = Publication.objects.live().filter(pictures__in=list(image_ids))
    put(live.values_list("pictures", flat=True))


def put_again(keys: Iterable[int]) -> None:
    """Puts renditions where readers get them, whether their rows say that they are there or not."""
    with transaction.atomic():
        rows = Rendition.objects.filter(pk__in=list(keys))
        names = set(rows.values_list("name", flat=True))
        storing.take_turns(names)
        for name in names:
            _copy(name)
        rows.update(is_public=True)


def unused() -> QuerySet[Rendition]:
    """Those that are public though no live publication uses their picture."""
    live = Publication.objects.live().filter(pictures=OuterRef("image"), pictures__withdrawn_at=None)
    return Rendition.objects.filter(~Exists(live), is_public=True)


def take_away_unused() -> int:
    """Takes away the files that no live publication uses any more; returns how many renditions those were."""
    with transaction.atomic():
        names = dict(unused().select_for_update(of=("self",)).values_list("pk", "name"))
        Rendition.objects.filter(pk__in=names).update(is_public=False)
    storing.sweep(names.values())
    return len(names)


def _copy(name: str) -> None:
    storage = storing.public()
    storage.delete(name)  # what is there without a public row was left by a crash
    with default_storage.open(storing.private_path(name)) as file:
        storage.save(name, file)
