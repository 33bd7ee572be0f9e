"""Sources on the web, asked of a real server on this machine."""

import gzip
from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.models import Article, Publication
from articles.rights import Role
from articles.workflow import DeskState
from newsroom.wire.models import Polling, ProposedUpdate, Source, SourceKind, WireItem, WireItemStatus
from newsroom.wire.polling import ask, try_out
from newsroom.wire.polling.keeping import forget
from newsroom.wire.polling.secrets import sealed
from newsroom.wire.retrying import put_aside
from tests.factories import make_user

from ..serving import answer, leading_to
from .feeds import feed, item, ninjs

UNCHANGED = answer(b"", status="304 Not Modified")
AWAY = answer(b"", status="503 Busy")


def outcomes(asked):
    return [(line.headline, str(line.outcome)) for line in asked.lines]


def polling(source):
    return Polling.objects.get(source=source)


def minutes_until_next(source):
    return (polling(source).next_at - timezone.now()) / timedelta(minutes=1)


def test_first_answer_is_filed_with_what_the_source_says_of_its_stories(served, make_feed, other_section):
    server = served(answer(feed(item()), 'ETag: "1"'))
    source = make_feed(server, language="en", section=other_section, credit_line="© Coast", zone="Europe/London")

    asked = ask(source)

    assert (outcomes(asked), asked.problem) == ([("Ferries run again", "filed")], "")
    article = Article.objects.get()
    assert (article.section, article.credit_line, article.source) == (other_section, "© Coast", "Coast Feed")
    assert (article.language, article.desk_state) == ("en", DeskState.INCOMING)
    state = polling(source)
    assert (state.failures, state.problem, state.counts, state.etag) == (0, "", {"filed": 1}, '"1"')
    assert 14 < minutes_until_next(source) <= 15
    assert "secret" not in WireItem.objects.get().path


def test_what_has_not_changed_files_nothing(served, make_feed):
    server = served(answer(feed(item()), 'ETag: "1"', "Last-Modified: Sun, 29 Nov 2026 08:00:00 GMT"), UNCHANGED)
    source = make_feed(server)
    ask(source)

    again = [ask(source) for _time in range(2)]

    assert [(asked.is_unchanged, asked.lines) for asked in again] == [(True, [])] * 2
    for request in server.asked[1:]:
        assert 'If-None-Match: "1"\r\nIf-Modified-Since: Sun, 29 Nov 2026 08:00:00 GMT' in request
    assert polling(source).counts == {"filed": 1}  # of the last answer that had any


def test_records_are_filed_together_and_a_bad_one_stops_no_other(served, make_feed):
    counts = []
    for size in (4, 8):
        items = [item(f"{size} {number}", f"Ferry {number}", f"a{number}b{size} " * 9) for number in range(size)]
        items.insert(2, "<item><guid isPermaLink='false'>empty</guid></item>")
        source = make_feed(served(answer(feed(*items))), name=f"Feed of {size}")
        with CaptureQueriesContext(connection) as queries:
            asked = ask(source)
        filed = ["filed"] * size
        assert [str(line.outcome) for line in asked.lines] == [*filed[:2], "failed", *filed[2:]]
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_gzip_file_that_lies_at_an_address_is_unpacked_within_bounds(served, make_feed):
    packed, bomb = gzip.compress(feed(item()), mtime=1), gzip.compress(bytes(11_000_000), 1)
    again = answer(gzip.compress(feed(item()), mtime=2))
    server = served(answer(packed), again, answer(packed[:-9]), answer(bomb), answer(packed[:20] + bytes(90)))
    source = make_feed(server, address=server.address("/feed.xml.gz"))

    assert outcomes(ask(source)) == [("Ferries run again", "filed")]
    assert ask(source).is_unchanged
    assert [ask(source).problem for _time in range(3)] == [
        "127.0.0.1 stopped before the end of its answer.",
        "127.0.0.1 sends more than 10 MB.",
        "127.0.0.1 sends broken gzip.",
    ]


@pytest.mark.slow
def test_same_bytes_of_a_server_without_marks_are_not_read_again(served, make_feed):
    source = make_feed(served(answer(feed(item()))))
    ask(source)

    assert ask(source).is_unchanged


@pytest.mark.slow
def test_source_that_was_changed_on_the_desk_is_read_anew(served, make_feed, other_section):
    server = served(answer(feed(item()), 'ETag: "1"'))
    source = make_feed(server)
    ask(source)
    forget(source)

    assert outcomes(ask(source)) == [("Ferries run again", "unchanged")]
    assert "If-None-Match" not in server.asked[1]


@pytest.mark.slow
def test_address_that_was_changed_is_asked_for_everything(served, make_feed):
    server = served(answer(feed(item()), 'ETag: "1"'))
    source = make_feed(server)
    ask(source)
    source.address = server.address("/other.xml")

    ask(source)

    assert "If-None-Match" not in server.asked[1]


