-- The files and the evidence of a published build never change. When it is revoked, its Metalink has to say so, and SHA256SUMS
-- has to list that Metalink: both, and their signatures, get one revision, beside the row of what was published.

CREATE TABLE "artifact_revisions" (
    "artifact_id" UUID NOT NULL,
    "storage_key" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "sha512" TEXT NOT NULL,
    "signing_key_fingerprint" TEXT,
    "gpg_verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_revisions_pkey" PRIMARY KEY ("artifact_id")
);
CREATE UNIQUE INDEX "artifact_revisions_storage_key_key" ON "artifact_revisions"("storage_key");
CREATE INDEX "artifact_revisions_sha256_idx" ON "artifact_revisions"("sha256");
CREATE INDEX "artifact_revisions_signing_key_fingerprint_idx" ON "artifact_revisions"("signing_key_fingerprint");
ALTER TABLE "artifact_revisions" ADD CONSTRAINT "artifact_revisions_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifacts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "artifact_revisions" ADD CONSTRAINT "artifact_revisions_signing_key_fingerprint_fkey" FOREIGN KEY ("signing_key_fingerprint") REFERENCES "signing_keys"("fingerprint") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE artifact_revisions
  ADD CONSTRAINT artifact_revisions_values CHECK (size_bytes > 0 AND sha256 ~ '^[0-9a-f]{64}$' AND sha512 ~ '^[0-9a-f]{128}$'),
  ADD CONSTRAINT artifact_revisions_storage_key_shape CHECK (storage_key ~ '^builds/[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*$'),
  ADD CONSTRAINT artifact_revisions_signature_is_verified CHECK ((signing_key_fingerprint IS NULL) = (gpg_verified_at IS NULL));

CREATE TRIGGER artifact_revisions_kept BEFORE UPDATE OR DELETE ON artifact_revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER artifact_revisions_not_truncated BEFORE TRUNCATE ON artifact_revisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Which files may be revised: those two with their signatures, of a revoked build, unless their own key was revoked: what
-- nobody vouches for any more is not signed again by another key.
CREATE FUNCTION guard_artifact_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  file artifacts%ROWTYPE;
  signed artifacts%ROWTYPE;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('signing_keys'));
  SELECT * INTO file FROM artifacts WHERE id = NEW.artifact_id;
  SELECT * INTO signed FROM artifacts WHERE id = coalesce(file.signature_of_id, file.id);
  IF signed.kind NOT IN ('metalink', 'checksums') OR (file.kind = 'signature') <> (NEW.signing_key_fingerprint IS NOT NULL)
    OR NOT EXISTS (SELECT 1 FROM revocations r JOIN builds b ON b.id = r.build_id WHERE r.build_id = file.build_id AND b.expired_at IS NULL)
    OR EXISTS (SELECT 1 FROM artifacts s JOIN signing_keys key ON key.fingerprint = s.signing_key_fingerprint WHERE s.build_id = file.build_id AND key.state = 'revoked')
  THEN
    RAISE EXCEPTION 'artifact % may not be revised', NEW.artifact_id USING ERRCODE = 'check_violation', CONSTRAINT = 'artifact_revisions_of_revoked';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER artifact_revisions_guarded BEFORE INSERT ON artifact_revisions FOR EACH ROW EXECUTE FUNCTION guard_artifact_revision();

-- At the end of a transaction the four stand together: never a Metalink that SHA256SUMS does not know, nor either without a
-- verified signature by a key in use (or in use during the last day, as for publication).
CREATE FUNCTION check_revisions_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  build uuid;
BEGIN
  SELECT build_id INTO build FROM artifacts WHERE id = NEW.artifact_id;
  IF EXISTS (
    SELECT 1 FROM artifacts file
    LEFT JOIN artifacts signed ON signed.id = file.signature_of_id
    LEFT JOIN artifact_revisions revision ON revision.artifact_id = file.id
    LEFT JOIN signing_keys key ON key.fingerprint = revision.signing_key_fingerprint
    WHERE file.build_id = build AND coalesce(signed.kind, file.kind) IN ('metalink', 'checksums')
      AND (revision.artifact_id IS NULL
        OR (file.kind = 'signature' AND NOT (key.state = 'active' OR (key.state = 'retired' AND coalesce(key.retired_at > now() - interval '1 day', false)))))
  ) THEN
    RAISE EXCEPTION 'the revised files of build % are not whole', build USING ERRCODE = 'check_violation', CONSTRAINT = 'artifact_revisions_are_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER artifact_revisions_whole AFTER INSERT ON artifact_revisions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_revisions_are_whole();

CREATE TRIGGER artifact_revisions_announced AFTER INSERT ON artifact_revisions FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
