"""Whatever is asked, and however: the answer is one that the OpenAPI document describes."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from articles import publishing
from articles.rights import Role
from newsroom.api.views.about import ALL
from newsroom.keys import counting, keeping
from newsroom.pages.cursors import Place, written
from tests.factories import make_section, make_user
from tests.newsroom.pages.readers import DATED, make_image, publish, publish_both

from .asking import NINJS, ROOT, hold

PARTS = {
    "id": ["1"],
    "slug": ["rana-haddad", "harbours"],
    "language": ["en", "ar"],
    "section": ["world"],
    "sub": ["gaza"],
}
GOOD = {
    "section": ["world", "world/gaza"],
    "author": ["rana-haddad"],
    "topic": ["harbours"],
    "since": ["2025-01-01T00:00:00Z"],
    "until": ["2125-01-01T00:00:00Z"],
    "before": [written(Place(DATED, 10**9))],
    "after": [written(Place(DATED, 1)), "a", "1-1"],
    "fields": ["id", "slug,names", "headline,url"],
    "q": ["harbour", "الميناء"],
}
HOSTILE = [
    *("", "\x00", "a\x00b", "\ud7ff\ufffe", "'; DROP TABLE x; --", "<script>", "%", "%%s", "{0}", "9" * 400, "1e309"),
    *("-0", "٣", "é" * 200, "\u202e", "a,b,,c", '"', "()", "&|!", "\r\nX: y", "0001-01-01T00:00:00Z", "x" * 4000),
]
ACCEPTED = [
    *("", "*/*", "application/json", NINJS["accept"], "application/json; charset=utf-8", "image/png", "a, ;q=2,/"),
    *("application/json;q=0, */*;q=0.1", "application/problem+json", "text/html, */*;q=0.1"),
]
CONDITIONS = [{}, {}, {"if-none-match": "*"}, {"if-match": '"x"'}, {"if-none-match": '"x"'}]


@pytest.fixture
def keys(db, settings):
    """What the header Authorization says: nothing, a key, one that has asked enough, and what is none."""
    settings.API_WITHOUT_KEY = 10**6
    by, texts = make_user(is_superuser=True), []
    for name, limit in (("One", 10**5), ("Another", 1)):
        key, text = keeping.make(name=name, per_minute=limit, by=by, address="203.0.113.9")
        counting.count(counting.of_key(key), limit=limit)
        texts.append(f"Bearer {text}")
    return [None, *texts, "Bearer nr_x", "Basic YTpi", ""]


@pytest.fixture
def newsroom(db):
    """The numbers of stories that are live, held, retracted and removed."""
    chief, world = make_user(Role.CHIEF), make_section("world", names={"en": "World"})
    gaza = make_section("gaza", parent=world)
    stories = [*publish_both(lead_image=make_image(), section=gaza), *(publish(section=world) for _number in range(3))]
    publishing.hold(stories[2].article, by=chief, reason="Doubts.")
    publishing.retract(stories[3].article, by=chief, text="It was wrong.")
    publishing.remove(stories[4].article, by=chief, reason="A court said so.")
    return [str(story.pk) for story in stories]


def values_of(parameter):
    schema = parameter.schema
    bounds = [str(schema[name]) for name in ("minimum", "maximum") if name in schema]
    return GOOD.get(parameter.name) or schema.get("enum") or bounds


@pytest.mark.slow
@pytest.mark.parametrize("endpoint", ALL, ids=lambda endpoint: endpoint.name)
@given(asked=st.data())
@chosen(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_as_the_document_says(client, keys, newsroom, endpoint, asked):
    def one_of(usual):
        return asked.draw(st.sampled_from(usual) | st.sampled_from(usual) | st.sampled_from(HOSTILE))

    in_path = [parameter.name for parameter in endpoint.parameters if parameter.place == "path"]
    in_query = {parameter.name: values_of(parameter) for parameter in endpoint.asked if parameter.place == "query"}
    parts = PARTS | {"id": newsroom}
    path = endpoint.path.format_map({name: quote(one_of(parts[name]), safe="") for name in in_path})
    names = asked.draw(st.sets(st.sampled_from([*in_query, "unknown"]), max_size=3)) | in_query.keys() & {"q"}
    headers = {"accept": asked.draw(st.sampled_from(ACCEPTED)), **asked.draw(st.sampled_from(CONDITIONS))}
    if key := asked.draw(st.sampled_from(keys)):
        headers["authorization"] = key
    method = asked.draw(st.sampled_from(["get", "head"]))

    query = {name: one_of(in_query.get(name, ["1"])) for name in names}
    answer = getattr(client, method)(ROOT + path, query, headers=headers)

    hold(answer, endpoint, is_head=method == "head")
