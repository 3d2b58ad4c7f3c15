import { afterAll, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { systemActor } from "#lib/auth/actor.ts";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage, insertPublishableBuild, insertPublishedBuild, insertRevocation } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "./testing.ts";

// One attempt for each promise that the database keeps by itself. `:name` stands for an id made below. Every constraint
// and every trigger of ours must be here: the last test compares this list with the database's own.

const image = (set: string) => `update images set ${set} where id = :image`;
const build = (set: string, id = ":queued") => `update builds set ${set} where id = ${id}`;
const failed = (set: string) => build(`status = 'failed', failed_stage = 'publishing', failure_reason = 'x', finished_at = now(), kept_until = now() + interval '1 day', ${set}`, ":publishable");
const resumed = build("status = 'queued', resume_stage = 'publishing', failed_stage = null, failure_reason = null, finished_at = null, kept_until = null", ":publishable");
const artifact = (set: string) => `update artifacts set ${set} where build_id = :publishable and kind = 'qcow2'`;
const key = (set: string) => `update signing_keys set ${set}`;
const plannedKey = (digit: string) => `insert into signing_keys (fingerprint, algorithm, user_id, state, armored_public_key, valid_from) values (repeat('${digit}', 40), 'x', 'x', 'planned', 'x', now())`;
const hex = (length: number) => `repeat('a', ${length})`;

const request = (by: string) => `insert into promotion_requests (image_id, build_id, requested_by_id, requested_by_name) values (:image, :spare, ${by}, '')`;
const needTwo = "insert into settings (key, value, updated_at) values ('promotion.second-releaser', 'true', now())";

const pin = (until: string, client = "'shop'", build = ":spare") =>
  `insert into build_pins (image_id, build_id, client, contact, until, actor_kind, actor_name) values (:image, ${build}, ${client}, 'shop@example.org', ${until}, 'system', '')`;
const rollout = (percent = "10", build = ":spare", baseline = ":latest") =>
  `insert into rollouts (image_id, build_id, baseline_build_id, start_percent, hours, running_since, actor_kind, actor_name) values (:image, ${build}, ${baseline}, ${percent}, 24, now(), 'system', '')`;
const registration = "insert into glance_registrations (image_id, build_id, cloud, glance_id, wanted_name, wanted_hidden) values (:image, :spare, 'one', gen_random_uuid(), 'x', true)";

const schedule = (cron: string, jitter = "0") => `insert into schedules (image_id, cron, time_zone, jitter_minutes, plan_from) values (:image, ${cron}, 'UTC', ${jitter}, now())`;
const skipped = "insert into schedule_runs (image_id, planned_for, state, reason) values (:image, '2026-11-26', 'skipped', 'x')";

const subscribed = (values: Partial<Record<"name" | "target" | "events" | "secret", string>> = {}) => {
  const { name, target, events, secret } = { name: "'x'", target: "'https://hooks.example'", events: "'{promoted}'", secret: "'v1.x'", ...values };
  return `insert into notification_subscriptions (kind, name, target, events, secret, edited_by_name) values ('webhook', ${name}, ${target}, ${events}, ${secret}, 'x')`;
};
const delivered = `${subscribed()}; insert into notification_events (kind, data) values ('test', '{}'); insert into notification_deliveries (event_id, subscription_id) select notification_events.id, notification_subscriptions.id from notification_events, notification_subscriptions`;