def test_changed_item_updates_an_untouched_story_and_waits_beside_another(served, make_feed, editor):
    changed = feed(item(text="Boats go from Tuesday."))
    source = make_feed(served(answer(feed(item())), answer(changed), answer(feed(item(text="From Friday.")))))
    ask(source)

    assert outcomes(ask(source)) == [("Ferries run again", "updated")]
    article = Article.objects.get()
    assert "Tuesday" in article.body
    desk.take(article, by=editor)
    ask(source)

    assert ProposedUpdate.objects.get().item.article == article


def test_kill_holds_what_is_live(served, make_feed, chief):
    trusting = make_user(Role.CHIEF)
    server = served(answer(ninjs()), answer(ninjs(status="canceled", version="2")))
    source = make_feed(server, publishes=True, trusted_by=trusting, section=chief.memberships.get().section)
    ask(source)
    before = Publication.objects.get().status

    ask(source)

    assert (before, Publication.objects.get().status) == ("live", "held")


@pytest.mark.parametrize(
    ("trusted", "publishes", "published"), [(True, True, 1), (True, False, 0), (False, True, 0), (False, False, 0)]
)
def test_story_is_published_where_the_source_says_so_and_a_chief_trusts_it(
    served, make_feed, economy, trusted, publishes, published
):
    chief = make_user(Role.CHIEF) if trusted else None
    source = make_feed(served(answer(feed(item()))), publishes=publishes, trusted_by=chief, section=economy)

    ask(source)

    assert (Article.objects.count(), Publication.objects.count()) == (1, published)


@pytest.mark.slow
def test_trust_that_ended_publishes_nothing(served, make_feed, economy):
    chief = make_user(Role.CHIEF)
    source = make_feed(served(answer(feed(item()))), publishes=True, trusted_by=chief, section=economy)
    Source.objects.update(trusted_by=None)  # meanwhile

    asked = ask(source)

    assert Publication.objects.count() == 0
    assert "Not published" in asked.lines[0].reason


@pytest.mark.parametrize("change", [{"publishes": False}, {"is_paused": True}])
def test_source_that_is_stopped_while_it_is_asked_publishes_nothing_more(served, make_feed, economy, change):
    chief = make_user(Role.CHIEF)
    source = make_feed(served(answer(feed(item()))), publishes=True, trusted_by=chief, section=economy)
    Source.objects.update(**change)  # meanwhile

    asked = ask(source)

    assert (outcomes(asked), Publication.objects.count()) == ([("Ferries run again", "filed")], 0)


def test_server_that_is_away_is_asked_less_often_and_then_as_before(served, make_feed):
    source = make_feed(served(AWAY, AWAY, answer(feed(item()))))

    waits = []
    for _time in range(2):
        assert ask(source).problem == "127.0.0.1 answered with status 503."
        waits.append(minutes_until_next(source))
    state = polling(source)
    assert (state.failures, state.answered_at, state.problem) == (2, None, "127.0.0.1 answered with status 503.")
    assert list(Source.objects.failing()) == [source]
    ask(source)

    assert [round(wait / 30) for wait in waits] == [1, 2]
    state = polling(source)
    assert (state.failures, state.problem, round(minutes_until_next(source))) == (0, "", 15)


@pytest.mark.slow
def test_server_says_when_it_may_be_asked_again(served, make_feed):
    source = make_feed(
        served(
            answer(b"", "Retry-After: 7200", status="429 Slowly"),
            answer(feed(item()), "Cache-Control: max-age=1800"),
            answer(feed(item(), ttl="<ttl>40</ttl>")),
        )
    )

    waits = []
    for _time in range(3):
        ask(source)
        waits.append(round(minutes_until_next(source)))

    assert waits == [120, 30, 40]


def test_what_is_gone_for_good_is_paused_with_a_note(served, make_feed):
    source = make_feed(served(answer(b"", status="410 Gone")))

    ask(source)

    source.refresh_from_db()
    assert source.is_paused
    assert polling(source).problem == (
        "127.0.0.1 answered with status 410. Its server says that it is gone for good, so it was paused."
    )
    assert not Source.objects.asked()


def test_answer_to_a_source_that_was_changed_meanwhile_is_not_noted(served, make_feed):
    asked = make_feed(served(answer(b"", status="410 Gone")))
    changed = Source.objects.get()
    changed.address = "https://feeds.example/new.xml"
    changed.save()
    forget(changed)

    assert "410" in ask(asked).problem

    assert (list(Source.objects.due()), Polling.objects.count()) == ([changed], 0)


