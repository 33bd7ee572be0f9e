"""A story found by its address, and its section."""

import pytest

from articles.models import Section
from newsroom.pages.queries import shown_sections
from newsroom.pages.stories import give_section, story_at
from tests.factories import make_section
from tests.newsroom.pages.readers import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def path():
    world = make_section("world", names={"en": "World"})
    return publish(section=make_section("harbour", parent=world, names={"en": "Harbour"})).path


def test_section_comes_from_those_that_are_known(path, django_assert_num_queries):
    sections, story = shown_sections(), story_at(path)

    with django_assert_num_queries(0):
        give_section(story, sections)
        shown = (story.section.path, story.section.top.name("en"))

    assert shown == ("/world/harbour/", "World")


@pytest.mark.parametrize("known", [[], ["world"]])
def test_section_that_is_not_among_them_is_read(path, known):
    story = story_at(path)

    give_section(story, list(Section.objects.filter(slug__in=known)))

    assert story.section.path == "/world/harbour/"


@pytest.mark.parametrize("nowhere", ["/world/2025/01/04/elsewhere/", "", "%s"])
def test_no_story_is_at_another_address(path, nowhere):
    assert story_at(nowhere) is None
