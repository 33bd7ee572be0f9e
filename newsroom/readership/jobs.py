"""What the worker does for the readership: the lists of what is read most."""

from procrastinate.contrib.django import app

from . import most


@app.periodic(cron="*/10 * * * *")
@app.task(name="newsroom.readership.jobs.refresh_most_read", queueing_lock="refresh_most_read", lock="most_read")
def refresh_most_read(timestamp: int) -> None:
    """Counts anew what is read most; readers get a new edition only where a list has changed."""
    most.refresh()
