-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "architecture" AS ENUM ('x86_64', 'aarch64');

-- CreateEnum
CREATE TYPE "firmware" AS ENUM ('bios', 'uefi');

-- CreateEnum
CREATE TYPE "category" AS ENUM ('Standard', 'Enterprise', 'Community', 'Vendor', 'Beta');

-- CreateEnum
CREATE TYPE "image_state" AS ENUM ('active', 'retired');

-- CreateEnum
CREATE TYPE "promotion_policy" AS ENUM ('manual', 'automatic');

-- CreateEnum
CREATE TYPE "builder_kind" AS ENUM ('diskimage-builder', 'kiwi');

-- CreateEnum
CREATE TYPE "build_status" AS ENUM ('queued', 'building', 'testing', 'signing', 'publishing', 'published', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "build_trigger" AS ENUM ('first_start', 'manual', 'nightly', 'security');

-- CreateEnum
CREATE TYPE "build_event_kind" AS ENUM ('transition', 'takeover', 'note');

-- CreateEnum
CREATE TYPE "artifact_kind" AS ENUM ('qcow2', 'config', 'metalink', 'packages', 'sbom', 'tests', 'provenance', 'log', 'checksums', 'signature');

-- CreateEnum
CREATE TYPE "verdict" AS ENUM ('passed', 'failed', 'warning');

-- CreateEnum
CREATE TYPE "channel_name" AS ENUM ('latest', 'prev');

-- CreateEnum
CREATE TYPE "promotion_kind" AS ENUM ('first', 'promotion', 'policy', 'rollback');

-- CreateEnum
CREATE TYPE "revocation_reason" AS ENUM ('vulnerability', 'defect', 'compromised_key', 'licensing', 'wrong_content', 'other');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('low', 'medium', 'high', 'critical');

-- CreateEnum
CREATE TYPE "hypervisor" AS ENUM ('xen', 'kvm', 'bare_metal');

-- CreateEnum
CREATE TYPE "key_state" AS ENUM ('planned', 'active', 'retired', 'revoked', 'historic');

-- CreateEnum
CREATE TYPE "issue_state" AS ENUM ('open', 'resolved');

-- CreateEnum
CREATE TYPE "registration_state" AS ENUM ('wanted', 'uploading', 'registered', 'drifted', 'removed', 'failed');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'operator', 'releaser', 'admin');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('system', 'user', 'token');

-- CreateTable
CREATE TABLE "distributions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "codename" TEXT,
    "os_distro" TEXT NOT NULL,
    "os_version" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "monogram" TEXT NOT NULL,
    "monogram_color" TEXT NOT NULL,
    "released_on" DATE,
    "end_of_life_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "distributions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "images" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "category" "category" NOT NULL,
    "distribution_id" UUID NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "recipe_name" TEXT,
    "login_user" TEXT NOT NULL,
    "architecture" "architecture" NOT NULL,
    "firmware" "firmware" NOT NULL,
    "min_disk_gib" INTEGER NOT NULL,
    "min_ram_mib" INTEGER NOT NULL,
    "capabilities" INTEGER NOT NULL,
    "state" "image_state" NOT NULL DEFAULT 'active',
    "retired_on" DATE,
    "replacement_id" UUID,
    "promotion_policy" "promotion_policy" NOT NULL DEFAULT 'manual',
    "retention_days" INTEGER NOT NULL DEFAULT 730,
    "refresh_days" INTEGER NOT NULL DEFAULT 31,
    "edited_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recipes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "builder" "builder_kind" NOT NULL,
    "hash" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recipes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "builds" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "status" "build_status" NOT NULL DEFAULT 'queued',
    "trigger" "build_trigger" NOT NULL,
    "note" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "requested_by_id" UUID,
    "recipe_id" UUID,
    "worker_id" UUID,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failed_stage" "build_status",
    "failure_reason" TEXT,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "builder_version" TEXT,
    "builder_mode" TEXT,
    "virtual_size_bytes" BIGINT,
    "repositories" JSONB,
    "provenance" JSONB,
    "tests_passed" BOOLEAN,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "stage_started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "expired_at" TIMESTAMPTZ(3),

    CONSTRAINT "builds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "build_events" (
    "id" BIGSERIAL NOT NULL,
    "build_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" "build_event_kind" NOT NULL,
    "from_status" "build_status",
    "to_status" "build_status",
    "message" TEXT NOT NULL,
    "worker_id" UUID,

    CONSTRAINT "build_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "build_log_chunks" (
    "build_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "text" TEXT NOT NULL,

    CONSTRAINT "build_log_chunks_pkey" PRIMARY KEY ("build_id","sequence")
);

-- CreateTable
CREATE TABLE "artifacts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "build_id" UUID NOT NULL,
    "kind" "artifact_kind" NOT NULL,
    "file_name" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "sha512" TEXT NOT NULL,
    "signature_of_id" UUID,
    "signing_key_fingerprint" TEXT,
    "gpg_verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "build_packages" (
    "build_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "build_packages_pkey" PRIMARY KEY ("build_id","name","architecture")
);

