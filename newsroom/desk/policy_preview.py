"""The readers' page of a policy page as it stands in the form; nothing of it is kept."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.refusals import status_of
from articles.workflow import MoveNotAllowed
from newsroom.about import writing
from newsroom.about.models import PolicyPage
from newsroom.previews.files import THEMES
from newsroom.previews.headers import framed
from newsroom.previews.policy import policy_document


@require_POST
def policy_typed(request):
    """The form of a page that is there says in the address which one it is; of a new one it is among the fields."""
    try:
        writing.check_may_write(request.user)
        page = writing.cleaned(_typed(request.GET.dict() | request.POST.dict()))
    except MoveNotAllowed as refusal:
        return HttpResponse(f"{refusal}\n", status=status_of(refusal), content_type="text/plain; charset=utf-8")
    return framed(policy_document(page, stylesheet=reverse("admin:articles_article_preview_style", args=[THEMES[0]])))


def _typed(asked) -> PolicyPage:
    texts = {name: asked.get(name, "") for name in ("name", "language", "title", "description", "body")}
    return PolicyPage(**texts, changed_at=timezone.now())
