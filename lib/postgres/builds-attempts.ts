const image = (set: string) => `update images set ${set} where id = :image`;
const build = (set: string, id = ":queued") => `update builds set ${set} where id = ${id}`;
const failed = (set: string) => build(`status = 'failed', failed_stage = 'publishing', failure_reason = 'x', finished_at = now(), kept_until = now() + interval '1 day', ${set}`, ":publishable");
const resumed = build("status = 'queued', resume_stage = 'publishing', failed_stage = null, failure_reason = null, finished_at = null, kept_until = null", ":publishable");
const artifact = (set: string) => `update artifacts set ${set} where build_id = :publishable and kind = 'qcow2'`;
const key = (set: string) => `update signing_keys set ${set}`;
const plannedKey = (digit: string) => `insert into signing_keys (fingerprint, algorithm, user_id, state, armored_public_key, valid_from) values (repeat('${digit}', 40), 'x', 'x', 'planned', 'x', now())`;
const hex = (length: number) => `repeat('a', ${length})`;
const pin = (until: string, client = "'shop'", build = ":spare") =>
  `insert into build_pins (image_id, build_id, client, contact, until, actor_kind, actor_name) values (:image, ${build}, ${client}, 'shop@example.org', ${until}, 'system', '')`;
const rollout = (percent = "10", build = ":spare", baseline = ":latest") =>
  `insert into rollouts (image_id, build_id, baseline_build_id, start_percent, hours, running_since, actor_kind, actor_name) values (:image, ${build}, ${baseline}, ${percent}, 24, now(), 'system', '')`;

/** Attempts at promises about images, builds, files and keys. `:name` stands for an id that the test makes. */
export const buildsAttempts: Record<string, string> = {
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
};
