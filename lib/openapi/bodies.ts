import { refusalAnswerSchema } from "#lib/catalog/schema.ts";
import { refusalSchema, shortErrorSchema, tokenErrorSchema, type Body } from "./schema.ts";

const refusal: Body = { name: "Refusal", schema: refusalSchema };
const shortError: Body = { name: "ShortError", schema: shortErrorSchema };
const catalogRefusal: Body = { name: "CatalogRefusal", schema: refusalAnswerSchema };
const tokenError: Body = { name: "TokenError", schema: tokenErrorSchema };

const missing = "There is no such thing; the message says of what kind.";
const unreadable = "The question cannot be read, or names a value that is none.";

/** The refusals of the routes, by the form that each has. */
export const refused = {
  unknown: { 404: { description: missing, body: refusal } },
  unreadable: { 400: { description: unreadable, body: refusal } },
  shortUnknown: { 404: { description: missing, body: shortError } },
  shortUnreadable: { 400: { description: unreadable, body: shortError } },
  catalogUnknown: { 404: { description: missing, body: catalogRefusal } },
  catalogUnreadable: { 400: { description: unreadable, body: catalogRefusal } },
  /** Of every route that changes something. */
  change: {
    400: { description: "The body is no JSON object, or fields of it are wrong; `fields` has what is wrong with each.", body: tokenError },
    401: { description: "There is no valid token.", body: tokenError },
    403: { description: "The token, or the role of its owner, does not hold the permission.", body: tokenError },
    404: { description: missing, body: tokenError },
    409: { description: "It cannot be done now; `code` says why.", body: tokenError },
  },
} as const;
