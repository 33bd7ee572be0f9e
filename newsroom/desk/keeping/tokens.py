"""A fresh token for a form that was opened before its person signed in again."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from .windows import SAVED_WINDOWS


@require_safe
def token(request):
    """The token goes to our own pages alone: no other site may read the answer. `person` is whose session it is;
    of `saved_windows` the browser may give up its copies."""
    saved = request.session.get(SAVED_WINDOWS, [])
    return JsonResponse({"token": get_token(request), "person": request.user.pk, "saved_windows": saved})