const attempts: Record<string, string> = {
  images_name_shape: image("name = 'Standard_ä'"),
  images_name_has_category: image("name = 'Beta_Debian'"),
  images_name_not_a_channel: image("name = 'Standard_Debian_latest'"),
  images_sizes: image("min_disk_gib = 0"),
  images_capabilities_mask: image("capabilities = -1"),
  images_policy_days: image("retention_days = 0"),
  images_policy_nights: image("policy_nights = 91"),
  images_not_own_replacement: image("replacement_id = id"),
  recipes_hash_shape: "insert into recipes (image_id, builder, hash, inputs) values (:image, 'kiwi', 'ABC', '{}')",
  builds_version_shape: "insert into builds (image_id, version, trigger) values (:image, '2026-1', 'manual')",
  builds_attempt: build("attempt = -1"),
  builds_begin_queued: "insert into builds (image_id, version, trigger, status, worker_id) values (:image, '20990101-1', 'manual', 'building', :worker)",
  builds_failure_is_explained: build("status = 'failed', finished_at = now()"),
  builds_published_is_dated: build("published_at = now()"),
  builds_finished_is_dated: build("status = 'cancelled'"),
  builds_running_has_worker: build("status = 'building'"),
  builds_published_is_tested: `update test_runs set verdict = 'failed' where build_id = :publishable; ${build("status = 'published', published_at = now(), finished_at = now()", ":publishable")}`,
  builds_published_is_signed: `delete from artifacts where build_id = :publishable and kind = 'signature'; ${build("status = 'published', published_at = now(), finished_at = now()", ":publishable")}`,
  builds_expiry_needs_publication: build("expires_at = now()"),
  builds_identity_is_fixed: build("version = '20990101-2'"),
  builds_transition_allowed: build("status = 'testing', worker_id = :worker"),
  builds_priority_range: build("priority = 1001"),
  builds_resume_waits: `${failed("queued_at = queued_at")}; ${resumed}; ${build("status = 'publishing'", ":publishable")}`,
  builds_kept_has_failed: build("kept_until = now() + interval '1 day'"),
  builds_failure_lines_of_failed: build("failure_lines = '[]'"),
  builds_resume_is_sound: build("resume_stage = 'signing'"),
  builds_resume_is_latest: `${failed("queued_at = '2020-01-01'")}; ${resumed}`,
  builds_held_does_not_expire: `${build("held = true", ":spare")}; ${build("expired_at = now()", ":spare")}`,
  builds_in_channel_does_not_expire: build("expired_at = now()", ":latest"),
  builds_expired_stays_expired: `${build("expired_at = now()", ":spare")}; ${build("expired_at = null", ":spare")}`,
  builds_pinned_does_not_expire: `${pin("now() + interval '1 day'")}; ${build("expired_at = now()", ":spare")}`,
  builds_in_rollout_does_not_expire: `${rollout()}; ${build("expired_at = now()", ":spare")}`,
  builds_hold_is_explained: build("hold_reason = 'a reason', held_by_name = 'x', held_at = now()", ":spare"),
  builds_bytes_go_after_expiry: build("bytes_removed_at = now()", ":spare"),
  builds_published_stays: "delete from builds where id = :spare",
  published_evidence_is_fixed: "update artifacts set sha256 = sha256 where build_id = :spare",
  artifacts_size: artifact("size_bytes = -1"),
  artifacts_sha256_shape: artifact(`sha256 = ${hex(63)}`),
  artifacts_sha512_shape: artifact(`sha512 = ${hex(64)}`),
  artifacts_file_name_shape: artifact("file_name = '../etc/passwd'"),
  artifacts_storage_key_shape: artifact("storage_key = 'builds/../x'"),
  artifacts_signature_is_verified: "update artifacts set gpg_verified_at = null where build_id = :publishable and kind = 'signature'",
  signing_keys_fingerprint_shape: "insert into signing_keys (fingerprint, algorithm, user_id, state, valid_from) values ('C4C85D49', 'RSA', 'short id', 'historic', now())",
  signing_keys_one_active: `insert into signing_keys (fingerprint, algorithm, user_id, state, armored_public_key, valid_from) values (upper(${hex(40)}) || '', 'x', 'x', 'retired', 'x', now()) on conflict do nothing; insert into signing_keys (fingerprint, algorithm, user_id, state, armored_public_key, valid_from) values (repeat('B', 40), 'x', 'x', 'active', 'x', now())`,
  signing_keys_validity: key("valid_until = valid_from"),
  signing_keys_usable_is_public: key("armored_public_key = null"),
  signing_keys_never_private: key("armored_public_key = '-----BEGIN PGP PRIVATE KEY BLOCK-----'"),
  signing_keys_revoked_is_dated: key("state = 'revoked', revocation_reason = 'compromised', revocation_explanation = 'stolen', armored_public_key = 'revoked'"),
  signing_keys_one_planned: `${plannedKey("C")}; ${plannedKey("D")}`,
  signing_keys_not_own_certifier: key("certified_by = fingerprint"),
  signing_keys_reasons_are_words: key("activation_reason = ' '"),
  signing_keys_kept: `${plannedKey("C")}; delete from signing_keys where state = 'planned'`,
  signing_keys_identity_is_fixed: key("published_at = published_at - interval '30 days'"),
  signing_keys_transition_allowed: key("state = 'planned'"),
  signing_keys_published_before_use: `${plannedKey("C")}; ${key("state = 'retired'")} where state = 'active'; ${key("state = 'active'")} where state = 'planned'`,
  signing_keys_revocation_is_public: key("state = 'revoked', revoked_at = now(), revocation_reason = 'compromised', revocation_explanation = 'stolen'"),
  images_hardware_is_fixed: image("architecture = 'aarch64'"),
  capabilities_bit_range: "insert into capabilities (bit, key, title, description, glance_property, glance_value) values (31, 'x', '', '', 'x', 'x')",
  capabilities_never_renumbered: "update capabilities set bit = 5 where bit = 0",
  coexistence_rules_two_bits: "insert into coexistence_rules values (0, 0, '')",
  flavor_families_values: "insert into flavor_families (name, title, hypervisor, architecture, demands, live_migration, description) values ('x', '', 'kvm', 'x86_64', -1, true, '')",
  flavors_values: "insert into flavors (family_id, name, vcpus, ram_mib) values (gen_random_uuid(), 'x', 0, 1)",
  known_issues_resolved_is_dated: "insert into known_issues (slug, title, body, severity, state, opened_on) values ('x', '', '', 'low', 'resolved', now())",
  known_issue_scopes_one_target: "insert into known_issue_scopes (issue_id) values (gen_random_uuid())",
  promotions_values: "insert into promotions (image_id, sequence, kind, build_id, displaced_build_id, actor_kind, actor_name) values (:image, 2, 'promotion', :latest, :latest, 'system', '')",
  promotions_follow: "insert into promotions (image_id, sequence, kind, build_id, actor_kind, actor_name) values (:image, 7, 'promotion', :spare, 'system', '')",
  promotions_assign_latest: "insert into promotions (image_id, sequence, kind, build_id, displaced_build_id, actor_kind, actor_name) values (:image, 2, 'promotion', :spare, :latest, 'system', '')",
  promotions_kept: "delete from promotions",
  promotions_policy_rests: `${needTwo}; insert into promotions (image_id, sequence, kind, build_id, displaced_build_id, actor_kind, actor_name) values (:image, 2, 'policy', :spare, :latest, 'system', '')`,
  build_pins_words: pin("now() + interval '1 day'", "' '"),
  build_pins_time: pin("now() - interval '1 day'"),
  build_pins_end: `${pin("now() + interval '1 day'")}; update build_pins set ended_at = now()`,
  build_pins_one_open: `${pin("now() + interval '1 day'")}; ${pin("now() + interval '2 days'", "'SHOP'")}`,
  build_pins_build_is_kept: pin("now() + interval '1 day'", "'shop'", ":revoked"),
  build_pins_kept: `${pin("now() + interval '1 day'")}; update build_pins set until = until + interval '1 day'`,
  rollouts_values: rollout("0"),
  rollouts_clock: `${rollout()}; update rollouts set state = 'paused'`,
  rollouts_end: `${rollout()}; update rollouts set state = 'aborted', running_since = null`,
  rollouts_one_open: `${rollout()}; ${rollout()}`,
  rollouts_build_is_promotable: rollout("10", ":revoked"),
  rollouts_begin_at_latest: rollout("10", ":latest", ":spare"),
  rollouts_second_releaser: `${needTwo}; ${rollout()}`,
  rollouts_kept: `${rollout()}; update rollouts set elapsed_ms = 1000; update rollouts set elapsed_ms = 0`,
  rollouts_completed_by_promotion: `${rollout()}; update rollouts set state = 'completed', running_since = null, ended_at = now(), ended_by_name = 'x', promotion_id = (select id from promotions limit 1)`,
  channels_build_is_published: "update channels set build_id = :publishable",
  channels_build_is_not_expired: `${build("expired_at = now()", ":spare")}; update channels set build_id = :spare`,
  channels_build_is_not_revoked: "update channels set build_id = :revoked",
  channels_promotion_fits: "update channels set promotion_id = gen_random_uuid()",
  channels_pkey: "insert into channels (image_id, name, build_id, promotion_id) select image_id, name, :spare, promotion_id from channels",
  channels_build_id_key: "insert into channels (image_id, name, build_id, promotion_id) select image_id, 'prev', build_id, promotion_id from channels",
  revocations_build_is_published: "insert into revocations (build_id, reason, explanation, severity, actor_kind, actor_name) values (:publishable, 'defect', 'x', 'low', 'system', '')",
  revocations_explained: "insert into revocations (build_id, reason, explanation, severity, actor_kind, actor_name) values (:spare, 'defect', ' ', 'low', 'system', '')",
  revocations_not_own_replacement: "insert into revocations (build_id, reason, explanation, severity, actor_kind, actor_name, replacement_build_id) values (:spare, 'defect', 'x', 'low', 'system', '', :spare)",
  revocations_replacement_is_usable: "insert into revocations (build_id, reason, explanation, severity, actor_kind, actor_name, replacement_build_id) values (:spare, 'defect', 'x', 'low', 'system', '', :revoked)",
  revocations_kept: "delete from revocations",
  users_name_shape: "insert into users (name, display_name, password_hash) values ('Two Words', '', '$argon2id$')",
  users_can_log_in: "insert into users (name, display_name) values ('nobody', '')",
  users_password_is_hashed: "insert into users (name, display_name, password_hash) values ('plain', '', 'secret')",
  users_failed_attempts: "insert into users (name, display_name, password_hash, failed_attempts) values ('minus', '', '$argon2id$', -1)",
  sessions_expiry: "insert into sessions (user_id, expires_at) values (gen_random_uuid(), now() - interval '1 day')",
  api_tokens_hash_shape: "insert into api_tokens (user_id, name, token_hash, expires_at) values (gen_random_uuid(), '', 'plain', now() + interval '1 day')",
  api_tokens_expiry: `insert into api_tokens (user_id, name, token_hash, expires_at) values (gen_random_uuid(), '', ${hex(64)}, now() - interval '1 day')`,
  api_tokens_scoped: `insert into api_tokens (user_id, name, token_hash, expires_at, scopes) values (:admin, '', ${hex(64)}, now() + interval '1 day', '{}')`,
  api_tokens_lifetime: `insert into api_tokens (user_id, name, token_hash, expires_at, scopes) values (:admin, '', ${hex(64)}, now() + interval '2 years', '{x}')`,
  users_unseen_failures: "update users set unseen_failures = -1",
  users_totp_is_encrypted: "update users set totp_secret = 'JBSWY3DPEHPK3PXP'",
  users_totp_needs_secret: "update users set totp_confirmed_at = now()",
  users_oidc_whole: "insert into users (name, display_name, password_hash, oidc_issuer) values ('half', '', '$argon2id$', 'https://id.example')",
  users_last_admin: "delete from user_roles where role = 'admin'",
  recovery_codes_hash_shape: "insert into recovery_codes (user_id, code_hash) values (:admin, 'ABCD-EFGH')",
  known_browsers_failed_attempts: "insert into known_browsers (user_id, failed_attempts) values (:admin, -1)",
  promotion_requests_one_open: `${request(":admin")}; ${request(":releaser")}`,
  promotion_requests_decided: `${request(":admin")}; update promotion_requests set decided_at = now(), decided_by_name = 'x'`,
  promotion_requests_promoted: `${request(":admin")}; update promotion_requests set state = 'confirmed', decided_at = now(), decided_by_name = 'x', decided_by_id = :releaser`,
  promotion_requests_second_person: `${request(":admin")}; update promotion_requests set state = 'confirmed', decided_at = now(), decided_by_name = 'x', decided_by_id = :admin, promotion_id = (select id from promotions limit 1)`,
  promotion_requests_kept: `${request(":admin")}; update promotion_requests set requested_by_id = :releaser`,
  promotions_second_releaser: `${needTwo}; ${request(":admin")}; insert into promotions (image_id, sequence, kind, build_id, displaced_build_id, actor_kind, actor_id, actor_name) values (:image, 2, 'promotion', :spare, :latest, 'user', :admin, '')`,
  download_counts_count: "insert into download_counts (artifact_id, day, count) values (gen_random_uuid(), now(), -1)",
  settings_demo_before_builds: "insert into settings (key, value, updated_at) values ('demo', '{}', now())",
  settings_demo_stays: "update settings set key = 'demo' where key = 'probe'",
  audit_entries_kept: "update audit_entries set actor_name = 'somebody else'",
  schedules_cron_shape: schedule("'* * *'"),
  schedules_jitter: schedule("'* * * * *'", "-1"),
  schedules_revision: `${schedule("'* * * * *'")}; insert into schedules (image_id, cron, time_zone, jitter_minutes, plan_from, revision) values (gen_random_uuid(), '* * * * *', 'UTC', 0, now(), 0)`,
  schedules_revision_counts_up: `${schedule("'* * * * *'")}; update schedules set cron = '1 * * * *'`,
  schedule_runs_queued_has_build: "insert into schedule_runs (image_id, planned_for, state, reason) values (:image, now(), 'queued', 'x')",
  schedule_runs_explained: "insert into schedule_runs (image_id, planned_for, state, reason) values (:image, now(), 'skipped', ' ')",
  schedule_runs_image_id_planned_for_key: `${skipped}; ${skipped}`,
  schedule_runs_kept: `${skipped}; update schedule_runs set state = 'missed'`,
  maintenance_windows_span: "insert into maintenance_windows (starts_at, ends_at, reason, created_by_name) values (now(), now(), 'x', 'x')",
  maintenance_windows_explained: "insert into maintenance_windows (starts_at, ends_at, reason, created_by_name) values (now(), now() + interval '1 h', ' ', 'x')",
  factory_pauses_explained: "insert into factory_pauses (reason, paused_by_name) values (' ', 'x')",
  factory_pauses_span: "insert into factory_pauses (reason, paused_by_name, until) values ('x', 'x', now() - interval '1 h')",
  factory_pauses_resumed: "insert into factory_pauses (reason, paused_by_name, resumed_at) values ('x', 'x', now())",
  factory_pauses_one_open: "insert into factory_pauses (reason, paused_by_name) values ('x', 'x'), ('y', 'y')",
  notification_subscriptions_named: subscribed({ name: "' '" }),
  notification_subscriptions_events: subscribed({ events: "'{}'" }),
  notification_subscriptions_target_shape: subscribed({ target: "'file:///etc/passwd'" }),
  notification_subscriptions_secret_is_sealed: subscribed({ secret: "'whsec_plain'" }),
  notification_subscriptions_overlap: `${subscribed()}; update notification_subscriptions set former_secret = 'v1.x'`,
  notification_subscriptions_failures: `${subscribed()}; update notification_subscriptions set consecutive_failures = 1`,
  notification_subscriptions_revision_counts_up: `${subscribed()}; update notification_subscriptions set target = 'https://elsewhere.example'`,
  notification_events_fixed: "insert into notification_events (kind, data) values ('test', '{}'); update notification_events set data = '[]'",
  notification_deliveries_attempts: `${delivered}; update notification_deliveries set attempts = -1`,
  notification_deliveries_delivered_is_dated: `${delivered}; update notification_deliveries set state = 'delivered'`,
  notification_deliveries_event_id_subscription_id_key: `${delivered}; insert into notification_deliveries (event_id, subscription_id) select event_id, subscription_id from notification_deliveries`,
  clouds_name_shape: "insert into clouds (name, drift_policy) values ('two words', 'repair')",
  clouds_error_is_whole: "insert into clouds (name, drift_policy, error_code) values ('one', 'repair', 'timeout')",
  clouds_pending_steps: "insert into clouds (name, drift_policy, pending_steps) values ('one', 'repair', -1)",
  clouds_swap_is_whole: "insert into clouds (name, drift_policy, swap_line) values ('one', 'repair', 'Standard_Debian')",
  clouds_plan_is_whole: "insert into clouds (name, drift_policy, plan) values ('one', 'repair', '{}')",
  signature_checks_failure_is_whole: "insert into signature_checks (build_id, url, checked_at, failure) values (:spare, '', now(), 'gone')",
  cloud_days_counts: "insert into cloud_days (cloud, day, looks) values ('one', now(), -1)",
  cloud_findings_end: "insert into cloud_findings (cloud, image_id, kind, subject, detail, repaired) values ('one', :image, 'stale', '', '', true)",
  cloud_findings_open_once: "insert into clouds (name, drift_policy) values ('one', 'repair'); insert into cloud_findings (cloud, image_id, kind, subject, detail) values ('one', :image, 'stale', 'x', ''), ('one', :image, 'stale', 'x', 'again')",
  glance_registrations_registered_has_id: "insert into glance_registrations (image_id, build_id, cloud, wanted_name, wanted_hidden, state) values (:image, :spare, 'one', 'x', true, 'registered')",
  glance_registrations_observed_size: "insert into glance_registrations (image_id, build_id, cloud, wanted_name, wanted_hidden, observed_size_bytes) values (:image, :spare, 'one', 'x', true, -1)",
  glance_registrations_kept: `${registration}; delete from glance_registrations`,
  glance_registrations_id_is_kept: `${registration}; insert into glance_images (cloud, glance_id, registration_id) select cloud, glance_id, id from glance_registrations; update glance_registrations set glance_id = gen_random_uuid()`,
  glance_images_kept: `${registration}; insert into glance_images (cloud, glance_id, registration_id) select cloud, glance_id, id from glance_registrations; delete from glance_images`,
  glance_names_kept: `${registration}; delete from glance_names`,
  glance_names_never_used_again: `${registration}; insert into glance_registrations (image_id, build_id, cloud, wanted_name, wanted_hidden) values (:image, :latest, 'one', 'x', true)`,
  glance_registrations_one_visible_name:
    "insert into glance_registrations (image_id, build_id, cloud, wanted_name, wanted_hidden) values (:image, :spare, 'one', 'Standard_Debian_latest', false), (:image, :latest, 'one', 'Standard_Debian_latest', false)",
};

