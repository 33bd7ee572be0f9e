"""Who took a story over from whom stays on record."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER take_over_is_append_only BEFORE UPDATE OR DELETE ON desk_takeover
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
"""
BACKWARDS = "DROP TRIGGER take_over_is_append_only ON desk_takeover;"


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_notes_are_kept")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
