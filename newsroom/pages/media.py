"""Pictures for readers: a file is answered only while a live story uses its picture."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response

from articles.models import Rendition
from newsroom.pages.answers import reader_page

KEPT = "public, max-age=60, s-maxage=60"  # a withdrawn picture must be gone within a minute


@reader_page
def media(request, name):
    """`/media/<name>`. The name is the file's digest, so it is the ETag as well."""
    live = Rendition.objects.filter(name=name, image__publications__status="live")
    rendition = live.only("name", "media_type").first()
    if not rendition or request.path_info != f"/media/{name}":
        raise Http404
    etag = f'"{rendition.name}"'
    headers = {"Cache-Control": KEPT, "ETag": etag, "X-Content-Type-Options": "nosniff"}
    kept = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if kept.status_code == 304:
        return kept
    return HttpResponse(_bytes_of(rendition), content_type=rendition.media_type, headers=headers)


def _bytes_of(rendition):
    try:
        with default_storage.open(f"renditions/{rendition.name}") as file:
            return file.read()
    except FileNotFoundError as error:
        raise Http404 from error
