"""What administrators do to people: written down for good, never to themselves, never to the last of them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from articles import timed
from articles.models import Membership, Publication
from articles.rights import Role
from newsroom.accounts.models import Act, PersonChange, RecoveryCode
from tests.factories import make_article, make_user, move_time_on
from tests.jobs import work

from .door import PASSWORD, enrolled, link_in, no_other_jobs, sign_in

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"
NEW = "a rather new passphrase"


@pytest.fixture
def office(admin_user):
    """An administrator's browser."""
    return sign_in("noor")[0]


@pytest.fixture
def stale(office):
    """The same, twenty minutes after signing in."""
    session = office.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 20 * 60
    session.save()
    return office


def page(user, name="change"):
    return f"{PEOPLE}{user.pk}/{name}/"


def typed(user, *, roles=(), **values):
    """The person's form as it is posted, with roles as (membership's number, role, section's number)."""
    fields = {"username": user.username, "email": user.email, "is_active": "on"} | values
    fields |= {"memberships-TOTAL_FORMS": len(roles), "memberships-INITIAL_FORMS": sum(bool(row[0]) for row in roles)}
    for number, (membership, role, section) in enumerate(roles):
        row = {"id": membership or "", "user": user.pk, "role": role, "section": section or ""}
        fields |= {f"memberships-{number}-{name}": value for name, value in row.items()}
    return {name: value for name, value in fields.items() if value is not None}


def changes(user):
    return [(row.act, row.by and row.by.username) for row in PersonChange.objects.filter(person=user)]


def test_changed_role_is_written_down_with_before_and_after(office, rami, section):
    membership = rami.memberships.get()

    office.post(page(rami), typed(rami, roles=[(membership.pk, "editor", section.pk)]))

    change = PersonChange.objects.get(person=rami)
    assert (change.act, change.by.username, change.address) == (Act.RIGHTS, "noor", "127.0.0.1")
    assert (change.before["roles"], change.after["roles"]) == ([["reporter", "world"]], [["editor", "world"]])
    shown = office.get(page(rami)).content.decode()
    assert "Roles: Reporter · world → Editor · world" in shown


def test_saving_without_a_change_writes_nothing_down(office, rami, section):
    office.post(page(rami), typed(rami, roles=[(rami.memberships.get().pk, "reporter", section.pk)]))

    assert changes(rami) == []


def test_each_kind_of_change_is_a_row_of_its_own(office, rami):
    office.post(page(rami), typed(rami, first_name="Rami", email="new@desk.example", is_superuser="on"))

    assert sorted(changes(rami)) == [("mail", "noor"), ("name", "noor"), ("rights", "noor")]


