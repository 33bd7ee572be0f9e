"""The form of a picture: its order, what waits to be confirmed, how it is cut, and two people at once."""

import pytest

from articles import pictures
from articles.admin.picture_form import CropField
from articles.decoder.rights_xmp import packet
from articles.models import OtherOriginal, PictureChange
from tests.articles.pictures.conftest import jpeg, shelves  # noqa: F401 - every test stores files
from tests.newsroom.pages.readers import make_image

TYPED = {"caption_en": "Boats", "caption_ar": "", "alternative_en": "Two boats", "credit": "Rana Haddad"}
TYPED |= {"focal_x": "0.5", "focal_y": "0.5"}


@pytest.fixture
def picture(reporter, shelves):  # noqa: F811
    return make_image(uploaded_by=reporter, original="originals/boats", suggested=[0.25, 0.75])


def page(picture):
    return f"/admin/articles/image/{picture.pk}/change/"


def test_form_asks_what_it_shows_before_who_made_it_and_how_it_is_cut_last(client, reporter, picture):
    client.force_login(reporter)

    names = [str(part.name) for part in client.get(page(picture)).context["adminform"]]

    assert names == [
        *("What it shows", "Who made it", "Rights", "Licence", "People and place", "How it is cut", "The file"),
    ]


def test_what_a_file_says_and_nothing_else_is_shown_until_somebody_saves(client, reporter):
    file = jpeg(xmp=packet({"creator": "Lina <Saleh>", "credit": "Newsroom"}))
    picture = pictures.add(file, by=reporter, render_now=True, credit="The Desk", place="Haifa")
    client.force_login(reporter)

    shown = client.get(page(picture)).context["to_confirm"]
    saved = client.post(page(picture), TYPED | {"people": "Lina Saleh، Omar Haddad", "_continue": "x"})

    assert shown == [("creator", "<bdi>Lina &lt;Saleh&gt;</bdi>")]
    assert (saved.status_code, saved["Location"]) == (302, page(picture))
    picture.refresh_from_db()
    assert (picture.is_confirmed, picture.people) == (True, ["Lina Saleh", "Omar Haddad"])
    assert client.get(page(picture)).context["to_confirm"] == []


def test_saving_over_somebody_else_is_refused_with_nothing_lost_and_theirs_shown(client, reporter, editor, picture):
    client.force_login(reporter)
    opened = client.get(page(picture)).context["adminform"].form["opened"].value()
    pictures.describe(picture, by=editor, credit="Agency")

    refused = client.post(page(picture), TYPED | {"caption_en": "My boats", "opened": opened})

    form = refused.context["adminform"].form
    assert (refused.status_code, form["caption"].value()[0]) == (200, "My boats")
    assert form.non_field_errors()[0].startswith("Somebody has changed this picture since you opened this page.")
    (line,) = form.since
    assert (line.who, [tuple(row) for row in line.differences]) == (
        str(editor),
        [("credit", "<bdi>Rana Haddad</bdi>", "<bdi>Agency</bdi>")],
    )
    picture.refresh_from_db()
    assert (picture.credit, picture.captions["en"]) == ("Agency", "Boats at noon")
    again = client.post(page(picture), TYPED | {"caption_en": "My boats", "opened": form["opened"].value()})
    picture.refresh_from_db()
    assert (again.status_code, picture.captions["en"]) == (302, "My boats")


