"""What the worker does for a CDN. `Edition.bump` defers it by name, in the transaction that changes something."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app

from articles.models.edition import FORGET_COPIES
from newsroom.pagecache import purging

LAGGARD_SECONDS = 2  # until then a process may have given the CDN a page of the edition before
LONGEST_WAIT_SECONDS = 60
MOST_ATTEMPTS = 500  # some eight hours; each new edition, and the clock, begin anew


class Backoff(BaseRetryStrategy):
    """1, 2, 4 ... seconds, and a minute from then on."""

    def get_retry_decision(self, *, exception, job):
        if job.attempts >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": min(2**job.attempts, LONGEST_WAIT_SECONDS)})


@app.task(name=FORGET_COPIES, retry=Backoff(), lock=FORGET_COPIES)
def forget_copies() -> None:
    """Lets the CDN forget its copies if there is an edition that it does not know of: one request for many editions
    that came at once, and one at a time."""
    if purging.is_behind():
        purging.forget_copies()
        forget_laggards.configure(schedule_in={"seconds": LAGGARD_SECONDS}).defer()


@app.task(name="newsroom.pagecache.jobs.forget_laggards", retry=Backoff())
def forget_laggards() -> None:
    """Once more, when every process of the web server knows the edition."""
    purging.ask_again()


@app.periodic(cron="*/5 * * * *")
@app.task(name="newsroom.pagecache.jobs.catch_up")
def catch_up(timestamp: int) -> None:
    """For an edition whose job was given up or lost."""
    if purging.is_behind():
        forget_copies.defer()
