"""Where the test's own database is, for programs that run beside the test."""

from urllib.parse import quote

from django.db import connection


def database_address():
    values = connection.settings_dict
    user, password, host = (quote(str(values[name]), safe="") for name in ("USER", "PASSWORD", "HOST"))
    return f"postgresql://{user}:{password}@/{values['NAME']}?host={host}&port={values['PORT'] or 5432}"
