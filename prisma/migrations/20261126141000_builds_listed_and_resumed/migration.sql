-- The list of all builds: newest first, with any one filter, by an index in that order.
CREATE INDEX builds_queued_at_id_idx ON builds (queued_at DESC, id DESC);
CREATE INDEX builds_status_queued_at_id_idx ON builds (status, queued_at DESC, id DESC);
CREATE INDEX builds_trigger_queued_at_id_idx ON builds (trigger, queued_at DESC, id DESC);
CREATE INDEX builds_failed_stage_queued_at_id_idx ON builds (failed_stage, queued_at DESC, id DESC);

-- A build that failed while it was signed or published has an image whose tests have passed. Its files are kept for some days,
-- and it may go on in that stage: by way of the queue, with the stage noted.
ALTER TABLE builds
  ADD COLUMN resume_stage build_status,
  ADD COLUMN kept_until timestamptz(3),
  ADD COLUMN failure_lines jsonb,
  ADD CONSTRAINT builds_priority_range CHECK (priority BETWEEN -100 AND 1000),
  ADD CONSTRAINT builds_resume_waits CHECK (resume_stage IS NULL OR (status = 'queued' AND resume_stage IN ('signing', 'publishing'))),
  ADD CONSTRAINT builds_kept_has_failed CHECK (kept_until IS NULL OR (status = 'failed' AND failed_stage IN ('signing', 'publishing'))),
  ADD CONSTRAINT builds_failure_lines_of_failed CHECK (failure_lines IS NULL OR status = 'failed');
CREATE INDEX builds_kept_until_idx ON builds (kept_until) WHERE kept_until IS NOT NULL;

INSERT INTO build_transitions VALUES ('failed', 'queued'), ('queued', 'signing'), ('queued', 'publishing');

CREATE FUNCTION guard_build_resume() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.resume_stage IS NOT NULL THEN
      RAISE EXCEPTION 'a new build begins at its beginning' USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_resume_is_sound';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status = 'failed' AND NEW.status = 'queued' THEN
    IF OLD.kept_until IS NULL OR OLD.kept_until <= now() OR NEW.resume_stage IS DISTINCT FROM OLD.failed_stage OR NEW.kept_until IS NOT NULL OR OLD.tests_passed IS NOT TRUE THEN
      RAISE EXCEPTION 'build % cannot go on: it did not fail in signing or publishing, or its files are no longer kept', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_resume_is_sound';
    END IF;
    IF EXISTS (SELECT 1 FROM builds later WHERE later.image_id = OLD.image_id AND later.published_at > OLD.queued_at) THEN
      RAISE EXCEPTION 'build % cannot go on: a later one of its image is published', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_resume_is_latest';
    END IF;
  ELSIF NEW.resume_stage IS NOT NULL AND NEW.resume_stage IS DISTINCT FROM OLD.resume_stage THEN
    RAISE EXCEPTION 'build % did not fail and cannot be resumed', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_resume_is_sound';
  END IF;
  IF OLD.status = 'queued' AND NEW.status IN ('building', 'signing', 'publishing') AND NEW.status <> coalesce(OLD.resume_stage, 'building') THEN
    RAISE EXCEPTION 'build % waits for another stage than %', OLD.id, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_resume_is_sound';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER builds_resume_guarded BEFORE INSERT OR UPDATE ON builds FOR EACH ROW EXECUTE FUNCTION guard_build_resume();
