"""What was said of a revision stays as it was said."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER revision_note_is_append_only BEFORE UPDATE OR DELETE ON articles_revisionnote
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
"""
BACKWARDS = "DROP TRIGGER revision_note_is_append_only ON articles_revisionnote;"


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_the_desk")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
