-- What is taken back is emptied, not hidden: readers' search has no terms of what is not live.

CREATE FUNCTION articles_check_terms_are_of_a_live_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM articles_publication p WHERE p.id = NEW.publication_id AND p.status = 'live') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'publication %: it is not live and has no terms', NEW.publication_id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER publication_terms_are_of_a_live_story BEFORE INSERT OR UPDATE ON articles_publicationterms
    FOR EACH ROW EXECUTE FUNCTION articles_check_terms_are_of_a_live_story();

CREATE FUNCTION articles_check_no_terms_are_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM articles_publicationterms t WHERE t.publication_id = NEW.id) THEN
        RAISE EXCEPTION 'publication %: its terms are still in the search', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER publication_taken_back_has_no_terms BEFORE UPDATE OF status ON articles_publication
    FOR EACH ROW WHEN (NEW.status <> 'live') EXECUTE FUNCTION articles_check_no_terms_are_left();

-- A row that is narrow: the newest of many are found without reading the terms of all of them.
ALTER TABLE articles_publicationterms SET (toast_tuple_target = 128);
