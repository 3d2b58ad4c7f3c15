import { z } from "zod";

export type JsonSchema = { [keyword: string]: unknown };

const safe = Number.MAX_SAFE_INTEGER;

/**
 * A zod schema as JSON Schema (2020-12), as its values stand on the wire: a `Date` is a text then. Left out is what says the
 * same as a `format` at great length, and the bounds that every number has here.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
      if (["date-time", "date", "uuid"].includes(jsonSchema.format ?? "")) delete jsonSchema.pattern;
      if (jsonSchema.maximum === safe) delete jsonSchema.maximum;
      if (jsonSchema.minimum === -safe) delete jsonSchema.minimum;
    },
  });
  return json;
}
