-- Who is told of what happens: subscriptions, events written in the transaction of the act itself, and their deliveries.

CREATE TYPE "notification_kind" AS ENUM ('webhook', 'email');
CREATE TYPE "notification_event_kind" AS ENUM ('build_failed', 'build_published', 'promoted', 'rolled_back', 'revoked', 'key_expires', 'worker_gone', 'invariant_broken', 'schedule_paused', 'test');
CREATE TYPE "delivery_state" AS ENUM ('waiting', 'delivered', 'given_up');

CREATE TABLE "notification_subscriptions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "notification_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "events" "notification_event_kind"[] NOT NULL,
    "secret" TEXT,
    "former_secret" TEXT,
    "former_secret_until" TIMESTAMPTZ(3),
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "last_delivered_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "edited_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_subscriptions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "notification_subscription_images" (
    "subscription_id" UUID NOT NULL,
    "image_id" UUID NOT NULL,

    CONSTRAINT "notification_subscription_images_pkey" PRIMARY KEY ("subscription_id","image_id")
);

CREATE TABLE "notification_events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "notification_event_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    -- No foreign key: its check would lock the image after the build, and locks are taken the other way round.
    "image_id" UUID,
    "data" JSONB NOT NULL,
    "once_key" TEXT,

    CONSTRAINT "notification_events_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "notification_deliveries" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "waiting_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_deliveries_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "notification_subscription_images_image_id_idx" ON "notification_subscription_images"("image_id");
CREATE UNIQUE INDEX "notification_events_once_key_key" ON "notification_events"("once_key");
CREATE INDEX "notification_events_at_idx" ON "notification_events"("at");
CREATE UNIQUE INDEX "notification_deliveries_event_id_subscription_id_key" ON "notification_deliveries"("event_id", "subscription_id");
CREATE INDEX "notification_deliveries_subscription_id_created_at_idx" ON "notification_deliveries"("subscription_id", "created_at" DESC);
CREATE INDEX "notification_deliveries_created_at_idx" ON "notification_deliveries"("created_at" DESC);
CREATE INDEX notification_deliveries_due ON notification_deliveries (next_attempt_at) WHERE state = 'waiting';

ALTER TABLE "notification_subscription_images" ADD CONSTRAINT "notification_subscription_images_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "notification_subscriptions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "notification_subscription_images" ADD CONSTRAINT "notification_subscription_images_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "notification_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "notification_subscriptions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE notification_subscriptions
  ADD CONSTRAINT notification_subscriptions_named CHECK (name ~ '\S'),
  ADD CONSTRAINT notification_subscriptions_events CHECK (cardinality(events) > 0 AND NOT ('test' = ANY (events))),
  ADD CONSTRAINT notification_subscriptions_target_shape CHECK (CASE kind WHEN 'webhook' THEN target ~ '^https?://' ELSE target ~ '^[^\s@]+@[^\s@]+$' END),
  -- The sender signs with the secret, so it cannot be a hash; it is never there in plain text.
  ADD CONSTRAINT notification_subscriptions_secret_is_sealed CHECK ((kind = 'webhook') = (secret IS NOT NULL) AND secret LIKE 'v1.%' AND former_secret LIKE 'v1.%'),
  ADD CONSTRAINT notification_subscriptions_overlap CHECK ((former_secret IS NULL) = (former_secret_until IS NULL)),
  ADD CONSTRAINT notification_subscriptions_failures CHECK (consecutive_failures >= 0 AND (consecutive_failures = 0) = (failing_since IS NULL));
ALTER TABLE notification_deliveries
  ADD CONSTRAINT notification_deliveries_attempts CHECK (attempts >= 0),
  ADD CONSTRAINT notification_deliveries_delivered_is_dated CHECK ((state = 'delivered') = (delivered_at IS NOT NULL));

-- Nobody's change is overwritten by somebody who has not seen it. What the sender notes about its attempts is no change.
CREATE FUNCTION guard_notification_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.name, NEW.target, NEW.events, NEW.secret, NEW.is_on, NEW.removed_at, NEW.kind) IS DISTINCT FROM (OLD.name, OLD.target, OLD.events, OLD.secret, OLD.is_on, OLD.removed_at, OLD.kind)
    AND NEW.revision <> OLD.revision + 1 THEN
    RAISE EXCEPTION 'a change of a subscription counts its revision up' USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_subscriptions_revision_counts_up';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notification_subscriptions_guarded BEFORE UPDATE ON notification_subscriptions FOR EACH ROW EXECUTE FUNCTION guard_notification_subscription();

