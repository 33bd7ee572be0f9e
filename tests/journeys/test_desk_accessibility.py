"""Every page of the desk in both languages, light and dark: axe finds nothing serious, no policy is broken, nothing is
wider than a phone."""

import pytest
from playwright.sync_api import expect

from .waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


PHONE = {"width": 360, "height": 740}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_desk_page_has_no_grave_fault_runs_clean_and_fits_a_phone(
    signed_in, addresses, live_server, faults, violations, language, width
):
    signed_in.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    found, widths = {}, {}

    for address in addresses:
        signed_in.set_viewport_size(PHONE)
        assert signed_in.goto(address).status == 200
        signed_in.set_viewport_size({"width": width, "height": 900})
        found[address] = faults(signed_in)
        signed_in.set_viewport_size(PHONE)
        widths[address] = signed_in.evaluate("document.documentElement.scrollWidth")

    assert {address: complaints for address, complaints in found.items() if complaints} == {}
    assert {address: width for address, width in widths.items() if width > PHONE["width"]} == {}
    assert violations == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sign_in_has_no_grave_fault(page, live_server, faults, db, language):
    page.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])

    page.goto(f"{live_server.url}/admin/login/")

    assert faults(page) == []


def test_editor_has_the_name_of_its_field_and_the_name_leads_into_it(signed_in, live_server):
    signed_in.goto(f"{live_server.url}/admin/articles/article/add/")
    editor = signed_in.get_by_role("textbox", name="Body")

    signed_in.locator("label[for=id_body]").click()
    signed_in.keyboard.type("Boats go out again.")

    expect(editor).to_have_text("Boats go out again.")


def test_text_fields_turn_round_with_the_language(signed_in, live_server):
    signed_in.goto(f"{live_server.url}/admin/articles/article/add/")

    signed_in.locator("select[name=language]").select_option("ar")

    fields = ["[name=headline]", "[name=standfirst]", ".body-editor"]
    assert [signed_in.locator(field).get_attribute("dir") for field in fields] == ["rtl"] * 3
    assert signed_in.locator(".tiptap").evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_topics_narrow_to_what_is_typed(signed_in, live_server):
    signed_in.goto(f"{live_server.url}/admin/articles/article/add/")
    labels = signed_in.locator(".topic-chooser label")
    assert labels.count() == labels.filter(visible=True).count() == 1

    signed_in.get_by_label("Narrow the list").fill("no topic is called this")

    assert labels.filter(visible=True).count() == 0


def test_picture_is_chosen_in_the_library(signed_in, live_server):
    signed_in.goto(f"{live_server.url}/admin/articles/article/add/")

    with signed_in.expect_popup() as opened:
        signed_in.get_by_role("link", name="Choose a picture").click()
    opened.value.locator(".picture-grid a").first.click()

    number = signed_in.locator("[name=lead_image]")
    wait_until(signed_in, "document.querySelector('[name=lead_image]').value")
    shown = signed_in.locator(".picture-chooser img").get_attribute("src").partition("?")[0]  # asked again once made
    assert shown == f"/admin/articles/image/{number.input_value()}/thumbnail/"
