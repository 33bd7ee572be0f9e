"""The OpenAPI 3.1 document, made from the endpoints."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings

from articles.languages import in_language
from articles.paths import absolute
from newsroom.api import ninjs, problems
from newsroom.api.endpoint import JSON, Endpoint
from newsroom.api.parameters import Parameter
from newsroom.api.schemas import ADDRESS, SCHEMAS, TEXT, list_of, of, thing

VERSION = "1"
ROOT = f"/api/v{VERSION}/"
ALWAYS = (400, 401, 404, 406, 429)
_DESCRIPTIONS = {
    301: "It is called otherwise now.",
    304: "You have it already.",
    400: "A parameter is unknown, or its value is none that it can have.",
    401: "The key is not valid, or one is needed.",
    404: "There is no such thing.",
    406: "There is nothing of a type that you accept.",
    410: "The story was removed for good.",
    429: "More requests than are allowed in a minute.",
}
# What others have described.
_OF_OTHERS = {
    "Document": {**thing({"openapi": TEXT}), "additionalProperties": True},
    "Ninjs": {
        **thing({"uri": ADDRESS}),
        "additionalProperties": True,
        "description": f"An item of ninjs 2.1: {ninjs.STANDARD['schema']}",
    },
    "NinjsItems": thing({"items": list_of(of("Ninjs"))}),
}
_HEADERS = {
    "ETag": "Send it as If-None-Match the next time: 304 says that you have the answer already.",
    "Link": "The rest of a list (`next`), and the same in another form (`alternate`).",
}
_RATES = {
    "RateLimit-Limit": "Requests a minute, with a key.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until the next minute begins.",
}


def document(endpoints: tuple[Endpoint, ...], *, language: str) -> dict[str, Any]:
    name = in_language(settings.NEWSROOM_NAME, language)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}: content API",
            "version": VERSION,
            "description": "Published stories and what belongs to them, read-only. Lists go on where `next` says.",
        },
        "servers": [{"url": absolute(ROOT).rstrip("/")}],
        "security": [*([{}] if settings.API_WITHOUT_KEY else []), {"key": []}],
        "paths": {f"/{endpoint.path}": {"get": _operation(endpoint)} for endpoint in endpoints},
        "components": {
            "schemas": {**SCHEMAS, **_OF_OTHERS},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A key of this newsroom."}},
        },
    }


def refusals() -> list[tuple[int, str]]:
    """Every status that is not the usual one, and what it means."""
    return list(_DESCRIPTIONS.items())


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        **({"description": endpoint.description} if endpoint.description else {}),
        "parameters": [_parameter(parameter) for parameter in endpoint.asked],
        "responses": {
            "200": {
                "description": endpoint.summary,
                "content": _content(endpoint),
                "headers": {name: _header(text) for name, text in (_HEADERS | _RATES).items()},
            },
            "304": {"description": _DESCRIPTIONS[304]},
            **{str(status): _refusal(status) for status in sorted({*ALWAYS, *endpoint.statuses})},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.is_required,
        "description": parameter.description,
        "schema": dict(parameter.schema),
        **parameter.more,
        **({"example": parameter.example} if parameter.example and parameter.schema["type"] == "string" else {}),
    }


def _content(endpoint: Endpoint) -> dict[str, Any]:
    refs = [of(name) for name in endpoint.answers]
    content = {JSON: {"schema": refs[0] if len(refs) == 1 else {"oneOf": refs}}}
    if endpoint.has_ninjs:
        content[ninjs.MEDIA_TYPE] = {"schema": of("Ninjs" if endpoint.name == "article" else "NinjsItems")}
    return content


def _refusal(status: int) -> dict[str, Any]:
    refused: dict[str, Any] = {"description": _DESCRIPTIONS.get(status, HTTPStatus(status).phrase)}
    if status >= 400:
        refused["content"] = {problems.MEDIA_TYPE: {"schema": of("Problem")}}
    return refused


def _header(text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "string"}}
