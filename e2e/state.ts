import { query } from "./factory.ts";

// What people's acts can change, by table; columns where workers write others meanwhile.
const watched: Record<string, string> = {
  users: "t", user_roles: "t", sessions: "(t.id, t.user_id, t.revoked_at, t.expires_at, t.authenticated_at)", api_tokens: "(t.id, t.user_id, t.scopes, t.revoked_at, t.expires_at)", recovery_codes: "t", settings: "t",
  images: "t", flavors: "t", flavor_families: "t", capabilities: "t", known_issues: "t", known_issue_scopes: "t",
  promotions: "case when t.actor_kind <> 'system' then t.id end", promotion_requests: "t", revocations: "t", build_pins: "t", rollouts: "(t.id, t.state)",
  builds: "case when t.trigger = 'manual' or t.held or t.cancel_requested_at is not null then (t.id, t.held, t.cancel_requested_at)::text end",
  schedules: "(t.image_id, t.cron, t.revision)", factory_pauses: "t", maintenance_windows: "t",
  notification_subscriptions: "(t.id, t.target, t.revision)", notification_subscription_images: "t", clouds: "(t.name, t.drift_override, t.look_asked_at, t.plan_asked_at)",
};
const sums = Object.entries(watched).map(([table, columns]) => `select '${table}' as name, md5(coalesce(string_agg((${columns})::text, '|' order by (${columns})::text), '')) as sum from ${table} t`);
// Who works by itself may write to the audit at any moment.
sums.push("select 'audit', coalesce(max(sequence), 0)::text from audit_entries where actor_kind <> 'system'");

export type FactoryState = Record<string, string>;

/** What the people of a factory have made of it, by table: equal as long as nobody has changed anything. */
export async function stateOfFactory(): Promise<FactoryState> {
  const rows = await query<{ name: string; sum: string }>(sums.join(" union all "));
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

/** The tables whose rows are not what they were. */
export async function changesSince(before: FactoryState): Promise<string[]> {
  const after = await stateOfFactory();
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}
