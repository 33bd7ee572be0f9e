"""Compares what records leave that are filed together with what they leave one by one."""

from django.db import transaction

from articles.history import broken_rows
from articles.models import Article
from newsroom.wire.filing import Filing, file_batch, file_one
from newsroom.wire.matching import ReferenceNames
from tests.indexed import index_what_waits

from .everything import as_places, everything


def one_by_one(filing, arrivals):
    filing.begin()
    return [file_one(filing, record, path=path) for path, record in arrivals]


def together(filing, arrivals):
    return [result for _arrival, result in file_batch(filing, arrivals)]


def left_by(way, runs, *, touch=None, **options):
    """What these runs leave, each with a filing of its own, and what they say; then it is taken back."""
    said = []
    with transaction.atomic():
        first = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for format, arrivals in runs:
            filing = Filing(names=ReferenceNames.read(), format=format, **options)
            results = way(filing, arrivals)
            keys = {key: place for place, key in enumerate(Article.objects.order_by("pk").values_list("pk", flat=True))}
            said += [(each.outcome, as_places(each.reason, keys), keys.get(each.article_id)) for each in results]
            if touch:
                touch()
        index_what_waits()
        rows, broken = everything(), list(broken_rows())
        transaction.set_rollback(True)
    assert first == (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
    assert broken == []
    return said, rows


def assert_same(runs, **options):
    expected_said, expected = left_by(one_by_one, runs, **options)
    said, rows = left_by(together, runs, **options)

    assert said == expected_said
    found = differences(rows, expected)
    assert found == [], found[:10]
    return expected


def differences(rows, expected):
    found = [
        (name, len(rows[name]), len(expected[name])) for name in expected if len(rows[name]) != len(expected[name])
    ]
    for name in set(expected) - {name for name, _ours, _theirs in found} - {"jobs"}:
        for place, (ours, theirs) in enumerate(zip(rows[name], expected[name], strict=True)):
            found += [(name, place, key, ours[key], theirs[key]) for key in theirs if ours[key] != theirs[key]]
    return found + [(rows["jobs"], expected["jobs"])] * (rows["jobs"] != expected["jobs"])
