"""The addresses below /preview/: those of a link, and nothing else."""

from django.urls import path, re_path, register_converter
from django.views.generic import RedirectView

from newsroom.pages.urls import FileName

from .views import media, nothing, reply, shown

register_converter(FileName, "preview_file")

urlpatterns = [
    path("<str:token>/", shown, name="preview"),
    path("<str:token>", RedirectView.as_view(pattern_name="preview")),
    path("<str:token>/reply/", reply, name="preview_reply"),
    path("<str:token>/media/<preview_file:name>", media, name="preview_media"),
    re_path(r"", nothing),
]
