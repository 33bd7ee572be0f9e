"""Asking the API, and holding every answer against its own document."""

from functools import cache

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from newsroom.api import ninjs, openapi
from newsroom.api.views.about import ALL

ROOT = openapi.ROOT
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
    name = response.resolver_match.url_name
    return next(endpoint for endpoint in ALL if endpoint.name == name)


def ask(client, path="", **asked):
    """The answer to a GET, which is what the document says."""
    headers = asked.pop("headers", {})
    response = client.get(path if path.startswith("http") else ROOT + path, asked or None, headers=headers)
    if response.status_code == 200:
        hold(response)
    else:
        assert response.headers["Content-Type"] == "application/problem+json", response.content
        validator("/components/schemas/Problem").validate(response.json())
        assert response.json()["status"] == response.status_code
    return response


def hold(response):
    """Fails where the document says otherwise."""
    endpoint, media_type = endpoint_of(response), response.headers["Content-Type"]
    place = f"/paths/{('/' + endpoint.path).replace('~', '~0').replace('/', '~1')}/get/responses/200/content/"
    validator(f"{place}{media_type.replace('/', '~1')}/schema").validate(response.json())


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
