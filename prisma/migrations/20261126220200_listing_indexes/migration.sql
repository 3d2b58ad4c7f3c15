-- The catalog: the image file of a build without walking over its other files.
CREATE INDEX artifacts_images ON artifacts (build_id) INCLUDE (file_name, size_bytes) WHERE kind = 'qcow2';
-- The page of the keys: what each key has signed, and when that was published, from two indexes alone.
CREATE INDEX artifacts_signed ON artifacts (signing_key_fingerprint, build_id) WHERE kind = 'signature';
DROP INDEX builds_published_at_idx;
CREATE INDEX builds_published_at_idx ON builds (published_at DESC) INCLUDE (id);
-- The space of each image: what would go with a build, and which builds still have it.
CREATE INDEX artifacts_removable ON artifacts (build_id) INCLUDE (size_bytes) WHERE kind IN ('qcow2', 'config');
CREATE INDEX builds_stored ON builds (id) INCLUDE (image_id, held, expires_at) WHERE status = 'published' AND bytes_removed_at IS NULL;
-- Deliveries of a subscription or a state, newest first, with the order of the list.
CREATE INDEX notification_deliveries_listed ON notification_deliveries (created_at DESC, id);
