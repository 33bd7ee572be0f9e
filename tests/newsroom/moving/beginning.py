"""A newsroom from its beginning, as often as a test begins anew."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from articles.rights import Role
from newsroom.wire.models import Source
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.wire.filing.everything import APPS


def begin():
    """A newsroom in which nothing was filed yet, whatever there was before."""
    tables = [model._meta.db_table for name in APPS for model in apps.get_app_config(name).get_models()]
    tables += ["accounts_user", "procrastinate_jobs"]
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=True)
    )
    chief = make_user(Role.CHIEF, username="chief")
    make_author("salma-nasser", names={"en": "Salma Nasser"})
    make_topic("councils")
    for slug in ("economy", "world", "culture"):
        make_section(slug)
    return Source.objects.create(name="WordPress", trusted_by=chief)


def statements_of(work):
    counted = []

    def count(execute, sql, params, many, context):
        counted.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        work()
    return len(counted)
