"""The inbox: what somebody was told, and how they want to be told. Each person has only their own."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.keys import key_given, key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there, wants_json

from ..models import InboxItem, Kind, Mail
from . import choosing, reading
from .lines import listing

UNREAD, ALL = "unread", "all"
MEDIA = forms.Media(css={"all": ["desk/inbox.css"]}, js=[forms.Script("desk/inbox.js", defer=True)])


class InboxPages:
    """The pages of a desk's site. An item of a story that the person may not see now is not there at all."""

    def __init__(self, site):
        self.site = site

    def urls(self):
        door = self.site.admin_view
        return [
            path("inbox/", door(self.inbox_view), name="inbox"),
            path("inbox/read/", door(self.inbox_all_view), name="inbox_read_all"),
            path("inbox/choices/", door(self.inbox_choices_view), name="inbox_choices"),
            path("inbox/<str:number>/read/", door(self.inbox_read_view), name="inbox_read"),
        ]

    @not_there
    @method_decorator(require_safe)
    def inbox_view(self, request):
        person, (show, kind) = person_of(request), _wanted(request.GET)
        context = {
            **self.site.each_context(request),
            "title": _("Inbox"),
            "listing": listing(person, only_unread=show == UNREAD, kind=kind, before=key_given(request.GET, "before")),
            "show": show,
            "kind": kind,
            "kinds": Kind.choices,
            "query": _query(show=show, kind=kind),
            "is_later": "before" in request.GET,
            "backlog": _backlog() if person.reads_everything else None,
            "media": MEDIA,
        }
        return TemplateResponse(request, "admin/inbox/inbox.html", context)

    @not_there
    @method_decorator(require_POST)
    def inbox_read_view(self, request, number):
        item = InboxItem.objects.listed_for(person_of(request)).filter(pk=key_of(number)).first()
        if not item:
            raise Http404
        reading.mark(item, is_read=request.POST.get("read", "1") != "0")
        return _back(request)

    @not_there
    @method_decorator(require_POST)
    def inbox_all_view(self, request):
        newest = key_of(request.POST.get("newest", ""))
        if not newest:
            raise Http404
        _show, kind = _wanted(request.POST)
        reading.mark_all(person_of(request), newest=newest, kind=kind)
        return _back(request)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def inbox_choices_view(self, request):
        posted = request.POST if request.method == "POST" else None
        form = choosing.ChoicesForm(posted, stored=choosing.choices_of(request.user))
        if request.method == "POST" and form.is_valid():
            choosing.choose(request.user, **form.cleaned_data)
            messages.success(request, _("Your choices are kept. They go for what happens from now on."))
            return HttpResponseRedirect(reverse("admin:inbox_choices"))
        context = {**self.site.each_context(request), "title": _("What you are told"), "form": form, "media": MEDIA}
        status = 400 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/inbox/choices.html", context, status=status)


def _wanted(given):
    """Which items are shown, and of which kind. Raises `Http404` for what is neither."""
    show, kind = given.get("show", ALL), given.get("kind", "")
    if show not in (UNREAD, ALL) or kind not in ("", *Kind.values):
        raise Http404
    return show, kind


def _query(*, show, kind):
    chosen = {"show": show if show != ALL else "", "kind": kind}
    return urlencode({name: value for name, value in chosen.items() if value})


def _back(request):
    """To the list as it was filtered; programs get the number of what is unread."""
    if wants_json(request):
        return JsonResponse({"status": 200, "unread": reading.count_unread(person_of(request))})
    show, kind = _wanted(request.POST)
    query = _query(show=show, kind=kind)
    return HttpResponseRedirect(reverse("admin:inbox") + (f"?{query}" if query else ""))


def _backlog():
    """The mail that waits, for administrators: how much, since when, and what the mail server said last."""
    oldest = Mail.objects.waiting().first()
    return {"count": Mail.objects.waiting().count(), "oldest": oldest} if oldest else None
