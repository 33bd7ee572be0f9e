"""The addresses of fronts on the desk, below `fronts/`."""

from django.contrib import admin
from django.urls import path

from . import arrange_page, banner_page, history_page, list_page, preview_page, waiting_page


def _page(route, view, name):
    return path(f"fronts/{route}", admin.site.admin_view(view), name=name)


urlpatterns = [
    _page("", list_page.fronts_page, "fronts"),
    _page("banner/", banner_page.banner_page, "front_banner"),
    _page("banner/end/", banner_page.banner_end_page, "front_banner_end"),
    _page("<str:key>/", arrange_page.arrange_page, "front"),
    _page("<str:key>/cancel/", waiting_page.cancel_page, "front_cancel"),
    _page("<str:key>/move/", waiting_page.move_page, "front_move"),
    _page("<str:key>/history/", history_page.history_page, "front_history"),
    _page("<str:key>/history/<str:number>/", history_page.version_page, "front_version"),
    _page("<str:key>/undo/", history_page.undo_page, "front_undo"),
    _page("<str:key>/preview/", preview_page.preview_page, "front_preview"),
    _page("<str:key>/preview/page/", preview_page.preview_document, "front_preview_page"),
    _page("<str:key>/preview/typed/", preview_page.preview_typed, "front_typed"),
]
