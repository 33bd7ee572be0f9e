from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from newsroom.wire.models import Source, SourceKind

from ..polling.feeds import feed, item
from ..serving import answer


@pytest.fixture
def source(served, economy):
    server = served(answer(feed(item()), 'ETag: "1"'), answer(b"", status="304 Not Modified"))
    return Source.objects.create(name="Coast", kind=SourceKind.FEED, address=server.address())


def fetch(*arguments):
    """The exit status and all that was said."""
    said = StringIO()
    try:
        call_command("fetch_sources", *arguments, stdout=said, stderr=said)
    except SystemExit as ended:
        return ended.code, said.getvalue()
    return 0, said.getvalue()


def test_due_sources_are_asked_and_what_came_is_said(source):
    assert fetch() == (0, "Coast: 1 filed.\n")
    assert fetch() == (0, "No source is due.\n")
    assert fetch("--all") == (0, "Coast: nothing has changed.\n")


def test_dry_run_says_what_would_come(source):
    assert fetch("--dry-run", "Coast") == (
        0,
        "Coast, record 1: filed. Ferries run again\nCoast: 1 filed.\nA dry run: nothing was kept.\n",
    )
    assert Article.objects.count() == 0


def test_failing_source_stops_no_other_and_is_said(source, served):
    Source.objects.create(name="Away", kind=SourceKind.FEED, address=served(answer(status="500 Broken")).address())

    code, said = fetch("--all")

    assert code == 1
    assert said == "Away: nothing came.\nAway: 127.0.0.1 answered with status 500.\nCoast: 1 filed.\n"


def test_paused_source_is_asked_by_name_alone(source):
    Source.objects.update(is_paused=True)

    assert fetch("--all") == (0, "There is no source to ask.\n")
    assert fetch("Coast") == (0, "Coast: 1 filed.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Nobody"], "There is no source “Nobody”."),
        (["By hand"], "The source “By hand” has no address and no folder: use import_stories for it."),
        (["Coast", "--all"], "Name sources or say --all, not both."),
    ],
)
def test_options_that_are_wrong_are_refused(source, arguments, sentence):
    Source.objects.create(name="By hand")

    with pytest.raises(CommandError) as refused:
        call_command("fetch_sources", *arguments)

    assert (str(refused.value), refused.value.returncode) == (sentence, 2)
