"""Sections, authors and topics: a name for each language, and only chiefs and administrators change them."""

import pytest

from articles.models import Author, Edition, ReferenceChange, Section, Topic
from articles.rights import Role
from tests.factories import make_author, make_section, make_topic, make_user

LISTS = {"section": Section, "author": Author, "topic": Topic}


def address(model, rest=""):
    return f"/admin/articles/{model}/{rest}"


def section_form(**changes):
    typed = {"name_en": "Harbours", "name_ar": "موانئ", "slug": "harbours", "aliases": "", "order": "3"}
    return typed | {"four_eyes": "on"} | changes


def test_chief_adds_a_section_with_names_and_aliases(client, chief):
    client.force_login(chief)
    edition = Edition.current()

    response = client.post(address("section", "add/"), section_form(aliases="Ports, Docks، أرصفة\nDocks"))

    added = Section.objects.get(slug="harbours")
    assert (response.status_code, response["Location"]) == (302, "/admin/articles/section/")
    assert added.names == {"en": "Harbours", "ar": "موانئ"}
    assert added.aliases == ["Ports", "Docks", "أرصفة"]
    assert (added.order, added.four_eyes, added.hidden) == (3, True, False)
    assert ReferenceChange.objects.get(slug="harbours").by == chief
    assert Edition.current() > edition


def test_administrator_changes_a_section(client, administrator, section):
    client.force_login(administrator)

    client.post(address("section", f"{section.pk}/change/"), section_form(slug="world", name_ar="", hidden="on"))

    section.refresh_from_db()
    assert (section.names, section.hidden) == ({"en": "Harbours"}, True)
    assert ReferenceChange.objects.get(slug="world").by == administrator


def test_name_in_a_language_that_the_form_does_not_ask_for_stays(client, db):
    section = make_section("coasts", names={"en": "Coasts", "he": "חופים"})
    client.force_login(make_user("chief", section))

    client.post(address("section", f"{section.pk}/change/"), section_form(slug="coasts"))

    section.refresh_from_db()
    assert section.names == {"en": "Harbours", "ar": "موانئ", "he": "חופים"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name_en": "", "name_ar": " "}, "Give it a name in at least one language."),
        ({"slug": "admin"}, "“admin” is the address of another part of the site. Choose a different one."),
        ({"slug": "2025"}, "A slug of digits alone would look like a year. Add a word to it."),
        ({"slug": "ar"}, "“ar” is the address of another part of the site. Choose a different one."),
        ({"slug": "World"}, "Use lower-case letters a to z, digits and single hyphens between them."),
        ({"slug": "taken"}, "Section with this Slug already exists."),
        ({"aliases": "a" * 201}, "…” is longer than 200 characters. Are commas missing between the names?"),
    ],
)
def test_section_that_cannot_be_is_refused_with_what_was_typed(client, chief, typed, sentence):
    make_section("taken")
    client.force_login(chief)

    response = client.post(address("section", "add/"), section_form(**typed))

    found = [error for errors in response.context["adminform"].form.errors.values() for error in errors]
    assert response.status_code == 200
    assert [sentence in error for error in found] == [True]
    assert response.context["adminform"].form["order"].value() == "3"
    assert not Section.objects.filter(slug=section_form(**typed)["slug"]).exclude(slug="taken").exists()


def test_refused_slug_says_so_in_the_form(client, db):
    section = make_section("world")
    make_section("cities", parent=section)
    parent = make_section("sport")
    client.force_login(make_user(Role.CHIEF))

    response = client.post(address("section", f"{section.pk}/change/"), section_form(slug="world", parent=parent.pk))

    assert response.context["adminform"].form.non_field_errors() == [
        "A section that has sub-sections cannot become one itself."
    ]
    section.refresh_from_db()
    assert section.parent is None


def test_parent_of_somebody_elses_is_refused_in_the_form(client, db):
    own, foreign = make_section("own"), make_section("foreign")
    client.force_login(make_user("chief", own))

    response = client.post(address("section", f"{own.pk}/change/"), section_form(slug="own", parent=foreign.pk))

    assert response.context["adminform"].form.non_field_errors() == [
        "“Foreign” is not yours: its chief or an administrator moves sections into it or out of it."
    ]
    own.refresh_from_db()
    assert own.parent is None


def test_sub_section_is_no_parent(client, chief):
    parent = make_section("sport")
    sub = make_section("football", parent=parent)
    client.force_login(chief)

    response = client.get(address("section", "add/"))

    offered = [choice.pk for choice in response.context["adminform"].form.fields["parent"].queryset]
    assert parent.pk in offered
    assert sub.pk not in offered


