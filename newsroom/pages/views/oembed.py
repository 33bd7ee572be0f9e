"""`/oembed/?url=...`: what other sites ask when somebody puts a link to a story of ours on them."""

from __future__ import annotations

import json
import unicodedata

from django.http import HttpResponse
from django.utils.translation import gettext as _

from articles.models import Publication, Redirect
from newsroom.pages.answers import UNKEPT, reader_page
from newsroom.pages.elements import add, document, written
from newsroom.pages.files import file_answer
from newsroom.pages.oembed import card, story_path
from newsroom.pages.queries import BYLINES, IMAGES

LONGEST = 5000  # characters of an address


@reader_page
def oembed(request):
    """Only for live stories; 404, 400 and 501 with a sentence, as the specification has them. Scripts of every site
    may read it: it is the same for everybody."""
    response = _answer(request)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(request):
    address, form, *sizes = (request.GET.get(name, "") for name in ("url", "format", "maxwidth", "maxheight"))
    if not address:
        return _refused(400, _("Say which story you mean: url=, with its whole address."))
    if form not in ("", "json", "xml"):
        return _refused(501, _("There is json and xml."))
    try:
        most_wide, most_high = map(_size, sizes)
    except ValueError:
        return _refused(400, _("maxwidth and maxheight are whole numbers of pixels."))
    story = _story_at(address)
    if not story:
        return _refused(404, _("There is no story of ours at this address."))
    said = card(story, most_wide=most_wide, most_high=most_high)
    if form == "xml":
        return file_answer(request, _as_xml(said), media_type="text/xml")
    return file_answer(request, json.dumps(said, ensure_ascii=False).encode(), media_type="application/json")


def _size(text: str) -> int | None:
    """A number of pixels; None if nobody asked for one. Raises ValueError."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 7 and int(text)):
        raise ValueError(text[:20])
    return int(text)


def _story_at(address: str) -> Publication | None:
    path = unicodedata.normalize("NFC", story_path(address)) if len(address) <= LONGEST else ""
    if not path or "\x00" in path:
        return None
    live = Publication.objects.live().annotate(byline_rows=BYLINES, images=IMAGES)
    moved = Redirect.objects.filter(old_path=path).values("publication")
    return live.filter(path=path).first() or live.filter(pk__in=moved).first()


def _as_xml(said: dict) -> bytes:
    root = document("oembed")
    for name, value in said.items():
        add(root, name, str(value))
    return written(root)


def _refused(status: int, sentence: str) -> HttpResponse:
    headers = {"Cache-Control": UNKEPT}
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers=headers)
