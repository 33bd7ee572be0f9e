"""The desk's own pages, beside those that Django's admin has of each model. `DeskSite` includes them; they are read
once every model is registered, so views may use what `articles.admin` has."""

from django.contrib import admin
from django.urls import path

from .board.views import fragment, index
from .budget import views as budget
from .fronts import urls as fronts
from .inbox.pages import InboxPages
from .incoming.pages import IncomingPages
from .keeping.tokens import token
from .policy_preview import policy_typed
from .reports import views as reports
from .responses.pages import LettersPages


def page(view):
    """For whoever is at the desk; everybody else is asked to sign in."""
    return admin.site.admin_view(view)


urlpatterns = [
    path("", page(index), name="index"),
    path("board/", page(fragment), name="board"),
    path("token/", page(token), name="token"),
    path("budget/", page(budget.budget), name="budget"),
    path("budget/csv/", page(budget.table), name="budget_table"),
    path("reports/", page(reports.reports), name="reports"),
    path("reports/<str:name>/", page(reports.report), name="report"),
    path("policies/preview/typed/", page(policy_typed), name="policy_typed"),
    *fronts.urlpatterns,
    *InboxPages(admin.site).urls(),
    *IncomingPages(admin.site).urls(),
    *LettersPages(admin.site).urls(),
]
