-- A staged rollout offers a build to a growing part of the clients that ask the API by name. `latest` stays what it is until
-- the end: its promotion completes the rollout, every other promotion and a revocation abort it.

CREATE TYPE "rollout_state" AS ENUM ('running', 'paused', 'completed', 'aborted');

CREATE TABLE "rollouts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "build_id" UUID NOT NULL,
    "baseline_build_id" UUID NOT NULL,
    "start_percent" INTEGER NOT NULL,
    "hours" INTEGER NOT NULL,
    "reason" TEXT,
    "state" "rollout_state" NOT NULL DEFAULT 'running',
    "elapsed_ms" BIGINT NOT NULL DEFAULT 0,
    "running_since" TIMESTAMPTZ(3),
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_name" TEXT,
    "end_reason" TEXT,
    "promotion_id" UUID,

    CONSTRAINT "rollouts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "rollouts_values" CHECK (start_percent BETWEEN 1 AND 99 AND hours BETWEEN 1 AND 2160 AND elapsed_ms >= 0 AND build_id <> baseline_build_id),
    CONSTRAINT "rollouts_clock" CHECK ((state = 'running') = (running_since IS NOT NULL)),
    CONSTRAINT "rollouts_end" CHECK ((state IN ('completed', 'aborted')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by_name IS NULL) AND (state = 'completed') = (promotion_id IS NOT NULL))
);
CREATE UNIQUE INDEX "rollouts_one_open" ON "rollouts"("image_id") WHERE state IN ('running', 'paused');
CREATE UNIQUE INDEX "rollouts_promotion_id_key" ON "rollouts"("promotion_id");
CREATE INDEX "rollouts_image_id_started_at_idx" ON "rollouts"("image_id", "started_at" DESC);
CREATE INDEX "rollouts_build_id_image_id_idx" ON "rollouts"("build_id", "image_id");
CREATE INDEX "rollouts_baseline_build_id_image_id_idx" ON "rollouts"("baseline_build_id", "image_id");
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_build_id_image_id_fkey" FOREIGN KEY ("build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_baseline_build_id_image_id_fkey" FOREIGN KEY ("baseline_build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION guard_rollout_start() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  build builds%ROWTYPE;
BEGIN
  SELECT * INTO build FROM builds WHERE id = NEW.build_id FOR UPDATE;
  IF NEW.state <> 'running' OR build.status IS DISTINCT FROM 'published' OR build.expired_at IS NOT NULL OR EXISTS (SELECT 1 FROM revocations WHERE build_id = NEW.build_id) THEN
    RAISE EXCEPTION 'build % cannot be rolled out', NEW.build_id USING ERRCODE = 'check_violation', CONSTRAINT = 'rollouts_build_is_promotable';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM channels WHERE image_id = NEW.image_id AND name = 'latest' AND build_id = NEW.baseline_build_id) THEN
    RAISE EXCEPTION 'a rollout begins at latest' USING ERRCODE = 'check_violation', CONSTRAINT = 'rollouts_begin_at_latest';
  END IF;
  IF EXISTS (SELECT 1 FROM settings WHERE key = 'promotion.second-releaser' AND value = 'true') THEN
    RAISE EXCEPTION 'a rollout is not started by one person while two are needed' USING ERRCODE = 'check_violation', CONSTRAINT = 'rollouts_second_releaser';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rollouts_guarded_start BEFORE INSERT ON rollouts FOR EACH ROW EXECUTE FUNCTION guard_rollout_start();

-- What was offered to a client is offered on: the share never shrinks, and what is over stays over.
CREATE FUNCTION guard_rollout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('completed', 'aborted')
    OR (NEW.image_id, NEW.build_id, NEW.baseline_build_id, NEW.start_percent, NEW.hours, NEW.started_at) IS DISTINCT FROM (OLD.image_id, OLD.build_id, OLD.baseline_build_id, OLD.start_percent, OLD.hours, OLD.started_at)
    OR NEW.elapsed_ms < OLD.elapsed_ms THEN
    RAISE EXCEPTION 'rollout % only goes on or ends', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'rollouts_kept';
  END IF;
  IF NEW.state = 'completed' THEN
    IF NOT EXISTS (SELECT 1 FROM promotions WHERE id = NEW.promotion_id AND image_id = NEW.image_id AND build_id = NEW.build_id) THEN
      RAISE EXCEPTION 'a rollout is completed by the promotion of its build' USING ERRCODE = 'check_violation', CONSTRAINT = 'rollouts_completed_by_promotion';
    END IF;
    IF EXISTS (SELECT 1 FROM promotions WHERE id = NEW.promotion_id AND actor_kind = 'system') AND EXISTS (SELECT 1 FROM settings WHERE key = 'promotion.second-releaser' AND value = 'true') THEN
      RAISE EXCEPTION 'a rollout is not completed by itself while two releasers are needed' USING ERRCODE = 'check_violation', CONSTRAINT = 'rollouts_second_releaser';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rollouts_guarded BEFORE UPDATE OR DELETE ON rollouts FOR EACH ROW EXECUTE FUNCTION guard_rollout();

CREATE FUNCTION close_rollouts_after_promotion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rollouts SET
    state = CASE WHEN build_id = NEW.build_id THEN 'completed'::rollout_state ELSE 'aborted'::rollout_state END,
    promotion_id = CASE WHEN build_id = NEW.build_id THEN NEW.id END,
    end_reason = CASE WHEN build_id <> NEW.build_id THEN (SELECT version FROM builds WHERE id = NEW.build_id) || ' was promoted' END,
    elapsed_ms = elapsed_ms + coalesce(greatest(0, extract(epoch FROM clock_timestamp() - running_since) * 1000), 0)::bigint,
    running_since = NULL, ended_at = now(), ended_by_name = NEW.actor_name
  WHERE image_id = NEW.image_id AND state IN ('running', 'paused');
  RETURN NULL;
END $$;
CREATE TRIGGER promotions_close_rollouts AFTER INSERT ON promotions FOR EACH ROW EXECUTE FUNCTION close_rollouts_after_promotion();

CREATE FUNCTION close_rollouts_after_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rollouts SET
    state = 'aborted',
    end_reason = (SELECT version FROM builds WHERE id = NEW.build_id) || ' was revoked',
    elapsed_ms = elapsed_ms + coalesce(greatest(0, extract(epoch FROM clock_timestamp() - running_since) * 1000), 0)::bigint,
    running_since = NULL, ended_at = now(), ended_by_name = NEW.actor_name
  WHERE NEW.build_id IN (build_id, baseline_build_id) AND state IN ('running', 'paused');
  RETURN NULL;
END $$;
CREATE TRIGGER revocations_close_rollouts AFTER INSERT ON revocations FOR EACH ROW EXECUTE FUNCTION close_rollouts_after_revocation();

CREATE FUNCTION guard_build_in_rollout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM rollouts WHERE build_id = OLD.id AND state IN ('running', 'paused')) THEN
    RAISE EXCEPTION 'build % is being rolled out and does not expire', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_in_rollout_does_not_expire';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER builds_in_rollout_does_not_expire BEFORE UPDATE ON builds
  FOR EACH ROW WHEN (OLD.expired_at IS NULL AND NEW.expired_at IS NOT NULL) EXECUTE FUNCTION guard_build_in_rollout();

CREATE TRIGGER rollouts_announced AFTER INSERT OR UPDATE ON rollouts FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
