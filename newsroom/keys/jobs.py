"""What the worker does for the content API: it forgets who asked an hour ago."""

from procrastinate.contrib.django import app

from . import counting


@app.periodic(cron="17 * * * *")
@app.task(name="newsroom.keys.jobs.forget_uses", queueing_lock="forget_uses")
def forget_uses(timestamp: int) -> None:
    counting.forget()
