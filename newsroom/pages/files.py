"""From a file for machines to a response: the same rules as for a page, and the letters named."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from newsroom.pages.answers import FRESH


def file_answer(request: HttpRequest, content: bytes, *, media_type: str) -> HttpResponse:
    """Answers with the file in UTF-8; 304 if whoever asks has it already."""
    headers = {"Cache-Control": FRESH, "ETag": f'"{sha256(content).hexdigest()[:32]}"'}
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response)
