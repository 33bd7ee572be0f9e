import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from articles.models import Publication
from newsroom.api.urls import urlpatterns
from newsroom.api.views.about import ALL
from tests.newsroom.demo.conftest import demo  # noqa: F401 - a fixture
from tests.newsroom.pages.readers import make_image, parsed, publish_both, text_of

from .asking import NINJS, ROOT, ask, document, every_part, ids


def test_document_is_openapi():
    OpenAPIV31SpecValidator(document()).validate()


def test_document_names_every_address_and_parameter():
    routes = {pattern.name for pattern in urlpatterns} - {"documentation"}
    operations = {path["get"]["operationId"]: path["get"] for path in document()["paths"].values()}

    assert set(operations) == routes == {endpoint.name for endpoint in ALL}
    for endpoint in ALL:
        named = {(row["name"], row["in"]) for row in operations[endpoint.name]["parameters"]}
        assert named == {(parameter.name, parameter.place) for parameter in endpoint.asked}
        assert {name for name, place in named if place == "path"} == set(re.findall(r"{(\w+)}", endpoint.path))


@pytest.mark.parametrize("endpoint", ALL, ids=lambda endpoint: endpoint.name)
def test_value_that_the_document_allows_is_taken(endpoint):
    """What a parameter reads, and what its schema says, are one thing."""
    for parameter in endpoint.asked:
        for word in parameter.schema.get("enum", []):
            assert parameter.read(word) == word
        if "minimum" in parameter.schema:
            least, most = parameter.schema["minimum"], parameter.schema["maximum"]
            assert [parameter.read(str(number)) for number in (least, most)] == [least, most]
            for number in (least - 1, most + 1):
                with pytest.raises(ValueError, match="is a number"):
                    parameter.read(str(number))
        if parameter.schema["type"] == "array":
            words = parameter.schema["items"]["enum"]
            assert parameter.read(",".join(words)) == tuple(words)
        if parameter.example and parameter.schema["type"] == "string":
            parameter.read(parameter.example)


def test_every_address_answers_as_the_document_says(client, db):
    english, arabic = publish_both(lead_image=make_image())
    paths = {
        "article": f"articles/{english.pk}/",
        "author": "authors/rana-haddad/",
        "section": "sections/world/",
        "topic": "topics/harbours/",
        "front": "fronts/en/",
        "section_front": "fronts/ar/world/",
        "search": "search/?q=harbour",
    }
    missing = {"sub_section", "sub_section_front"}

    answers = {
        endpoint.name: ask(client, paths.get(endpoint.name, endpoint.path))
        for endpoint in ALL
        if endpoint.name not in missing
    }

    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["openapi"].json() == document()
    assert ids(client) == [arabic.pk, english.pk]
    assert ask(client, "articles/", headers=NINJS).headers["Content-Type"] == NINJS["accept"]
    assert ask(client, "fronts/en/world/none/").status_code == 404


def test_page_on_it_names_every_address_and_parameter(client, db):
    page = client.get(ROOT + "docs/")

    tree = parsed(page)
    headings = text_of(tree, "//h3/code")
    assert headings == [f"GET {ROOT}{endpoint.path}" for endpoint in ALL]
    named = set(text_of(tree, "//th/code"))
    assert {parameter.name for endpoint in ALL for parameter in endpoint.asked} <= named
    assert set(document()["components"]["schemas"]["Article"]["properties"]) <= named
    assert tree.xpath("//script") == []


@pytest.mark.slow
def test_everything_of_the_demo_newsroom_is_as_the_document_says(client, demo, db):  # noqa: F811
    keys = ids(client, limit=100)
    assert sorted(keys) == sorted(Publication.objects.live().values_list("pk", flat=True))

    for key in keys:
        assert ask(client, f"articles/{key}/").json()["id"] == key
    for part in every_part(client, "articles/", limit=100, fields="headline"):
        assert {frozenset(story) for story in part["articles"]} == {frozenset({"id", "headline"})}
    sections = ask(client, "sections/").json()["sections"]
    for language in ("en", "ar"):
        ask(client, f"fronts/{language}/")
        for section in sections:
            assert ask(client, f"fronts/{language}/{section['path']}/").status_code == 200
            ask(client, section["articles_url"])
    for name in ("authors", "topics"):
        for part in every_part(client, f"{name}/", limit=5):
            for row in part[name]:
                assert ask(client, f"{name}/{row['slug']}/").json() == row
                assert ids(client, row["articles_url"])
    assert ask(client, "articles/", headers=NINJS, limit="100").status_code == 200
    for part in every_part(client, "changes/", limit=100):
        assert part["changes"]
    assert ask(client, "search/", q="harbour").json()["total"]
