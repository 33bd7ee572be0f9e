"""What the worker does: what follows a move, and what is due. Deferred by name from `articles`."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from articles import timed
from articles.models import Transition
from articles.moves import AFTER_MOVE, RUN_DUE

from .after_move import tell_people

LATER = RetryStrategy(max_attempts=8, exponential_wait=4)  # a mail server may be away for a night


@app.task(name=AFTER_MOVE, retry=LATER)
def after_move(transition_id: int) -> None:
    """Tells people of a move. Runs after the move's own transaction, and again if the mail could not go."""
    tell_people(Transition.objects.select_related("article__section", "actor").get(pk=transition_id))


@app.periodic(cron="* * * * *")
@app.task(name=RUN_DUE)
def run_due(timestamp: int) -> None:
    """Runs what is due: each minute, and at the very moment of each change, for which `timed.schedule` defers it."""
    timed.run_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="newsroom.desk.jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Gives the jobs of a worker that was killed to another one."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
