-- Who stays with which build and until when, and why a build is held beyond its time.

CREATE TABLE "build_pins" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "build_id" UUID NOT NULL,
    "client" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_name" TEXT,

    CONSTRAINT "build_pins_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "build_pins_words" CHECK (length(trim(client)) BETWEEN 1 AND 100 AND length(trim(contact)) BETWEEN 1 AND 200),
    -- Five years and the rest of the last day: a pin costs the space of its build.
    CONSTRAINT "build_pins_time" CHECK (until > created_at AND until <= created_at + interval '1828 days'),
    CONSTRAINT "build_pins_end" CHECK ((ended_at IS NULL) = (ended_by_name IS NULL))
);
CREATE UNIQUE INDEX "build_pins_one_open" ON "build_pins"("image_id", lower("client")) WHERE ended_at IS NULL;
CREATE INDEX "build_pins_build_id_image_id_idx" ON "build_pins"("build_id", "image_id");
CREATE INDEX "build_pins_image_id_until_idx" ON "build_pins"("image_id", "until");
ALTER TABLE "build_pins" ADD CONSTRAINT "build_pins_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "build_pins" ADD CONSTRAINT "build_pins_build_id_image_id_fkey" FOREIGN KEY ("build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An expiry locks the build too: of the two, one is over when the other looks.
CREATE FUNCTION guard_build_pin() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  build builds%ROWTYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO build FROM builds WHERE id = NEW.build_id FOR UPDATE;
    IF build.status IS DISTINCT FROM 'published' OR build.expired_at IS NOT NULL OR EXISTS (SELECT 1 FROM revocations WHERE build_id = NEW.build_id) THEN
      RAISE EXCEPTION 'build % is not published, or revoked, or expired', NEW.build_id USING ERRCODE = 'check_violation', CONSTRAINT = 'build_pins_build_is_kept';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR (NEW.image_id, NEW.build_id, NEW.client, NEW.contact, NEW.until, NEW.created_at) IS DISTINCT FROM (OLD.image_id, OLD.build_id, OLD.client, OLD.contact, OLD.until, OLD.created_at) THEN
    RAISE EXCEPTION 'pin % is ended once and then kept', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'build_pins_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER build_pins_guarded BEFORE INSERT OR UPDATE OR DELETE ON build_pins FOR EACH ROW EXECUTE FUNCTION guard_build_pin();

CREATE FUNCTION guard_pinned_build() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM build_pins WHERE build_id = OLD.id AND ended_at IS NULL AND until > NEW.expired_at) THEN
    RAISE EXCEPTION 'somebody is pinned to build %, which does not expire', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_pinned_does_not_expire';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER builds_pinned_does_not_expire BEFORE UPDATE ON builds
  FOR EACH ROW WHEN (OLD.expired_at IS NULL AND NEW.expired_at IS NOT NULL) EXECUTE FUNCTION guard_pinned_build();

ALTER TABLE "builds"
  ADD COLUMN "hold_reason" TEXT,
  ADD COLUMN "held_by_name" TEXT,
  ADD COLUMN "held_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "builds_hold_is_explained" CHECK (
    (held OR num_nonnulls(hold_reason, held_by_name, held_at) = 0) AND num_nonnulls(hold_reason, held_by_name, held_at) IN (0, 3) AND length(trim(hold_reason)) > 0);
CREATE INDEX "builds_held" ON "builds"("image_id") WHERE held;
