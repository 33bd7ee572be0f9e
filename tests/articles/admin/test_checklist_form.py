"""A section's checklist as a table in its form."""

import pytest

from articles.models import ReferenceChange, Section
from articles.rights import Role
from tests.articles.admin.test_reference import address, section_form
from tests.factories import make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiefs_browser(client, chief):
    client.force_login(chief)
    return client


def save(browser, section, **typed):
    page = address("section", f"{section.pk}/change/")
    return browser.post(page, section_form(slug=section.slug) | typed)


def stored(section):
    return Section.objects.get(pk=section.pk).checklist


def test_chief_sets_levels_and_lengths(chiefs_browser, section):
    response = save(
        chiefs_browser,
        section,
        checklist_standfirst="block",
        checklist_credit="off",
        checklist_links="",
        checklist_headline_min="20",
        checklist_headline_max="90",
    )

    assert response.status_code == 302
    assert stored(section) == {"standfirst": "block", "credit": "off", "headline_min": 20, "headline_max": 90}
    assert ReferenceChange.objects.get(slug="world").after["checklist"] == stored(section)


def test_everything_as_usual_stores_nothing(chiefs_browser, section):
    save(chiefs_browser, section, checklist_standfirst="block")

    save(chiefs_browser, section, checklist_standfirst="", checklist_headline_min="")

    assert stored(section) == {}


def test_form_without_the_table_leaves_it_as_it_is(chiefs_browser, section):
    save(chiefs_browser, section, checklist_standfirst="block")

    save(chiefs_browser, section)

    assert stored(section) == {"standfirst": "block"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"checklist_standfirst": "maybe"}, "“Standfirst” cannot be set so."),
        ({"checklist_embargo": "block"}, "“No embargo” cannot be set so."),
        ({"checklist_headline_min": "-3"}, "a number from 0 to 300"),
        ({"checklist_headline_min": "²"}, "a number from 0 to 300"),
        ({"checklist_headline_max": "9" * 40}, "a number from 0 to 300"),
        ({"checklist_headline_min": "50", "checklist_headline_max": "40"}, "is longer than one of at most"),
    ],
)
def test_what_cannot_be_set_is_refused_and_what_was_typed_stays(chiefs_browser, section, typed, sentence):
    page = save(chiefs_browser, section, **{"checklist_credit": "block"} | typed)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert 'name="checklist_credit" value="block" checked' in page.content.decode()
    assert stored(section) == {}


def test_hard_items_cannot_be_smuggled_in(chiefs_browser, section):
    save(chiefs_browser, section, checklist_headline="off", checklist_markers="off")

    assert stored(section) == {}


def test_sub_section_shows_what_holds_in_its_parent(client, section):
    section.checklist = {"standfirst": "block", "headline_max": 77}
    section.save()
    below = make_section("ports", parent=section)
    client.force_login(make_user(Role.CHIEF, section))

    page = client.get(address("section", f"{below.pk}/change/")).content.decode()

    assert "As in World" in page
    assert 'aria-label="Standfirst: as usual"> <span class="quiet">Blocks</span>' in page
    assert 'placeholder="77"' in page


def test_editor_sees_the_checklist_and_cannot_change_it(client, editor, section):
    section.checklist = {"standfirst": "block"}
    section.save()
    client.force_login(editor)

    page = client.get(address("section", f"{section.pk}/change/"))
    refused = save(client, section, checklist_standfirst="off")

    assert "Standfirst: Blocks" in page.content.decode()
    assert 'name="checklist_standfirst"' not in page.content.decode()
    assert (refused.status_code, stored(section)) == (403, {"standfirst": "block"})
