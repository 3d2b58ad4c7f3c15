import { z } from "zod";
import type { Permission } from "#lib/auth/rules.ts";

/** One body that an answer can have. A named schema stands once among the components; `text` is a body that no schema describes. */
export type Body = { name: string; schema: z.ZodType } | { mediaTypes: [string, ...string[]] };

/** One operation of the API as the table of operations tells it; parameters and bodies are the schemas that the routes parse by. */
export type Operation = {
  method: "get" | "post" | "delete";
  /** As an OpenAPI document writes it: `/api/v1/images/{name}`. */
  path: string;
  id: string;
  summary: string;
  /** The group that it is listed in. */
  tag: "Catalog" | "Builds" | "Flavors" | "Trust" | "Changes" | "This API";
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The permission that a token needs; everybody may where there is none. */
  permission?: Permission;
  answers: { [status: number]: { description: string; body?: Body; also?: Body } };
  /** Whether the answer has an ETag, by which a client asks again. */
  isRevalidated: boolean;
};

/** What the API says when it refuses, in the forms that it has. */
export const refusalSchema = z.object({ code: z.string(), message: z.string() });
export const shortErrorSchema = z.object({ error: z.string() });
export const tokenErrorSchema = z.object({
  error: z.string(),
  code: z.string(),
  fields: z.record(z.string(), z.array(z.string())).optional().describe("What is wrong, by the name of the field"),
});
