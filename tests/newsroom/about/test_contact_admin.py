import pytest
from lxml import html

from articles.rights import Role
from newsroom.about import contacts
from newsroom.about.models import ContactVersion
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/about/contactversion/add/"
TYPED = {
    "mail": "desk@news.example",
    "telephone": "04 123",
    "postal_address_en": "1 Harbour Street",
    "postal_address_ar": "شارع الميناء",
    "profiles": "https://social.example/@news, https://film.example/news",
    "opened": "0",
}


@pytest.fixture
def chief(client):
    client.force_login(make_user(Role.CHIEF, username="policy-chief"))
    return client


def values(page):
    fields = html.fromstring(page.content.decode()).get_element_by_id("contactversion_form").fields
    return {name: fields[name].strip() for name in TYPED}  # HTML leaves out the first line break of an area


def test_chief_says_how_readers_reach_the_newsroom(chief):
    assert chief.post(ADD, TYPED).status_code == 302

    found = contacts.newest()
    assert (found.number, found.mail, found.telephone) == (1, "desk@news.example", "04 123")
    assert found.postal_address == {"en": "1 Harbour Street", "ar": "شارع الميناء"}
    assert found.profiles == ["https://social.example/@news", "https://film.example/news"]


def test_form_begins_with_what_is_in_force_or_with_an_earlier_version(chief):
    chief.post(ADD, TYPED)
    chief.post(ADD, TYPED | {"telephone": "04 456", "opened": "1"})

    assert values(chief.get(ADD)) == TYPED | {"telephone": "04 456", "opened": "2"}
    assert values(chief.get(f"{ADD}?from=1")) == TYPED | {"opened": "2"}
    assert values(chief.get(f"{ADD}?from=99999999999")) == TYPED | {"telephone": "04 456", "opened": "2"}
    earlier = ContactVersion.objects.get(number=1)
    assert f"{ADD}?from=1" in chief.get(f"/admin/about/contactversion/{earlier.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"telephone": "call us"}, "A telephone number has digits"),
        ({"profiles": "javascript:alert(1)"}, "That is not an address that begins with https://: javascript:alert(1)."),
        ({"opened": "7"}, "Somebody has changed this page since you opened it."),
    ],
)
def test_refusal_is_said_above_what_was_typed(chief, typed, sentence):
    page = chief.post(ADD, TYPED | typed)

    assert sentence in page.content.decode()
    assert values(page) == TYPED | typed
    assert ContactVersion.objects.count() == 0


def test_language_that_the_newsroom_gave_up_is_kept(chief, settings):
    chief.post(ADD, TYPED)
    settings.NEWSROOM_LANGUAGES = ["en"]

    chief.post(ADD, TYPED | {"postal_address_en": "2 Harbour Street", "opened": "1"})

    assert contacts.newest().postal_address == {"en": "2 Harbour Street", "ar": "شارع الميناء"}


def test_who_may_not_change_them_is_offered_nothing(client):
    contacts.change(ContactVersion(telephone="04 123"), by=make_user(is_superuser=True), number=0)
    client.force_login(make_user(Role.EDITOR))

    page = client.get(f"/admin/about/contactversion/{ContactVersion.objects.get().pk}/change/").content.decode()

    assert "04 123" in page
    assert ADD not in page
