import pytest
from django.db import IntegrityError, transaction

from articles.models import Edition
from articles.rights import Role
from articles.workflow import MoveIncomplete, RightMissing, StaleRevision
from newsroom.about import contacts
from newsroom.about.facts import Reach, reach
from newsroom.about.models import ContactVersion
from tests.factories import make_section, make_user

from .pages import writer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _said(settings):
    settings.NEWSROOM_MAIL, settings.NEWSROOM_TELEPHONE = "desk@news.example", "+970 2 000 0000"
    settings.NEWSROOM_ADDRESS = {"en": "1 Harbour Street, Haifa", "ar": "شارع الميناء"}
    settings.NEWSROOM_PROFILES = ["https://social.example/@news"]


def change(*, by=None, number=None, **texts):
    """The next version: what is in force with these texts in it."""
    now = contacts.newest()
    fields = {name: getattr(now, name) for name in contacts.TEXTS} | texts
    return contacts.change(ContactVersion(**fields), by=by or writer(), number=now.number if number is None else number)


def test_settings_are_what_the_desk_has_not_said_yet():
    assert reach(contacts.newest(), "ar").postal_address == "شارع الميناء"
    assert reach(contacts.newest(), "en").profiles == ("https://social.example/@news",)

    change(mail="news@news.example")

    said = reach(contacts.newest(), "en")
    assert (said.mail, said.telephone) == (
        "news@news.example",
        "+970 2 000 0000",
    )


def test_each_change_is_a_version_and_an_edition():
    before = Edition.current()

    change(telephone="04 123")
    change(telephone="", postal_address={"ar": "شارع الميناء"})

    rows = ContactVersion.objects.order_by("number").values_list("number", "telephone", "by__username")
    assert list(rows) == [(1, "04 123", "policy-chief"), (2, "", "policy-chief")]
    assert Edition.current() == before + 2
    assert reach(contacts.newest(), "en").postal_address == "شارع الميناء"


def test_what_was_emptied_on_the_desk_is_not_what_the_settings_say():
    change(mail="", telephone="", postal_address={}, profiles=[])

    assert reach(contacts.newest(), "en") == Reach(mail="", telephone="", postal_address="", profiles=())


def test_version_that_somebody_else_has_overtaken_is_refused():
    change(telephone="04 123")

    with pytest.raises(StaleRevision):
        change(telephone="04 456", number=0)

    assert contacts.newest().telephone == "04 123"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.MODERATOR, None])
def test_only_a_chief_of_everything_or_an_administrator_changes_them(role):
    for person in (make_user(role), make_user(Role.CHIEF, make_section("world"))):
        with pytest.raises(RightMissing):
            change(by=person, telephone="04 123")

    assert change(by=make_user(is_superuser=True), telephone="04 123").number == 1


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"mail": "desk"},
        {"mail": "a@b.example\nBcc: c@d.example"},
        {"telephone": "call us"},
        {"telephone": "0" * 41},
        {"postal_address": {"en": "x" * 201}},
        {"profiles": ["javascript:alert(1)"]},
        {"profiles": ["https://social.example/" + "x" * 200]},
        {"profiles": [f"https://social.example/{number}" for number in range(21)]},
    ],
)
def test_what_nobody_could_be_reached_by_is_refused_with_a_sentence(texts):
    with pytest.raises(MoveIncomplete) as refusal:
        change(**texts)

    assert str(refusal.value).endswith(".")
    assert ContactVersion.objects.count() == 0


def test_versions_are_never_changed_nor_deleted():
    change(telephone="04 123")

    versions = ContactVersion.objects.all()
    for act in (lambda: versions.update(mail="a@b.example"), versions.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
