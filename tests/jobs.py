"""The worker's part in a test: the jobs that can run now."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app

PATIENCE = 60  # seconds


def work():
    """Runs the jobs that can run now, as `manage.py procrastinate worker` does, in a thread that has no event loop
    yet (a browser test may have left one in this)."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(_work).result(timeout=PATIENCE)


def _work():
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(concurrency=1, wait=False, listen_notify=False, install_signal_handlers=False)
