-- The last nights of a thousand images from the index alone: rows of builds are wide.
DROP INDEX builds_queued_at_idx;
CREATE INDEX builds_nights ON builds (queued_at DESC) INCLUDE (image_id, version, status);
