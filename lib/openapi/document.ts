import { z } from "zod";
import { versionSchema } from "#lib/builds/schema.ts";
import { changeOperations } from "./change-operations.ts";
import { jsonSchemaOf, type JsonSchema } from "./json-schema.ts";
import { readOperations } from "./read-operations.ts";
import type { Body, Operation } from "./schema.ts";

/** Everything that the API can do. */
export const operations: Operation[] = [...readOperations, ...changeOperations];

/** What the parts of an address mean that vary. */
const pathParts: Record<string, { schema: z.ZodType; description: string }> = {
  name: { schema: z.string(), description: "Name of an image; of `resolve`: any name, id, file name or hash" },
  version: { schema: versionSchema, description: "Version of a build, YYYYMMDD-N" },
  pair: { schema: z.string(), description: "Two versions, as A...B" },
  id: { schema: z.uuid(), description: "Id of the build or of the pin" },
};

/** The description of the API (OpenAPI 3.1.1), made of the schemas that the routes parse and answer by; `publicUrl` has no slash at its end. */
export function openApiDocument(publicUrl: string, version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  const schemas: Record<string, JsonSchema> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation);
    for (const { body } of Object.values(operation.answers)) if (body && "schema" in body) schemas[body.name] ??= jsonSchemaOf(body.schema);
  }
  return {
    openapi: "3.1.1",
    info: { title: "Image Factory", version, description: "The catalog of images, their builds and what is known of them. Times are UTC (RFC 3339), sizes are bytes. Whatever is read needs no token." },
    servers: [{ url: publicUrl }],
    externalDocs: { description: "The page for people", url: `${publicUrl}/docs/api` },
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer", description: "A token of /admin/tokens; it needs the permission that an operation names" } } },
  };
}

function describe({ path, id, summary, tag, query, body, permission, answers, isRevalidated }: Operation) {
  return {
    operationId: id,
    summary,
    tags: [tag],
    security: permission ? [{ token: [permission] }] : [],
    parameters: [...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => pathParameter(name)), ...queryParameters(query)],
    ...(body ? { requestBody: { required: !body.safeParse({}).success, content: { "application/json": { schema: jsonSchemaOf(body) } } } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, { description, body: first, also }]) => [status, { description, ...headersOf(Number(status), isRevalidated), content: { ...contentOf(first), ...contentOf(also) } }])),
      ...(isRevalidated ? { 304: { description: "The client has it already (If-None-Match)" } } : {}),
    },
  };
}

const headersOf = (status: number, isRevalidated: boolean) => (status === 200 && isRevalidated ? { headers: { ETag: { schema: { type: "string" } } } } : {});

function contentOf(body: Body | undefined) {
  if (!body) return {};
  if ("schema" in body) return { "application/json": { schema: { $ref: `#/components/schemas/${body.name}` } } };
  return Object.fromEntries(body.mediaTypes.map((type) => [type, { schema: type === "application/json" ? { type: "object" } : { type: "string" } }]));
}

function pathParameter(name: string) {
  const part = pathParts[name];
  if (!part) throw new Error(`the part {${name}} of an address is not described`);
  return { name, in: "path", required: true, description: part.description, schema: jsonSchemaOf(part.schema) };
}

function queryParameters(query: z.ZodObject | undefined) {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { description, ...rest } = jsonSchemaOf(schema as z.ZodType);
    return { name, in: "query", required: !(schema as z.ZodType).safeParse(undefined).success, ...(description ? { description } : {}), schema: rest };
  });
}
