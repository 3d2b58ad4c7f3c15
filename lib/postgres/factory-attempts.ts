const hex = (length: number) => `repeat('a', ${length})`;
const schedule = (cron: string, jitter = "0") => `insert into schedules (image_id, cron, time_zone, jitter_minutes, plan_from) values (:image, ${cron}, 'UTC', ${jitter}, now())`;
const skipped = "insert into schedule_runs (image_id, planned_for, state, reason) values (:image, '2026-11-26', 'skipped', 'x')";
const subscribed = (values: Partial<Record<"name" | "target" | "events" | "secret", string>> = {}) => {
  const { name, target, events, secret } = { name: "'x'", target: "'https://hooks.example'", events: "'{promoted}'", secret: "'v1.x'", ...values };
  return `insert into notification_subscriptions (kind, name, target, events, secret, edited_by_name) values ('webhook', ${name}, ${target}, ${events}, ${secret}, 'x')`;
};
const delivered = `${subscribed()}; insert into notification_events (kind, data) values ('test', '{}'); insert into notification_deliveries (event_id, subscription_id) select notification_events.id, notification_subscriptions.id from notification_events, notification_subscriptions`;

/** Attempts at promises about people, the audit, the schedule and notifications. `:name` stands for an id that the test makes. */
export const factoryAttempts: Record<string, string> = {
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
};
