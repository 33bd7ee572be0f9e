-- What no code path, and nobody at a database prompt by mistake, may do.

CREATE FUNCTION articles_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows are kept as they are', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER transition_is_append_only BEFORE UPDATE OR DELETE ON articles_transition
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER reference_change_is_append_only BEFORE UPDATE OR DELETE ON articles_referencechange
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER correction_is_append_only BEFORE UPDATE OR DELETE ON articles_correction
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER redirect_is_append_only BEFORE UPDATE OR DELETE ON articles_redirect
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER former_address_is_append_only BEFORE UPDATE OR DELETE ON articles_formeraddress
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER publication_is_kept BEFORE DELETE ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER revision_is_kept BEFORE DELETE ON articles_revision
    FOR EACH ROW EXECUTE FUNCTION articles_refuse();
CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON articles_revision
    FOR EACH ROW WHEN ((to_jsonb(OLD) - 'name') IS DISTINCT FROM (to_jsonb(NEW) - 'name'))
    EXECUTE FUNCTION articles_refuse();

-- A desk state comes from a move: its audit row is there, is the newest, and says so.
CREATE FUNCTION articles_check_desk_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.desk_state IN ('incoming', 'draft') AND NEW.history_length = 0 THEN
            RETURN NEW;
        END IF;
    ELSIF NEW.history_length > OLD.history_length AND EXISTS (
        SELECT FROM articles_transition t
        WHERE t.article_id = NEW.id AND t.number = NEW.history_length AND t.desk_to = NEW.desk_state
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'article %: no move leads to desk state "%"', NEW.id, NEW.desk_state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER article_starts_on_the_desk BEFORE INSERT ON articles_article
    FOR EACH ROW EXECUTE FUNCTION articles_check_desk_state();
CREATE TRIGGER article_state_follows_its_moves BEFORE UPDATE OF desk_state ON articles_article
    FOR EACH ROW WHEN (OLD.desk_state IS DISTINCT FROM NEW.desk_state)
    EXECUTE FUNCTION articles_check_desk_state();

-- The one thing that housekeeping may delete is an incoming story that nobody touched.
CREATE TRIGGER article_is_kept BEFORE DELETE ON articles_article
    FOR EACH ROW WHEN (OLD.desk_state <> 'incoming' OR OLD.history_length > 0)
    EXECUTE FUNCTION articles_refuse();

-- What readers have comes from a move, too.
CREATE FUNCTION articles_check_publication_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM articles_transition t JOIN articles_article a ON a.id = t.article_id
        WHERE a.id = NEW.article_id AND t.number = a.history_length AND t.readers_to = NEW.status
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'publication of article %: no move leads to status "%"', NEW.article_id, NEW.status
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER publication_starts_with_a_move BEFORE INSERT ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION articles_check_publication_status();
CREATE TRIGGER publication_status_follows_its_moves BEFORE UPDATE OF status ON articles_publication
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION articles_check_publication_status();
