"""Windows whose form was saved, remembered in the session: nothing that they send late is kept as unsaved."""

from django.http import HttpRequest

SAVED_WINDOWS = "saved_windows"
REMEMBERED = 40


def note_saved(request: HttpRequest, window: str) -> None:
    if window:
        saved = [*request.session.get(SAVED_WINDOWS, []), window]
        request.session[SAVED_WINDOWS] = saved[-REMEMBERED:]


def is_saved(request: HttpRequest, window: str) -> bool:
    return bool(window) and window in request.session.get(SAVED_WINDOWS, [])
