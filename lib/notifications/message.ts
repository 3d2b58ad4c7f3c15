import { eventKinds, testEvent, type EventKind } from "./events/schema.ts";

export type EventFacts = { kind: EventKind | "test"; at: Date; data: Record<string, unknown> };

export function describe(kind: EventKind | "test"): { type: string; title: string } {
  return kind === "test" ? testEvent : eventKinds[kind];
}

/** The page that shows more of an event, as a path. */
function pathOf({ kind, data }: EventFacts): string {
  const { image, version } = data;
  if (typeof image === "string" && typeof version === "string") return `/images/${image}/${version}`;
  const paths: Partial<Record<EventFacts["kind"], string>> = { key_expires: "/keys", worker_gone: "/admin", invariant_broken: "/status", schedule_paused: "/admin/schedule" };
  return paths[kind] ?? "/admin/notifications";
}

/** The body of a webhook, the same bytes at every attempt (Standard Webhooks: `type`, `timestamp`, `data`). */
export function bodyOf(event: EventFacts, publicUrl: string): string {
  return JSON.stringify({ type: describe(event.kind).type, timestamp: event.at.toISOString(), data: { ...event.data, url: publicUrl + pathOf(event) } });
}

/** What an event is about, in a few words: `Standard_Debian_12 20261126-1`. */
export function subjectOf({ data }: Pick<EventFacts, "data">): string {
  const text = (key: string) => (typeof data[key] === "string" ? data[key] : "");
  return [text("image"), text("version") || text("subject")].filter(Boolean).join(" ") || text("fingerprint").slice(-16) || text("worker") || text("reason") || text("to");
}

/** A mail of an event, in plain text. */
export function mailOf(event: EventFacts, publicUrl: string): { subject: string; text: string } {
  const { title } = describe(event.kind);
  const facts = Object.entries(event.data).flatMap(([key, value]) => (value === null || value === "" ? [] : [`${key}: ${String(value)}`]));
  return {
    subject: [title, subjectOf(event)].filter(Boolean).join(": ").replaceAll(/\s+/g, " ").slice(0, 200),
    text: [`${title}.`, "", ...facts, `at: ${event.at.toISOString()}`, "", publicUrl + pathOf(event), ""].join("\n"),
  };
}
