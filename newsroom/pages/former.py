"""Addresses that pages of sections, authors and topics once had: 301 to where they are now."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse

from articles.models import FormerAddress
from articles.paths import language_prefix
from newsroom.languages import language_of_path
from newsroom.pages.answers import moved


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
