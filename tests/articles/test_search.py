from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from articles import newest, publishing, search
from articles.models import Publication
from articles.named import Names, names_of
from articles.patience import TookTooLong, limited
from articles.rights import Role
from articles.search import BEST, MOST_CHARACTERS, NEWEST, Question
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import publish

pytestmark = pytest.mark.django_db


def found(text="", *, names=None, **narrowed):
    keys = search.search(Question(text=text, **narrowed), names=names or Names()).keys
    rows = Publication.objects.in_bulk(keys)
    return [rows[key].headline for key in keys]


@pytest.fixture
def stories(section):
    publish(
        section=section,
        headline="Olive press opens",
        kicker="Harvest",
        dateline_place="Nablus",
        body="<p>Farmers carried sacks uphill; the mill's stones turn slowly.</p><p>Coffee was running.</p>",
        bylines=[{"author": None, "name": "Rana Haddad", "role": "by"}],
    )
    publish(section=section, headline="Bus 100% late", standfirst="Drivers wait_for a path\\home.", source="Wire")
    publish(
        section=section,
        headline="معصرة الزيتون تفتح أبوابها",
        language="ar",
        body="<p>وقال الصحفيّون إنّ المدارس والجامعات الفلسطينية أُغلقت في ١٢ آذار.</p>",
    )
    publish(section=section, headline="הספרים חזרו", body="<p>והספרים על השולחן</p>")


ARABIC, HEBREW = "معصرة الزيتون تفتح أبوابها", "הספרים חזרו"


FINDS = {
    "olive": ["Olive press opens"],
    "OLIVES opening": ["Olive press opens"],
    "oli": [],
    "nablus": ["Olive press opens"],
    "haddad": ["Olive press opens"],
    "farmer uphill": ["Olive press opens"],
    '"olive press"': ["Olive press opens"],
    "“press olive”": [],
    '"slowly coffee"': ["Olive press opens"],
    '"opens harvest"': [],
    '"olive press" harvest -bus': ["Olive press opens"],
    'opens -"olive press"': [],
    "opens -“press olive”": ["Olive press opens"],
    "زيتون": [ARABIC],
    "ابوابها": [ARABIC],
    "صحفي": [ARABIC],
    "جامعة": [ARABIC],
    "فلسطين": [ARABIC],
    "12": [ARABIC],
    "ספר": [HEBREW],
    "100%": ["Bus 100% late"],
    "wait_for": ["Bus 100% late"],
    "path\\home": ["Bus 100% late"],
    "late -olive": ["Bus 100% late"],
    "-olive": [],
    "state:live": [],
    "olive bus": [],
    "' OR 1=1 --": [],
    "%%%": [],
    "": [],
    "\x00\ud800": [],
    '"olive': ["Olive press opens"],
    "olive " + "\u200f": ["Olive press opens"],
}


def test_search_finds_every_word(stories):
    assert {text: found(text) for text in FINDS} == FINDS
    assert {text: found(text, order=NEWEST) for text in FINDS} == FINDS


def test_long_text_is_cut(stories):
    assert found("olive " + " " * MOST_CHARACTERS + "bus") == ["Olive press opens"]
    assert found(("olive " * 40)[:MOST_CHARACTERS]) == ["Olive press opens"]


def test_story_is_found_by_the_names_of_its_section_topic_and_author():
    section = make_section("ports", names={"en": "Ports and ships", "ar": "موانئ"})
    author, topic = make_author(names={"en": "Lina Odeh", "ar": "لينا عودة"}), make_topic(names={"en": "Old nets"})
    publish(
        section=section, bylines=[{"author": author.pk, "name": "", "role": "by"}], topics=[topic.pk], headline="Boats"
    )
    publish(section=make_section("sport"), headline="Ships without a section", body="<p>They sail.</p>")
    names = names_of([section, author, topic])

    assert found("lina", names=names) == ["Boats"]
    assert found("عودة", names=names) == ["Boats"]
    assert found('"lina odeh"', names=names) == ["Boats"]
    assert found('"odeh lina"', names=names) == []
    assert found("boat net", names=names) == ["Boats"]
    assert sorted(found("ship", names=names)) == ["Boats", "Ships without a section"]
    assert found("ships -ports", names=names) == ["Ships without a section"]
    assert found("boats -lina", names=names) == []
    assert found("lina") == []


def test_name_that_changes_is_found_at_once():
    author = make_author(names={"en": "Lina Odeh"})
    publish(bylines=[{"author": author.pk, "name": "", "role": "by"}], headline="Boats")
    author.names = {"en": "Lina Salem"}

    assert found("salem", names=names_of([author])) == ["Boats"]
    assert found("odeh", names=names_of([author])) == []