def test_audit_rows_stay_as_they_are(office, rami):
    office.post(page(rami), typed(rami, is_active=None))
    row = PersonChange.objects.get()

    for spoil in (
        lambda: PersonChange.objects.update(act=Act.NAME),
        lambda: PersonChange.objects.all().delete(),
        lambda: connection.cursor().execute("UPDATE accounts_personchange SET by_id = NULL"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            spoil()
    assert PersonChange.objects.get() == row


def test_nobody_changes_their_own_rights(office, admin_user):
    response = office.post(page(admin_user), typed(admin_user, is_active=None, roles=[(None, "chief", None)]))

    admin_user.refresh_from_db()
    assert (response.status_code, admin_user.is_superuser, admin_user.is_active) == (302, True, True)
    assert not Membership.objects.filter(user=admin_user).exists()


def test_stolen_row_number_gives_no_role_to_oneself(office, admin_user, rami):
    """The row of somebody else's role, named in one's own form."""
    foreign = rami.memberships.get()

    office.post(page(admin_user), typed(admin_user, roles=[(foreign.pk, "chief", None)]))

    assert list(Membership.objects.values_list("user", "role")) == [(rami.pk, "reporter")]


@pytest.mark.parametrize("taken", [{"is_active": None}, {"is_superuser": None}])
def test_last_administrator_stays_one_when_two_take_it_from_each_other(transactional_db, taken):
    """Both press the button at the same moment; whoever comes second finds that they are no administrator now."""
    for _round in range(3):
        two = [make_user(username=f"noor{_round}{n}", password=PASSWORD, is_superuser=True) for n in range(2)]
        others = get_user_model().objects.filter(is_superuser=True).exclude(pk__in=[user.pk for user in two])
        others.update(is_superuser=False)
        clients = [sign_in(user.username)[0] for user in two]
        start = threading.Barrier(2)

        def press(mine, other, start=start, two=two, clients=clients):
            try:
                start.wait()
                return clients[mine].post(page(two[other]), typed(two[other], **{"is_superuser": "on"} | taken))
            finally:
                connections.close_all()

        with ThreadPoolExecutor(max_workers=2) as pair:
            list(pair.map(press, (0, 1), (1, 0)))

        left = get_user_model().objects.filter(is_superuser=True, is_active=True)
        assert left.count() == 1


def test_right_taken_a_moment_ago_is_not_given_back_by_a_form_about_the_name(admin_user, transactional_db):
    """The form was loaded before another administrator deactivated its writer; saving it revives nobody."""
    make_user(username="other", is_superuser=True)
    client, _response = sign_in("noor")

    def rename():
        try:
            return client.post(page(admin_user), typed(admin_user, first_name="Noor")).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as thread:
        with transaction.atomic():
            get_user_model().objects.filter(pk=admin_user.pk).update(is_active=False)
            answer = thread.submit(rename)
            time.sleep(0.5)  # the request has read what was, and waits for the lock
        status = answer.result(timeout=20)

    admin_user.refresh_from_db()
    assert (status, admin_user.is_active, admin_user.first_name) == (200, False, "")


def shown(client, user):
    """The form as the page has it, to be posted later."""
    return {"rights_seen": client.get(page(user)).context["adminform"].form["rights_seen"].value()}


def test_form_that_was_open_meanwhile_gives_no_right_back(office, admin_user):
    other = make_user(username="other", is_superuser=True)
    opened = shown(office, other)
    office.post(page(other), typed(other))

    answer = office.post(page(other), typed(other, first_name="Sami", is_superuser="on", **opened))

    other.refresh_from_db()
    assert (answer.status_code, other.is_superuser, other.first_name) == (200, False, "")
    assert "Somebody else changed this person" in answer.content.decode()
    assert office.post(page(other), typed(other, first_name="Sami", **shown(office, other))).status_code == 302


def test_form_about_the_name_leaves_the_password_alone(office, rami):
    fields = office.get(page(rami)).context["adminform"].form.fields

    assert "password" not in fields


@pytest.mark.parametrize("is_in_one_section", [True, False])
def test_same_role_twice_is_refused_in_a_sentence(office, rami, section, is_in_one_section):
    where = section.pk if is_in_one_section else None

    answer = office.post(page(rami), typed(rami, roles=[(None, Role.EDITOR, where)] * 2))

    assert (answer.status_code, rami.memberships.filter(role=Role.EDITOR).count()) == (200, 0)
    assert "errorlist" in answer.content.decode()


# --- proving who one is


def test_change_after_a_quarter_of_an_hour_asks_for_the_password(stale, rami):
    fields = typed(rami, first_name="Rami")

    page_again = stale.post(page(rami), fields)

    rami.refresh_from_db()
    text = page_again.content.decode()
    assert (page_again.status_code, rami.first_name) == (200, "")
    assert 'value="Rami"' in text  # nothing typed is lost
    assert 'name="proof"' in text
    assert stale.post(page(rami), fields | {"proof": "wrong"}).status_code == 200
    assert stale.post(page(rami), fields | {"proof": PASSWORD}).status_code == 302
    rami.refresh_from_db()
    assert rami.first_name == "Rami"


def test_proof_lasts_for_a_quarter_of_an_hour(stale, rami):
    stale.post(page(rami), typed(rami, first_name="R", proof=PASSWORD))

    assert stale.post(page(rami), typed(rami, first_name="Rami")).status_code == 302


def test_wrong_proofs_are_counted(stale, rami):
    for _time in range(5):
        stale.post(page(rami), typed(rami, proof="wrong"))

    assert "Too many tries." in stale.post(page(rami), typed(rami, proof=PASSWORD)).content.decode()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("password", {"password1": NEW, "password2": NEW}),
        ("factors", {"reason": "Lost the phone"}),
    ],
)
def test_page_about_a_person_asks_for_the_password(stale, rami, name, fields):
    assert b'name="proof"' in stale.get(page(rami, name)).content
    assert stale.post(page(rami, name), fields).status_code == 200
    assert changes(rami) == []


