"""Addresses that stories, and lists of them, had at another site: kept when they come from there, and never taken
from each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction

from .models import Edition, OldAddress, Publication
from .models.reference import Reference


def keep(wanted: Mapping[str, int]) -> dict[str, int | None]:
    """Lets each key lead to an article. Whoever has one already keeps it: returns those, by the key, None for a page.

    Readers who have the story are led to it at once, all others as soon as it is published.
    """
    if not wanted:
        return {}
    with transaction.atomic():
        known = _holders(wanted)
        new = {key: wanted[key] for key in sorted(set(wanted) - set(known))}
        rows = [OldAddress(key=key, article_id=article) for key, article in new.items()]
        OldAddress.objects.bulk_create(rows, ignore_conflicts=True)
        known |= _holders(new) if new else {}
        if Publication.objects.filter(article_id__in=set(new.values())).exists():
            Edition.bump()
    return {key: article for key, article in known.items() if article != wanted[key]}


@transaction.atomic
def keep_sites(sites: Collection[str]) -> None:
    """Notes sites (as `old_paths.site_of`) whose stories are here: links to them lead straight to ours."""
    new = set(sites) - _holders(dict.fromkeys(sites, 0)).keys()
    if new:
        OldAddress.objects.bulk_create([OldAddress(key=key, path="/") for key in sorted(new)], ignore_conflicts=True)
        Edition.bump()


@transaction.atomic
def keep_for_page(key: str, *, path: str) -> bool:
    """Lets a key lead to a page that is no story; False if it leads elsewhere."""
    if not key:
        return False
    row, is_new = OldAddress.objects.get_or_create(key=key, defaults={"path": path})
    if is_new:
        Edition.bump()
    return row.path == path


def keep_for_lists(wanted: Mapping[str, tuple[Reference, str]]) -> int:
    """Lets each key lead to the page of a section, an author or a topic, in a language; returns how many are new. What
    leads elsewhere goes on to do so."""
    with transaction.atomic():
        known = _holders(dict.fromkeys(wanted, 0))
        new = {key: wanted[key] for key in sorted(set(wanted) - set(known))}
        rows = [
            OldAddress(key=key, language=language, **{str(record._meta.model_name): record})
            for key, (record, language) in new.items()
        ]
        OldAddress.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
        if any(record.first_shown_at for record, _language in new.values()):
            Edition.bump()
    return len(new)


def _holders(keys: Mapping[str, int]) -> dict[str, int | None]:
    return dict(OldAddress.objects.filter(key__in=list(keys)).values_list("key", "article_id"))
