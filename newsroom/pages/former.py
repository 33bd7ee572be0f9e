"""Addresses that pages of sections, authors and topics, and stories and lists of a former site, once had: 301 to where
they are now."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse

from articles import old_paths
from articles.models import FormerAddress, OldAddress, Publication
from articles.paths import language_prefix
from newsroom.languages import language_of_path
from newsroom.pages.answers import moved

FEED = "feed.xml"


def with_former_addresses(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Asks, where a view finds nothing, whether the address is a former one."""

    @wraps(view)
    def redirecting(request, *arguments, **named):
        try:
            return view(request, *arguments, **named)
        except Http404:
            if not (path := new_address(request.path_info)):
                raise
            return moved(path)

    return redirecting


def new_address(path: str) -> str | None:
    """Where the page of a path is now, an archive of a section below it included; None if it never was one.

    A record that readers have never seen is not given away.
    """
    prefix = language_prefix(language_of_path(path))
    bare = path.removeprefix(prefix)
    segments = bare.strip("/").split("/")
    starts = ["/" + "/".join(segments[:count]) + "/" for count in (1, 2)]
    rows = FormerAddress.objects.filter(old_path__in=starts).select_related("section__parent", "author", "topic")
    former = max(rows, key=lambda row: len(row.old_path), default=None)
    if not former or not former.record.first_shown_at:
        return None
    return prefix + former.record.path + bare.removeprefix(former.old_path)


def from_former_site(request: HttpRequest) -> str | None:
    """Where the story, or the list of stories, is that had this address at the site that it came from; None for one
    that readers have never seen.

    Asked only where there is nothing at an address, so no page of ours is shadowed.
    """
    path = request.path_info
    feed = FEED if old_paths.asks_for_feed(path) else ""
    keys = old_paths.keys_of_request(path, request.META.get("QUERY_STRING", ""))
    if (found := _at_former_site(keys, feed=feed)) and found != path:
        return found
    return f"/{feed}" if old_paths.is_part_of_front(path) and OldAddress.objects.exists() else None


def numbered_at_former_site(request: HttpRequest) -> str | None:
    """The same for the front page, which is there: WordPress gave every post an address such as `/?p=12`."""
    for name in (*old_paths.NUMBERED, *old_paths.LISTED):
        if found := request.GET.get(name, ""):
            return _at_former_site(old_paths.keys_of_request(request.path_info, urlencode({name: found})))
    return None


def _at_former_site(keys: list[str], *, feed: str = "") -> str | None:
    if not keys:
        return None
    story = Publication.objects.filter(article_id=OuterRef("article_id")).values("path")[:1]
    rows = OldAddress.objects.filter(key__in=keys).select_related("section__parent", "author", "topic")
    found = {row.key: _led_to(row, feed) for row in rows.annotate(story=Subquery(story))}
    return next((found[key] for key in keys if found.get(key)), None)


def _led_to(row: OldAddress, feed: str) -> str | None:
    if not row.record:
        return row.path or row.story
    if not row.record.first_shown_at or row.language not in settings.NEWSROOM_LANGUAGES:
        return None
    return language_prefix(row.language) + row.record.path + feed
