CREATE TRIGGER policy_version_is_append_only BEFORE UPDATE OR DELETE ON about_policyversion
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
