"""Decisions on letters stay as they were written; only a reason may be emptied, when its letter is erased."""

from django.db import migrations

KEPT = """
CREATE TRIGGER decision_is_kept BEFORE DELETE ON responses_decision
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER decision_stays_as_written BEFORE UPDATE ON responses_decision
    FOR EACH ROW WHEN (
        (to_jsonb(OLD) - 'reason') IS DISTINCT FROM (to_jsonb(NEW) - 'reason')
        OR (NEW.reason <> '' AND NEW.reason IS DISTINCT FROM OLD.reason)
    )
    EXECUTE FUNCTION articles_refuse();
"""
NOT_KEPT = """
DROP TRIGGER decision_stays_as_written ON responses_decision;
DROP TRIGGER decision_is_kept ON responses_decision;
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
