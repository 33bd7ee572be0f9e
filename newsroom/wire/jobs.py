"""What the worker does for the wire: sources are asked when their time has come."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from .models import Source
from .polling import ask
from .polling.keeping import claim

ASK_SOURCE = "newsroom.wire.jobs.ask_source"
LANES = 2  # sources that are asked at the same time, however many workers there are: others are never kept waiting
AFTER_ALL = -10  # priority: a server that hangs keeps nobody's mail waiting
CLAIM_MINUTES = 10


@app.periodic(cron="* * * * *")
@app.task(name="newsroom.wire.jobs.ask_due")
def ask_due(timestamp: int) -> None:
    """Lets each source whose time has come be asked in a job of its own."""
    for source in Source.objects.due():
        ask_soon(source)


@transaction.atomic
def ask_soon(source: Source) -> None:
    """Lets a source be asked by the worker."""
    claim(source, minutes=CLAIM_MINUTES)
    lane = f"{ASK_SOURCE} {source.pk % LANES}"
    job = app.configure_task(ASK_SOURCE, lock=lane, priority=AFTER_ALL)
    job.defer(source_id=source.pk, wished_at=timezone.now().timestamp())


@app.task(name=ASK_SOURCE)
def ask_source(source_id: int, wished_at: float | None = None) -> None:
    """Asks one source, unless it was paused or asked meanwhile: while others take long, its job may wait for longer
    than its claim lasts, and another one with it."""
    if source := Source.objects.asked().filter(pk=source_id).first():
        ask(source, wished_at=datetime.fromtimestamp(wished_at, UTC) if wished_at else None)
