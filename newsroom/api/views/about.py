"""What the API is: its first address, and the OpenAPI document."""

from __future__ import annotations

from django.conf import settings

from articles.languages import in_language
from articles.paths import absolute
from newsroom.api import openapi
from newsroom.api.addresses import address_of
from newsroom.api.endpoint import Asked, Endpoint, Reply
from newsroom.api.endpoints import ENDPOINTS
from newsroom.api.problems import LANGUAGE


def index(asked: Asked) -> Reply:
    addresses = {endpoint.name: absolute(openapi.ROOT) + endpoint.path for endpoint in ENDPOINTS}
    value = {
        "name": in_language(settings.NEWSROOM_NAME, LANGUAGE),
        "languages": list(settings.NEWSROOM_LANGUAGES),
        "documentation": address_of("documentation"),
        "openapi": address_of("openapi"),
        "addresses": addresses,
    }
    alternates = {"text/html": address_of("documentation")}
    return Reply(value=value, alternates=alternates, languages=[LANGUAGE])


def document(asked: Asked) -> Reply:
    return Reply(value=openapi.document(ALL, language=LANGUAGE), languages=[LANGUAGE])


ALL = (
    Endpoint(name="index", path="", summary="What there is", view=index, answers=("Index",)),
    Endpoint(name="openapi", path="openapi.json", summary="This document", view=document, answers=("Document",)),
    *ENDPOINTS,
)
