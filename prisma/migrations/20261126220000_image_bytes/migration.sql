-- What the files of each image take in the store is counted while they come and go. Adding up all files for each look would
-- cost more with every build; these two tables grow with the number of images alone.

-- No foreign keys: they would lock the image's row while files are recorded. That would wait for whoever promotes or publishes
-- another build of the image, and could wait for one another.
CREATE TABLE image_bytes (
  image_id uuid PRIMARY KEY,
  bytes bigint NOT NULL,
  -- Builds whose image file is held.
  builds integer NOT NULL
);

-- How much came and went on each day (UTC).
CREATE TABLE image_bytes_days (
  image_id uuid NOT NULL,
  day date NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (image_id, day)
);
CREATE INDEX image_bytes_days_by_day ON image_bytes_days (day) INCLUDE (bytes);

CREATE FUNCTION forget_image_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM image_bytes WHERE image_id = OLD.id;
  DELETE FROM image_bytes_days WHERE image_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER images_bytes_forgotten AFTER DELETE ON images FOR EACH ROW EXECUTE FUNCTION forget_image_bytes();

CREATE FUNCTION add_image_bytes(image uuid, on_day date, more_bytes bigint, more_builds integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO image_bytes (image_id, bytes, builds) VALUES (image, more_bytes, more_builds)
    ON CONFLICT (image_id) DO UPDATE SET bytes = image_bytes.bytes + excluded.bytes, builds = image_bytes.builds + excluded.builds;
  INSERT INTO image_bytes_days (image_id, day, bytes) VALUES (image, on_day, more_bytes)
    ON CONFLICT (image_id, day) DO UPDATE SET bytes = image_bytes_days.bytes + excluded.bytes;
END $$;

-- Of a build whose bytes were removed only the evidence counts. The order by image keeps two writers from waiting for each other.
CREATE FUNCTION count_artifact_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign integer := TG_ARGV[0];
  change record;
BEGIN
  FOR change IN
    SELECT b.image_id, (a.created_at AT TIME ZONE 'UTC')::date AS day, sum(a.size_bytes) AS bytes, count(*) FILTER (WHERE a.kind = 'qcow2') AS builds
    FROM changed a JOIN builds b ON b.id = a.build_id
    WHERE b.bytes_removed_at IS NULL OR a.kind NOT IN ('qcow2', 'config')
    GROUP BY 1, 2 ORDER BY 1, 2
  LOOP
    PERFORM add_image_bytes(change.image_id, change.day, (sign * change.bytes)::bigint, (sign * change.builds)::integer);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER artifacts_bytes_come AFTER INSERT ON artifacts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_artifact_bytes('1');
CREATE TRIGGER artifacts_bytes_go AFTER DELETE ON artifacts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_artifact_bytes('-1');
CREATE TRIGGER artifacts_bytes_were AFTER UPDATE ON artifacts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_artifact_bytes('-1');
CREATE TRIGGER artifacts_bytes_are AFTER UPDATE ON artifacts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_artifact_bytes('1');

CREATE FUNCTION count_removed_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  removed record;
BEGIN
  SELECT coalesce(sum(size_bytes), 0)::bigint AS bytes, (count(*) FILTER (WHERE kind = 'qcow2'))::integer AS builds INTO removed
    FROM artifacts WHERE build_id = NEW.id AND kind IN ('qcow2', 'config');
  IF OLD.bytes_removed_at IS NOT NULL THEN
    PERFORM add_image_bytes(NEW.image_id, (OLD.bytes_removed_at AT TIME ZONE 'UTC')::date, removed.bytes, removed.builds);
  END IF;
  IF NEW.bytes_removed_at IS NOT NULL THEN
    PERFORM add_image_bytes(NEW.image_id, (NEW.bytes_removed_at AT TIME ZONE 'UTC')::date, -removed.bytes, -removed.builds);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER builds_bytes_removed AFTER UPDATE ON builds FOR EACH ROW WHEN (OLD.bytes_removed_at IS DISTINCT FROM NEW.bytes_removed_at) EXECUTE FUNCTION count_removed_bytes();

-- What is there already.
WITH change AS (
  SELECT b.image_id, (a.created_at AT TIME ZONE 'UTC')::date AS day, a.size_bytes AS bytes FROM artifacts a JOIN builds b ON b.id = a.build_id
  UNION ALL
  SELECT b.image_id, (b.bytes_removed_at AT TIME ZONE 'UTC')::date, -a.size_bytes
  FROM builds b JOIN artifacts a ON a.build_id = b.id AND a.kind IN ('qcow2', 'config') WHERE b.bytes_removed_at IS NOT NULL
)
INSERT INTO image_bytes_days (image_id, day, bytes) SELECT image_id, day, sum(bytes) FROM change GROUP BY 1, 2;

INSERT INTO image_bytes (image_id, bytes, builds)
SELECT b.image_id, coalesce(sum(a.size_bytes) FILTER (WHERE b.bytes_removed_at IS NULL OR a.kind NOT IN ('qcow2', 'config')), 0), count(*) FILTER (WHERE a.kind = 'qcow2' AND b.bytes_removed_at IS NULL)
FROM artifacts a JOIN builds b ON b.id = a.build_id GROUP BY 1;
