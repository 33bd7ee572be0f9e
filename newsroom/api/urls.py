"""The addresses of the content API: those of the endpoints, and a page on them."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from newsroom.api.answers import view_of
from newsroom.api.views.about import ALL
from newsroom.api.views.documentation import documentation


class Part(StringConverter):
    """A part of an address: which ones name something is for its parameter to say."""

    regex = "[^/\x00-\x1f]{1,100}"


register_converter(Part, "api_part")

app_name = "api"
urlpatterns = [
    *(path(endpoint.route, view_of(endpoint), name=endpoint.name) for endpoint in ALL),
    path("docs/", documentation, name="documentation"),
]
