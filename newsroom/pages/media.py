"""Pictures for readers: a file is answered only while a live story uses its picture."""

from django.core.files.storage import storages
from django.http import Http404
from django.shortcuts import get_list_or_404

from articles.models import Rendition
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.answers import NO_CDN, reader_page
from newsroom.pages.sending import known_already, sent

# By whoever has seen it, and no longer although the name is of its content: nobody can tell a browser to forget what
# is taken back. In between nobody keeps it but a CDN that is told to forget: see `answers.tell_cdn`.
KEPT = f"public, max-age=60{NO_CDN}"


@reader_page
def media(request, name):
    """`/media/<name>`. The name is the file's digest, so it is the ETag as well."""
    if request.path_info != f"/media/{name}":
        raise Http404
    media_type = _live_type(name)
    headers = {"Cache-Control": KEPT, "ETag": f'"{name}"', "X-Content-Type-Options": "nosniff"}
    return known_already(request, headers=headers) or sent(
        request, _opened(name), media_type=media_type, headers=headers
    )


@by_edition
def _live_type(name):
    """The media type of a picture that a live story uses. Raises Http404."""
    live = Rendition.objects.filter(
        name=name, is_public=True, image__withdrawn_at=None, image__publications__status="live"
    )
    return get_list_or_404(live.values_list("media_type", flat=True)[:1])[0]


def _opened(name):
    """The file in public storage. Raises Http404."""
    try:
        return storages["public"].open(name)
    except FileNotFoundError as error:
        raise Http404 from error