-- CreateTable
CREATE TABLE "test_runs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "build_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "flavor_id" UUID,
    "accelerator" TEXT NOT NULL,
    "verdict" "verdict",
    "boot_seconds" DOUBLE PRECISION,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "test_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_results" (
    "run_id" UUID NOT NULL,
    "check_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "mandatory" BOOLEAN NOT NULL,
    "verdict" "verdict" NOT NULL,
    "reason" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "output" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "test_results_pkey" PRIMARY KEY ("run_id","check_id")
);

-- CreateTable
CREATE TABLE "channels" (
    "image_id" UUID NOT NULL,
    "name" "channel_name" NOT NULL,
    "build_id" UUID NOT NULL,
    "promotion_id" UUID NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("image_id","name")
);

-- CreateTable
CREATE TABLE "promotions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" "promotion_kind" NOT NULL,
    "build_id" UUID NOT NULL,
    "displaced_build_id" UUID,
    "reason" TEXT,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "promotions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revocations" (
    "build_id" UUID NOT NULL,
    "reason" "revocation_reason" NOT NULL,
    "explanation" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "replacement_build_id" UUID,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revocations_pkey" PRIMARY KEY ("build_id")
);

-- CreateTable
CREATE TABLE "capabilities" (
    "bit" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "glance_property" TEXT NOT NULL,
    "glance_value" TEXT NOT NULL,

    CONSTRAINT "capabilities_pkey" PRIMARY KEY ("bit")
);

-- CreateTable
CREATE TABLE "coexistence_rules" (
    "bit" INTEGER NOT NULL,
    "excluded_bit" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "coexistence_rules_pkey" PRIMARY KEY ("bit","excluded_bit")
);

