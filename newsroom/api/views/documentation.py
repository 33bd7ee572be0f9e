"""A page on the API for people who write programs, made from the same endpoints: in English, as all that programs and
their writers read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from newsroom.api import openapi
from newsroom.api.addresses import address_of
from newsroom.api.endpoint import Endpoint
from newsroom.api.parameters import Parameter
from newsroom.api.problems import LANGUAGE
from newsroom.api.schemas import SCHEMAS, Schema
from newsroom.api.views.about import ALL
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.frame import Page
from newsroom.pages.surroundings import surroundings


class Row(NamedTuple):
    """A parameter or a field: what it is called, what it can be, what it means."""

    name: str
    kind: str
    text: SafeString
    is_required: bool = False


class Described(NamedTuple):
    endpoint: Endpoint
    address: str
    text: SafeString
    parameters: list[Row]
    answers: list[str]


class Shape(NamedTuple):
    name: str
    text: SafeString
    fields: list[Row]


@reader_page
def documentation(request: HttpRequest) -> HttpResponse:
    language = LANGUAGE if LANGUAGE in settings.NEWSROOM_LANGUAGES else settings.NEWSROOM_LANGUAGES[0]
    around = surroundings(language)
    page = Page(
        language=language,
        path=request.path_info,
        title="Content API",
        description="Published stories for programs: what there is, and how it is asked for.",
        sections=around.sections,
        known=around,
    )
    with translation.override(language):
        response = answer(request, "api/documentation.html", context={"page": page, **_said()})
    response.headers["Content-Language"] = language
    return response


def _said() -> dict[str, Any]:
    return {
        "endpoints": [_described(endpoint) for endpoint in ALL],
        "shapes": [_shape(name, schema) for name, schema in SCHEMAS.items()],
        "root": address_of("index"),
        "document": address_of("openapi"),
        "changes": address_of("changes"),
        "articles": address_of("articles"),
        "without_key": settings.API_WITHOUT_KEY,
        "statuses": openapi.refusals(),
    }


def _described(endpoint: Endpoint) -> Described:
    rows = [_row(parameter) for parameter in endpoint.asked]
    text = _marked(f"{endpoint.summary}. {endpoint.description}")
    return Described(
        endpoint, openapi.ROOT + endpoint.path, text, rows, [name for name in endpoint.answers if name in SCHEMAS]
    )


def _row(parameter: Parameter) -> Row:
    usual = f" Usually {parameter.usual}." if parameter.usual is not None else ""
    kind = "one or more" if parameter.schema["type"] == "array" else _kind(parameter.schema)
    return Row(parameter.name, kind, _marked(parameter.description + usual), parameter.is_required)


def _shape(name: str, schema: Schema) -> Shape:
    fields = [Row(field, _kind(of), _marked(of.get("description", ""))) for field, of in schema["properties"].items()]
    return Shape(name, _marked(schema.get("description", "")), fields)


def _marked(text: str) -> SafeString:
    """The text with what stands between backticks as code."""
    parts = (
        (format_html("<code>{}</code>", part) if number % 2 else part,) for number, part in enumerate(text.split("`"))
    )
    return format_html_join("", "{}", parts)


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema in a few words."""
    return " or ".join(dict.fromkeys(_kinds(schema)))


def _kinds(schema: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    elif "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from _kinds(each)
    elif "enum" in schema or "const" in schema:
        yield from schema.get("enum") or [schema["const"]]
    elif schema["type"] == "array":
        yield f"list of {_kind(schema['items'])}"
    elif schema["type"] == "object":
        yield "texts by name" if "additionalProperties" in schema and not schema.get("properties") else "object"
    else:
        yield {"date-time": "moment", "uri": "address"}.get(schema.get("format", ""), schema["type"])