-- What an event says is what the sender signs, at every attempt the same.
CREATE FUNCTION guard_notification_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.at, NEW.data) IS DISTINCT FROM (OLD.kind, OLD.at, OLD.data) THEN
    RAISE EXCEPTION 'an event does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_events_fixed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notification_events_guarded BEFORE UPDATE ON notification_events FOR EACH ROW EXECUTE FUNCTION guard_notification_event();

-- Events ---------------------------------------------------------------------------------------------------------------

-- An event that somebody wants to know of, with one delivery for each of them, in the transaction of the act. Nobody wants
-- to know: nothing is written. `once`: an event of that key is written once.
CREATE FUNCTION announce_event(event notification_event_kind, image uuid, payload jsonb, once text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid[] := ARRAY(
    SELECT id FROM notification_subscriptions subscription
    WHERE is_on AND removed_at IS NULL AND event = ANY (events)
      AND (image IS NULL
        OR NOT EXISTS (SELECT 1 FROM notification_subscription_images WHERE subscription_id = subscription.id)
        OR EXISTS (SELECT 1 FROM notification_subscription_images WHERE subscription_id = subscription.id AND image_id = image)));
  made uuid;
BEGIN
  IF cardinality(wanted) = 0 THEN
    RETURN;
  END IF;
  INSERT INTO notification_events (kind, image_id, data, once_key) VALUES (event, image, payload, once) ON CONFLICT (once_key) DO NOTHING RETURNING id INTO made;
  IF made IS NOT NULL THEN
    INSERT INTO notification_deliveries (event_id, subscription_id) SELECT made, unnest(wanted);
    PERFORM pg_notify('notification', '');
  END IF;
END $$;

CREATE FUNCTION announce_build_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT images.name FROM images WHERE id = NEW.image_id);
BEGIN
  IF NEW.status = 'failed' THEN
    PERFORM announce_event('build_failed', NEW.image_id, jsonb_build_object('image', name, 'version', NEW.version, 'trigger', NEW.trigger, 'stage', NEW.failed_stage, 'reason', NEW.failure_reason));
  ELSE
    PERFORM announce_event('build_published', NEW.image_id, jsonb_build_object('image', name, 'version', NEW.version, 'trigger', NEW.trigger));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER builds_announce_end AFTER UPDATE OF status ON builds
  FOR EACH ROW WHEN (NEW.status IN ('failed', 'published') AND NEW.status <> OLD.status) EXECUTE FUNCTION announce_build_end();

CREATE FUNCTION announce_promotion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_event(
    CASE NEW.kind WHEN 'rollback' THEN 'rolled_back' ELSE 'promoted' END::notification_event_kind, NEW.image_id,
    jsonb_build_object('image', (SELECT name FROM images WHERE id = NEW.image_id), 'version', (SELECT version FROM builds WHERE id = NEW.build_id),
      'displaced', (SELECT version FROM builds WHERE id = NEW.displaced_build_id), 'reason', NEW.reason, 'by', NEW.actor_name));
  RETURN NULL;
END $$;
CREATE TRIGGER promotions_announce AFTER INSERT ON promotions FOR EACH ROW EXECUTE FUNCTION announce_promotion();

CREATE FUNCTION announce_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  build builds := (SELECT builds FROM builds WHERE id = NEW.build_id);
BEGIN
  PERFORM announce_event('revoked', build.image_id,
    jsonb_build_object('image', (SELECT name FROM images WHERE id = build.image_id), 'version', build.version, 'reason', NEW.reason, 'explanation', NEW.explanation,
      'severity', NEW.severity, 'replacement', (SELECT version FROM builds WHERE id = NEW.replacement_build_id), 'by', NEW.actor_name));
  RETURN NULL;
END $$;
CREATE TRIGGER revocations_announce AFTER INSERT ON revocations FOR EACH ROW EXECUTE FUNCTION announce_revocation();

CREATE FUNCTION announce_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_event('invariant_broken', NEW.image_id,
    jsonb_build_object('image', (SELECT name FROM images WHERE id = NEW.image_id), 'cloud', NEW.cloud, 'finding', NEW.kind, 'subject', NEW.subject, 'detail', NEW.detail));
  RETURN NULL;
END $$;
CREATE TRIGGER cloud_findings_announce AFTER INSERT ON cloud_findings FOR EACH ROW EXECUTE FUNCTION announce_finding();

CREATE FUNCTION announce_factory_pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_event('schedule_paused', NULL, jsonb_build_object('reason', NEW.reason, 'until', NEW.until, 'by', NEW.paused_by_name));
  RETURN NULL;
END $$;
CREATE TRIGGER factory_pauses_announce AFTER INSERT ON factory_pauses FOR EACH ROW EXECUTE FUNCTION announce_factory_pause();
