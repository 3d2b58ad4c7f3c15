-- A published build may be booted on further flavors later: the table of images and flavors shows that at once.
CREATE TRIGGER test_runs_announced AFTER INSERT OR UPDATE OR DELETE ON test_runs FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
