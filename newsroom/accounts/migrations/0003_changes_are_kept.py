from django.db import migrations

KEEP = """
CREATE FUNCTION accounts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows are kept as they are', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER person_change_is_append_only BEFORE UPDATE OR DELETE ON accounts_personchange
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse();
"""
FORGET = """
DROP TRIGGER person_change_is_append_only ON accounts_personchange;
DROP FUNCTION accounts_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_the_desk")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
