"""Asking the API, and holding every answer against its own document."""

import json
from functools import cache

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from newsroom.api import ninjs, openapi
from newsroom.api.views.about import ALL
from tests.newsroom.wire.formats.reading import SAMPLES

ROOT = openapi.ROOT
# The standard's own schema, which the document names and does not repeat.
OF_NINJS = Draft202012Validator(
    json.loads((SAMPLES / "schemas" / "ninjs-2.1.json").read_bytes()), format_checker=FormatChecker()
)
# What the OpenAPI document leaves to HTTP, and what all pages of the site have.
OF_ALL_PAGES = {
    *(
        "Content-Type",
        "Content-Length",
        "Content-Encoding",
        "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers",
        "X-Robots-Tag",
    ),
    *("Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy"),
    *("X-Content-Type-Options", "X-Frame-Options", "Strict-Transport-Security"),
}
DOCUMENT = "urn:document"


@cache
def document():
    return openapi.document(ALL, language="en")


@cache
def validator(schema):
    """Of a schema of the document, by its place in it."""
    registry = Registry().with_resource(DOCUMENT, DRAFT202012.create_resource(document()))
    return Draft202012Validator({"$ref": f"{DOCUMENT}#{schema}"}, registry=registry, format_checker=FormatChecker())


def endpoint_of(response):
    return by_name(response.resolver_match.url_name)


def by_name(name):
    return next(endpoint for endpoint in ALL if endpoint.name == name)


def ask(client, path="", **asked):
    """The answer to a GET, which is what the document says."""
    headers = asked.pop("headers", {})
    response = client.get(path if path.startswith("http") else ROOT + path, asked or None, headers=headers)
    hold(response)
    return response


def hold(response, endpoint=None, *, is_head=False):
    """Fails where the document says otherwise: of the status, of a header, of what is in it. HEAD has no content."""
    endpoint, status = endpoint or endpoint_of(response), str(response.status_code)
    place = f"/paths/{_escaped('/' + endpoint.path)}/get/responses/{status}"
    described = document()["paths"]["/" + endpoint.path]["get"]["responses"][status]
    if "$ref" in described:
        place = described["$ref"].removeprefix("#")
        described = document()["components"]["responses"][status]
    _hold_headers(response.headers, described["headers"])
    if not (content := described.get("content")):
        assert response.content == b""
        return
    media_type = response.headers["Content-Type"]
    assert media_type in content
    if is_head:
        assert response.content == b""
        return
    validator(f"{place}/content/{_escaped(media_type)}/schema").validate(response.json())
    if response.status_code >= 400:
        assert response.json()["status"] == response.status_code
    if media_type == ninjs.MEDIA_TYPE:
        for item in response.json().get("items", [response.json()]):
            OF_NINJS.validate(item)


def _hold_headers(headers, described):
    for name, header in described.items():
        if name in headers:
            is_number = header["schema"]["type"] == "integer"
            Draft202012Validator(header["schema"]).validate(int(headers[name]) if is_number else headers[name])
        else:
            assert not header["required"], name
    assert {*headers} - {*described} - OF_ALL_PAGES == set()


def _escaped(name):
    """As a part of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def every_part(client, path, **asked):
    """The answers of a list from its beginning to its end, each through `next` of the one before."""
    response = ask(client, path, **asked)
    while True:
        yield response.json()
        following = response.json()["next"]
        if not following:
            return
        assert f'<{following}>; rel="next"' in response.headers["Link"]
        response = ask(client, following)


def ids(client, path="articles/", **asked):
    return [story["id"] for part in every_part(client, path, **asked) for story in part["articles"]]


NINJS = {"accept": ninjs.MEDIA_TYPE}