def test_new_person_asks_for_the_password(stale):
    new = {"username": "sami", "email": "sami@desk.example", "is_active": "on"}
    roles = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}

    assert stale.post(f"{PEOPLE}add/", new | roles).status_code == 200
    assert not get_user_model().objects.filter(username="sami").exists()


@pytest.mark.parametrize("address", ["app/", "passkey/", "codes/", "{number}/remove/"])
def test_own_factors_ask_for_the_password(rami, address):
    from_before = sign_in("rami")[0]
    app = Authenticator.objects.create(user=rami, type="totp", data={"secret": ""})
    session = from_before.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": 1.0}, {"method": "mfa", "at": 2.0},
    ]  # fmt: skip
    session.save()

    response = from_before.post(f"/accounts/second-factor/{address.format(number=app.pk)}", {"code": "000000"})

    assert response.status_code == 200
    assert b"Type your own password" in response.content
    assert (Authenticator.objects.count(), RecoveryCode.objects.count()) == (1, 0)


# --- passwords, factors, links


def test_set_password_ends_the_persons_sessions_and_is_written_down(office, rami):
    client, _response = sign_in("rami")

    office.post(page(rami, "password"), {"password1": NEW, "password2": NEW})

    assert client.get("/admin/").status_code == 302
    assert changes(rami) == [("password_set", "noor")]
    assert sign_in("rami", NEW)[1].status_code == 302


def test_own_password_is_changed_with_the_old_one_alone(office, admin_user):
    response = office.post(page(admin_user, "password"), {"password1": NEW, "password2": NEW})

    assert response["Location"] == "/admin/password_change/"
    admin_user.refresh_from_db()
    assert admin_user.check_password(PASSWORD)


def test_lost_second_factor_is_removed_with_a_reason(office, huda):
    client, _secret, _codes = enrolled("huda")

    assert office.post(page(huda, "factors"), {"reason": ""}).status_code == 200
    assert office.post(page(huda, "factors"), {"reason": "Phone stolen on the tram"}).status_code == 302

    assert (Authenticator.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    change = PersonChange.objects.filter(person=huda, act=Act.FACTOR_REMOVED).get()
    assert (change.by.username, change.reason, change.before) == (
        "noor", "Phone stolen on the tram", {"factors": ["app"]},
    )  # fmt: skip
    assert "Phone stolen on the tram" in office.get(page(huda)).content.decode()
    assert sign_in("huda", client=client)[1]["Location"] == "/admin/"


def test_removing_factors_ends_the_persons_sessions(office, rami):
    client, _response = sign_in("rami")

    office.post(page(rami, "factors"), {"reason": "Lost"})

    assert client.get("/admin/").status_code == 302


def test_nobody_removes_their_own_factors_this_way(office, admin_user):
    Authenticator.objects.create(user=admin_user, type="totp", data={"secret": ""})
    session = office.session
    session["account_authentication_methods"] += [{"method": "mfa", "at": time.time()}]
    session.save()

    response = office.post(page(admin_user, "factors"), {"reason": "Mine"})

    assert "Another administrator has to do this for you." in response.content.decode()
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF, Role.MODERATOR])
@pytest.mark.parametrize("name", ["password", "factors", "link"])
def test_pages_about_people_are_closed_to_everybody_else(client, db, role, name):
    other = make_user(Role.REPORTER, username="other", email="other@desk.example")
    client.force_login(make_user(role))
    fields = {"password1": NEW, "password2": NEW, "reason": "x"}

    assert client.post(page(other, name), fields).status_code == 403
    assert changes(other) == []


