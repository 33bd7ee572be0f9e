-- Readers may compare what they had, and no more: a version of what is not live, or that was struck, has no words.

CREATE FUNCTION articles_check_version_may_be_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.headline || NEW.standfirst || NEW.body_html = '' OR NEW.struck_at IS NULL AND EXISTS (
        SELECT FROM articles_publication p WHERE p.id = NEW.publication_id AND p.status = 'live'
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'version % of publication %: readers may not have its words', NEW.number, NEW.publication_id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER published_version_may_be_read BEFORE INSERT OR UPDATE ON articles_publishedversion
    FOR EACH ROW EXECUTE FUNCTION articles_check_version_may_be_read();
CREATE TRIGGER published_version_is_kept BEFORE DELETE ON articles_publishedversion
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();

CREATE FUNCTION articles_check_no_version_is_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM articles_publishedversion v WHERE v.publication_id = NEW.id AND v.headline <> '') THEN
        RAISE EXCEPTION 'publication %: its earlier versions can still be read', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER publication_taken_back_has_no_versions BEFORE UPDATE OF status ON articles_publication
    FOR EACH ROW WHEN (NEW.status <> 'live') EXECUTE FUNCTION articles_check_no_version_is_left();
