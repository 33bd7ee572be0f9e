"""What the worker does with letters: answers are sent, what is old is deleted, pages learn that letters are closed."""

from datetime import UTC, datetime, timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import digest, housekeeping, opening
from .replying import SEND_REPLIES, send_waiting

LATER = RetryStrategy(max_attempts=8, exponential_wait=4)  # a mail server may be away for a night
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


@app.periodic(cron="*/5 * * * *")
@app.task(name=SEND_REPLIES, retry=LATER)
def send_replies(timestamp: int = 0) -> None:
    """Sends the answers that wait: right after one was written, and what is left over."""
    send_waiting()


@app.periodic(cron="33 * * * *")
@app.task(name="newsroom.responses.jobs.tell_moderators")
def tell_moderators(timestamp: int) -> None:
    """Each hour, but each moderator at most once a day."""
    digest.send_due()


@app.periodic(cron="41 3 * * *")
@app.task(name="newsroom.responses.jobs.delete_old")
def delete_old(timestamp: int) -> None:
    housekeeping.delete_old()


@app.periodic(cron="* * * * *")
@app.task(name="newsroom.responses.jobs.tell_of_closed")
def tell_of_closed(timestamp: int) -> None:
    """Each minute of the one that has passed, and once an hour of twice that hour: late runs leave no gap."""
    minute = datetime.fromtimestamp(timestamp, UTC)
    opening.tell_of_closed(since=minute - (2 * AN_HOUR if minute.minute == 0 else A_MINUTE))
