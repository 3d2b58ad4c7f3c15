-- When the bytes of an expired build were really removed from storage: between the two, a worker may have died.
ALTER TABLE builds
  ADD COLUMN bytes_removed_at timestamptz(3),
  ADD CONSTRAINT builds_bytes_go_after_expiry CHECK (bytes_removed_at IS NULL OR expired_at IS NOT NULL);

CREATE INDEX builds_bytes_to_remove ON builds (expired_at) WHERE expired_at IS NOT NULL AND bytes_removed_at IS NULL;

-- An expiry changes what the pages show, and so does a hold.
CREATE OR REPLACE FUNCTION announce_build() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('build', NEW.id::text);
  IF TG_OP = 'INSERT' OR NEW.status = 'published' OR NEW.status <> OLD.status OR NEW.expired_at IS DISTINCT FROM OLD.expired_at OR NEW.held <> OLD.held THEN
    PERFORM pg_notify('catalog', NEW.image_id::text);
  END IF;
  RETURN NULL;
END $$;
