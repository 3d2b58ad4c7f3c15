import { z } from "zod";
import { pageNumber } from "#lib/pages.ts";
import { eventNames, type EventKind } from "./events/schema.ts";

const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Why an address cannot take webhooks by its form alone; null when it can. */
export function problemOfUrl(text: string): string | null {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return "Use an address that begins with https://.";
  if (url.username || url.password) return "Leave user name and password out of the address: the signature says who sends.";
  if (url.protocol === "http:" && !loopback.test(url.hostname)) return "Use https: what is sent over http can be read and changed on its way.";
  return url.hash ? "Leave out what follows the #: it is never sent." : null;
}

// A form has a field for each box that is ticked: `event:build_failed`.
const collectEvents = (input: unknown) =>
  typeof input === "object" && input !== null ? { ...input, events: Object.keys(input).flatMap((key) => (key.startsWith("event:") ? [key.slice("event:".length)] : [])) } : input;

const name = z.string().trim().min(1, "Name who is told.").max(100, "Use at most 100 characters.");
const events = z.array(z.enum(eventNames, "There is no such event.")).min(1, "Choose at least one event.");
const images = z
  .string()
  .max(5_000)
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));
const url = z.string().trim().max(2_000, "Use at most 2000 characters.").superRefine((text, context) => {
  const problem = problemOfUrl(text);
  if (problem) context.addIssue({ code: "custom", message: problem });
});
const mailbox = z.email("Use one e-mail address, such as team@example.org.").max(254);

const common = { name, events, images };
export const addSubscriptionSchema = z.preprocess(
  collectEvents,
  z.discriminatedUnion("kind", [z.object({ kind: z.literal("webhook"), target: url, ...common }), z.object({ kind: z.literal("email"), target: mailbox, ...common })], "Choose webhook or e-mail."),
);
export type AddSubscription = z.output<typeof addSubscriptionSchema>;

const seen = { subscriptionId: z.uuid("Reload the page."), revision: z.coerce.number("Reload the page.").int().min(1, "Reload the page.") };
const switched = { isOn: z.string().optional().transform((value) => value === "on") };
export const editSubscriptionSchema = z.preprocess(
  collectEvents,
  z.discriminatedUnion("kind", [z.object({ kind: z.literal("webhook"), target: url, ...common, ...seen, ...switched }), z.object({ kind: z.literal("email"), target: mailbox, ...common, ...seen, ...switched })], "Reload the page."),
);
export type EditSubscription = z.output<typeof editSubscriptionSchema>;

export const seenSubscriptionSchema = z.object(seen);
export const subscriptionSchema = z.object({ subscriptionId: seen.subscriptionId });
export const deliverySchema = z.object({ deliveryId: z.uuid("Reload the page.") });

export const deliveryStates = ["waiting", "delivered", "given_up"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

const one = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
/** `?state=given_up&event=build_failed&to=ID&before=ID`; what does not fit is left out. */
export const deliveryQuerySchema = z.object({
  state: one(z.enum(deliveryStates).optional().catch(undefined)),
  event: one(z.enum([...eventNames, "test"]).optional().catch(undefined)),
  to: one(z.uuid().optional().catch(undefined)),
  before: one(z.uuid().optional().catch(undefined)),
});
/** `?page=2`: of the list of those who are told. */
export const subscriptionListSchema = z.object({ page: pageNumber });
export type DeliveryQuery = z.output<typeof deliveryQuerySchema>;

export type SubscriptionRow = {
  id: string;
  kind: "webhook" | "email";
  name: string;
  target: string;
  events: EventKind[];
  images: string[];
  isOn: boolean;
  isFailing: boolean;
  consecutiveFailures: number;
  failingSince: Date | null;
  lastDeliveredAt: Date | null;
  /** Until then messages carry a signature by the former secret as well. */
  formerSecretUntil: Date | null;
  revision: number;
};
export type DeliveryRow = {
  id: string;
  subscriptionId: string;
  to: string;
  event: EventKind | "test";
  summary: string;
  createdAt: Date;
  state: DeliveryState;
  attempts: number;
  nextAttemptAt: Date;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
};
