-- Two admins who edit the same thing do not overwrite each other: who saves names the revision that they have seen. The
-- database counts it by itself at every change, whoever makes it.
ALTER TABLE images ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE flavor_families ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE flavors ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE capabilities ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE known_issues ADD COLUMN revision integer NOT NULL DEFAULT 1;

CREATE FUNCTION count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := OLD.revision + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER images_counted BEFORE UPDATE ON images FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER flavor_families_counted BEFORE UPDATE ON flavor_families FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER flavors_counted BEFORE UPDATE ON flavors FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER capabilities_counted BEFORE UPDATE ON capabilities FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER known_issues_counted BEFORE UPDATE ON known_issues FOR EACH ROW EXECUTE FUNCTION count_revision();

-- What has been published for one architecture and firmware stays for these: every name, address and registration of its
-- builds says so. The rows of builds are locked first, so that none is published while this looks.
CREATE FUNCTION guard_image_hardware() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM builds WHERE image_id = NEW.id AND status NOT IN ('published', 'failed', 'cancelled') FOR UPDATE;
  IF EXISTS (SELECT 1 FROM builds WHERE image_id = NEW.id AND published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'image % has published builds: architecture and firmware stay', NEW.name USING ERRCODE = 'check_violation', CONSTRAINT = 'images_hardware_is_fixed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER images_hardware_is_fixed BEFORE UPDATE ON images FOR EACH ROW
  WHEN (NEW.architecture <> OLD.architecture OR NEW.firmware <> OLD.firmware) EXECUTE FUNCTION guard_image_hardware();
