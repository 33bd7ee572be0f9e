"""The library as a grid: what it finds, what it narrows to, and a small picture for every one."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.admin import picture_list
from articles.admin.picture_grid import GONE, NOT_MADE, PictureGrid
from articles.models import Collection, Image
from articles.pictures.storing import private_path
from tests.factories import make_article
from tests.newsroom.pages.readers import make_image

LIBRARY = "/admin/articles/image/"


@pytest.fixture(autouse=True)
def _signed_in(client, reporter):
    client.force_login(reporter)


def numbers(client, **narrowed):
    return [card["number"] for card in client.get(LIBRARY, narrowed).context.get("cards", [])]


def marks(client, image, **narrowed):
    cards = client.get(LIBRARY, narrowed).context["cards"]
    return [str(mark) for mark, _grave in next(card for card in cards if card["number"] == image.pk)["marks"]]


@pytest.mark.parametrize(
    "words",
    ["dusk", "الغروب", "haddad boats", "huda", "صيدا", "two", "{pk}", "#{pk}", "agency sidon"],
)
def test_search_reads_all_that_is_said(client, words):
    said = {"captions": {"en": "Boats at dusk", "ar": "قوارب عند الغروب"}, "credit": "Rana Haddad"}
    said |= {"people": ["Huda Saleh"], "place": "Sidon, صيدا", "source": "Agency"}
    picture = make_image(original="a", **said)
    make_image(original="a", captions={"en": "A market"}, alternatives={}, credit="")

    assert numbers(client, q=words.format(pk=picture.pk)) == [picture.pk]


def test_window_is_called_what_the_page_is(client):
    assert "<title>Pictures | Newsroom</title>" in client.get(LIBRARY).content.decode()


def test_pictures_are_counted_no_further_than_is_shown(client, monkeypatch):
    monkeypatch.setattr(picture_list, "MOST_COUNTED", 1)
    monkeypatch.setattr(PictureGrid, "list_per_page", 1)
    last, _middle, first = (make_image(original="a").pk for _number in range(3))

    page = client.get(LIBRARY, {"q": "boats"})

    assert "more than 2 results" in page.content.decode()
    assert [card["number"] for card in page.context["cards"]] == [first]
    assert numbers(client, q="boats", p=3) == [last]
    assert "3 results" in client.get(LIBRARY, {"q": "boats", "p": 3}).content.decode()
    assert client.get(LIBRARY, {"q": "boats", "p": 4}).status_code == 302
    assert numbers(client, p="no page") == [first]


def test_withdrawn_ones_are_shown_to_who_asks_for_them(client):
    shown, withdrawn = make_image(original="a"), make_image(original="a", withdrawn_at=timezone.now())

    assert numbers(client) == [shown.pk]
    assert numbers(client, withdrawn="yes") == [withdrawn.pk]
    assert numbers(client, withdrawn="both") == [withdrawn.pk, shown.pk]
    assert marks(client, withdrawn, withdrawn="yes") == ["Withdrawn"]


def test_licence_narrows(client):
    today = timezone.localdate()
    days = {"open": None, "soon": today + timedelta(days=30), "later": today + timedelta(days=31)}
    days |= {"over": today - timedelta(days=1), "today": today}
    made = {name: make_image(original="a", licence_expires_on=day).pk for name, day in days.items()}

    assert numbers(client, licence="open") == [made["open"]]
    assert numbers(client, licence="soon") == [made["today"], made["soon"]]
    assert numbers(client, licence="valid") == [made["today"], made["later"], made["soon"]]
    assert numbers(client, licence="over") == [made["over"]]


def test_use_narrows(client, section):
    lead, inside, drafted, in_draft, unused = (make_image(original="a") for _number in range(5))
    make_article("published", "live", section=section, lead_image=lead, body=_with(inside))
    make_article("draft", section=section, lead_image=drafted, body=_with(in_draft, lead))

    assert numbers(client, used="live") == [inside.pk, lead.pk]
    assert numbers(client, used="desk") == [in_draft.pk, drafted.pk, inside.pk, lead.pk]
    assert numbers(client, used="never") == [unused.pk]


def test_use_says_nothing_of_stories_that_the_person_may_not_see(client, section, other_section):
    secret, live = make_image(original="a"), make_image(original="a")
    make_article("draft", section=other_section, lead_image=secret)
    make_article("published", "live", section=other_section, lead_image=live)

    assert numbers(client, used="desk") == []
    assert numbers(client, **{"in": "sport"}) == [live.pk]
    assert numbers(client, **{"in": "world"}) == []


def test_other_filters_narrow(client):
    plain, asked, waiting = make_image(original="a"), make_image(original="a", is_sensitive=True), None
    waiting = make_image(original="a", is_confirmed=False)
    collection = Collection.objects.create(name="Portraits")
    collection.pictures.add(plain)
    Image.objects.filter(pk=plain.pk).update(uploaded_at=timezone.now() - timedelta(days=40))

    assert numbers(client, sensitive="yes") == [asked.pk]
    assert numbers(client, confirmed="no") == [waiting.pk]
    assert numbers(client, collection=str(collection.pk)) == [plain.pk]
    assert numbers(client, added="before") == [plain.pk]
    assert numbers(client, added="day") == [waiting.pk, asked.pk]
    assert (marks(client, asked), marks(client, waiting)) == (["Ask before use"], ["To be confirmed"])


def test_grid_asks_as_much_for_three_as_for_one(client, django_assert_num_queries):
    make_image(original="a")
    client.get(LIBRARY)
    with django_assert_num_queries(11):
        client.get(LIBRARY)
    for _number in range(2):
        make_image(original="a")

    with django_assert_num_queries(11):
        client.get(LIBRARY)


def test_chosen_picture_goes_back_to_the_story(client):
    picture = make_image(original="a")

    page = client.get(LIBRARY, {"_popup": "1"}).content.decode()

    assert f'data-popup-opener="{picture.pk}"' in page


def test_saving_a_picture_leads_back_to_what_the_library_was_narrowed_to(client, reporter):
    picture = make_image(original="a", is_confirmed=False, uploaded_by=reporter)
    card = f"{LIBRARY}{picture.pk}/change/?_changelist_filters=confirmed%3Dno"

    assert f'href="{card}"' in client.get(LIBRARY, {"confirmed": "no"}).content.decode()
    saved = client.post(card, {"caption_en": "Boats", "focal_x": "0.5", "focal_y": "0.5"})
    assert saved["Location"] == f"{LIBRARY}?confirmed=no"


def test_picture_that_is_being_made_has_a_thumbnail(client):
    picture = make_image(original="a")
    picture.renditions.all().delete()

    answer = client.get(f"{LIBRARY}{picture.pk}/thumbnail/")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer["Cache-Control"] == "private, no-store"
    assert marks(client, picture) == ["Being made"]


def test_erased_picture_does_not_look_like_one_that_is_being_made(client, reporter):
    made = make_image(original="a")
    erased = make_image(original="", withdrawn_at=timezone.now(), uploaded_by=reporter)

    shown = [client.get(f"{LIBRARY}{image.pk}/thumbnail/").content for image in (made, erased)]

    assert shown == [NOT_MADE, GONE]
    page = client.get(f"{LIBRARY}{erased.pk}/change/").content.decode()
    assert "Its file is gone: there is nothing to cut." in page


def test_thumbnail_whose_file_has_gone_is_there(client):
    picture = make_image(original="a")
    picture.renditions.filter(width=640, media_type="image/webp").update(width=300)
    for name in picture.renditions.values_list("name", flat=True):
        default_storage.delete(private_path(name))

    assert client.get(f"{LIBRARY}{picture.pk}/thumbnail/").status_code == 200
    assert client.get(f"{LIBRARY}{picture.pk + 1}/thumbnail/").status_code == 404


def _with(*images):
    return "<p>Boats.</p>" + "".join(f'<figure data-picture="{image.pk}"></figure>' for image in images)
