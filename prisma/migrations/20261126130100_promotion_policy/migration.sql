-- After how many good nights an automatic policy promotes; 0: with the publication, as before.
ALTER TABLE "images"
  ADD COLUMN "policy_nights" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "images_policy_nights" CHECK (policy_nights BETWEEN 0 AND 90);

-- While the settings ask for two people, no policy decides alone.
CREATE FUNCTION guard_policy_promotion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.actor_kind <> 'system' OR EXISTS (SELECT 1 FROM settings WHERE key = 'promotion.second-releaser' AND value = 'true') THEN
    RAISE EXCEPTION 'a policy promotes by the factory itself, and not while two releasers are needed' USING ERRCODE = 'check_violation', CONSTRAINT = 'promotions_policy_rests';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promotions_policy_rests BEFORE INSERT ON promotions FOR EACH ROW WHEN (NEW.kind = 'policy') EXECUTE FUNCTION guard_policy_promotion();

-- The nights of an image, newest first.
CREATE INDEX "builds_image_id_finished_at_idx" ON "builds"("image_id", "finished_at" DESC);