def test_what_only_somebody_else_changed_stands_when_the_form_is_sent_again(client, reporter, editor, picture):
    client.force_login(reporter)
    opened = client.get(page(picture)).context["adminform"].form["opened"].value()
    pictures.describe(picture, by=editor, credit="Agency", people=["Huda Saleh"], is_sensitive=True)
    pictures.describe(picture, by=editor, captions={"en": "Their boats", "ar": "قوارب"}, place="Sidon")
    pictures.cut(picture, by=editor, focal=(0.5, 0.9), crops={"square": [0.1, 0, 0.5, 0.8]})
    typed = TYPED | {"caption_en": "My boats", "alternative_ar": picture.alternatives["ar"]}

    refused = client.post(page(picture), typed | {"place": "Tyre", "opened": opened})

    form = refused.context["adminform"].form
    shown = {name: form.data.get(name, "") for name in (*typed, "place", "people", "is_sensitive", "crop_square")}
    assert shown == typed | {
        "caption_ar": "قوارب",
        "credit": "Agency",
        "place": "Tyre",
        "people": "Huda Saleh",
        "is_sensitive": "on",
        "focal_y": "0.9",
        "crop_square": "0.1 0 0.5 0.8",
    }
    assert form["credit"].value() == "Agency"


def test_crops_are_drawn_and_given_up_again(client, reporter, picture):
    client.force_login(reporter)

    client.post(page(picture), TYPED | {"crop_square": "0.1 0 0.5 0.8", "crop_lead": "0 0 1 0.5"})
    picture.refresh_from_db()
    drawn = picture.crops
    client.post(page(picture), TYPED | {"crop_square": "", "crop_lead": "0 0 1 0.5"})

    picture.refresh_from_db()
    assert drawn == {"square": [0.1, 0, 0.5, 0.8], "lead": [0, 0, 1, 0.5]}
    assert picture.crops == {"lead": [0, 0, 1, 0.5]}
    assert PictureChange.objects.filter(action="cut").count() == 2


@pytest.mark.parametrize(
    "typed", ["0.1 0 0.5 0.5", "0.8 0 0.5 0.8", "left", "0 0 nan 1", "0 0 1", "0 0 0 0", "1 " * 25]
)
def test_crop_that_cannot_be_is_refused_and_kept_in_the_form(client, reporter, picture, typed):
    client.force_login(reporter)

    response = client.post(page(picture), TYPED | {"crop_square": typed})

    form = response.context["adminform"].form
    assert (response.status_code, list(form.errors)) == (200, ["crop_square"])
    assert form["crop_square"].value() == typed
    picture.refresh_from_db()
    assert picture.crops == {}


def test_height_of_a_crop_follows_from_its_width():
    assert CropField("square", size=(1600, 1000)).clean("0.1 0 0.5") == [0.1, 0, 0.5, 0.8]


def test_page_offers_the_suggested_point_until_it_is_taken(client, reporter, picture):
    client.force_login(reporter)

    before = client.get(page(picture)).context["suggested"]
    client.post(page(picture), TYPED | {"focal_x": "0.25", "focal_y": "0.75"})

    assert (before, client.get(page(picture)).context["suggested"]) == ([0.25, 0.75], [])


def test_picture_without_a_suggestion_is_saved(client, reporter, shelves):  # noqa: F811
    picture = make_image(uploaded_by=reporter)
    client.force_login(reporter)

    saved = client.post(page(picture), TYPED | {"credit": "Agency"})

    picture.refresh_from_db()
    assert (saved.status_code, picture.credit, client.get(page(picture)).context["suggested"]) == (302, "Agency", [])


def test_cut_waits_while_a_new_file_is_cut_to_size_and_stays_as_it_is(client, reporter, picture):
    picture.crops = {"square": [0.1, 0, 0.5, 0.8]}
    picture.save()
    following = {"sha256": "f" * 64, "width": 1600, "height": 1000, "is_next": True}
    OtherOriginal.objects.create(image=picture, file="originals/next", **following)
    client.force_login(reporter)

    response = client.get(page(picture))

    assert (response.context["cutting_waits"], response.context["is_being_made"]) == (True, True)
    assert '<input type="hidden" name="crop_square" value="0.1 0 0.5 0.8"' in response.content.decode()


def test_who_only_looks_gets_no_field(client, reporter2, picture):
    client.force_login(reporter2)

    response = client.get(page(picture))

    assert (response.status_code, "cuts" in response.context, response.context["steps"]) == (200, False, [])
    assert 'name="focal_x"' not in response.content.decode()
