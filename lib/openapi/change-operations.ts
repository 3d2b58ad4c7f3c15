import { z } from "zod";
import { buildRequestBodySchema } from "#lib/builds/schema.ts";
import type { PromotedOrAsked } from "#lib/channels/requests/mutations.ts";
import { promotionBodySchema } from "#lib/channels/schema.ts";
import { pinBodySchema } from "#lib/pins/schema.ts";
import { refused } from "./bodies.ts";
import type { Operation } from "./schema.ts";

const promoted = z.discriminatedUnion("state", [
  z.object({ state: z.literal("promoted"), promotionId: z.uuid(), sequence: z.int(), kind: z.enum(["first", "promotion", "policy", "rollback"]), latest: z.string(), prev: z.string().nullable() }),
  z.object({ state: z.literal("asked"), requestId: z.uuid() }).describe("A second releaser has to confirm it; nothing has moved yet"),
]) satisfies z.ZodType<PromotedOrAsked>;

const image = "/api/v1/images/{name}";
const change = { tag: "Changes", isRevalidated: false } as const;

/** Everything that needs a token. */
export const changeOperations: Operation[] = [
  {
    ...change, method: "post", path: `${image}/builds`, id: "requestBuild", summary: "Queues a build of an image", permission: "build:trigger", body: buildRequestBodySchema,
    answers: { 201: { description: "It is in the queue", body: { name: "RequestedBuild", schema: z.object({ buildId: z.uuid(), version: z.string() }) } }, ...refused.change },
  },
  {
    ...change, method: "post", path: "/api/v1/builds/{id}/cancel", id: "cancelBuild", summary: "Cancels a queued build, or asks the worker of a running one to end it", permission: "build:cancel",
    answers: { 200: { description: "It is asked for", body: { name: "CancelledBuild", schema: z.object({ cancelled: z.boolean().describe("False while a worker still has to end it") }) } }, ...refused.change },
  },
  {
    ...change, method: "post", path: `${image}/promotions`, id: "promoteBuild", summary: "Promotes a build of an image to latest", permission: "channel:promote", body: promotionBodySchema,
    answers: { 200: { description: "It is latest, or waits for a second releaser", body: { name: "Promotion", schema: promoted } }, ...refused.change },
  },
  {
    ...change, method: "post", path: `${image}/pins`, id: "pinClient", summary: "Notes that a client stays with a build, which is kept as long", permission: "build:hold", body: pinBodySchema,
    answers: { 201: { description: "It is noted", body: { name: "Pin", schema: z.object({ pinId: z.uuid() }) } }, ...refused.change },
  },
  {
    ...change, method: "delete", path: `${image}/pins/{id}`, id: "endPin", summary: "Ends a pin before its day", permission: "build:hold",
    answers: { 200: { description: "It is ended", body: { name: "Nothing", schema: z.null() } }, ...refused.change },
  },
];
