"""The language of a request: the address decides for readers, the person's choice on the desk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from newsroom.desk_paths import is_on_desk


def language_of_path(path: str) -> str:
    """The language that an address is in: its first segment, else the default language."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in settings.NEWSROOM_LANGUAGES[1:] else settings.NEWSROOM_LANGUAGES[0]


class LanguageMiddleware:
    """Activates the request's language.

    Not Django's LocaleMiddleware: that one varies reader pages by Accept-Language, and ours have one
    language an address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        on_desk = is_on_desk(request.path_info)
        language = translation.get_language_from_request(request) if on_desk else language_of_path(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
