"""How many queries the desk's busiest pages and moves take, with everything that is on them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk, publishing, timed
from tests.factories import make_article, make_author, make_section, make_topic, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
MOST_ON_A_LIST, MOST_ON_A_FORM, MOST_TO_PUBLISH = 12, 25, 30


@pytest.fixture
def browser(editor):
    client = Client()
    client.force_login(editor)
    client.get(LIST)  # what is remembered from one page to the next is not counted
    return client


def busy_story(section, number=1, **extra):
    """A story with some of everything, and another like it."""
    bylines = [{"author": make_author().pk, "name": "", "role": "by"} for _number in range(number)]
    topics = [make_topic().pk for _number in range(number)]
    related = [make_article(section=section).pk for _number in range(number)]
    return make_article(section=section, bylines=bylines, topics=topics, related=related, **extra)


@pytest.mark.parametrize("number", [1, 3])
def test_form_of_a_story_stays_within_its_queries(browser, editor, section, number, django_assert_max_num_queries):
    for _number in range(number):
        make_article(section=section, headline="Harbour reopens after the storm")
    article = busy_story(section, number, headline="Harbour reopens after storm")
    desk.block(article, by=editor, kind="second_person", text="Read this with me.")
    address = f"{LIST}{article.pk}/change/"
    browser.get(address)

    with django_assert_max_num_queries(MOST_ON_A_FORM):
        page = browser.get(address)

    assert page.status_code == 200


def test_form_of_a_live_story_stays_within_its_queries(browser, editor, section, django_assert_max_num_queries):
    article = make_article("approved", "live", section=section)
    timed.schedule(article, by=editor, run_at=timezone.now() + timedelta(days=1), kind="update")
    address = f"{LIST}{article.pk}/change/"
    browser.get(address)

    with django_assert_max_num_queries(MOST_ON_A_FORM):
        page = browser.get(address)

    assert page.status_code == 200


@pytest.mark.parametrize("query", ["", "q=harbour", "q=harbour&p=2", "q=123", "o=2", "state=draft&in=world&due=week"])
def test_long_list_stays_within_its_queries(browser, section, query, django_assert_max_num_queries):
    for number in range(55):
        make_article(section=section, headline=f"Harbour {number}")

    with django_assert_max_num_queries(MOST_ON_A_LIST):
        page = browser.get(f"{LIST}?{query}")

    assert page.status_code == 200


def test_publish_stays_within_its_queries(section, django_assert_max_num_queries):
    article, chief = make_article("approved", section=section), make_user("chief")

    with django_assert_max_num_queries(MOST_TO_PUBLISH):
        publishing.publish(article, by=chief)


def test_list_of_a_section_reporter_stays_within_its_queries(section, django_assert_max_num_queries):
    for number in range(55):
        make_article(section=make_section("world"), headline=f"Harbour {number}")
    client = Client()
    client.force_login(make_user("reporter", section))

    with django_assert_max_num_queries(MOST_ON_A_LIST):
        page = client.get(f"{LIST}?q=harbour")

    assert page.content.count(b"field-headline_column") == 50
