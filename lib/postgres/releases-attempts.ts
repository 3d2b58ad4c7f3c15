const build = (set: string, id = ":queued") => `update builds set ${set} where id = ${id}`;
const request = (by: string) => `insert into promotion_requests (image_id, build_id, requested_by_id, requested_by_name) values (:image, :spare, ${by}, '')`;
const needTwo = "insert into settings (key, value, updated_at) values ('promotion.second-releaser', 'true', now())";
const pin = (until: string, client = "'shop'", build = ":spare") =>
  `insert into build_pins (image_id, build_id, client, contact, until, actor_kind, actor_name) values (:image, ${build}, ${client}, 'shop@example.org', ${until}, 'system', '')`;
const rollout = (percent = "10", build = ":spare", baseline = ":latest") =>
  `insert into rollouts (image_id, build_id, baseline_build_id, start_percent, hours, running_since, actor_kind, actor_name) values (:image, ${build}, ${baseline}, ${percent}, 24, now(), 'system', '')`;
const registration = "insert into glance_registrations (image_id, build_id, cloud, glance_id, wanted_name, wanted_hidden) values (:image, :spare, 'one', gen_random_uuid(), 'x', true)";

/** Attempts at promises about channels, promotions, rollouts, pins, revocations and clouds. `:name` stands for an id that the test makes. */
export const releasesAttempts: Record<string, string> = {
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
  promotion_requests_one_open: `${request(":admin")}; ${request(":releaser")}`,
  promotion_requests_decided: `${request(":admin")}; update promotion_requests set decided_at = now(), decided_by_name = 'x'`,
  promotion_requests_promoted: `${request(":admin")}; update promotion_requests set state = 'confirmed', decided_at = now(), decided_by_name = 'x', decided_by_id = :releaser`,
  promotion_requests_second_person: `${request(":admin")}; update promotion_requests set state = 'confirmed', decided_at = now(), decided_by_name = 'x', decided_by_id = :admin, promotion_id = (select id from promotions limit 1)`,
  promotion_requests_kept: `${request(":admin")}; update promotion_requests set requested_by_id = :releaser`,
  promotions_second_releaser: `${needTwo}; ${request(":admin")}; insert into promotions (image_id, sequence, kind, build_id, displaced_build_id, actor_kind, actor_id, actor_name) values (:image, 2, 'promotion', :spare, :latest, 'user', :admin, '')`,
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
