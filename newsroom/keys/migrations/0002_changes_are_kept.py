"""What became of a key stays as it was written; how often somebody asks need not survive a crash."""

from django.db import migrations

KEPT = """
CREATE TRIGGER key_change_is_append_only BEFORE UPDATE OR DELETE ON keys_keychange
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER api_key_is_kept BEFORE DELETE ON keys_apikey
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
ALTER TABLE keys_use SET UNLOGGED;
"""
NOT_KEPT = """
ALTER TABLE keys_use SET LOGGED;
DROP TRIGGER api_key_is_kept ON keys_apikey;
DROP TRIGGER key_change_is_append_only ON keys_keychange;
"""


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_initial"), ("articles", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
