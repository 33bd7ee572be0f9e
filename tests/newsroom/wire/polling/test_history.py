from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.wire.models import Poll, Source
from newsroom.wire.polling import ask, history

from ..serving import answer
from .feeds import feed, item

AWAY = answer(b"", status="503 Busy")


def test_looks_are_told_and_those_that_bring_the_same_nothing_are_one(served, make_feed):
    unchanged = answer(b"", status="304 Not Modified")
    changed = answer(feed(item(text="Boats go from Tuesday.")))
    server = served(answer(feed(item()), 'ETag: "1"'), unchanged, unchanged, AWAY, AWAY, changed)
    source = make_feed(server)

    for _time in range(6):
        ask(source)

    told = [(poll.counts, poll.problem, poll.times) for poll in source.polls.all()]
    problem = "127.0.0.1 answered with status 503."
    assert told == [({"updated": 1}, "", 1), ({}, problem, 2), ({}, "", 2), ({"filed": 1}, "", 1)]
    twice = source.polls.get(counts={}, problem_kept={})
    assert twice.first_at < twice.at < source.polls.latest("pk").at


@pytest.mark.django_db
def test_so_many_looks_are_kept_of_each_source():
    one, other = (Source.objects.create(name=name) for name in ("One", "Other"))
    now = timezone.now()
    history.note(other, {}, {"filed": 1}, at=now)

    for number in range(history.KEPT + 3):
        history.note(one, {}, {"filed": 1}, at=now + timedelta(minutes=number))

    assert (one.polls.count(), other.polls.count()) == (history.KEPT, 1)
    assert Poll.objects.filter(source=one).earliest("pk").at == now + timedelta(minutes=3)
