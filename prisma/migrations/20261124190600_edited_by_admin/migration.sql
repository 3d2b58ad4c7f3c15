-- What an admin has edited belongs to the admin: loading the default catalog leaves it alone, as it does with images.
ALTER TABLE distributions ADD COLUMN edited_at timestamptz(3);
ALTER TABLE capabilities ADD COLUMN edited_at timestamptz(3);
ALTER TABLE flavor_families ADD COLUMN edited_at timestamptz(3);
ALTER TABLE flavors ADD COLUMN edited_at timestamptz(3);
ALTER TABLE known_issues ADD COLUMN edited_at timestamptz(3);
