"""What a load balancer and a pager ask: is the process up, and can it serve."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import TimedChange
from newsroom.fronts.due import lateness
from newsroom.pagecache.knowing import DatabaseAway, check_database

log = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 if pages can be served and timed changes run at their minute, else 503; the log says more."""
    state = {}
    for name, question in QUESTIONS.items():
        is_in_vain = state.get("database") == "failing"  # each would wait as long for an answer
        state[name] = "failing" if is_in_vain else _ask(name, question)
    return JsonResponse(state, status=200 if set(state.values()) == {"ok"} else 503)


def _ask(name: str, question) -> str:
    try:
        answer = question()
    except (DatabaseError, DatabaseAway) as problem:
        log.error("Not ready, %s: %s", name, problem)
        return "failing"
    if answer:
        log.warning("Not ready, %s: %s", name, answer)
    return "failing" if answer else "ok"


def _database() -> str:
    check_database()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} migrations are not applied" if plan else ""


def _timed_changes() -> str:
    if late := TimedChange.objects.late().count():
        return f"{late} timed changes are late: is the worker running?"
    return lateness()


QUESTIONS = {"database": _database, "migrations": _migrations, "timed_changes": _timed_changes}
