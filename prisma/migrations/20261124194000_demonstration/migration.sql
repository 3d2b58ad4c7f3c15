-- A demonstration is marked as such on every page, by the row `demo` of the settings. Real builds and made-up ones never
-- stand in one catalog unmarked: the mark comes before any build, and it stays.

CREATE FUNCTION guard_demo_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.key = 'demo' AND EXISTS (SELECT 1 FROM builds) THEN
      RAISE EXCEPTION 'this database has builds: it cannot become a demonstration' USING ERRCODE = 'check_violation', CONSTRAINT = 'settings_demo_before_builds';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.key = 'demo' OR (TG_OP = 'UPDATE' AND NEW.key = 'demo') THEN
    RAISE EXCEPTION 'a demonstration stays marked as one' USING ERRCODE = 'check_violation', CONSTRAINT = 'settings_demo_stays';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER settings_demo_guarded BEFORE INSERT OR UPDATE OR DELETE ON settings FOR EACH ROW EXECUTE FUNCTION guard_demo_mark();

-- Downloads of the last days, for the most used images; the primary key leads with the file.
CREATE INDEX download_counts_day ON download_counts (day);
