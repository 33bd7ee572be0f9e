"""What was done to a picture stays as it was noted."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER picture_change_is_append_only BEFORE UPDATE OR DELETE ON articles_picturechange
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
"""
BACKWARDS = "DROP TRIGGER picture_change_is_append_only ON articles_picturechange;"


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_pictures_private")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
