import pytest


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PURGE"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", "GET, HEAD"),
        ("/ar/world/2025/01/04/boats/", "GET, HEAD"),
        ("/feed.xml", "GET, HEAD"),
        ("/world/2025/01/04/boats/respond/", "GET, HEAD, POST"),
        ("/admin/login/", "GET, HEAD, POST"),
        ("/a/b/c/d/e/f/g/", "GET, HEAD, POST"),
    ],
)
def test_other_methods_are_told_what_the_address_takes(client, method, path, allowed):
    answer = client.generic(method, path)

    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
