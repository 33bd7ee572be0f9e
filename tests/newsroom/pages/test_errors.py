import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import RequestFactory

from articles.rights import Role
from newsroom.pages import errors
from tests.factories import make_user
from tests.newsroom.pages.readers import parsed, publish, text_of


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/nowhere/", "en"), ("/ar/nowhere/", "ar"), ("/a/b/c/d.php", "en")])
def test_page_that_is_not_there_shows_a_way_on(client, path, language):
    publish()

    response = client.get(path)

    tree = parsed(response)
    assert response.status_code == 404
    assert tree.get("lang") == language
    assert text_of(tree, "//section[@class='more']//h3") == (["Harbour reopens"] if language == "en" else [])
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert len(tree.xpath("//nav[@class='sections']//a")) == 1
    assert response.cookies == {}


@pytest.mark.django_db
def test_page_that_is_not_there_is_the_same_at_every_address(client):
    """Otherwise the bytes would tell an unpublished story's guessed slug from another's."""
    publish()

    pages = {client.get(path).content for path in ("/nowhere/", "/2026/", "/<b>x</b>/")}

    assert len(pages) == 1


@pytest.mark.parametrize("path", ["/", "/ar/"])
def test_page_of_a_server_error_needs_no_database(path):
    """Without the db mark a query fails the test."""
    response = errors.server_error(RequestFactory().get(path))

    tree = parsed(response)
    assert response.status_code == 500
    assert (tree.get("lang"), tree.xpath("//nav")) == ({"/": "en", "/ar/": "ar"}[path], [])


def test_page_of_a_refusal_says_why_and_nothing_in_markup():
    response = errors.refused(RequestFactory().get("/admin/"), PermissionDenied("Only a <chief> may."))

    assert response.status_code == 403
    assert text_of(parsed(response), "//article/p")[0] == "Only a <chief> may."


def test_page_of_a_bad_request_is_a_page(client):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert len(parsed(response).xpath("//h1")) == 1


@pytest.mark.django_db
def test_page_that_is_not_there_is_a_page_while_the_database_is_away():
    def refuse(*_arguments):
        raise OperationalError("the connection was refused")

    with connection.execute_wrapper(refuse):
        response = errors.not_found(RequestFactory().get("/nowhere/"))

    assert response.status_code == 404
    assert text_of(parsed(response), "//h1") == ["This page does not exist"]


def test_refusal_on_the_desk_is_in_the_persons_language_and_leads_back(client, db):
    client.force_login(make_user(Role.REPORTER))
    client.cookies["newsroom-language"] = "ar"

    response = client.get("/admin/accounts/user/")

    tree = parsed(response)
    assert (response.status_code, response["Content-Language"]) == (403, "ar")
    assert tree.xpath("/html/@lang") + tree.xpath("/html/@dir") == ["ar", "rtl"]
    assert tree.xpath("//main//p/a/@href") == ["/admin/"]
