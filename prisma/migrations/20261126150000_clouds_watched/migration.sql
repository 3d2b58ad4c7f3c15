-- What admins see and decide about the clouds: an open window, the last attempt, a plan before it is carried out, and whether
-- changes by hand are undone. Links to signatures are looked after, and no name of an image in a cloud is ever used again.

ALTER TYPE "finding_kind" ADD VALUE 'dead_signature';

ALTER TABLE "clouds"
  ADD COLUMN "drift_override" "drift_policy",
  ADD COLUMN "attempted_at" TIMESTAMPTZ(3),
  ADD COLUMN "swap_line" TEXT,
  ADD COLUMN "swap_began_at" TIMESTAMPTZ(3),
  ADD COLUMN "look_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "plan_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "plan_made_at" TIMESTAMPTZ(3),
  ADD COLUMN "plan" JSONB,
  ADD CONSTRAINT "clouds_swap_is_whole" CHECK ((swap_line IS NULL) = (swap_began_at IS NULL)),
  ADD CONSTRAINT "clouds_plan_is_whole" CHECK ((plan IS NULL) = (plan_made_at IS NULL));

-- A worker learns at once what it is asked to do for a cloud.
CREATE FUNCTION announce_cloud_wish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.plan_asked_at IS DISTINCT FROM OLD.plan_asked_at THEN
    PERFORM pg_notify('cloud-wish', 'plan:' || NEW.name);
  END IF;
  IF NEW.look_asked_at IS DISTINCT FROM OLD.look_asked_at OR NEW.drift_override IS DISTINCT FROM OLD.drift_override THEN
    PERFORM pg_notify('cloud-wish', 'look:' || NEW.name);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER clouds_wish_announced AFTER UPDATE ON clouds FOR EACH ROW EXECUTE FUNCTION announce_cloud_wish();

-- The link to the signature of each registered build, as it was last followed.
CREATE TABLE "signature_checks" (
    "build_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "failure" TEXT,
    "failing_since" TIMESTAMPTZ(3),

    CONSTRAINT "signature_checks_pkey" PRIMARY KEY ("build_id"),
    CONSTRAINT "signature_checks_failure_is_whole" CHECK ((failure IS NULL) = (failing_since IS NULL))
);
ALTER TABLE "signature_checks" ADD CONSTRAINT "signature_checks_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "builds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every name that an image of ours ever had in a cloud. `_latest` and `_prev` go from one to the next; any other name belongs
-- to one registration for ever.
CREATE TABLE "glance_names" (
    "cloud" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "registration_id" UUID NOT NULL,
    "first_wanted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "glance_names_pkey" PRIMARY KEY ("cloud", "name", "registration_id")
);
CREATE UNIQUE INDEX "glance_names_never_used_again" ON "glance_names"("cloud", "name") WHERE name !~ '_(latest|prev)$';
CREATE INDEX "glance_names_name_idx" ON "glance_names"("name");
CREATE INDEX "glance_names_registration_id_idx" ON "glance_names"("registration_id");
ALTER TABLE "glance_names" ADD CONSTRAINT "glance_names_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "glance_registrations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION guard_glance_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the name % in % is history and stays', OLD.name, OLD.cloud USING ERRCODE = 'check_violation', CONSTRAINT = 'glance_names_kept';
END $$;
CREATE TRIGGER glance_names_kept BEFORE UPDATE OR DELETE ON glance_names FOR EACH ROW EXECUTE FUNCTION guard_glance_name();

-- An image is made under its dated name, whatever it is called afterwards.
CREATE FUNCTION record_glance_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO glance_names (cloud, name, registration_id)
    SELECT NEW.cloud, n.name, NEW.id
    FROM (SELECT NEW.wanted_name UNION SELECT i.name || NEW.suffix || '_' || b.version FROM images i JOIN builds b ON b.image_id = i.id WHERE b.id = NEW.build_id) AS n(name)
    ON CONFLICT (cloud, name, registration_id) DO NOTHING;
  RETURN NULL;
END $$;
INSERT INTO glance_names (cloud, name, registration_id)
  SELECT r.cloud, n.name, r.id
  FROM glance_registrations r JOIN images i ON i.id = r.image_id JOIN builds b ON b.id = r.build_id
  CROSS JOIN LATERAL (SELECT r.wanted_name UNION SELECT i.name || r.suffix || '_' || b.version) AS n(name);
CREATE TRIGGER glance_registrations_names AFTER INSERT OR UPDATE OF wanted_name ON glance_registrations FOR EACH ROW EXECUTE FUNCTION record_glance_names();
