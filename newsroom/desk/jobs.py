"""What the worker does: what follows a move, and what is due."""

from procrastinate.contrib.django import app

from articles import timed


@app.task(name="newsroom.desk.jobs.after_move")
def after_move(transition_id: int) -> None:
    """Placeholder."""


@app.periodic(cron="* * * * *")
@app.task(name="newsroom.desk.jobs.run_due", queueing_lock="run_due", pass_context=False)
def run_due(timestamp: int = 0) -> None:
    """Runs the timed changes whose moment has come; also deferred for the very moment of each."""
    timed.run_due()
