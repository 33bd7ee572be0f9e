"""The OpenAPI 3.1 document, made from the endpoints."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from articles.languages import in_language
from articles.paths import absolute
from newsroom.api import ninjs, problems
from newsroom.api.endpoint import JSON, Endpoint
from newsroom.api.parameters import Parameter
from newsroom.api.schemas import ADDRESS, COUNT, SCHEMAS, TEXT, Schema, list_of, of, said, thing

VERSION = "1"
ROOT = f"/api/v{VERSION}/"
ALWAYS = (304, 400, 401, 406, 412, 414, 429, 500, 503)
_DESCRIPTIONS = {
    301: "It is called otherwise now.",
    304: "You have it already.",
    400: "A parameter is unknown, or its value is none that it can have.",
    401: "The key is not valid, or one is needed.",
    404: "There is no such thing.",
    406: "There is nothing of a type that you accept.",
    410: "The story was removed for good.",
    412: "The answer is none of those that you named in If-Match.",
    414: "The address is too long.",
    429: "More requests than are allowed in a minute.",
    500: "Something went wrong on our side.",
    503: "The newsroom cannot look it up at the moment.",
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
_CACHE = {"Cache-Control": said(TEXT, "What may be kept of the answer. One to a key is for nobody else.")}
_FORM = {
    "Content-Language": said(TEXT, "The languages of the texts in it."),
    "Vary": said(TEXT, "The headers of a request that choose the form of the answer."),
}
_TAG = {"ETag": said(TEXT, "Send it as If-None-Match the next time: 304 says that you have the answer already.")}
_DATE = {"Last-Modified": said(TEXT, "Since when the answer is this one, where that is known: never with a key.")}
_LINK = {"Link": said(TEXT, "The rest of a list (`next`), and the same in another form (`alternate`).")}
_WAIT = {"Retry-After": said(COUNT, "Seconds to wait.")}
_RATES = {
    "RateLimit-Limit": said(COUNT, "Requests a minute, with a key."),
    "RateLimit-Policy": said(TEXT, "The same with the seconds that it is for."),
    "RateLimit-Remaining": said(COUNT, "How many of them are left."),
    "RateLimit-Reset": said(COUNT, "Seconds until the next minute begins."),
}
_ALWAYS_THERE: dict[int, dict[str, Schema]] = {
    200: _CACHE | _FORM | _TAG,
    301: _CACHE | {"Location": said(ADDRESS, "Where it is now.")},
    304: _CACHE | _FORM | _TAG,
    401: _CACHE | {"WWW-Authenticate": said(TEXT, "How a key is sent.")},
    429: _CACHE | _WAIT,
    503: _CACHE | _WAIT,
}
_OF_ANSWERS = (200, 304, 412)
_WITHOUT_CONTENT = (301, 304, 412)


def document(endpoints: tuple[Endpoint, ...], *, language: str) -> dict[str, Any]:
    name = in_language(settings.NEWSROOM_NAME, language)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}: content API",
            "version": VERSION,
            "description": "Published stories and what belongs to them, read-only: GET, and HEAD for headers. Lists "
            "go on where `next` says. What is refused is a problem (RFC 9457) with a sentence, `detail`.",
        },
        "servers": [{"url": absolute(ROOT).rstrip("/")}],
        "security": [*([{}] if settings.API_WITHOUT_KEY else []), {"key": []}],
        "paths": {f"/{endpoint.path}": {"get": _operation(endpoint)} for endpoint in endpoints},
        "components": {
            "schemas": {**SCHEMAS, **_OF_OTHERS},
            "responses": {str(status): _refusal(status) for status in _DESCRIPTIONS},
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
                "headers": _headers(200),
                "content": _content(endpoint),
            },
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in _refused(endpoint)},
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
    refused: dict[str, Any] = {"description": _DESCRIPTIONS[status], "headers": _headers(status)}
    if status not in _WITHOUT_CONTENT:
        refused["content"] = {problems.MEDIA_TYPE: {"schema": of("Problem")}}
    return refused


def _refused(endpoint: Endpoint) -> list[int]:
    is_one_of_many = any(parameter.place == "path" for parameter in endpoint.parameters)
    return sorted({*ALWAYS, *endpoint.statuses, *((404,) if is_one_of_many else ())})


def _headers(status: int) -> dict[str, Any]:
    always = _ALWAYS_THERE.get(status, _CACHE)
    perhaps = _FORM | _RATES | (_TAG | _DATE | _LINK if status in _OF_ANSWERS else {})
    return {
        name: {"description": schema["description"], "required": name in always, "schema": _bare(schema)}
        for name, schema in sorted((perhaps | always).items())
    }


def _bare(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name != "description"}
