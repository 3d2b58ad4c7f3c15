-- Rotation of signing keys: a next key is published before it is used, certified by the present one, and takes over only
-- after it was public for a while.

CREATE TYPE "key_revocation_reason" AS ENUM ('superseded', 'compromised', 'retired');

ALTER TABLE "signing_keys"
  ADD COLUMN "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "certified_by" TEXT,
  ADD COLUMN "activation_reason" TEXT,
  ADD COLUMN "revocation_reason" "key_revocation_reason",
  ADD COLUMN "revocation_explanation" TEXT;
UPDATE "signing_keys" SET "published_at" = "created_at";
CREATE INDEX "signing_keys_certified_by_idx" ON "signing_keys"("certified_by");
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_certified_by_fkey" FOREIGN KEY ("certified_by") REFERENCES "signing_keys"("fingerprint") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE UNIQUE INDEX signing_keys_one_planned ON signing_keys ((state)) WHERE state = 'planned';
ALTER TABLE signing_keys
  ADD CONSTRAINT signing_keys_not_own_certifier CHECK (certified_by <> fingerprint),
  ADD CONSTRAINT signing_keys_reasons_are_words CHECK (length(trim(activation_reason)) > 0 AND length(trim(revocation_explanation)) > 0);

CREATE TABLE key_transitions (
  from_state key_state NOT NULL,
  to_state   key_state NOT NULL,
  PRIMARY KEY (from_state, to_state)
);
INSERT INTO key_transitions VALUES
  ('planned', 'active'), ('planned', 'retired'), ('active', 'retired'), ('planned', 'revoked'), ('active', 'revoked'), ('retired', 'revoked');

-- A planned key that was public for less than this takes over with a reason only (lib/keys/rules.ts has the same number).
CREATE FUNCTION guard_signing_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'historic' THEN
      RAISE EXCEPTION 'key % was published: its row stays', OLD.fingerprint USING ERRCODE = 'check_violation', CONSTRAINT = 'signing_keys_kept';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.fingerprint <> OLD.fingerprint OR NEW.published_at <> OLD.published_at THEN
    RAISE EXCEPTION 'fingerprint and time of publication of a key never change' USING ERRCODE = 'check_violation', CONSTRAINT = 'signing_keys_identity_is_fixed';
  END IF;
  IF NEW.state <> OLD.state THEN
    IF NOT EXISTS (SELECT 1 FROM key_transitions WHERE from_state = OLD.state AND to_state = NEW.state) THEN
      RAISE EXCEPTION 'key % cannot go from % to %', OLD.fingerprint, OLD.state, NEW.state USING ERRCODE = 'check_violation', CONSTRAINT = 'signing_keys_transition_allowed';
    END IF;
    IF NEW.state = 'active' AND NEW.activation_reason IS NULL AND OLD.published_at > now() - interval '7 days' THEN
      RAISE EXCEPTION 'key % was published only at %: it takes over with a reason alone', OLD.fingerprint, OLD.published_at USING ERRCODE = 'check_violation', CONSTRAINT = 'signing_keys_published_before_use';
    END IF;
    IF NEW.state = 'revoked' AND (NEW.revocation_reason IS NULL OR NEW.revocation_explanation IS NULL OR NEW.armored_public_key = OLD.armored_public_key) THEN
      RAISE EXCEPTION 'key % is revoked with a reason and in its published form', OLD.fingerprint USING ERRCODE = 'check_violation', CONSTRAINT = 'signing_keys_revocation_is_public';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signing_keys_guarded BEFORE UPDATE OR DELETE ON signing_keys FOR EACH ROW EXECUTE FUNCTION guard_signing_key();

-- As before, but a build that was signed just before a rotation is still published during the day after it; and who
-- publishes waits for a rotation under way, so that a signature by the new key never comes before the key.
CREATE OR REPLACE FUNCTION check_build_is_publishable(build uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM test_runs run
    WHERE run.build_id = build AND run.verdict = 'passed'
      AND run.attempt = (SELECT max(attempt) FROM test_runs WHERE build_id = build)
      AND EXISTS (SELECT 1 FROM test_results WHERE run_id = run.id AND mandatory)
      AND NOT EXISTS (SELECT 1 FROM test_results WHERE run_id = run.id AND mandatory AND verdict <> 'passed')
  ) THEN
    RAISE EXCEPTION 'build % has no passed test run', build USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_published_is_tested';
  END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtext('signing_keys'));
  IF NOT EXISTS (
    SELECT 1 FROM artifacts image
    JOIN artifacts signature ON signature.signature_of_id = image.id AND signature.build_id = image.build_id
    WHERE image.build_id = build AND image.kind = 'qcow2' AND signature.gpg_verified_at IS NOT NULL
  ) OR EXISTS (
    SELECT 1 FROM artifacts signature JOIN signing_keys key ON key.fingerprint = signature.signing_key_fingerprint
    WHERE signature.build_id = build AND signature.kind = 'signature'
      AND key.state <> 'active' AND NOT (key.state = 'retired' AND coalesce(key.retired_at > now() - interval '1 day', false))
  ) THEN
    RAISE EXCEPTION 'build % has no image with a verified signature by the active key', build USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_published_is_signed';
  END IF;
  IF EXISTS (
    SELECT 1 FROM artifacts file
    WHERE file.build_id = build AND file.kind IN ('qcow2', 'config', 'metalink', 'packages', 'sbom', 'tests', 'provenance', 'checksums')
      AND NOT EXISTS (SELECT 1 FROM artifacts signature WHERE signature.signature_of_id = file.id AND signature.build_id = build)
  ) THEN
    RAISE EXCEPTION 'build % has a file without its signature', build USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_published_is_signed';
  END IF;
END $$;
