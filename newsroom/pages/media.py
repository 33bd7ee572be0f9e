"""Pictures for readers: a file is answered only while a live story uses its picture."""

from django.core.files.storage import storages
from django.http import Http404, HttpResponse
from django.shortcuts import get_list_or_404
from django.utils.cache import get_conditional_response

from articles.models import Rendition
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.answers import NO_CDN, reader_page

# By whoever has seen it. In between nobody keeps it but a CDN that is told to forget: see `answers.tell_cdn`.
KEPT = f"public, max-age=60{NO_CDN}"


@reader_page
def media(request, name):
    """`/media/<name>`. The name is the file's digest, so it is the ETag as well."""
    if request.path_info != f"/media/{name}":
        raise Http404
    media_type, etag = _live_type(name), f'"{name}"'
    headers = {"Cache-Control": KEPT, "ETag": etag, "X-Content-Type-Options": "nosniff"}
    kept = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if kept.status_code == 304:
        return kept
    return HttpResponse(_bytes_of(name), content_type=media_type, headers=headers)


@by_edition
def _live_type(name):
    """The media type of a picture that a live story uses. Raises Http404."""
    live = Rendition.objects.filter(name=name, is_public=True, image__publications__status="live")
    return get_list_or_404(live.values_list("media_type", flat=True)[:1])[0]


def _bytes_of(name):
    try:
        with storages["public"].open(name) as file:
            return file.read()
    except FileNotFoundError as error:
        raise Http404 from error
