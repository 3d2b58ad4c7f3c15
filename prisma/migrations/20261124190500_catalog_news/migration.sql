-- Everything that a page of the portal shows tells on the channel `catalog` that it has changed, so that no web process
-- sends a page from before. One notice for a whole statement: which row it was does not matter to those who keep pages.

CREATE FUNCTION announce_catalog() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalog', '');
  RETURN NULL;
END $$;

CREATE TRIGGER revocations_announced AFTER INSERT OR UPDATE OR DELETE ON revocations FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER promotions_announced AFTER INSERT ON promotions FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER signing_keys_announced AFTER INSERT OR UPDATE OR DELETE ON signing_keys FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER distributions_announced AFTER INSERT OR UPDATE OR DELETE ON distributions FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER capabilities_announced AFTER INSERT OR UPDATE OR DELETE ON capabilities FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER coexistence_rules_announced AFTER INSERT OR UPDATE OR DELETE ON coexistence_rules FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER flavor_families_announced AFTER INSERT OR UPDATE OR DELETE ON flavor_families FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER flavors_announced AFTER INSERT OR UPDATE OR DELETE ON flavors FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER known_issues_announced AFTER INSERT OR UPDATE OR DELETE ON known_issues FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER known_issue_scopes_announced AFTER INSERT OR UPDATE OR DELETE ON known_issue_scopes FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER settings_announced AFTER INSERT OR UPDATE OR DELETE ON settings FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
