"""Administrators look after people; nobody after their own rights."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.formats import date_format

from articles.models import Membership
from articles.rights import Role
from tests.factories import make_section, make_user

PEOPLE = "/admin/accounts/user/"
PASSWORD = "a long enough passphrase"
NO_ROLES = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


def page(user, name="change"):
    return f"{PEOPLE}{user.pk}/{name}/"


def role_row(number, *, role, section="", membership="", user="", **extra):
    row = {"id": membership, "user": user, "role": role, "section": section, **extra}
    return {f"memberships-{number}-{name}": value for name, value in row.items()}


def rights_of(user):
    found = get_user_model().objects.get(pk=user.pk)
    return found.is_superuser, found.is_active, sorted(found.memberships.values_list("role", flat=True))


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF, Role.MODERATOR])
@pytest.mark.parametrize("address", ["", "add/", "{pk}/change/", "{pk}/password/", "{pk}/delete/", "{pk}/history/"])
def test_people_are_closed_to_everybody_but_administrators(client, db, role, address):
    other = make_user(Role.REPORTER, username="other")
    client.force_login(make_user(role))

    assert client.get(PEOPLE + address.format(pk=other.pk)).status_code == 403


def test_administrator_adds_somebody_with_a_role(client, administrator, section):
    client.force_login(administrator)
    new = {"username": "\uff4bhaled", "password1": PASSWORD, "password2": PASSWORD, "is_active": "on"}
    roles = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}

    response = client.post(f"{PEOPLE}add/", new | roles | role_row(0, role="editor", section=section.pk))

    user = get_user_model().objects.get(username="khaled")  # the full-width k is folded
    assert response.status_code == 302
    assert user.check_password(PASSWORD)
    assert list(user.memberships.values_list("role", "section")) == [("editor", section.pk)]


def test_administrator_changes_and_removes_roles(client, administrator, section, editor):
    membership = editor.memberships.get()
    client.force_login(administrator)
    kept = {"username": "editor", "is_active": "on"}
    roles = {"memberships-TOTAL_FORMS": "2", "memberships-INITIAL_FORMS": "1"}
    row = role_row(0, role="editor", membership=membership.pk, user=editor.pk, DELETE="on")

    client.post(page(editor), kept | roles | row | role_row(1, role="chief", user=editor.pk))

    assert list(editor.memberships.values_list("role", "section")) == [("chief", None)]


def test_deactivated_user_stays(client, administrator, editor):
    client.force_login(administrator)

    client.post(page(editor), {"username": "editor"} | NO_ROLES)

    assert rights_of(editor) == (False, False, ["editor"])


def test_nobody_changes_their_own_rights(client, section):
    user = make_user(Role.REPORTER, username="rana", is_superuser=True)
    membership = user.memberships.get()
    client.force_login(user)
    typed = {"username": "rana", "first_name": "Rana", "is_superuser": "", "is_staff": "on", "groups": "1"}
    roles = {"memberships-TOTAL_FORMS": "2", "memberships-INITIAL_FORMS": "1"}
    rows = role_row(0, role="chief", membership=membership.pk, user=user.pk) | role_row(1, role="chief", user=user.pk)

    response = client.post(page(user), typed | roles | rows)

    user.refresh_from_db()
    assert response.status_code == 302
    assert (user.first_name, user.is_staff) == ("Rana", False)
    assert rights_of(user) == (True, True, ["reporter"])


def test_membership_of_another_person_is_not_taken_over(client, administrator, editor, chief):
    foreign = chief.memberships.get()
    client.force_login(administrator)
    roles = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "1"}
    row = role_row(0, role="reporter", membership=foreign.pk, user=editor.pk)

    client.post(page(editor), {"username": "editor", "is_active": "on"} | roles | row)

    assert Membership.objects.get(pk=foreign.pk).role == Role.CHIEF
    assert rights_of(editor) == (False, True, ["editor"])


def test_administrator_steps_down_while_another_remains(client, administrator):
    other = make_user(username="rana", is_superuser=True)
    client.force_login(administrator)

    client.post(page(other), {"username": "rana", "is_active": "on"} | NO_ROLES)

    assert rights_of(other) == (False, True, [])


def test_users_are_never_deleted(client, administrator, editor):
    client.force_login(administrator)

    assert client.post(page(editor, "delete"), {"post": "yes"}).status_code == 403
    client.post(PEOPLE, {"action": "delete_selected", "_selected_action": editor.pk, "post": "yes"})
    assert rights_of(editor) == (False, True, ["editor"])


def test_administrator_sets_a_password(client, administrator, editor):
    client.force_login(administrator)

    response = client.post(page(editor, "password"), {"password1": PASSWORD, "password2": PASSWORD})

    editor.refresh_from_db()
    assert response.status_code == 302
    assert editor.check_password(PASSWORD)


def test_password_is_never_switched_off(client, administrator, editor):
    editor.set_password(PASSWORD)
    editor.save()
    client.force_login(administrator)

    response = client.post(page(editor, "password"), {"usable_password": "false", "unset-password": "1"})

    editor.refresh_from_db()
    assert response.status_code == 200
    assert editor.has_usable_password()


def test_short_password_is_refused(client, administrator, editor):
    client.force_login(administrator)

    response = client.post(page(editor, "password"), {"password1": "tooshort", "password2": "tooshort"})

    assert "at least 12 characters" in response.content.decode()


def test_everybody_changes_their_own_password(client, moderator):
    moderator.set_password(PASSWORD)
    moderator.save()
    client.force_login(moderator)
    new = {"old_password": PASSWORD, "new_password1": PASSWORD[::-1], "new_password2": PASSWORD[::-1]}

    response = client.post("/admin/password_change/", new)

    moderator.refresh_from_db()
    assert response["Location"] == "/admin/password_change/done/"
    assert moderator.check_password(PASSWORD[::-1])


def test_list_asks_as_much_for_many_people_as_for_one(client, administrator, section, django_assert_num_queries):
    make_user(Role.EDITOR, section)
    client.force_login(administrator)
    with django_assert_num_queries(9):
        client.get(PEOPLE)
    for _number in range(3):
        make_user(Role.EDITOR, make_section())

    with django_assert_num_queries(9):
        client.get(PEOPLE)


def test_list_is_not_filtered_by_password(client, administrator):
    client.force_login(administrator)

    assert client.get(PEOPLE, {"password__startswith": "argon2"}).status_code == 400


@pytest.mark.parametrize("username", ["12", "٣"])
def test_user_name_is_no_number(client, administrator, editor, username):
    """It would be somebody else's: people are named by number as well."""
    client.force_login(administrator)
    new = {"username": username, "password1": PASSWORD, "password2": PASSWORD, "is_active": "on"}

    pages = [client.post(f"{PEOPLE}add/", new | NO_ROLES), client.post(page(editor), new | NO_ROLES)]

    assert [list(answer.context["adminform"].form.errors) for answer in pages] == [["username"]] * 2


def test_number_that_somebody_is_named_already_stays(client, administrator):
    client.force_login(administrator)
    named = make_user(username="12")

    client.post(page(named), {"username": "12", "first_name": "Dina", "is_active": "on"} | NO_ROLES)

    named.refresh_from_db()
    assert (named.username, named.first_name) == ("12", "Dina")


def test_list_of_people_is_in_the_desks_own_words(client, administrator):
    client.force_login(administrator)
    get_user_model().objects.update(last_login=datetime(2026, 1, 4, 17, 12, tzinfo=UTC))

    listed = client.get(PEOPLE).content.decode()
    shown = client.get(page(administrator)).content.decode()

    assert "2026-01-04 19:12 Jerusalem Time" in listed
    assert "2026-01-04 19:12 Jerusalem Time" in shown
    assert "uperuser status" not in listed
    assert [word in listed for word in ("Administrator", "May sign in", "Last signed in")] == [True] * 3


def test_days_are_never_in_the_american_order():
    with translation.override("en"):
        assert date_format(date(2026, 11, 29)) == "29 Nov 2026"
        assert date_format(datetime(2026, 11, 29, 8, 53), "DATETIME_FORMAT") == "29 Nov 2026, 08:53"