def test_search_is_narrowed():
    world, sport = make_section("world"), make_section("sport")
    author, topic = make_author(), make_topic()
    publish(section=world, headline="Boats one", at=datetime(2024, 12, 31, 23, 59, tzinfo=UTC))
    publish(section=sport, headline="Boats two", at=datetime(2025, 1, 1, tzinfo=UTC), language="ar")
    lists = {"bylines": [{"author": author.pk, "name": "", "role": "by"}], "topics": [topic.pk]}
    publish(section=sport, headline="Boats three", at=datetime(2025, 6, 1, tzinfo=UTC), **lists)

    assert found("boats", order=NEWEST) == ["Boats three", "Boats two", "Boats one"]
    assert found("boats", sections=frozenset([sport.pk]), order=NEWEST) == ["Boats three", "Boats two"]
    assert found("boats", sections=frozenset([sport.pk, world.pk]), language="en") == ["Boats three", "Boats one"]
    assert found("boats", author=author.pk) == found(topic=topic.pk) == ["Boats three"]
    assert found("boats", since=datetime(2025, 1, 1, tzinfo=UTC), order=NEWEST) == ["Boats three", "Boats two"]
    assert found("boats", before=datetime(2025, 1, 1, tzinfo=UTC)) == ["Boats one"]
    assert found(since=datetime(2025, 1, 1, tzinfo=UTC), before=datetime(2025, 2, 1, tzinfo=UTC)) == ["Boats two"]
    assert found("boats", since=datetime(2026, 1, 1, tzinfo=UTC), before=datetime(2025, 2, 1, tzinfo=UTC)) == []


def test_best_match_has_it_in_the_headline_and_older_ones_count_less():
    now = datetime.now(UTC)
    publish(headline="Market opens", body="<p>Near the harbour.</p>", at=now - timedelta(days=3))
    publish(headline="Harbour opens", at=now - timedelta(days=90))
    publish(headline="Harbour opens again", at=now - timedelta(days=5000))

    assert found("harbour") == ["Harbour opens", "Market opens", "Harbour opens again"]
    assert found("harbour", order=NEWEST) == ["Market opens", "Harbour opens", "Harbour opens again"]
    assert found("harbour opens again")[0] == "Harbour opens again"


@pytest.mark.parametrize("order", [BEST, NEWEST])
def test_newest_matches_are_put_in_order_and_the_very_headline_is_among_the_best(monkeypatch, order):
    monkeypatch.setattr(search, "MOST", 5)
    publish(headline="Boats", at=datetime(2009, 1, 1, tzinfo=UTC))
    for month in range(1, 13):
        publish(headline=f"Boats and nets {month}", at=datetime(2020 + month // 4, month, 1, tzinfo=UTC))

    seen = search.search(Question(text="boats", order=order), names=Names())

    rows = [Publication.objects.get(pk=key).headline for key in seen.keys]
    assert (len(rows), seen.is_more, seen.is_whole) == (5, True, True)
    assert ("Boats" in rows) == (order == BEST)
    assert set(rows) <= {"Boats", *(f"Boats and nets {month}" for month in range(8, 13))}


@pytest.mark.parametrize("most", [1, 3, 7, 12, 40])
def test_stretches_of_months_miss_nothing_and_repeat_nothing(monkeypatch, most):
    monkeypatch.setattr(search, "MOST", most)
    moments = [datetime(2025 - at * at // 12, 12 - at % 12, 1 + at, tzinfo=UTC) for at in range(12)]
    for moment in moments:
        publish(headline="Boats", at=moment)

    keys = search.search(Question(text="boats", order=NEWEST), names=Names()).keys

    shown = [Publication.objects.get(pk=key).first_published_at for key in keys]
    assert shown == sorted(moments, reverse=True)[:most]


def test_phrase_of_common_words_is_looked_for_in_so_many_stories(monkeypatch):
    monkeypatch.setattr(newest, "MOST_READ", 4)
    publish(headline="Presses", body="<p>Olive oil.</p>", at=datetime(2020, 1, 1, tzinfo=UTC))
    for day in range(1, 6):
        publish(headline="Oil and olive", at=datetime(2025, 1, day, tzinfo=UTC))

    seen = search.search(Question(text='"olive oil"'), names=Names())

    assert (list(seen.keys), seen.is_whole, seen.back_to) == ([], False, datetime(2025, 1, 2, tzinfo=UTC))


def test_search_that_takes_too_long_has_what_was_found_until_then(monkeypatch):
    for year in (2025, 2020):
        publish(headline="Boats and nets", at=datetime(year, 1, 20, tzinfo=UTC))
    monkeypatch.setattr(newest, "SECONDS", -1)

    seen = search.search(Question(text="boats"), names=Names())

    assert (len(seen.keys), seen.is_whole, seen.back_to) == (1, False, datetime(2025, 1, 1, tzinfo=UTC))


def test_statement_that_takes_too_long_is_stopped_and_what_follows_is_not():
    with pytest.raises(TookTooLong), limited(20), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")

    with transaction.atomic(), connection.cursor() as cursor:
        with limited(20):
            pass
        cursor.execute("SELECT pg_sleep(0.05), current_setting('enable_seqscan')")
        assert cursor.fetchone()[1] == "on"


@pytest.mark.parametrize("take_back", ["hold", "retract", "remove"])
def test_story_that_is_taken_back_is_found_no_more(take_back):
    article = make_article("published", "live", headline="Harbour reopens")
    before = found("harbour")
    text = {"text": "It was wrong."} if take_back == "retract" else {}

    getattr(publishing, take_back)(article, by=make_user(Role.CHIEF), **text)

    assert (before, found("harbour")) == (["Harbour reopens"], [])
