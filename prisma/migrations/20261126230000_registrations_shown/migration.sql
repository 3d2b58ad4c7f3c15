-- An image that somebody removed from a cloud gets a new id; that it was there before must not be forgotten with the old one,
-- or nobody would miss it while it is made again.
ALTER TABLE "glance_registrations" ADD COLUMN "first_registered_at" TIMESTAMPTZ(3);
UPDATE glance_registrations SET first_registered_at = bytes_checked_at
  WHERE bytes_checked_at IS NOT NULL;
UPDATE glance_registrations r SET first_registered_at = r.updated_at
  WHERE first_registered_at IS NULL AND state IN ('registered', 'drifted');

-- Pages show where a build is registered: they are made anew when that is true, or no longer.
CREATE FUNCTION announce_registration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalog', NEW.image_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER glance_registrations_announced AFTER UPDATE ON glance_registrations FOR EACH ROW
  WHEN (NEW.state IN ('registered', 'drifted', 'removed')
    AND (OLD.state, OLD.observed_name, OLD.observed_hidden) IS DISTINCT FROM (NEW.state, NEW.observed_name, NEW.observed_hidden))
  EXECUTE FUNCTION announce_registration();
