"""The stories and pages that `bench.edit_page` and `bench.publish` measure, once Django is set up."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from uuid import uuid4

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import path

from articles import desk, publishing
from articles.models import Article, BulkMove, Publication, Section
from newsroom import urls

EMPTY = "/admin/empty/"
BODY = "<p>The council met on Monday and spoke of water, roads and schools.</p>" * 8


def browser_of(username: str) -> Client:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person(username))
    return browser


def person(username: str):
    return get_user_model().objects.get(username=username)


@contextmanager
def with_empty_page():
    """Adds a page of the desk that has its frame and nothing in it."""
    module = ModuleType("bench_urls")
    view = admin.site.admin_view(
        lambda request: render(request, "admin/base_site.html", admin.site.each_context(request))
    )
    module.urlpatterns = [path(EMPTY.lstrip("/"), view), *urls.urlpatterns]
    sys.modules[module.__name__] = module
    with override_settings(ROOT_URLCONF=module.__name__):
        yield


def draft(number: int = 0) -> Article:
    """A story with a byline, topics and a picture's worth of text."""
    writer = person("reporter")
    section = Section.objects.filter(membership__user=writer).first() or Section.objects.first()
    article = Article(language="en", headline=f"Council meets {number}", section=section, body=BODY)
    return desk.create(article, by=writer, bylines=[{"name": "Rana Haddad", "role": "by"}])


def approved(number: int) -> Article:
    article = draft(number)
    desk.submit(article, by=person("reporter"))
    desk.approve(article, by=person("chief"), revision=article.revision_number)
    return article


def publish(article: Article) -> Publication:
    return publishing.publish(article, by=person("chief"), kind="first")


def reads_it(publication: Publication) -> None:
    page = Client(SERVER_NAME="localhost").get(publication.path)
    assert page.status_code == 200, page.status_code


def insert_a_row() -> None:
    """The floor: what any change that is kept costs, in a transaction of its own."""
    BulkMove.objects.create(key=uuid4(), name="bench", person=person("chief"))
