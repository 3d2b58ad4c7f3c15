-- Second factors, known browsers, scoped tokens, promotions that two people decide, and the promises about them.

CREATE TYPE "sign_in_method" AS ENUM ('password', 'second_factor', 'oidc');
CREATE TYPE "request_state" AS ENUM ('open', 'confirmed', 'withdrawn');

ALTER TABLE "users"
  ADD COLUMN "unseen_failures" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "totp_confirmed_at" TIMESTAMPTZ(3),
  ADD COLUMN "totp_last_step" BIGINT;

ALTER TABLE "sessions"
  ADD COLUMN "method" "sign_in_method" NOT NULL DEFAULT 'password',
  ADD COLUMN "address" TEXT,
  ADD COLUMN "authenticated_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "failures_before" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "recovery_codes" (
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("user_id","code_hash")
);

CREATE TABLE "known_browsers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_browsers_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "promotion_requests" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "build_id" UUID NOT NULL,
    "expected_latest_id" UUID,
    "reason" TEXT,
    "state" "request_state" NOT NULL DEFAULT 'open',
    "requested_by_id" UUID NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "promotion_id" UUID,

    CONSTRAINT "promotion_requests_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "known_browsers_user_id_idx" ON "known_browsers"("user_id");
CREATE UNIQUE INDEX "promotion_requests_promotion_id_key" ON "promotion_requests"("promotion_id");
CREATE INDEX "promotion_requests_image_id_idx" ON "promotion_requests"("image_id");
CREATE INDEX "promotion_requests_build_id_idx" ON "promotion_requests"("build_id");
CREATE INDEX "promotion_requests_expected_latest_id_idx" ON "promotion_requests"("expected_latest_id");
CREATE INDEX "promotion_requests_requested_by_id_idx" ON "promotion_requests"("requested_by_id");
CREATE INDEX "promotion_requests_decided_by_id_idx" ON "promotion_requests"("decided_by_id");

ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "known_browsers" ADD CONSTRAINT "known_browsers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "promotion_requests" ADD CONSTRAINT "promotion_requests_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "promotion_requests" ADD CONSTRAINT "promotion_requests_build_id_image_id_fkey" FOREIGN KEY ("build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "promotion_requests" ADD CONSTRAINT "promotion_requests_expected_latest_id_fkey" FOREIGN KEY ("expected_latest_id") REFERENCES "builds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "promotion_requests" ADD CONSTRAINT "promotion_requests_requested_by_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "promotion_requests" ADD CONSTRAINT "promotion_requests_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "promotion_requests" ADD CONSTRAINT "promotion_requests_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Shapes of values ---------------------------------------------------------------------------------------------------

ALTER TABLE users
  ADD CONSTRAINT users_unseen_failures CHECK (unseen_failures >= 0),
  ADD CONSTRAINT users_totp_is_encrypted CHECK (totp_secret LIKE 'v1.%'),
  ADD CONSTRAINT users_totp_needs_secret CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL),
  ADD CONSTRAINT users_oidc_whole CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL));
ALTER TABLE recovery_codes ADD CONSTRAINT recovery_codes_hash_shape CHECK (code_hash ~ '^[0-9a-f]{64}$');
ALTER TABLE known_browsers ADD CONSTRAINT known_browsers_failed_attempts CHECK (failed_attempts >= 0);
-- A year and the rest of its last day.
ALTER TABLE api_tokens
  ADD CONSTRAINT api_tokens_scoped CHECK (cardinality(scopes) > 0),
  ADD CONSTRAINT api_tokens_lifetime CHECK (expires_at <= created_at + interval '367 days');

-- Somebody can always administer the portal ---------------------------------------------------------------------------

-- Checked at the end of the transaction, when all of its steps are done. The lock lets two admins who take each other's
-- role go one after the other: the second one sees what the first has left.
CREATE FUNCTION guard_last_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'users' THEN
    IF NOT EXISTS (SELECT 1 FROM user_roles WHERE user_id = NEW.id AND role = 'admin') THEN
      RETURN NULL;
    END IF;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('last_admin'));
  IF NOT EXISTS (SELECT 1 FROM users JOIN user_roles ON user_id = users.id WHERE role = 'admin' AND disabled_at IS NULL) THEN
    RAISE EXCEPTION 'the last admin stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_last_admin';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER users_last_admin_enabled AFTER UPDATE OF disabled_at ON users DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION guard_last_admin();
CREATE CONSTRAINT TRIGGER users_last_admin_role AFTER DELETE OR UPDATE ON user_roles DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.role = 'admin') EXECUTE FUNCTION guard_last_admin();

-- Promotions that two people decide -----------------------------------------------------------------------------------

CREATE UNIQUE INDEX promotion_requests_one_open ON promotion_requests (image_id) WHERE state = 'open';
ALTER TABLE promotion_requests
  ADD CONSTRAINT promotion_requests_decided CHECK ((state = 'open') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by_name IS NULL)),
  ADD CONSTRAINT promotion_requests_promoted CHECK ((state = 'confirmed') = (promotion_id IS NOT NULL)),
  ADD CONSTRAINT promotion_requests_second_person CHECK (state <> 'confirmed' OR (decided_by_id IS NOT NULL AND decided_by_id <> requested_by_id));

CREATE FUNCTION guard_promotion_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'open' OR NEW.image_id <> OLD.image_id OR NEW.build_id <> OLD.build_id OR NEW.requested_by_id <> OLD.requested_by_id THEN
    RAISE EXCEPTION 'a request is decided once and then kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'promotion_requests_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promotion_requests_kept BEFORE UPDATE OR DELETE ON promotion_requests FOR EACH ROW EXECUTE FUNCTION guard_promotion_request();

-- While the setting asks for two, nobody's own promotion counts unless somebody else has asked for it. A token is its owner.
CREATE FUNCTION guard_second_releaser() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person uuid := CASE NEW.actor_kind WHEN 'token' THEN (SELECT user_id FROM api_tokens WHERE id = NEW.actor_id) ELSE NEW.actor_id END;
BEGIN
  IF NEW.actor_kind <> 'system'
    AND EXISTS (SELECT 1 FROM settings WHERE key = 'promotion.second-releaser' AND value = 'true')
    AND NOT EXISTS (
      SELECT 1 FROM promotion_requests
      WHERE image_id = NEW.image_id AND build_id = NEW.build_id AND state = 'open' AND requested_by_id <> person)
  THEN
    RAISE EXCEPTION 'a promotion needs a second releaser' USING ERRCODE = 'check_violation', CONSTRAINT = 'promotions_second_releaser';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promotions_second_releaser BEFORE INSERT ON promotions FOR EACH ROW EXECUTE FUNCTION guard_second_releaser();
