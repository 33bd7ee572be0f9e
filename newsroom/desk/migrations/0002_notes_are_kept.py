"""What was said about a story stays said: only the mark that it is done may change."""

from django.db import migrations

KEPT = """
CREATE TRIGGER note_is_kept BEFORE DELETE ON desk_note
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER note_stays_as_written BEFORE UPDATE ON desk_note
    FOR EACH ROW WHEN (
        (to_jsonb(OLD) - '{done_by_id,done_at}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - '{done_by_id,done_at}'::text[])
    )
    EXECUTE FUNCTION articles_refuse();
"""
NOT_KEPT = """
DROP TRIGGER note_stays_as_written ON desk_note;
DROP TRIGGER note_is_kept ON desk_note;
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
