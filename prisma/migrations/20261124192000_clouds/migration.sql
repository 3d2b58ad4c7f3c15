-- What the reconciler knows of each cloud, and what it found there.

CREATE TYPE "drift_policy" AS ENUM ('repair', 'report');
CREATE TYPE "finding_kind" AS ENUM ('no_latest', 'two_latest', 'two_prev', 'unhidden', 'stale', 'wrong_bytes', 'missing', 'renamed', 'hidden', 'changed', 'deactivated', 'duplicate_name');

CREATE TABLE "clouds" (
    "name" TEXT NOT NULL,
    "drift_policy" "drift_policy" NOT NULL,
    "is_configured" BOOLEAN NOT NULL DEFAULT true,
    "hidden_next" BOOLEAN NOT NULL DEFAULT false,
    "looked_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "pending_steps" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clouds_pkey" PRIMARY KEY ("name"),
    CONSTRAINT "clouds_name_shape" CHECK (name ~ '^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?$'),
    CONSTRAINT "clouds_error_is_whole" CHECK ((error_code IS NULL) = (error_message IS NULL) AND (error_code IS NULL) = (failing_since IS NULL)),
    CONSTRAINT "clouds_pending_steps" CHECK (pending_steps >= 0)
);

CREATE TABLE "cloud_days" (
    "cloud" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "swaps" INTEGER NOT NULL DEFAULT 0,
    "longest_window_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "cloud_days_pkey" PRIMARY KEY ("cloud", "day"),
    CONSTRAINT "cloud_days_counts" CHECK (looks >= 0 AND failures >= 0 AND swaps >= 0 AND longest_window_ms >= 0)
);

CREATE TABLE "cloud_findings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cloud" TEXT NOT NULL,
    "image_id" UUID NOT NULL,
    "suffix" TEXT NOT NULL DEFAULT '',
    "kind" "finding_kind" NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "repaired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "cloud_findings_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "cloud_findings_end" CHECK (ended_at >= found_at AND (ended_at IS NOT NULL OR NOT repaired))
);
CREATE UNIQUE INDEX "cloud_findings_open_once" ON "cloud_findings"("cloud", "image_id", "suffix", "kind", "subject") WHERE ended_at IS NULL;
CREATE INDEX "cloud_findings_cloud_found_at_idx" ON "cloud_findings"("cloud", "found_at" DESC);
CREATE INDEX "cloud_findings_image_id_idx" ON "cloud_findings"("image_id");
CREATE INDEX "cloud_findings_ended_at_idx" ON "cloud_findings"("ended_at");

-- Every id that an image of ours ever had in a cloud: Glance never gives one twice, and the resolver knows them all.
CREATE TABLE "glance_images" (
    "cloud" TEXT NOT NULL,
    "glance_id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "glance_images_pkey" PRIMARY KEY ("cloud", "glance_id")
);
CREATE INDEX "glance_images_registration_id_idx" ON "glance_images"("registration_id");
CREATE INDEX "glance_images_glance_id_idx" ON "glance_images"("glance_id");

ALTER TABLE "glance_registrations"
  ADD COLUMN "wanted" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "observed_status" TEXT,
  ADD COLUMN "observed_size_bytes" BIGINT,
  ADD COLUMN "bytes_checked_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "glance_registrations_registered_has_id" CHECK (state NOT IN ('registered', 'drifted', 'uploading') OR glance_id IS NOT NULL),
  ADD CONSTRAINT "glance_registrations_observed_size" CHECK (observed_size_bytes >= 0);

ALTER TABLE "cloud_days" ADD CONSTRAINT "cloud_days_cloud_fkey" FOREIGN KEY ("cloud") REFERENCES "clouds"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "cloud_findings" ADD CONSTRAINT "cloud_findings_cloud_fkey" FOREIGN KEY ("cloud") REFERENCES "clouds"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "cloud_findings" ADD CONSTRAINT "cloud_findings_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "glance_images" ADD CONSTRAINT "glance_images_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "glance_registrations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An id is chosen once and kept for ever; it only becomes known that the image behind it is gone.
CREATE FUNCTION guard_glance_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.cloud <> OLD.cloud OR NEW.glance_id <> OLD.glance_id OR NEW.registration_id <> OLD.registration_id
    OR (OLD.gone_at IS NOT NULL AND NEW.gone_at IS DISTINCT FROM OLD.gone_at) THEN
    RAISE EXCEPTION 'Glance image % of % is history and stays', OLD.glance_id, OLD.cloud USING ERRCODE = 'check_violation', CONSTRAINT = 'glance_images_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER glance_images_kept BEFORE UPDATE OR DELETE ON glance_images FOR EACH ROW EXECUTE FUNCTION guard_glance_image();

-- A registration is of one build in one cloud for ever, its name is never somebody else's, and it changes its id only after
-- the image that had the old one is known to be gone.
CREATE FUNCTION guard_glance_registration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'registration % is history and stays', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'glance_registrations_kept';
  END IF;
  IF NEW.cloud <> OLD.cloud OR NEW.image_id <> OLD.image_id OR NEW.build_id <> OLD.build_id OR NEW.suffix <> OLD.suffix THEN
    RAISE EXCEPTION 'registration % is of one build in one cloud', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'glance_registrations_kept';
  END IF;
  IF OLD.glance_id IS NOT NULL AND NEW.glance_id IS DISTINCT FROM OLD.glance_id
    AND EXISTS (SELECT 1 FROM glance_images WHERE cloud = OLD.cloud AND glance_id = OLD.glance_id AND gone_at IS NULL) THEN
    RAISE EXCEPTION 'the image % of registration % is not known to be gone', OLD.glance_id, OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'glance_registrations_id_is_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER glance_registrations_kept BEFORE UPDATE OR DELETE ON glance_registrations FOR EACH ROW EXECUTE FUNCTION guard_glance_registration();

-- Who shows the state of the clouds learns of every change at once.
CREATE FUNCTION announce_cloud() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('cloud', NEW.name);
  RETURN NULL;
END $$;
CREATE TRIGGER clouds_announced AFTER INSERT OR UPDATE ON clouds FOR EACH ROW EXECUTE FUNCTION announce_cloud();
