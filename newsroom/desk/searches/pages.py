"""Saved searches above the list of stories: one's own, and what editors share with the desk."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.keys import key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there, status_of
from articles.workflow import MoveNotAllowed
from newsroom.desk.models import SavedSearch

from .saving import delete_search, known_query, may_share, save_search

CHANGELIST = "admin:articles_article_changelist"


@dataclass(frozen=True)
class Line:
    """A saved search as a link; `delete` is where to post for deleting it, empty for somebody else's."""

    name: str
    address: str
    is_current: bool
    by: str = ""
    delete: str = ""


class SearchesPage:
    """Mixed into the admin of stories."""

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        return [
            path("searches/", door(self.save_search_view), name="articles_article_save_search"),
            path("searches/<str:key>/delete/", door(self.delete_search_view), name="articles_article_delete_search"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if hasattr(response, "context_data") and "cl" in response.context_data:
            response.context_data |= self.searches_context(request)
        return response

    def searches_context(self, request):
        current = known_query(request.GET.urlencode(), known=self.searchable)
        own, shared = self._lines(request, current=current)
        return {
            "above_list": ["admin/searches/searches.html"],
            "own_searches": own,
            "shared_searches": shared,
            "current_query": "" if any(line.is_current for line in own) else current,
            "may_share_searches": may_share(person_of(request)),
        }

    @property
    def searchable(self):
        """The parameters of the list that a search may have."""
        return {SEARCH_VAR, ORDER_VAR, *(narrowing.parameter_name for narrowing in self.list_filter)}

    def _lines(self, request, *, current):
        searches = SavedSearch.objects.filter(Q(person=request.user) | Q(is_shared=True, person__is_active=True))
        own, shared = [], []
        for search in searches.select_related("person"):
            (own if search.person_id == request.user.pk else shared).append(self._line(search, request, current))
        return own, shared

    def _line(self, search, request, current):
        query = known_query(search.query, known=self.searchable)
        is_own = search.person_id == request.user.pk
        return Line(
            search.name,
            f"?{query}",
            is_current=query == current,
            by="" if is_own else str(search.person),
            delete=reverse("admin:articles_article_delete_search", args=[search.pk]) if is_own else "",
        )

    @method_decorator(require_POST)
    def save_search_view(self, request):
        query = known_query(request.POST.get("query", ""), known=self.searchable)
        values = {"name": request.POST.get("name", ""), "is_shared": request.POST.get("shared") == "1"}
        try:
            saved = save_search(query, by=request.user, known=self.searchable, **values)
        except MoveNotAllowed as refusal:
            if request.get_preferred_type(["text/html", "text/plain"]) == "text/plain":
                return HttpResponse(f"{refusal}\n", status=status_of(refusal), content_type="text/plain; charset=utf-8")
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved: “%(name)s”.") % {"name": saved.name})
        return HttpResponseRedirect(f"{reverse(CHANGELIST)}?{query}")

    @not_there
    @method_decorator(require_POST)
    def delete_search_view(self, request, key):
        try:
            name = delete_search(key_of(key) or 0, by=request.user)
        except SavedSearch.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Deleted: “%(name)s”.") % {"name": name})
        return HttpResponseRedirect(reverse(CHANGELIST))
