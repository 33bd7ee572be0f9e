"""Addresses that stories, and lists of them, had at another site: kept when they come from there, and never taken
from each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import connection, transaction

from .models import Edition, OldAddress, Publication
from .models.reference import Reference

_KEEP = """
    INSERT INTO articles_oldaddress (key, article_id, path, language)
    SELECT told.key, told.article, '', '' FROM unnest(%s::text[], %s::bigint[]) AS told(key, article)
    ON CONFLICT (key) DO NOTHING RETURNING key
"""


def keep(wanted: Mapping[str, int]) -> dict[str, int | None]:
    """Lets each key lead to an article. Whoever has one already keeps it: returns those, by the key, None for a page.

    Readers who have the story are led to it at once, all others as soon as it is published.
    """
    if not wanted:
        return {}
    with transaction.atomic():
        keys = sorted(wanted)  # in one order, so that of two runs none waits for the other
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [keys, [wanted[key] for key in keys]])
            new = {key for (key,) in cursor}
        known = _holders([key for key in keys if key not in new]) if len(new) < len(keys) else {}
        if new and Publication.objects.filter(article_id__in={wanted[key] for key in new}).exists():
            Edition.bump()
    return {key: article for key, article in known.items() if article != wanted[key]}


@transaction.atomic
def keep_sites(sites: Collection[str]) -> None:
    """Notes sites (as `old_paths.site_of`) whose stories are here: links to them lead straight to ours."""
    new = set(sites) - _holders(sites).keys()
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
        known = _holders(wanted)
        new = {key: wanted[key] for key in sorted(set(wanted) - set(known))}
        rows = [
            OldAddress(key=key, language=language, **{str(record._meta.model_name): record})
            for key, (record, language) in new.items()
        ]
        OldAddress.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
        if any(record.first_shown_at for record, _language in new.values()):
            Edition.bump()
    return len(new)


def _holders(keys: Collection[str]) -> dict[str, int | None]:
    return dict(OldAddress.objects.filter(key__in=list(keys)).values_list("key", "article_id"))