def test_chief_adds_an_author_with_biographies(client, chief):
    client.force_login(chief)
    typed = {"name_en": "Rana Haddad", "name_ar": "رنا حداد", "kind": "person", "slug": "rana-haddad", "aliases": ""}

    client.post(address("author", "add/"), typed | {"biography_en": "Covers ports.", "biography_ar": ""})

    author = Author.objects.get()
    assert (author.names, author.biographies) == (
        {"en": "Rana Haddad", "ar": "رنا حداد"},
        {"en": "Covers ports."},
    )


def test_chief_adds_a_topic(client, chief):
    client.force_login(chief)

    client.post(address("topic", "add/"), {"name_en": "Ports", "name_ar": "", "slug": "ports", "aliases": ""})

    assert Topic.objects.get().names == {"en": "Ports"}


def test_form_takes_no_field_that_it_does_not_show(client, chief, section):
    client.force_login(chief)
    smuggled = {"first_shown_at": "2025-01-01", "first_shown_at_0": "2025-01-01", "pk": "9999", "id": "9999"}

    client.post(address("section", f"{section.pk}/change/"), section_form(slug="world") | smuggled)

    section.refresh_from_db()
    assert (section.pk, section.first_shown_at) == (Section.objects.get(slug="world").pk, None)


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR])
def test_reporters_and_editors_only_look(client, db, model, role):
    record = {"section": make_section, "author": make_author, "topic": make_topic}[model]("harbour")
    client.force_login(make_user(role))

    page = client.get(address(model, f"{record.pk}/change/"))

    assert client.get(address(model)).status_code == 200
    assert page.status_code == 200
    assert '<bdi lang="en" dir="ltr">Harbour</bdi>' in page.content.decode()
    assert 'name="slug"' not in page.content.decode()
    assert client.get(address(model, "add/")).status_code == 403
    assert client.post(address(model, f"{record.pk}/change/"), section_form()).status_code == 403
    assert LISTS[model].objects.get().slug == "harbour"


@pytest.mark.parametrize("model", LISTS)
def test_moderators_do_not_even_look(client, moderator, model):
    client.force_login(moderator)

    assert [client.get(address(model, rest)).status_code for rest in ("", "add/", "1/change/")] == [403] * 3


@pytest.mark.parametrize("model", LISTS)
def test_nobody_deletes(client, administrator, model):
    record = {"section": make_section, "author": make_author, "topic": make_topic}[model]("harbour")
    client.force_login(administrator)

    assert client.post(address(model, f"{record.pk}/delete/"), {"post": "yes"}).status_code == 403
    client.post(address(model), {"action": "delete_selected", "_selected_action": record.pk, "post": "yes"})
    assert LISTS[model].objects.get() == record


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("econ", ["economy"]),
        ("اقتص", ["economy"]),
        ("Business", ["economy"]),
        ("أعمال", ["economy"]),
        ("economy اقتصاد", ["economy"]),
        ("economy sport", []),
        ("en", []),
        ("", ["economy", "sport"]),
    ],
)
def test_search_reads_names_and_aliases_of_both_languages(client, reporter, words, found):
    make_section("economy", names={"en": "Economy", "ar": "اقتصاد"}, aliases=["Business", "أعمال"], order=1)
    make_section("sport", names={"en": "Sport", "ar": "رياضة"}, order=2)
    client.force_login(reporter)

    response = client.get(address("section"), {"q": words})

    listed = [section.slug for section in response.context["cl"].result_list if section.slug != "world"]
    assert listed == found


CHOICES = "/admin/autocomplete/?app_label=articles&model_name=article&field_name=section&term="


def test_chooser_finds_by_either_language(client, reporter):
    make_section("economy", names={"en": "Economy", "ar": "اقتصاد"})
    client.force_login(reporter)

    found = [[row["text"] for row in client.get(CHOICES + term).json()["results"]] for term in ("eco", "اقتصاد", "%00")]

    assert found == [["Economy"], ["Economy"], ["Economy", "World"]]


def test_chooser_tells_a_moderator_nothing(client, moderator):
    client.force_login(moderator)

    assert client.get(CHOICES + "w").status_code == 403


@pytest.mark.parametrize("model", LISTS)
def test_list_asks_as_much_for_three_as_for_one(client, chief, model, django_assert_num_queries):
    make = {"section": make_section, "author": make_author, "topic": make_topic}[model]
    make()
    client.force_login(chief)
    client.get(address(model))
    with django_assert_num_queries(7):
        client.get(address(model))
    make()
    make()

    with django_assert_num_queries(7):
        client.get(address(model))


def test_list_shows_names_as_text(client, chief):
    make_topic("x", names={"en": "<script>alert(1)</script>"})
    client.force_login(chief)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(address("topic")).content.decode()
