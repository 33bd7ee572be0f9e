"""The addresses: health, desk, then readers' pages in each language."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from newsroom.health import healthz, readyz

handler400 = "newsroom.pages.errors.bad_request"
handler403 = "newsroom.pages.errors.refused"
handler404 = "newsroom.pages.errors.not_found"
handler500 = "newsroom.pages.errors.server_error"

# Prefixes first: without one, "ar" would be read as a section.
urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("preview/", include("newsroom.previews.urls")),
    path("accounts/", include("newsroom.accounts.urls")),
    path("api/v1/", include("newsroom.api.urls")),
    path("", include("newsroom.pages.site_urls")),
    *(path(f"{code}/", include("newsroom.pages.urls")) for code in settings.NEWSROOM_LANGUAGES[1:]),
    path("", include("newsroom.pages.urls")),
]
