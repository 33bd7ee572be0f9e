import pytest
from django.urls import reverse

from newsroom.wire.models import Polling, Source, SourceKind


@pytest.fixture
def failing(db):
    source = Source.objects.create(name="Coast Feed", kind=SourceKind.FEED)
    Polling.objects.create(source=source, failures=2, problem="feeds.example answered with status 503.")
    return source


def test_failing_source_is_on_the_board_of_chiefs_and_administrators(client, failing, chief, administrator, editor):
    seen = {}
    for person in (chief, administrator, editor):
        client.force_login(person)
        seen[person] = "feeds.example answered with status 503." in client.get(reverse("admin:index")).content.decode()

    assert seen == {chief: True, administrator: True, editor: False}


def test_source_that_works_again_is_off_the_board(client, failing, chief):
    Polling.objects.update(failures=0)
    client.force_login(chief)

    assert "Coast Feed" not in client.get(reverse("admin:index")).content.decode()
