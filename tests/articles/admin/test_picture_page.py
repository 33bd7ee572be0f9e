"""The steps of a picture, its uses and its history on the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import pictures
from articles.admin.picture_uses import MOST_LIVE
from articles.models import Image, PictureChange
from articles.rights import Role
from tests.articles.pictures.conftest import jpeg, shelves  # noqa: F401 - every test stores files
from tests.factories import make_article, make_section, make_user
from tests.newsroom.pages.readers import make_image

LIBRARY = "/admin/articles/image/"
PAGE_QUERIES = 17


@pytest.fixture
def picture(reporter, shelves):  # noqa: F811
    return make_image(uploaded_by=reporter, original="originals/boats")


@pytest.fixture
def chief(section):
    return make_user(Role.CHIEF, section)


def page(picture, name):
    return f"{LIBRARY}{picture.pk}/{name}/"


def lines(response):
    return [(use["headline"], use["effect"], use["place"]) for use in response.context["uses"]["lines"]]


def actions(picture):
    return list(picture.changes.values_list("action", "reason"))


def test_withdraw_page_lists_every_use_and_does_nothing(client, editor, picture, section):
    figure = f'<p>Boats.</p><figure data-picture="{picture.pk}"></figure>'
    make_article("draft", headline="Drafted", body=figure, section=section)
    make_article("approved", headline="Approved", lead_image=picture, section=section)
    make_article("published", "live", headline="Live", lead_image=picture, section=section)
    client.force_login(editor)

    response = client.get(page(picture, "withdraw"))

    assert response.status_code == 200
    assert lines(response) == [
        ("Live", "Readers have it now", "above the story"),
        ("Approved", "Readers get it next", "above the story"),
        ("Drafted", "In work", "in the story"),
    ]
    assert Image.objects.get().withdrawn_at is None
    assert actions(picture) == []


def test_picture_of_many_live_stories_lists_the_newest_of_them_and_all_for_who_asks(client, editor, picture, section):
    for number in range(MOST_LIVE + 2):
        make_article("published", "live", headline=f"Live {number}", lead_image=picture, section=section)
    make_article("draft", headline="Drafted", lead_image=picture, section=section)
    client.force_login(editor)

    short = client.get(page(picture, "change"))
    full = client.get(page(picture, "withdraw"), {"uses": "all"})

    shown = [headline for headline, _effect, _place in lines(short)]
    assert shown == [*(f"Live {number}" for number in range(MOST_LIVE + 1, 1, -1)), "Drafted"]
    assert "and 2 more stories that readers have: list all" in short.content.decode()
    assert len(lines(full)) == MOST_LIVE + 3
    assert {(found.context["uses"]["live"], found.context["uses"]["count"]) for found in (short, full)} == {
        (MOST_LIVE + 2, MOST_LIVE + 3)
    }


def test_page_asks_as_much_for_three_stories_as_for_one(client, editor, picture, section, django_assert_num_queries):
    client.force_login(editor)
    client.get(page(picture, "change"))
    for _number in range(3):
        make_article("published", "live", lead_image=picture, section=section)
        make_article("draft", lead_image=picture, section=section)
        with django_assert_num_queries(PAGE_QUERIES):
            assert client.get(page(picture, "change")).status_code == 200


def test_uses_name_no_hidden_story_of_another_section(client, picture, section):
    sport = make_section("sport")
    make_article("draft", headline="Secret", lead_image=picture, section=sport)
    make_article("published", "live", headline="Open", lead_image=picture, section=section)
    client.force_login(make_user(Role.EDITOR, section))

    response = client.get(page(picture, "withdraw"))

    assert (response.context["uses"]["others"], response.context["uses"]["count"]) == (1, 2)
    assert "Secret" not in response.content.decode()


def test_withdraw_and_bring_back_with_reasons(client, editor, picture):
    client.force_login(editor)

    gone = client.post(page(picture, "withdraw"), {"reason": "The agency asks"})
    picture.refresh_from_db()
    was_withdrawn = picture.withdrawn_at is not None
    back = client.post(page(picture, "bring-back"), {"reason": "Cleared"})

    assert [gone.status_code, back.status_code, gone["Location"]] == [302, 302, page(picture, "change")]
    assert was_withdrawn
    picture.refresh_from_db()
    assert picture.withdrawn_at is None
    assert actions(picture) == [("brought_back", "Cleared"), ("withdrawn", "The agency asks")]


@pytest.mark.parametrize("name", ["withdraw", "erase"])
def test_a_grave_step_without_a_reason_is_asked_again_with_nothing_lost(client, chief, picture, name):
    client.force_login(chief)

    response = client.post(page(picture, name), {"reason": " ", "sure": "on"})

    assert (response.status_code, response.context["sentence"]) == (400, "Say why.")
    assert actions(picture) == []


def test_erasing_asks_for_a_tick_and_keeps_the_reason(client, chief, picture):
    client.force_login(chief)

    response = client.post(page(picture, "erase"), {"reason": "A court says so"})

    assert (response.status_code, response.context["sentence"]) == (400, "Tick that its files may go for ever.")
    assert response.context["form"]["reason"].value() == "A court says so"
    assert Image.objects.get().original.name == "originals/boats"


def test_a_chief_erases_a_picture(client, chief, picture):
    client.force_login(chief)

    response = client.post(page(picture, "erase"), {"reason": "A court says so", "sure": "on"})

    picture.refresh_from_db()
    assert (response.status_code, picture.original.name, picture.renditions.count()) == (302, "", 0)
    assert client.get(page(picture, "change")).status_code == 200
    again = [client.post(page(picture, name), {"reason": "x", "sure": "on"}).status_code for name in STEPS]
    assert again == [409] * 4


STEPS = ("replace", "withdraw", "bring-back", "erase")


def test_steps_at_the_wrong_moment_are_refused_with_a_sentence(client, chief, picture):
    client.force_login(chief)
    early = client.get(page(picture, "bring-back"))
    pictures.withdraw(picture, by=chief, reason="Asked")

    late = [client.get(page(picture, name)) for name in ("replace", "withdraw")]

    assert [answer.status_code for answer in (early, *late)] == [409, 409, 409]
    sentences = [answer.context["sentence"] for answer in (early, *late)]
    assert sentences == [
        "The picture is not withdrawn.",
        "The picture is withdrawn. Bring it back first.",
        "The picture is withdrawn already.",
    ]


def test_only_who_may_change_a_picture_takes_its_steps(client, reporter2, editor, picture, section):
    client.force_login(reporter2)
    asked = [client.get(page(picture, name)).status_code for name in STEPS]
    sent = [client.post(page(picture, name), {"reason": "x", "sure": "on"}).status_code for name in STEPS]
    client.force_login(editor)

    erased = client.post(page(picture, "erase"), {"reason": "x", "sure": "on"})

    assert (asked, sent, erased.status_code) == ([403] * 4, [403] * 4, 403)
    assert erased.context["sentence"] == "Only a chief erases a picture."
    assert actions(picture) == []


def test_a_program_gets_the_sentence(client, reporter2, picture):
    client.force_login(reporter2)

    response = client.post(page(picture, "withdraw"), {"reason": "x"}, headers={"Accept": "application/json"})

    assert (response.status_code, response.json()["status"]) == (403, 403)


def test_replacing_takes_a_file_and_says_what_is_wrong_with_it(client, reporter, picture, shelves):  # noqa: F811
    client.force_login(reporter)
    without = client.post(page(picture, "replace"), {"reason": "Sharper"})
    no_picture = SimpleUploadedFile("x.jpg", b"<svg/>", "image/jpeg")
    refused = client.post(page(picture, "replace"), {"reason": "Sharper", "file": no_picture})
    new = SimpleUploadedFile("x.jpg", jpeg("red"), "image/jpeg")

    done = client.post(page(picture, "replace"), {"reason": "Sharper", "file": new})

    assert [without.status_code, refused.status_code, done.status_code] == [400, 400, 302]
    assert without.context["sentence"] == "Choose the file that takes its place."
    assert refused.context["sentence"] == "This is not a JPEG, PNG, WebP, AVIF or GIF picture."
    assert refused.context["form"]["reason"].value() == "Sharper"
    assert actions(picture) == [("replaced", "Sharper")]
    assert picture.other_originals.get().is_next


def test_history_says_who_changed_what_from_what_to_what(client, reporter, picture):
    pictures.describe(picture, by=reporter, credit="Agency <b>", captions={"en": "Boats at dusk"})
    pictures.cut(picture, by=reporter, focal=(0.25, 0.5), crops={"square": (0, 0, 0.625, 1)})
    client.force_login(reporter)

    response = client.get(page(picture, "history"))

    cut, described = response.context["lines"]
    assert (described.who, described.what) == (str(reporter), "described")
    assert [tuple(row) for row in described.differences] == [
        (
            "captions",
            '<bdi lang="en" dir="ltr">Boats at noon</bdi>',
            '<bdi lang="en" dir="ltr">Boats at dusk</bdi>',
        ),
        ("credit", "<bdi>Rana Haddad</bdi>", "<bdi>Agency &lt;b&gt;</bdi>"),
    ]
    assert [tuple(row) for row in cut.differences] == [
        ("focal point", "50 % from the left, 50 % from the top", "25 % from the left, 50 % from the top"),
        ("crops", "–", "search engines, square"),
    ]
    assert client.post(page(picture, "history")).status_code == 200
    assert PictureChange.objects.count() == 2


@pytest.mark.parametrize("use", ["whole", "card"])
def test_a_use_is_shown_to_the_desk_alone(client, reporter, moderator, picture, use):
    picture.renditions.filter(width=640).update(use="card")
    address = f"{LIBRARY}{picture.pk}/shown/{use}/"
    anonymous = client.get(address)
    client.force_login(moderator)
    refused = client.get(address)
    client.force_login(reporter)

    response = client.get(address)

    assert (anonymous.status_code, refused.status_code, response.status_code) == (302, 403, 200)
    assert response["Content-Type"] == "image/webp"
    assert b"".join(response.streaming_content).decode().endswith("1600.webp" if use == "whole" else "640.webp")
    assert client.get(f"{LIBRARY}{picture.pk}/shown/nothing/").status_code == 404


def test_step_page_asks_as_much_for_three_uses_as_for_one(client, editor, picture, section, django_assert_num_queries):
    client.force_login(editor)
    make_article("draft", lead_image=picture, section=section)
    client.get(page(picture, "withdraw"))
    with django_assert_num_queries(QUERIES):
        client.get(page(picture, "withdraw"))
    for _number in range(2):
        make_article("draft", lead_image=picture, section=section)

    with django_assert_num_queries(QUERIES):
        client.get(page(picture, "withdraw"))


QUERIES = 12