@pytest.mark.slow
def test_move_for_good_is_told_and_followed(served, make_feed):
    server = served(leading_to("/new.xml", "301 Moved"), answer(feed(item())))
    source = make_feed(server)

    assert outcomes(ask(source)) == [("Ferries run again", "filed")]
    assert polling(source).moved_to == server.address("/new.xml")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<!doctype html><html><body>Log in</body></html>", "This is a web page, not a feed."),
        (b"<urlset/>", "This is a sitemap"),
        (b"", "The file is empty"),
    ],
    ids=["page", "sitemap", "nothing"],
)
def test_what_is_no_feed_is_a_failure_and_is_read_again_when_it_is_one(served, make_feed, body, sentence):
    source = make_feed(served(answer(body, 'ETag: "1"')))

    assert ask(source).problem.startswith(sentence)
    assert (polling(source).etag, WireItem.objects.count()) == ("", 0)


def test_words_of_a_server_that_cannot_be_kept_are_left_out(served, make_feed):
    odd = "Content-Encoding: b\0r\x85"
    source = make_feed(served(answer(b"", odd), answer(feed(item()), 'ETag: "a\0b"')))

    ask(source)
    problem = polling(source).problem
    ask(source)

    assert "\0" not in problem
    assert problem.startswith("127.0.0.1 answers in a coding that nobody asked for")
    assert (polling(source).etag, polling(source).problem) == ("", "")


def test_item_that_cannot_be_read_stops_no_other(served, make_feed):
    broken = "<item><guid>2</guid></item>"
    source = make_feed(served(answer(feed(item(), broken, item(name="ferry-3", title="Port shut")))))

    asked = ask(source)

    assert [str(line.outcome) for line in asked.lines] == ["filed", "failed", "filed"]
    assert WireItem.objects.get(status=WireItemStatus.FAILED).path == source.address.partition("?")[0]
    assert (asked.problem, polling(source).counts) == ("", {"filed": 2, "failed": 1})


def test_item_that_cannot_be_read_is_listed_once_wherever_it_stands_until_somebody_has_seen_to_it(
    served, make_feed, editor
):
    broken = "<item><guid>2</guid></item>"
    later = (item(name="ferry-4", title="Port opens"), item(), broken)
    source = make_feed(served(answer(feed(item(), broken)), answer(feed(*later)), answer(feed(*later[1:]))))
    ask(source)
    ask(source)

    failed = WireItem.objects.get(status=WireItemStatus.FAILED)
    put_aside(failed, by=editor)

    assert [str(line.outcome) for line in ask(source).lines] == ["unchanged", "failed"]
    assert WireItem.objects.filter(article=None).get().status == WireItemStatus.SETTLED


@pytest.mark.parametrize(("zone", "hours"), [("", None), ("Asia/Tokyo", 23)])
def test_times_without_a_zone_are_in_that_of_the_source(served, make_feed, zone, hours):
    items = feed(item()).replace(b" 08:00:00 GMT", b" 08:00:00")

    ask(make_feed(served(answer(items)), zone=zone))

    at = Article.objects.get().published_at_source
    assert (at and at.astimezone(UTC).hour) == hours


def test_secret_is_sent_and_kept_sealed(served, make_feed):
    server = served(answer(feed(item())))
    source = make_feed(server, header_name="X-Key", header_value_sealed=sealed("Bearer 1a2b3c"))

    ask(source)

    assert "\r\nX-Key: Bearer 1a2b3c\r\n" in server.asked[0]
    assert "1a2b3c" not in source.header_value_sealed


def test_secret_of_another_key_is_asked_for_again(served, make_feed, settings):
    server = served(answer(feed(item())))
    source = make_feed(server, header_value_sealed=sealed("Bearer 1a2b3c"))
    settings.SECRET_KEY = "another"

    assert ask(source).problem.startswith("The secret of this source cannot be read")
    assert server.asked == []


def test_address_inside_is_a_failure_with_its_sentence(canary, economy):
    source = Source.objects.create(name="Inside", kind=SourceKind.FEED, address=canary.address())

    assert "from port" in ask(source).problem


def test_trying_out_keeps_nothing(served, make_feed):
    server = served(answer(feed(item())))
    source = make_feed(server, publishes=True, trusted_by=make_user(Role.CHIEF))
    unsaved = Source(name="New", kind=SourceKind.FEED, address=server.address())

    tried = [try_out(source), try_out(unsaved)]

    assert [outcomes(asked) for asked in tried] == [[("Ferries run again", "filed")]] * 2
    assert [model.objects.count() for model in (Article, WireItem, Publication, Polling)] == [0, 0, 0, 0]
    assert list(Source.objects.all()) == [source]


def test_source_is_due_when_its_time_has_come(make_feed, served):
    server = served(answer(b""))
    now = timezone.now()
    never, late, later, paused, by_hand = (
        make_feed(server, name=name, is_paused=name == "paused", kind="command" if name == "by hand" else "feed")
        for name in ("never", "late", "later", "paused", "by hand")
    )
    for source, hours in ((late, -1), (later, 1), (paused, -1), (by_hand, -1)):
        Polling.objects.create(source=source, next_at=now + timedelta(hours=hours))

    assert list(Source.objects.due()) == [never, late]
