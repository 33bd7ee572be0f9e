"""Links and what was answered through them stay as they were written."""

from django.db import migrations

KEPT = """
CREATE TRIGGER preview_reply_is_append_only BEFORE UPDATE OR DELETE ON previews_previewreply
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER preview_link_is_kept BEFORE DELETE ON previews_previewlink
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER preview_link_stays_what_it_is BEFORE UPDATE ON previews_previewlink
    FOR EACH ROW WHEN (
        (to_jsonb(OLD) - '{revoked_by_id,revoked_at,opened_count,last_opened_at}'::text[])
            IS DISTINCT FROM (to_jsonb(NEW) - '{revoked_by_id,revoked_at,opened_count,last_opened_at}'::text[])
        OR (OLD.revoked_at IS NOT NULL AND OLD.revoked_at IS DISTINCT FROM NEW.revoked_at)
    )
    EXECUTE FUNCTION articles_refuse();
"""
NOT_KEPT = """
DROP TRIGGER preview_link_stays_what_it_is ON previews_previewlink;
DROP TRIGGER preview_link_is_kept ON previews_previewlink;
DROP TRIGGER preview_reply_is_append_only ON previews_previewreply;
"""


class Migration(migrations.Migration):
    dependencies = [("previews", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