@pytest.mark.parametrize("name", ["password", "factors", "link"])
@pytest.mark.parametrize("number", ["0", "999999999999999999999999"])
def test_person_who_is_not_there(office, name, number):
    assert office.post(f"{PEOPLE}{number}/{name}/", {"reason": "x"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_new_person_without_a_password_is_mailed_an_invitation(admin_user, mailoutbox):
    no_other_jobs()
    office, _response = sign_in("noor")
    new = {"username": "sami", "email": "sami@desk.example", "is_active": "on"}
    roles = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
    row = {f"memberships-0-{name}": value for name, value in {"role": "reporter", "section": "", "id": ""}.items()}

    office.post(f"{PEOPLE}add/", new | roles | row)
    work()

    (mail,) = mailoutbox
    sami = get_user_model().objects.get(username="sami")
    assert (mail.to, "sami" in mail.body) == (["sami@desk.example"], True)
    assert changes(sami) == [("link", "noor"), ("added", "noor")]
    client = Client()
    client.get(link_in(mail))
    client.post("/accounts/password/choose/", {"new_password1": NEW, "new_password2": NEW})
    assert sign_in("sami", NEW)[0].get("/admin/").status_code == 200


def test_new_person_needs_a_password_or_an_address(office):
    roles = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}

    response = office.post(f"{PEOPLE}add/", {"username": "sami", "is_active": "on"} | roles)

    assert "Give an address to mail the link to, or set a password." in response.content.decode()


@pytest.mark.parametrize(("first", "second"), [(NEW, ""), ("", NEW), (NEW, PASSWORD)])
def test_new_person_with_half_a_password_is_not_added(office, first, second):
    roles = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    new = {"username": "sami", "email": "s@desk.example", "password1": first, "password2": second}

    assert office.post(f"{PEOPLE}add/", new | roles).status_code == 200
    assert not get_user_model().objects.filter(username="sami").exists()


def test_link_for_somebody_without_an_address_is_refused_in_a_sentence(office, section):
    silent = make_user(Role.REPORTER, section, username="silent", email="")

    response = office.post(page(silent, "link"), follow=True)

    assert "Give silent a mail address and let them sign in first." in response.content.decode()
    assert changes(silent) == []


def test_administrator_who_is_none_any_more_changes_nobody(office, admin_user, rami, monkeypatch):
    """The right is read again under the lock, not only at the door."""
    get_user_model().objects.filter(pk=admin_user.pk).update(is_superuser=False)
    Membership.objects.create(user=admin_user, role=Role.CHIEF)

    assert office.post(page(rami), typed(rami, is_superuser="on")).status_code == 403
    assert changes(rami) == []


@pytest.mark.parametrize("model", ["account/emailaddress", "mfa/authenticator", "usersessions/usersession"])
def test_tables_of_secrets_have_no_page(office, model):
    assert office.get(f"/admin/{model}/").status_code == 404


# --- what waits


def test_publication_waiting_for_a_deactivated_editor_is_not_made(office, huda, section):
    story = make_article("approved", section=section)
    change = timed.schedule(story, by=huda, run_at=timezone.now() + timedelta(hours=1))

    office.post(page(huda), typed(huda, is_active=None))
    move_time_on(change)
    timed.run_due()

    change.refresh_from_db()
    assert (change.status, Publication.objects.filter(article=story).exists()) == ("failed", False)
    assert change.error
