"""A story of a wire, and runs that file it."""

from dataclasses import replace
from datetime import UTC, datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom.wire.filing import Filing, file_one
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.stories import WireStory, as_paragraphs

PARAGRAPHS = ("Ferries will run again from Monday, the port said.", "Nobody was asked.", "Talks took a week.")
STORY = WireStory(
    number=1,
    line=1,
    headline="Ferries agree",
    published_at=datetime(2025, 1, 4, 17, 12, tzinfo=UTC),
    local_time_as_printed="Sat 04 Jan 2025 7:12 pm - Jerusalem Time",
    zone="Asia/Jerusalem",
    language="en",
    section_label="ECONOMY",
    bylines=(),
    tags=(),
    place="",
    body=as_paragraphs(PARAGRAPHS),
    warnings=(),
    source_text="ECONOMY ...",
)
CHANGED = replace(STORY, body=as_paragraphs((*PARAGRAPHS[:2], "Talks took a month.")), source_text="ECONOMY, again")


def run(source, **options):
    """A run of its own; each call of the command is one."""
    return Filing(source=source, names=ReferenceNames.read(), **options)


def file(source, story=STORY, *, path="a.txt", **options):
    return file_one(run(source, **options), story, path=path)


def jobs():
    return [job.args for job in ProcrastinateJob.objects.filter(task_name__endswith="after_move")]
