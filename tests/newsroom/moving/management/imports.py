"""Wire files, runs of import_stories over them, and what they leave."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection

ROOT = Path(__file__).parents[4]
SAMPLES = ROOT / "tests" / "samples" / "wire_text"
DATELINE = "Sat 04 Jan 2025 7:12 pm - Jerusalem Time"


@dataclass(frozen=True)
class Ran:
    """What a run left: exit code, both outputs, the report."""

    code: int
    out: str
    err: str
    report: dict

    @property
    def outcomes(self):
        return {Path(record["path"]).name: record["outcome"] for record in self.report["records"]}

    @property
    def reasons(self):
        return {Path(record["path"]).name: record["reason"] for record in self.report["records"]}


def story(headline="Ferries agree", *, section="ECONOMY", dateline=DATELINE, body="The boats go out again."):
    return "\n".join(filter(None, (section, dateline, headline, body.format(headline=headline)))) + "\n"


def dated(moment):
    """A dateline of the newsroom for an instant."""
    return f"{moment.astimezone(ZoneInfo('Asia/Jerusalem')):%d %b %Y %H:%M} - Jerusalem Time"


def rows():
    """How many rows each table has."""
    return {model._meta.label: model.objects.count() for model in apps.get_models(include_auto_created=True)}


def counts(**others):
    return dict.fromkeys(("filed", "updated", "unchanged", "duplicate", "skipped", "failed"), 0) | others


def processes_environment():
    """Where a process of its own finds the test database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        [name] = cursor.fetchone()
    user, host = connection.settings_dict["USER"], quote(str(connection.settings_dict["HOST"]), safe="")
    url = f"postgresql://{user}@/{host}/{name}?host={host}&dbname={name}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEMO": "1"}


def command(*arguments):
    return [sys.executable, "manage.py", "import_stories", *map(str, arguments)]


def run_process(*arguments, **streams):
    streams = streams or {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(command(*arguments), cwd=ROOT, env=processes_environment(), text=True, **streams)
