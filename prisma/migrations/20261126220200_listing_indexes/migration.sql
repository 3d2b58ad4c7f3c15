-- The catalog: the image file of a build without walking over its other files.
CREATE INDEX artifacts_images ON artifacts (build_id) INCLUDE (file_name, size_bytes) WHERE kind = 'qcow2';
-- The page of the keys: what each key has signed, and when that was published, from two indexes alone.
CREATE INDEX artifacts_signed ON artifacts (signing_key_fingerprint, build_id) WHERE kind = 'signature';
DROP INDEX builds_published_at_idx;
CREATE INDEX builds_published_at_idx ON builds (published_at DESC) INCLUDE (id);
