"""Collections on the desk: made and named in a form, filled from the grid."""

import pytest

from articles.models import Collection
from tests.newsroom.pages.readers import make_image

COLLECTIONS = "/admin/articles/collection/"
COLLECT = "/admin/articles/image/collect/"


@pytest.fixture(autouse=True)
def _signed_in(client, reporter):
    client.force_login(reporter)


def collect(client, *images, **posted):
    answer = client.post(COLLECT, {"picture": [image.pk for image in images], "do": "add", **posted}, follow=True)
    return answer.status_code, [str(message) for message in answer.context["messages"]]


def test_collection_is_made_and_named_in_a_form(client, reporter):
    client.post(f"{COLLECTIONS}add/", {"name": "Boats"})
    collection = Collection.objects.get()
    client.post(f"{COLLECTIONS}{collection.pk}/change/", {"name": "Harbours"})

    collection.refresh_from_db()
    assert (collection.name, collection.made_by) == ("Harbours", reporter)
    page = client.get(COLLECTIONS).content.decode()
    assert f'href="/admin/articles/image/?collection={collection.pk}"' in page


def test_ticked_pictures_go_into_a_new_collection_and_out_again(client):
    images = [make_image(original="a") for _number in range(3)]

    assert collect(client, *images, name="Boats") == (200, ["3 pictures were added to “Boats”."])
    collection = Collection.objects.get()
    out = collect(client, images[0], collection=collection.pk, do="take_out")

    assert out == (200, ["1 picture was taken out of “Boats”."])
    assert set(collection.pictures.all()) == set(images[1:])


def test_nothing_ticked_or_named_is_said(client):
    image = make_image(original="a")

    assert collect(client, name="Boats") == (200, ["Nothing was done: tick the pictures first."])
    assert collect(client, image) == (
        200,
        ["Nothing was done: choose a collection, or type the name of a new one."],
    )
    Collection.objects.create(name="Boats")
    assert collect(client, image, name="Boats") == (200, ["There is a collection of this name already."])
    assert Collection.objects.get().pictures.count() == 0


def test_grid_offers_the_collections_that_the_person_fills(client, reporter):
    own, other = Collection.objects.create(name="Own", made_by=reporter), Collection.objects.create(name="Other")
    own.pictures.add(make_image(original="a"))

    shown = client.get("/admin/articles/image/", {"collection": own.pk})

    assert shown.context["collections"] == [own]
    assert 'value="take_out"' in shown.content.decode()
    assert client.post(COLLECT, {"picture": "999999999", "collection": other.pk}).status_code == 302
    assert client.post(COLLECT, {"picture": own.pictures.get().pk, "collection": other.pk}).status_code == 403


@pytest.mark.parametrize("key", ["0", "01", "-1", "x", "9" * 30])
def test_malformed_numbers_collect_nothing(client, key):
    Collection.objects.create(name="Boats", pk=1)

    answer = client.post(COLLECT, {"picture": key, "collection": "1"})

    assert (answer.status_code, Collection.objects.get().pictures.count()) == (302, 0)


def test_refused_name_stands_in_the_library_with_what_was_ticked_and_the_filters(client):
    ticked, other = make_image(original="a"), make_image(original="a")
    Collection.objects.create(name="Harvest")

    answer = client.post(f"{COLLECT}?licence=open", {"picture": [ticked.pk], "name": "Harvest", "do": "add"})

    assert answer["Location"] == "/admin/articles/image/?licence=open"
    page = client.get(answer["Location"])
    assert [str(message) for message in page.context["messages"]] == ["There is a collection of this name already."]
    assert (page.context["ticked"], page.context["typed_name"]) == ([ticked.pk], "Harvest")
    assert f'value="{ticked.pk}" checked>' in page.content.decode()
    assert f'value="{other.pk}">' in page.content.decode()
    assert (client.get(answer["Location"]).context["ticked"], other.collections.count()) == ([], 0)
