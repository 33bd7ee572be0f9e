"""A second factor in a real browser: enrolled, asked for, lost and found; a passkey on a device of Chromium's own."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import hotp_value

from newsroom.accounts.links import Purpose, make_link
from tests.factories import make_user

from .waiting import follow

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long enough passphrase"
PHONE = {"width": 360, "height": 740}
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def editor_at_the_door(settings, live_server):
    """An editor on a server that asks for a second factor, where nobody has one yet."""
    settings.SECOND_FACTOR_REQUIRED = True
    settings.SITE_URL = live_server.url
    return make_user("editor", username="huda", email="huda@desk.example", password=PASSWORD)


@pytest.fixture
def authenticator(page):
    """An authenticator inside the browser that asks for no finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def give_password(page, server):
    page.goto(f"{server.url}/admin/login/")
    page.fill("[name=username]", "huda")
    page.fill("[name=password]", PASSWORD)
    follow(page, page.locator("[name=password]"), "Enter")


def give_code(page, code):
    page.fill("[name=code]", code)
    follow(page, page.locator("[name=code]"), "Enter")


def code(secret, *, after=None):
    """What the app shows; the one after another if that was used. Sleeps into the next half minute if need be."""
    moment = int(time.time())
    if after is not None and moment // 30 <= after:
        time.sleep((after + 1) * 30 - time.time() + 0.5)
        moment = int(time.time())
    return f"{hotp_value(secret, moment // 30):06}", moment // 30


def sign_out(page, server):
    follow(page, page.locator("#logout-form button"))
    page.goto(f"{server.url}/admin/")


@pytest.mark.slow
def test_app_is_enrolled_and_asked_for(page, live_server, editor_at_the_door, violations):
    give_password(page, live_server)
    assert page.url == f"{live_server.url}/accounts/second-factor/"
    page.goto(f"{live_server.url}/admin/articles/article/")
    assert page.url == f"{live_server.url}/accounts/second-factor/"

    page.get_by_role("link", name="Add an authenticator app").click()
    assert page.locator("svg.qr path").bounding_box()["width"] > 150
    secret = page.locator(".secret").inner_text().replace(" ", "")
    first, half_minute = code(secret)
    give_code(page, first)
    codes = page.locator("ol.codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("heading", name="Your account", exact=True).wait_for()

    sign_out(page, live_server)
    give_password(page, live_server)
    assert page.url == f"{live_server.url}/accounts/login/code/"
    give_code(page, codes[0])
    assert page.url == f"{live_server.url}/admin/"

    sign_out(page, live_server)
    give_password(page, live_server)
    give_code(page, code(secret, after=half_minute)[0])
    assert page.url == f"{live_server.url}/admin/"
    assert violations == []


def test_passkey_is_added_signs_in_alone_and_is_a_second_factor(
    page, live_server, editor_at_the_door, authenticator, violations
):
    give_password(page, live_server)
    page.get_by_role("link", name="Add a passkey").click()
    page.fill("[name=name]", "Desk laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_text("Desk laptop").first.wait_for()

    sign_out(page, live_server)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{live_server.url}/admin/")

    sign_out(page, live_server)
    give_password(page, live_server)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/admin/")
    assert violations == []


def test_mail_address_is_confirmed_by_its_link(page, live_server, editor_at_the_door, violations):
    page.goto(make_link(editor_at_the_door, Purpose.MAIL, email="new@desk.example"))

    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(re.compile("/admin/login/"))

    editor_at_the_door.refresh_from_db()
    assert editor_at_the_door.email == "new@desk.example"
    assert violations == []


def test_passkey_that_is_not_there_is_said(page, live_server, editor_at_the_door, authenticator):
    page.goto(f"{live_server.url}/admin/login/")

    session, number = authenticator
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": number})
    with page.expect_request(re.compile("/accounts/login/passkey/")):
        page.get_by_role("button", name="Sign in with a passkey").click()

    assert page.url == f"{live_server.url}/admin/login/"


@pytest.mark.slow
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_account_pages_have_no_grave_fault(page, live_server, shelf, violations, faults, language, width):
    person = make_user("reporter", username="huda", first_name="Huda", password=PASSWORD, is_superuser=True)
    other = make_user("editor", username="rami")
    page.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})
    doors = ["/admin/login/", "/accounts/password/forgotten/", "/accounts/password/choose/", "/accounts/mail/x/"]
    own = ["", "mail/", "second-factor/", "second-factor/app/", "second-factor/passkey/", "second-factor/codes/"]
    people = [f"{other.pk}/change/", f"{other.pk}/factors/", f"{other.pk}/password/", f"{person.pk}/change/", "add/"]
    inside = [f"/accounts/{path}" for path in own] + [f"/admin/accounts/user/{path}" for path in people]
    found, widths = {}, {}

    for number, address in enumerate([*doors, *inside]):
        if number == len(doors):
            give_password(page, live_server)
        page.goto(live_server.url + address)
        found[address] = faults(page)
        widths[address] = page.evaluate(WIDTH)

    assert {address: complaints for address, complaints in found.items() if complaints} == {}
    assert {address: wide for address, wide in widths.items() if wide > width} == {}
    assert [line for line in violations if "410" not in line] == []
