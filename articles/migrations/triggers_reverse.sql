DROP FUNCTION articles_check_publication_status() CASCADE;
DROP FUNCTION articles_check_desk_state() CASCADE;
DROP FUNCTION articles_refuse() CASCADE;