-- CreateTable
CREATE TABLE "flavor_families" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "hypervisor" "hypervisor" NOT NULL,
    "architecture" "architecture" NOT NULL,
    "firmware" "firmware",
    "demands" INTEGER NOT NULL,
    "live_migration" BOOLEAN NOT NULL,
    "sr_iov" BOOLEAN NOT NULL DEFAULT false,
    "local_disks" INTEGER NOT NULL DEFAULT 0,
    "gpu" TEXT,
    "infiniband" BOOLEAN NOT NULL DEFAULT false,
    "description" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "flavor_families_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flavors" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "family_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "vcpus" INTEGER NOT NULL,
    "ram_mib" INTEGER NOT NULL,
    "disk_gib" INTEGER,

    CONSTRAINT "flavors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_keys" (
    "fingerprint" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "state" "key_state" NOT NULL,
    "armored_public_key" TEXT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateTable
CREATE TABLE "glance_registrations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "image_id" UUID NOT NULL,
    "build_id" UUID NOT NULL,
    "cloud" TEXT NOT NULL,
    "suffix" TEXT NOT NULL DEFAULT '',
    "glance_id" UUID,
    "wanted_name" TEXT NOT NULL,
    "wanted_hidden" BOOLEAN NOT NULL,
    "observed_name" TEXT,
    "observed_hidden" BOOLEAN,
    "observed_hash" TEXT,
    "observed_at" TIMESTAMPTZ(3),
    "state" "registration_state" NOT NULL DEFAULT 'wanted',
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "glance_registrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_issues" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "workaround" TEXT,
    "severity" "severity" NOT NULL,
    "state" "issue_state" NOT NULL DEFAULT 'open',
    "opened_on" DATE NOT NULL,
    "resolved_on" DATE,

    CONSTRAINT "known_issues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_issue_scopes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "issue_id" UUID NOT NULL,
    "image_id" UUID,
    "distribution_id" UUID,
    "flavor_family_id" UUID,

    CONSTRAINT "known_issue_scopes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "host_name" TEXT NOT NULL,
    "process_id" INTEGER NOT NULL,
    "capabilities" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "email" TEXT,
    "password_hash" TEXT,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "totp_secret" TEXT,
    "oidc_issuer" TEXT,
    "oidc_subject" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_roles" (
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("user_id","role")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "previous_hash" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "download_counts" (
    "artifact_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "download_counts_pkey" PRIMARY KEY ("artifact_id","day")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "distributions_slug_key" ON "distributions"("slug");

-- CreateIndex
CREATE INDEX "distributions_family_release_idx" ON "distributions"("family", "release");

-- CreateIndex
CREATE UNIQUE INDEX "images_name_key" ON "images"("name");

-- CreateIndex
CREATE INDEX "images_distribution_id_idx" ON "images"("distribution_id");

-- CreateIndex
CREATE INDEX "images_category_name_idx" ON "images"("category", "name");

-- CreateIndex
CREATE INDEX "images_state_name_idx" ON "images"("state", "name");

-- CreateIndex
CREATE INDEX "images_replacement_id_idx" ON "images"("replacement_id");

-- CreateIndex
CREATE UNIQUE INDEX "recipes_image_id_hash_key" ON "recipes"("image_id", "hash");

-- CreateIndex
CREATE INDEX "builds_image_id_published_at_idx" ON "builds"("image_id", "published_at" DESC);

-- CreateIndex
CREATE INDEX "builds_image_id_queued_at_idx" ON "builds"("image_id", "queued_at" DESC);

-- CreateIndex
CREATE INDEX "builds_status_priority_queued_at_idx" ON "builds"("status", "priority" DESC, "queued_at");

-- CreateIndex
CREATE INDEX "builds_published_at_idx" ON "builds"("published_at" DESC);

-- CreateIndex
CREATE INDEX "builds_expires_at_idx" ON "builds"("expires_at");

-- CreateIndex
CREATE INDEX "builds_worker_id_idx" ON "builds"("worker_id");

-- CreateIndex
CREATE INDEX "builds_recipe_id_idx" ON "builds"("recipe_id");

-- CreateIndex
CREATE INDEX "builds_requested_by_id_idx" ON "builds"("requested_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "builds_image_id_version_key" ON "builds"("image_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "builds_id_image_id_key" ON "builds"("id", "image_id");

-- CreateIndex
CREATE INDEX "build_events_build_id_id_idx" ON "build_events"("build_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "artifacts_storage_key_key" ON "artifacts"("storage_key");

-- CreateIndex
CREATE UNIQUE INDEX "artifacts_signature_of_id_key" ON "artifacts"("signature_of_id");

-- CreateIndex
CREATE INDEX "artifacts_sha256_idx" ON "artifacts"("sha256");

-- CreateIndex
CREATE INDEX "artifacts_signing_key_fingerprint_idx" ON "artifacts"("signing_key_fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "artifacts_build_id_file_name_key" ON "artifacts"("build_id", "file_name");

-- CreateIndex
CREATE INDEX "build_packages_name_version_idx" ON "build_packages"("name", "version");

-- CreateIndex
CREATE INDEX "test_runs_flavor_id_idx" ON "test_runs"("flavor_id");

-- CreateIndex
CREATE UNIQUE INDEX "test_runs_build_id_attempt_key" ON "test_runs"("build_id", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "channels_build_id_key" ON "channels"("build_id");

-- CreateIndex
CREATE INDEX "channels_promotion_id_idx" ON "channels"("promotion_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_build_id_image_id_key" ON "channels"("build_id", "image_id");

-- CreateIndex
CREATE INDEX "promotions_build_id_idx" ON "promotions"("build_id");

-- CreateIndex
CREATE INDEX "promotions_displaced_build_id_idx" ON "promotions"("displaced_build_id");

-- CreateIndex
CREATE INDEX "promotions_at_idx" ON "promotions"("at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "promotions_image_id_sequence_key" ON "promotions"("image_id", "sequence");

-- CreateIndex
CREATE INDEX "revocations_replacement_build_id_idx" ON "revocations"("replacement_build_id");

-- CreateIndex
CREATE INDEX "revocations_at_idx" ON "revocations"("at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "capabilities_key_key" ON "capabilities"("key");

-- CreateIndex
CREATE UNIQUE INDEX "capabilities_glance_property_glance_value_key" ON "capabilities"("glance_property", "glance_value");

-- CreateIndex
CREATE INDEX "coexistence_rules_excluded_bit_idx" ON "coexistence_rules"("excluded_bit");

-- CreateIndex
CREATE UNIQUE INDEX "flavor_families_name_key" ON "flavor_families"("name");

-- CreateIndex
CREATE INDEX "flavor_families_position_name_idx" ON "flavor_families"("position", "name");

-- CreateIndex
CREATE UNIQUE INDEX "flavors_name_key" ON "flavors"("name");

-- CreateIndex
CREATE INDEX "flavors_family_id_vcpus_ram_mib_idx" ON "flavors"("family_id", "vcpus", "ram_mib");

-- CreateIndex
CREATE INDEX "signing_keys_state_valid_from_idx" ON "signing_keys"("state", "valid_from" DESC);

-- CreateIndex
CREATE INDEX "glance_registrations_cloud_wanted_name_idx" ON "glance_registrations"("cloud", "wanted_name");

-- CreateIndex
CREATE INDEX "glance_registrations_build_id_image_id_idx" ON "glance_registrations"("build_id", "image_id");

-- CreateIndex
CREATE INDEX "glance_registrations_image_id_idx" ON "glance_registrations"("image_id");

-- CreateIndex
CREATE INDEX "glance_registrations_state_idx" ON "glance_registrations"("state");

-- CreateIndex
CREATE UNIQUE INDEX "glance_registrations_cloud_glance_id_key" ON "glance_registrations"("cloud", "glance_id");

-- CreateIndex
CREATE UNIQUE INDEX "glance_registrations_cloud_build_id_suffix_key" ON "glance_registrations"("cloud", "build_id", "suffix");

-- CreateIndex
CREATE UNIQUE INDEX "known_issues_slug_key" ON "known_issues"("slug");

-- CreateIndex
CREATE INDEX "known_issues_state_opened_on_idx" ON "known_issues"("state", "opened_on" DESC);

-- CreateIndex
CREATE INDEX "known_issue_scopes_issue_id_idx" ON "known_issue_scopes"("issue_id");

-- CreateIndex
CREATE INDEX "known_issue_scopes_image_id_idx" ON "known_issue_scopes"("image_id");

-- CreateIndex
CREATE INDEX "known_issue_scopes_distribution_id_idx" ON "known_issue_scopes"("distribution_id");

-- CreateIndex
CREATE INDEX "known_issue_scopes_flavor_family_id_idx" ON "known_issue_scopes"("flavor_family_id");

-- CreateIndex
CREATE INDEX "workers_heartbeat_at_idx" ON "workers"("heartbeat_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "users_name_key" ON "users"("name");

-- CreateIndex
CREATE UNIQUE INDEX "users_oidc_issuer_oidc_subject_key" ON "users"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE INDEX "sessions_user_id_created_at_idx" ON "sessions"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_user_id_created_at_idx" ON "api_tokens"("user_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_hash_key" ON "audit_entries"("hash");

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_object_kind_object_id_sequence_idx" ON "audit_entries"("object_kind", "object_id", "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_action_sequence_idx" ON "audit_entries"("action", "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_actor_name_sequence_idx" ON "audit_entries"("actor_name", "sequence" DESC);

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_distribution_id_fkey" FOREIGN KEY ("distribution_id") REFERENCES "distributions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_replacement_id_fkey" FOREIGN KEY ("replacement_id") REFERENCES "images"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recipes" ADD CONSTRAINT "recipes_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "builds" ADD CONSTRAINT "builds_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "builds" ADD CONSTRAINT "builds_recipe_id_fkey" FOREIGN KEY ("recipe_id") REFERENCES "recipes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "builds" ADD CONSTRAINT "builds_worker_id_fkey" FOREIGN KEY ("worker_id") REFERENCES "workers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "builds" ADD CONSTRAINT "builds_requested_by_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "build_events" ADD CONSTRAINT "build_events_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "builds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "build_log_chunks" ADD CONSTRAINT "build_log_chunks_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "builds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "builds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_signature_of_id_fkey" FOREIGN KEY ("signature_of_id") REFERENCES "artifacts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_signing_key_fingerprint_fkey" FOREIGN KEY ("signing_key_fingerprint") REFERENCES "signing_keys"("fingerprint") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "build_packages" ADD CONSTRAINT "build_packages_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "builds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "builds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_flavor_id_fkey" FOREIGN KEY ("flavor_id") REFERENCES "flavors"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_results" ADD CONSTRAINT "test_results_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "test_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_build_id_image_id_fkey" FOREIGN KEY ("build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_build_id_image_id_fkey" FOREIGN KEY ("build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_displaced_build_id_fkey" FOREIGN KEY ("displaced_build_id") REFERENCES "builds"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "builds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_replacement_build_id_fkey" FOREIGN KEY ("replacement_build_id") REFERENCES "builds"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coexistence_rules" ADD CONSTRAINT "coexistence_rules_bit_fkey" FOREIGN KEY ("bit") REFERENCES "capabilities"("bit") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coexistence_rules" ADD CONSTRAINT "coexistence_rules_excluded_bit_fkey" FOREIGN KEY ("excluded_bit") REFERENCES "capabilities"("bit") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flavors" ADD CONSTRAINT "flavors_family_id_fkey" FOREIGN KEY ("family_id") REFERENCES "flavor_families"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "glance_registrations" ADD CONSTRAINT "glance_registrations_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "glance_registrations" ADD CONSTRAINT "glance_registrations_build_id_image_id_fkey" FOREIGN KEY ("build_id", "image_id") REFERENCES "builds"("id", "image_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_issue_scopes" ADD CONSTRAINT "known_issue_scopes_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "known_issues"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_issue_scopes" ADD CONSTRAINT "known_issue_scopes_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "images"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_issue_scopes" ADD CONSTRAINT "known_issue_scopes_distribution_id_fkey" FOREIGN KEY ("distribution_id") REFERENCES "distributions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_issue_scopes" ADD CONSTRAINT "known_issue_scopes_flavor_family_id_fkey" FOREIGN KEY ("flavor_family_id") REFERENCES "flavor_families"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "download_counts" ADD CONSTRAINT "download_counts_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What design.md promises "by the database". Everything below is beyond what the Prisma schema can say.

-- Shapes of values ---------------------------------------------------------------------------------------------------

ALTER TABLE images
  ADD CONSTRAINT images_name_shape CHECK (name ~ '^(Standard|Enterprise|Community|Vendor|Beta)_[A-Za-z0-9][A-Za-z0-9._]{0,95}$'),
  ADD CONSTRAINT images_name_has_category CHECK (name LIKE category::text || '\_%'),
  ADD CONSTRAINT images_name_not_a_channel CHECK (name !~ '_(latest|prev|[0-9]{8}-[0-9]+)$'),
  ADD CONSTRAINT images_sizes CHECK (min_disk_gib BETWEEN 1 AND 4096 AND min_ram_mib BETWEEN 64 AND 4194304),
  ADD CONSTRAINT images_capabilities_mask CHECK (capabilities >= 0),
  ADD CONSTRAINT images_policy_days CHECK (retention_days BETWEEN 1 AND 36500 AND refresh_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT images_not_own_replacement CHECK (replacement_id <> id);

ALTER TABLE recipes ADD CONSTRAINT recipes_hash_shape CHECK (hash ~ '^[0-9a-f]{64}$');

ALTER TABLE builds
  ADD CONSTRAINT builds_version_shape CHECK (version ~ '^[0-9]{8}-[1-9][0-9]{0,3}$'),
  ADD CONSTRAINT builds_attempt CHECK (attempt >= 0),
  ADD CONSTRAINT builds_failure_is_explained CHECK ((status = 'failed') = (failure_reason IS NOT NULL AND failed_stage IS NOT NULL)),
  ADD CONSTRAINT builds_published_is_dated CHECK ((status = 'published') = (published_at IS NOT NULL)),
  ADD CONSTRAINT builds_finished_is_dated CHECK ((status IN ('published', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
  ADD CONSTRAINT builds_running_has_worker CHECK (status NOT IN ('building', 'testing', 'signing', 'publishing') OR worker_id IS NOT NULL),
  ADD CONSTRAINT builds_published_is_tested CHECK (status <> 'published' OR tests_passed IS TRUE),
  ADD CONSTRAINT builds_expiry_needs_publication CHECK ((expires_at IS NULL AND expired_at IS NULL) OR published_at IS NOT NULL);

ALTER TABLE artifacts
  ADD CONSTRAINT artifacts_size CHECK (size_bytes >= 0),
  ADD CONSTRAINT artifacts_sha256_shape CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT artifacts_sha512_shape CHECK (sha512 ~ '^[0-9a-f]{128}$'),
  ADD CONSTRAINT artifacts_file_name_shape CHECK (file_name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$'),
  ADD CONSTRAINT artifacts_storage_key_shape CHECK (storage_key ~ '^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)+$'),
  ADD CONSTRAINT artifacts_signature_is_verified CHECK (
    (kind = 'signature') = (signature_of_id IS NOT NULL)
    AND (kind <> 'signature' OR (signing_key_fingerprint IS NOT NULL AND gpg_verified_at IS NOT NULL)));

ALTER TABLE signing_keys
  ADD CONSTRAINT signing_keys_fingerprint_shape CHECK (fingerprint ~ '^([0-9A-F]{40}|[0-9A-F]{64})$'),
  ADD CONSTRAINT signing_keys_validity CHECK (valid_until IS NULL OR valid_until > valid_from),
  ADD CONSTRAINT signing_keys_usable_is_public CHECK (state = 'historic' OR armored_public_key IS NOT NULL),
  ADD CONSTRAINT signing_keys_never_private CHECK (armored_public_key NOT LIKE '%PRIVATE KEY%'),
  ADD CONSTRAINT signing_keys_revoked_is_dated CHECK ((state = 'revoked') = (revoked_at IS NOT NULL));
CREATE UNIQUE INDEX signing_keys_one_active ON signing_keys ((state)) WHERE state = 'active';

ALTER TABLE capabilities ADD CONSTRAINT capabilities_bit_range CHECK (bit BETWEEN 0 AND 30);
ALTER TABLE coexistence_rules ADD CONSTRAINT coexistence_rules_two_bits CHECK (bit <> excluded_bit);
ALTER TABLE flavor_families ADD CONSTRAINT flavor_families_values CHECK (demands >= 0 AND local_disks >= 0);
ALTER TABLE flavors ADD CONSTRAINT flavors_values CHECK (vcpus > 0 AND ram_mib > 0 AND disk_gib > 0);
ALTER TABLE known_issue_scopes ADD CONSTRAINT known_issue_scopes_one_target CHECK (num_nonnulls(image_id, distribution_id, flavor_family_id) = 1);
ALTER TABLE known_issues ADD CONSTRAINT known_issues_resolved_is_dated CHECK ((state = 'resolved') = (resolved_on IS NOT NULL));
ALTER TABLE promotions ADD CONSTRAINT promotions_values CHECK (sequence >= 1 AND displaced_build_id <> build_id);
ALTER TABLE revocations
  ADD CONSTRAINT revocations_explained CHECK (length(trim(explanation)) > 0),
  ADD CONSTRAINT revocations_not_own_replacement CHECK (replacement_build_id <> build_id);
ALTER TABLE users
  ADD CONSTRAINT users_name_shape CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,127}$'),
  ADD CONSTRAINT users_can_log_in CHECK (password_hash IS NOT NULL OR oidc_subject IS NOT NULL),
  ADD CONSTRAINT users_password_is_hashed CHECK (password_hash LIKE '$argon2id$%'),
  ADD CONSTRAINT users_failed_attempts CHECK (failed_attempts >= 0);
ALTER TABLE sessions ADD CONSTRAINT sessions_expiry CHECK (expires_at > created_at);
ALTER TABLE api_tokens
  ADD CONSTRAINT api_tokens_hash_shape CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT api_tokens_expiry CHECK (expires_at > created_at);
ALTER TABLE download_counts ADD CONSTRAINT download_counts_count CHECK (count >= 0);

-- One name in a cloud's list of visible images belongs to one registration.
CREATE UNIQUE INDEX glance_registrations_one_visible_name ON glance_registrations (cloud, wanted_name) WHERE NOT wanted_hidden AND state <> 'removed';

-- The newest live builds of the portal's listings.
CREATE INDEX builds_visible ON builds (image_id, published_at DESC) WHERE status = 'published' AND expired_at IS NULL;
CREATE INDEX builds_running ON builds (worker_id, status) WHERE status IN ('building', 'testing', 'signing', 'publishing');
CREATE INDEX builds_due_to_expire ON builds (expires_at) WHERE status = 'published' AND expired_at IS NULL;

-- Life of a build ----------------------------------------------------------------------------------------------------

CREATE TABLE build_transitions (
  from_status build_status NOT NULL,
  to_status   build_status NOT NULL,
  PRIMARY KEY (from_status, to_status)
);
INSERT INTO build_transitions VALUES
  ('queued', 'building'), ('building', 'testing'), ('testing', 'signing'), ('signing', 'publishing'), ('publishing', 'published'),
  ('queued', 'failed'), ('building', 'failed'), ('testing', 'failed'), ('signing', 'failed'), ('publishing', 'failed'),
  ('queued', 'cancelled'), ('building', 'cancelled'), ('testing', 'cancelled'), ('signing', 'cancelled');

CREATE FUNCTION guard_build_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'queued' THEN
    RAISE EXCEPTION 'a build begins as queued, not as %', NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_begin_queued';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER builds_begin_queued BEFORE INSERT ON builds FOR EACH ROW EXECUTE FUNCTION guard_build_insert();

CREATE FUNCTION guard_build_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.image_id <> OLD.image_id OR NEW.version <> OLD.version THEN
    RAISE EXCEPTION 'id, image and version of a build never change' USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_identity_is_fixed';
  END IF;
  IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
    RAISE EXCEPTION 'the time of publication never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_identity_is_fixed';
  END IF;
  IF NEW.status <> OLD.status THEN
    IF NOT EXISTS (SELECT 1 FROM build_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
      RAISE EXCEPTION 'build % cannot go from % to %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_transition_allowed';
    END IF;
    IF NEW.status = 'published' THEN
      PERFORM check_build_is_publishable(NEW.id);
    END IF;
  END IF;
  IF NEW.expired_at IS NOT NULL AND OLD.expired_at IS NULL THEN
    IF NEW.held THEN
      RAISE EXCEPTION 'build % is held and does not expire', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_held_does_not_expire';
    END IF;
    IF EXISTS (SELECT 1 FROM channels WHERE build_id = OLD.id) THEN
      RAISE EXCEPTION 'build % is in a channel and does not expire', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_in_channel_does_not_expire';
    END IF;
  END IF;
  IF OLD.expired_at IS NOT NULL AND NEW.expired_at IS DISTINCT FROM OLD.expired_at THEN
    RAISE EXCEPTION 'an expired build stays expired' USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_expired_stays_expired';
  END IF;
  RETURN NEW;
END $$;

-- Publishing needs passed mandatory tests of the last run, the image with a verified signature by the active key, and
-- beside every signed file its signature.
CREATE FUNCTION check_build_is_publishable(build uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM test_runs run
    WHERE run.build_id = build AND run.verdict = 'passed'
      AND run.attempt = (SELECT max(attempt) FROM test_runs WHERE build_id = build)
      AND EXISTS (SELECT 1 FROM test_results WHERE run_id = run.id AND mandatory)
      AND NOT EXISTS (SELECT 1 FROM test_results WHERE run_id = run.id AND mandatory AND verdict <> 'passed')
  ) THEN
    RAISE EXCEPTION 'build % has no passed test run', build USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_published_is_tested';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM artifacts image
    JOIN artifacts signature ON signature.signature_of_id = image.id AND signature.build_id = image.build_id
    JOIN signing_keys key ON key.fingerprint = signature.signing_key_fingerprint AND key.state = 'active'
    WHERE image.build_id = build AND image.kind = 'qcow2' AND signature.gpg_verified_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'build % has no image with a verified signature by the active key', build USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_published_is_signed';
  END IF;
  IF EXISTS (
    SELECT 1 FROM artifacts file
    WHERE file.build_id = build AND file.kind IN ('qcow2', 'config', 'metalink', 'packages', 'sbom', 'tests', 'provenance', 'checksums')
      AND NOT EXISTS (SELECT 1 FROM artifacts signature WHERE signature.signature_of_id = file.id AND signature.build_id = build)
  ) THEN
    RAISE EXCEPTION 'build % has a file without its signature', build USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_published_is_signed';
  END IF;
END $$;
CREATE TRIGGER builds_guarded BEFORE UPDATE ON builds FOR EACH ROW EXECUTE FUNCTION guard_build_update();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are kept for ever', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_kept';
END $$;

CREATE FUNCTION guard_published_build_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'build % was published: its row stays', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'builds_published_stays';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER builds_published_stays BEFORE DELETE ON builds FOR EACH ROW EXECUTE FUNCTION guard_published_build_delete();

-- The files and the evidence of a published build do not change.
CREATE FUNCTION guard_published_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  build uuid;
BEGIN
  IF TG_TABLE_NAME = 'test_results' THEN
    SELECT build_id INTO build FROM test_runs WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.run_id ELSE NEW.run_id END);
  ELSE
    build := CASE WHEN TG_OP = 'DELETE' THEN OLD.build_id ELSE NEW.build_id END;
  END IF;
  IF EXISTS (SELECT 1 FROM builds WHERE id = build AND status = 'published') THEN
    RAISE EXCEPTION '% of % is refused: build % is published', TG_OP, TG_TABLE_NAME, build USING ERRCODE = 'check_violation', CONSTRAINT = 'published_evidence_is_fixed';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER artifacts_fixed BEFORE INSERT OR UPDATE OR DELETE ON artifacts FOR EACH ROW EXECUTE FUNCTION guard_published_evidence();
CREATE TRIGGER build_packages_fixed BEFORE INSERT OR UPDATE OR DELETE ON build_packages FOR EACH ROW EXECUTE FUNCTION guard_published_evidence();
CREATE TRIGGER test_results_fixed BEFORE UPDATE OR DELETE ON test_results FOR EACH ROW EXECUTE FUNCTION guard_published_evidence();

-- Channels -----------------------------------------------------------------------------------------------------------

-- Whoever assigns a channel, revokes or expires locks the build's row first, so that none of them can pass the other.
CREATE FUNCTION guard_channel() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  build builds%ROWTYPE;
BEGIN
  SELECT * INTO build FROM builds WHERE id = NEW.build_id FOR UPDATE;
  IF build.status IS DISTINCT FROM 'published' THEN
    RAISE EXCEPTION 'build % is not published', NEW.build_id USING ERRCODE = 'check_violation', CONSTRAINT = 'channels_build_is_published';
  END IF;
  IF build.expired_at IS NOT NULL THEN
    RAISE EXCEPTION 'build % is expired', NEW.build_id USING ERRCODE = 'check_violation', CONSTRAINT = 'channels_build_is_not_expired';
  END IF;
  IF NEW.name = 'latest' AND EXISTS (SELECT 1 FROM revocations WHERE build_id = NEW.build_id) THEN
    RAISE EXCEPTION 'build % is revoked', NEW.build_id USING ERRCODE = 'check_violation', CONSTRAINT = 'channels_build_is_not_revoked';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM promotions WHERE id = NEW.promotion_id AND image_id = NEW.image_id) THEN
    RAISE EXCEPTION 'a channel is assigned by a promotion of its own image' USING ERRCODE = 'check_violation', CONSTRAINT = 'channels_promotion_fits';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER channels_guarded BEFORE INSERT OR UPDATE ON channels FOR EACH ROW EXECUTE FUNCTION guard_channel();

-- A promotion names the build that it displaces, and that must be the one which the promotion before it promoted: the
-- history of an image is one unbroken line.
CREATE FUNCTION guard_promotion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before promotions%ROWTYPE;
BEGIN
  SELECT * INTO before FROM promotions WHERE image_id = NEW.image_id ORDER BY sequence DESC LIMIT 1;
  IF NEW.sequence <> coalesce(before.sequence, 0) + 1 OR NEW.displaced_build_id IS DISTINCT FROM before.build_id THEN
    RAISE EXCEPTION 'promotion % of image % does not follow its history', NEW.sequence, NEW.image_id USING ERRCODE = 'check_violation', CONSTRAINT = 'promotions_follow';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promotions_follow BEFORE INSERT ON promotions FOR EACH ROW EXECUTE FUNCTION guard_promotion();
CREATE TRIGGER promotions_kept BEFORE UPDATE OR DELETE ON promotions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER promotions_not_truncated BEFORE TRUNCATE ON promotions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At the end of a transaction, `latest` holds what the last promotion promoted, unless that was revoked.
CREATE FUNCTION check_latest_follows_promotion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  promoted uuid;
  latest uuid;
BEGIN
  SELECT build_id INTO promoted FROM promotions WHERE image_id = NEW.image_id ORDER BY sequence DESC LIMIT 1;
  SELECT build_id INTO latest FROM channels WHERE image_id = NEW.image_id AND name = 'latest';
  IF latest IS DISTINCT FROM promoted THEN
    RAISE EXCEPTION 'latest of image % is not the build that was promoted last', NEW.image_id USING ERRCODE = 'check_violation', CONSTRAINT = 'promotions_assign_latest';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER promotions_assign_latest AFTER INSERT ON promotions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_latest_follows_promotion();
CREATE CONSTRAINT TRIGGER channels_follow_promotion AFTER INSERT OR UPDATE ON channels DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.name = 'latest') EXECUTE FUNCTION check_latest_follows_promotion();

CREATE FUNCTION guard_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  build builds%ROWTYPE;
BEGIN
  SELECT * INTO build FROM builds WHERE id = NEW.build_id FOR UPDATE;
  IF build.status IS DISTINCT FROM 'published' THEN
    RAISE EXCEPTION 'build % was never published', NEW.build_id USING ERRCODE = 'check_violation', CONSTRAINT = 'revocations_build_is_published';
  END IF;
  IF NEW.replacement_build_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM builds WHERE id = NEW.replacement_build_id AND status = 'published'
      AND NOT EXISTS (SELECT 1 FROM revocations WHERE build_id = NEW.replacement_build_id)
  ) THEN
    RAISE EXCEPTION 'the replacement % is not a published, unrevoked build', NEW.replacement_build_id USING ERRCODE = 'check_violation', CONSTRAINT = 'revocations_replacement_is_usable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revocations_guarded BEFORE INSERT ON revocations FOR EACH ROW EXECUTE FUNCTION guard_revocation();
CREATE TRIGGER revocations_kept BEFORE UPDATE OR DELETE ON revocations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revocations_not_truncated BEFORE TRUNCATE ON revocations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A revoked build leaves its channels at once: nothing silently takes its place.
CREATE FUNCTION empty_channels_of_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM channels WHERE build_id = NEW.build_id;
  RETURN NULL;
END $$;
CREATE TRIGGER revocations_empty_channels AFTER INSERT ON revocations FOR EACH ROW EXECUTE FUNCTION empty_channels_of_revoked();

-- Capabilities -------------------------------------------------------------------------------------------------------

CREATE FUNCTION guard_capability() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'capability bit % stays: bits are never given back', OLD.bit USING ERRCODE = 'check_violation', CONSTRAINT = 'capabilities_never_renumbered';
  END IF;
  IF NEW.bit <> OLD.bit OR NEW.key <> OLD.key THEN
    RAISE EXCEPTION 'capability bit % is never renumbered', OLD.bit USING ERRCODE = 'check_violation', CONSTRAINT = 'capabilities_never_renumbered';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capabilities_never_renumbered BEFORE UPDATE OR DELETE ON capabilities FOR EACH ROW EXECUTE FUNCTION guard_capability();

-- Audit --------------------------------------------------------------------------------------------------------------

-- Row N carries the SHA-256 over the hash of row N-1 and its own content. One writer at a time, by an advisory lock that
-- ends with the transaction, so that the chain has no fork and no gap.
CREATE FUNCTION audit_content(entry audit_entries) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_array(
    entry.sequence, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entry.actor_kind::text, entry.actor_id, entry.actor_name,
    entry.action, entry.object_kind, entry.object_id, entry.before, entry.after, entry.previous_hash)::text
$$;
CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last audit_entries%ROWTYPE;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_entries'));
  SELECT * INTO last FROM audit_entries ORDER BY sequence DESC LIMIT 1;
  NEW.sequence := coalesce(last.sequence, 0) + 1;
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.previous_hash := coalesce(last.hash, repeat('0', 64));
  NEW.hash := encode(sha256(convert_to(audit_content(NEW), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER audit_entries_chained BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();
CREATE TRIGGER audit_entries_kept BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_not_truncated BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- News for every process: who listens on `catalog` learns which image changed, on `build` which build. --------------

CREATE FUNCTION announce_build() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('build', NEW.id::text);
  IF NEW.status = 'published' OR TG_OP = 'INSERT' OR NEW.status <> OLD.status THEN
    PERFORM pg_notify('catalog', NEW.image_id::text);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER builds_announced AFTER INSERT OR UPDATE ON builds FOR EACH ROW EXECUTE FUNCTION announce_build();

CREATE FUNCTION announce_build_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('build', NEW.build_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER build_log_chunks_announced AFTER INSERT ON build_log_chunks FOR EACH ROW EXECUTE FUNCTION announce_build_part();

CREATE FUNCTION announce_image_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalog', (CASE WHEN TG_OP = 'DELETE' THEN OLD.image_id ELSE NEW.image_id END)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER channels_announced AFTER INSERT OR UPDATE OR DELETE ON channels FOR EACH ROW EXECUTE FUNCTION announce_image_part();

CREATE FUNCTION announce_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalog', NEW.id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER images_announced AFTER INSERT OR UPDATE ON images FOR EACH ROW EXECUTE FUNCTION announce_image();
