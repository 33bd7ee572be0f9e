"""Sources on the desk: the form and what it refuses, trying one out, how asking it goes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, TimedChange
from articles.phrases import moment
from articles.rights import Role
from newsroom.wire.models import Polling, Source, SourceKind, WireItem
from newsroom.wire.polling.history import note
from newsroom.wire.polling.secrets import headers_of, sealed
from newsroom.wire.sentences import Sentence
from tests.factories import make_user

from .filed import STORY, file
from .polling.feeds import feed, item
from .serving import answer
from .test_admin import SOURCES, make_item

FEED = {"name": "Coast Feed", "kind": "feed", "address": "https://feeds.example/all.xml", "poll_minutes": "30"}


@pytest.fixture
def manager(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def source(db):
    return Source.objects.create(
        name="Coast Feed",
        kind=SourceKind.FEED,
        address="https://feeds.example/all.xml",
        header_value_sealed=sealed("Bearer 1a2b3c"),
    )


def page(source):
    return f"{SOURCES}{source.pk}/change/"


def errors(response):
    return {name: " ".join(said) for name, said in response.context["adminform"].form.errors.items()}


def test_source_is_stored_as_the_form_says(manager, section):
    given = FEED | {
        "section": str(section.pk),
        "language": "ar",
        "zone": "Europe/London",
        "format": "atom",
        "credit_line": "© Coast",
        "takes_pictures": "on",
        "publishes": "on",
        "header_name": "X-Key",
        "header_value": "basic me:open",
    }

    assert manager.post(f"{SOURCES}add/", given).status_code == 302

    source = Source.objects.get()
    assert (source.kind, source.address, source.poll_minutes) == ("feed", FEED["address"], 30)
    assert (source.section, source.language, source.zone, source.format) == (section, "ar", "Europe/London", "atom")
    assert (source.publishes, source.trusted_by, source.takes_pictures) == (True, None, True)
    assert headers_of(source) == {"X-Key": "Basic bWU6b3Blbg=="}


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"address": ""}, "address", "Say which address is to be asked."),
        ({"address": "ftp://feeds.example/"}, "address", "An address begins with https:// or http://."),
        ({"address": "https://a:b@feeds.example/"}, "address", "An address carries no name or password."),
        ({"address": "http://f.example:8080/"}, "address", "Nothing is fetched from port 8080, only from 80 and 443."),
        ({"poll_minutes": "0"}, "poll_minutes", "Between 1 and 1440 minutes."),
        ({"poll_minutes": "9999"}, "poll_minutes", "Between 1 and 1440 minutes."),
        ({"header_name": "Host"}, "header_name", "This is no name of a header that may be sent."),
        ({"header_name": "X: y"}, "header_name", "This is no name of a header that may be sent."),
        ({"header_value": "سر"}, "header_value", "A secret has only Latin letters, digits and signs, on one line."),
        (
            {"address": "http://feeds.example/", "header_value": "x"},
            "address",
            "A secret is only sent to an address that begins with https://.",
        ),
        ({"kind": "folder"}, "folder", "Say which folder is to be looked into."),
        ({"kind": "folder", "folder": "../.."}, "folder", "This folder is not below the one that WIRE_FOLDERS names."),
        ({"kind": "folder", "folder": "none"}, "folder", "There is no such folder on the server."),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_the_form(manager, settings, tmp_path, given, field, sentence):
    settings.WIRE_FOLDERS = str(tmp_path)

    assert errors(manager.post(f"{SOURCES}add/", FEED | given)) == {field: sentence}
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "given", [{"kind": "x"}, {"format": "x"}, {"language": "xx"}, {"zone": "Mars"}, {"section": "99999"}]
)
def test_choice_that_is_none_is_refused(manager, given):
    assert list(errors(manager.post(f"{SOURCES}add/", FEED | given))) == list(given)


def test_secret_is_shown_to_nobody(manager, source):
    form = manager.get(page(source)).content.decode()
    manager.post(page(source), FEED | {"header_value": "Bearer new"})
    history = manager.get(f"{SOURCES}{source.pk}/history/").content.decode()

    assert [secret in form for secret in ("1a2b3c", source.header_value_sealed)] == [False, False]
    assert "new" not in history.replace("newsroom", "").replace("Newsroom", "")
    source.refresh_from_db()
    assert headers_of(source) == {"Authorization": "Bearer new"}


def test_secret_stays_until_it_is_replaced_or_forgotten(manager, source):
    manager.post(page(source), FEED)
    source.refresh_from_db()
    kept = headers_of(source)
    manager.post(page(source), FEED | {"forgets_secret": "on"})

    source.refresh_from_db()
    assert (kept, headers_of(source)) == ({"Authorization": "Bearer 1a2b3c"}, {})


def test_secret_of_one_server_is_not_sent_to_another(manager, source):
    elsewhere = FEED | {"address": "https://elsewhere.example/all.xml"}

    refused = manager.post(page(source), elsewhere)
    tried = manager.post(f"{SOURCES}{source.pk}/try/", elsewhere)

    sentence = "The address is another server's: type the secret that it wants."
    assert errors(refused) == {"header_value": sentence}
    assert sentence.replace("'", "&#x27;") in tried.content.decode()


@pytest.mark.parametrize("change", [{"address": "https://feeds.example/mine.xml"}, {"kind": "command"}])
def test_what_a_chief_trusts_is_led_elsewhere_by_that_chief_alone(client, administrator, source, change):
    chief = make_user(Role.CHIEF)
    Source.objects.update(trusted_by=chief)
    given = FEED | {"may_publish": "on"} | change
    client.force_login(administrator)

    refused = client.post(page(source), given)
    client.force_login(chief)
    allowed = client.post(page(source), given)

    assert list(errors(refused)) == list(change)
    assert allowed.status_code == 302


def test_source_that_was_changed_is_asked_at_once_and_for_everything(manager, source):
    Polling.objects.create(source=source, next_at=timezone.now() + timedelta(hours=5), failures=3, etag='"1"')

    manager.post(page(source), FEED)

    assert list(Source.objects.due()) == [source]
    polling = Polling.objects.get()
    assert (polling.failures, polling.etag) == (0, "")


def test_what_waits_of_a_source_that_is_to_publish_no_more_is_suspended(client, economy):
    chief = make_user(Role.CHIEF)
    source = Source.objects.create(name=FEED["name"], address=FEED["address"], kind=SourceKind.FEED, trusted_by=chief)
    client.force_login(chief)
    client.post(page(source), FEED | {"may_publish": "on", "publishes": "on"})
    source.refresh_from_db()
    file(source, replace(STORY, published_at=timezone.now() + timedelta(days=1)), publish=True)
    found = []
    for given in ({"publishes": "on"}, {}):
        client.post(page(source), FEED | {"may_publish": "on", "name": "Coast Wire"} | given)
        found.append(TimedChange.objects.get().status)

    assert found == ["waiting", "suspended"]
    assert Source.objects.get().trusted_by == chief


def test_trying_a_source_shows_what_would_be_filed_and_keeps_nothing(manager, served, economy):
    server = served(answer(feed(item(), item(name="2", title="قارب", text="يعود القارب إلى البحر يوم الاثنين."))))
    given = FEED | {"address": server.address()}

    new = manager.post(f"{SOURCES}try/", given)
    stored = Source.objects.create(name="Stored")
    there = manager.post(f"{SOURCES}{stored.pk}/try/", given)

    for tried in (new, there):
        text = tried.content.decode()
        assert (tried.status_code, "Ferries run again" in text, 'lang="ar" dir="rtl"' in text) == (200, True, True)
    stored.refresh_from_db()
    assert (stored.name, Article.objects.count(), WireItem.objects.count()) == ("Stored", 0, 0)


def test_trying_what_fails_says_why(manager, served):
    given = FEED | {"address": served(answer(status="404 Gone")).address()}

    assert "127.0.0.1 answered with status 404." in manager.post(f"{SOURCES}try/", given).content.decode()


@pytest.mark.parametrize("given", [{}, FEED | {"address": "", "kind": "feed"}])
def test_trying_a_form_that_is_wrong_says_what(manager, given):
    tried = manager.post(f"{SOURCES}try/", given)

    assert tried.status_code == 200
    assert "The form has to be put right first." in tried.content.decode()


def test_trying_what_comes_by_command_asks_nothing(manager):
    tried = manager.post(f"{SOURCES}try/", {"name": "Coast"})

    assert "It comes by command alone: there is nothing to ask." in tried.content.decode()


def test_source_is_asked_now_by_the_worker(manager, source):
    manager.post(f"{SOURCES}{source.pk}/ask/")
    Source.objects.update(is_paused=True)
    manager.post(f"{SOURCES}{source.pk}/ask/")

    [args] = ProcrastinateJob.objects.values_list("args", flat=True)
    assert args["source_id"] == source.pk


def test_list_says_what_fails_and_when_it_has_answered_last(manager, source):
    Polling.objects.create(source=source, failures=2, answered_at=timezone.now() - timedelta(days=400))

    page = manager.get(SOURCES).content.decode()

    assert '<strong class="grave">Failed 2 times in a row</strong><br><span class="quiet">Last answer: 20' in page


def test_try_says_that_there_may_be_more(manager, served, economy, monkeypatch):
    monkeypatch.setattr("newsroom.wire.source_admin.MOST_TRIED", 1)
    server = served(answer(feed(item(), item(name="2", title="Port opens"))))

    tried = manager.post(f"{SOURCES}try/", FEED | {"address": server.address()})

    assert "There may be more: only the first ones were tried." in tried.content.decode()


def test_page_says_how_it_goes(manager, source):
    Polling.objects.create(
        source=source,
        failures=2,
        problem="feeds.example answered with status 503.",
        asked_at=timezone.now(),
        answered_at=timezone.now() - timedelta(hours=3),
        counts={"filed": 2, "failed": 1},
        moved_to="https://feeds.example/new.xml",
        next_at=timezone.now() + timedelta(hours=1),
    )
    Source.objects.update(publishes=True)
    make_item(source)
    make_item(source, status="failed")

    shown = manager.get(page(source)).content.decode()

    for words in (
        "feeds.example answered with status 503.",
        "Failed 2 times in a row",
        "2 filed, 1 failed",
        "https://feeds.example/new.xml",
        "but no chief lets it",
        f'<a href="/admin/wire/wireitem/?source__id__exact={source.pk}">1</a>',
    ):
        assert words in shown
    assert manager.get(f"/admin/wire/wireitem/?source__id__exact={source.pk}").status_code == 200


def test_page_tells_the_last_looks_in_the_language_of_its_reader(manager, source):
    problem = Sentence("%(host)s answered with status %(status)s.", {"host": "feeds.example", "status": 503})
    at = timezone.now() - timedelta(hours=2)
    for counts, said, hours in (({"filed": 2}, "", 0), ({}, problem, 1), ({}, problem, 2)):
        note(source, Sentence.of(said).kept if said else {}, counts, at=at + timedelta(hours=hours))
    Polling.objects.create(source=source, failures=2, problem=problem)

    pages = [manager.get(page(source), headers={"accept-language": code}).content.decode() for code in ("en", "ar")]

    since = f"the same since {moment(at + timedelta(hours=1), now=timezone.now())} (×2)"
    assert [words in pages[0] for words in ("<td>2 filed</td>", since)] == [True, True]
    assert [shown.count("feeds.example answered with status 503.") for shown in pages] == [2, 0]
    assert pages[1].count("أجاب feeds.example بالحالة 503.") == 2


def test_list_says_how_each_goes_in_as_many_queries_for_three_as_for_one(manager, source, django_assert_num_queries):
    manager.get(SOURCES)
    with django_assert_num_queries(7):
        manager.get(SOURCES)
    for number in range(2):
        other = Source.objects.create(name=f"Feed {number}", kind=SourceKind.FEED)
        Polling.objects.create(source=other, failures=number, answered_at=timezone.now())

    with django_assert_num_queries(7):
        listed = manager.get(SOURCES).content.decode()
    assert [words in listed for words in ("Works", "Failed 1 time", "Not asked yet")] == [True, True, True]
