-- What the overview of the admins reads.

-- All builds of the last nights.
CREATE INDEX "builds_queued_at_idx" ON "builds"("queued_at" DESC);
-- Builds by the beginning of their version, whatever the collation of the database.
CREATE INDEX builds_version_prefix ON builds (version text_pattern_ops);
-- When the bytes of expired builds went.
CREATE INDEX builds_bytes_removed ON builds (bytes_removed_at) WHERE bytes_removed_at IS NOT NULL;
-- The bytes of all builds, and what has come in the last days, from the indexes alone.
CREATE INDEX artifacts_bytes ON artifacts (build_id) INCLUDE (kind, size_bytes);
CREATE INDEX artifacts_added ON artifacts (created_at) INCLUDE (size_bytes);
CREATE INDEX glance_registrations_failed ON glance_registrations (updated_at) WHERE state = 'failed';
CREATE INDEX cloud_findings_open ON cloud_findings (found_at) WHERE ended_at IS NULL;