let database: TestDatabase;
let client: pg.Client;
const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await startTestDatabase();
  ids["image"] = await insertImage(db, "Standard_Guarded");
  ids["latest"] = await insertPublishedBuild(db, ids["image"], "20260101-1", new Date("2026-01-01"));
  await promote(systemActor("test"), { imageName: "Standard_Guarded", version: "20260101-1" });
  ids["spare"] = await insertPublishedBuild(db, ids["image"], "20260102-1", new Date("2026-01-02"));
  ids["revoked"] = await insertPublishedBuild(db, ids["image"], "20260103-1", new Date("2026-01-03"));
  await insertRevocation(db, ids["revoked"]);
  ids["publishable"] = await insertPublishableBuild(db, ids["image"], "20260104-1");
  ids["queued"] = (await db.build.create({ data: { imageId: ids["image"], version: "20260105-1", trigger: "manual" } })).id;
  ids["worker"] = (await db.worker.findFirstOrThrow()).id;
  for (const role of ["admin", "releaser"] as const) {
    ids[role] = (await db.user.create({ data: { name: role, displayName: role, passwordHash: "$argon2id$none", roles: { create: { role } } } })).id;
  }
  await db.capability.create({ data: { bit: 0, key: "xen", title: "", description: "", glanceProperty: "x", glanceValue: "y" } });
  await db.setting.create({ data: { key: "probe", value: {} } });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await db.$disconnect();
  await database.stop();
});

test.each(Object.entries(attempts))("%s", async (constraint, statements) => {
  await client.query("begin");
  const text = statements.replaceAll(/:([a-z]+)/g, (_all, name: string) => `'${ids[name]}'`);
  const refusal = await client
    .query(`${text}; commit`)
    .then(() => null)
    .catch((error: pg.DatabaseError) => error);
  await client.query("rollback");
  expect(refusal?.constraint ?? refusal?.message ?? "accepted").toBe(constraint);
});

test("no promise of the database is missing here", async () => {
  const { rows: checks } = await client.query<{ name: string }>("select conname as name from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace");
  const { rows: functions } = await client.query<{ source: string }>("select prosrc as source from pg_proc where pronamespace = 'public'::regnamespace");
  const raised = functions.flatMap(({ source }) => [...source.matchAll(/CONSTRAINT = '([a-z_]+)'/g)].map(([, name]) => name ?? ""));
  const promised = new Set([...checks.map(({ name }) => name), ...raised]);
  expect([...promised].filter((name) => !(name in attempts))).toEqual([]);
});
