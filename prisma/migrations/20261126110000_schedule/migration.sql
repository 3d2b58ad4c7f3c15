-- When images are built by themselves: a plan for each image, what became of each night, maintenance windows and pauses.

CREATE TYPE "schedule_run_state" AS ENUM ('queued', 'skipped', 'missed');

CREATE TABLE "schedules" (
    "image_id" UUID NOT NULL,
    "cron" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "jitter_minutes" INTEGER NOT NULL,
    "only_when_changed" BOOLEAN NOT NULL DEFAULT true,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "plan_from" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "edited_by_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("image_id")
);

CREATE TABLE "schedule_runs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "planned_for" TIMESTAMPTZ(3) NOT NULL,
    "state" "schedule_run_state" NOT NULL,
    "build_id" UUID,
    "reason" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedule_runs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "maintenance_windows" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "maintenance_windows_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "factory_pauses" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "paused_by_name" TEXT NOT NULL,
    "paused_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resumed_by_name" TEXT,
    "resumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "factory_pauses_pkey" PRIMARY KEY ("id")
);

-- A night of an image is decided once, however many workers look at it.
CREATE UNIQUE INDEX "schedule_runs_image_id_planned_for_key" ON "schedule_runs"("image_id", "planned_for");
CREATE UNIQUE INDEX "schedule_runs_build_id_key" ON "schedule_runs"("build_id");
CREATE INDEX "schedule_runs_planned_for_idx" ON "schedule_runs"("planned_for" DESC);
CREATE UNIQUE INDEX "schedule_runs_build_id_image_id_key" ON "schedule_runs"("build_id", "image_id");
CREATE INDEX "maintenance_windows_ends_at_idx" ON "maintenance_windows"("ends_at");
CREATE INDEX "factory_pauses_paused_at_idx" ON "factory_pauses"("paused_at" DESC);

ALTER TABLE "schedules" ADD CONSTRAINT "schedules_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_runs" ADD CONSTRAINT "schedule_runs_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_runs" ADD CONSTRAINT "schedule_runs_build_id_image_id_fkey" FOREIGN KEY ("build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE schedules
  ADD CONSTRAINT schedules_cron_shape CHECK (cron ~ '^\S+( \S+){4}$'),
  ADD CONSTRAINT schedules_jitter CHECK (jitter_minutes BETWEEN 0 AND 120),
  ADD CONSTRAINT schedules_revision CHECK (revision > 0);
ALTER TABLE schedule_runs
  ADD CONSTRAINT schedule_runs_queued_has_build CHECK ((state = 'queued') = (build_id IS NOT NULL)),
  ADD CONSTRAINT schedule_runs_explained CHECK (reason ~ '\S');
ALTER TABLE maintenance_windows
  ADD CONSTRAINT maintenance_windows_span CHECK (ends_at > starts_at),
  ADD CONSTRAINT maintenance_windows_explained CHECK (reason ~ '\S');
ALTER TABLE factory_pauses
  ADD CONSTRAINT factory_pauses_explained CHECK (reason ~ '\S'),
  ADD CONSTRAINT factory_pauses_span CHECK (until IS NULL OR until > paused_at),
  ADD CONSTRAINT factory_pauses_resumed CHECK ((resumed_at IS NULL) = (resumed_by_name IS NULL));
-- The factory is paused once: two admins who pause it at once do not leave a pause behind that nobody sees.
CREATE UNIQUE INDEX factory_pauses_one_open ON factory_pauses ((true)) WHERE resumed_at IS NULL;

-- Nobody's plan is overwritten by somebody who has not seen it: each change counts the revision up by one.
CREATE FUNCTION guard_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.image_id <> OLD.image_id OR NEW.revision <> OLD.revision + 1 THEN
    RAISE EXCEPTION 'a change of a plan counts its revision up' USING ERRCODE = 'check_violation', CONSTRAINT = 'schedules_revision_counts_up';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER schedules_guarded BEFORE UPDATE ON schedules FOR EACH ROW EXECUTE FUNCTION guard_schedule();

CREATE FUNCTION guard_schedule_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what became of a night is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'schedule_runs_kept';
END $$;
CREATE TRIGGER schedule_runs_guarded BEFORE UPDATE OR DELETE ON schedule_runs FOR EACH ROW EXECUTE FUNCTION guard_schedule_run();
