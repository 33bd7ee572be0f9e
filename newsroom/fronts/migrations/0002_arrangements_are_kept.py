"""Arrangements stay as they were saved; of a banner only its end is written later."""

from django.db import migrations

KEPT = """
CREATE TRIGGER arrangement_is_append_only BEFORE UPDATE OR DELETE ON fronts_arrangement
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER timed_arrangement_is_kept BEFORE DELETE ON fronts_timedarrangement
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER banner_is_kept BEFORE DELETE ON fronts_banner
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER banner_stays_what_it_says BEFORE UPDATE ON fronts_banner
    FOR EACH ROW WHEN (
        (to_jsonb(OLD) - '{ended_by_id,ended_at}'::text[]) IS DISTINCT FROM
        (to_jsonb(NEW) - '{ended_by_id,ended_at}'::text[])
        OR OLD.ended_at IS NOT NULL
    )
    EXECUTE FUNCTION articles_refuse();
"""
NOT_KEPT = """
DROP TRIGGER banner_stays_what_it_says ON fronts_banner;
DROP TRIGGER banner_is_kept ON fronts_banner;
DROP TRIGGER timed_arrangement_is_kept ON fronts_timedarrangement;
DROP TRIGGER arrangement_is_append_only ON fronts_arrangement;
"""


class Migration(migrations.Migration):
    dependencies = [("fronts", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
