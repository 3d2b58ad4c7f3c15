import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { hashToken, makeToken } from "#lib/auth/tokens/hash.ts";
import { publishBuild, seedKey } from "#lib/catalog/fixture.ts";
import { db } from "#lib/db.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { operations } from "#lib/openapi/document.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { GET } from "./route.ts";

// Only the framework's own cache does not exist here.
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

type Json = { [key: string]: Json } & Json[];
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const folder = join(import.meta.dirname, "..");
const image = "Standard_Debian_12";
const [first, second, third] = ["20260101-1", "20260102-1", "20260103-1"] as const;
let database: TestDatabase;
let document: Json;
let ids: string[];
const token = makeToken();

beforeAll(async () => {
  process.env["PUBLIC_URL"] = "https://images.example";
  database = await startTestDatabase();
  await loadDefaultCatalog();
  await seedKey(db);
  const debian = await db.image.findUniqueOrThrow({ where: { name: image }, select: { id: true, name: true } });
  const packages = [{ name: "bash", version: "5.2", architecture: "amd64", source: "bash" }];
  ids = [await publishBuild(db, debian, first, { packages, promote: true }), await publishBuild(db, debian, second, { revoke: "It loses its network." }), await publishBuild(db, debian, third)];
  const permissions = operations.flatMap(({ permission }) => permission ?? []);
  await db.user.create({
    data: { name: "admin", displayName: "Admin", passwordHash: "$argon2id$none", roles: { create: { role: "admin" } }, tokens: { create: { name: "test", scopes: [...new Set(permissions)], expiresAt: new Date(Date.now() + 3_600_000), tokenHash: hashToken(token) } } },
  });
  document = (await (await GET()).json()) as Json;
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

/** Every method that a file under app/api/v1 answers, as `get /api/v1/images/{name}`. */
async function handlers(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const file of glob("**/route.ts", { cwd: folder })) {
    const path = `/api/v1/${file.replace(/\/route\.ts$/, "").replaceAll(/\[(\w+)\]/g, "{$1}")}`;
    for (const [, method = ""] of (await readFile(join(folder, file), "utf8")).matchAll(/^export (?:async function|const) (GET|POST|PUT|PATCH|DELETE)\b/gm)) found.set(`${method.toLowerCase()} ${path}`, file);
  }
  return found;
}

/** Nothing may be in an answer that the document does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  return { ...Object.fromEntries(entries), ...("properties" in schema && !("additionalProperties" in schema) ? { additionalProperties: false } : {}) };
}

async function call(operation: string, parts: Record<string, string> = {}, { query = "", body, bearer = token }: { query?: string; body?: unknown; bearer?: string } = {}): Promise<Response> {
  const [method = "", path = ""] = operation.split(" ");
  const file = (await handlers()).get(operation);
  const route = (await import(join(folder, file ?? "none"))) as Record<string, Handler>;
  const address = `https://images.example${path.replaceAll(/\{(\w+)\}/g, (_all, part: string) => encodeURIComponent(parts[part]!))}${query}`;
  const init = method === "get" ? {} : { method, headers: { authorization: `Bearer ${bearer}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return route[method.toUpperCase()]!(new Request(address, init), { params: Promise.resolve(parts) });
}

describe("the description of the API", () => {
  it("has every operation that there is, and no other", async () => {
    const described = Object.entries(document["paths"]!).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(described.toSorted()).toEqual([...(await handlers()).keys()].toSorted());
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  it("says of every part of a path what it is, and of every reference where it leads", () => {
    for (const [path, methods] of Object.entries(document["paths"]!)) {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods)) expect(operation["parameters"]!.filter((one) => (one["in"] as unknown) === "path").map((one) => one["name"]), path).toEqual(parts);
    }
    const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(document["components"]!["schemas"]!).toSorted());
  });

  it("asks for a token with its permission exactly where the route does", async () => {
    for (const { method, path, permission } of operations) {
      const security = document["paths"]![path]![method]!["security"] as unknown;
      expect(security, path).toEqual(permission ? [{ token: [permission] }] : []);
      if (permission === undefined) continue;
      const answer = await call(`${method} ${path}`, { name: image, id: ids[0]! }, { body: {}, bearer: "none" });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });
});

const until = new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10);
const build = { name: image, version: first };
const calls: [string, Record<string, string>, { query?: string; body?: unknown; bearer?: string }, number][] = [
  ["get /api/v1/images", {}, { query: "?architecture=x86_64&sort=newest" }, 200],
  ["get /api/v1/images", {}, { query: "?colour=red" }, 400],
  ["get /api/v1/images/{name}", { name: image }, {}, 200],
  ["get /api/v1/images/{name}", { name: "None" }, {}, 404],
  ["get /api/v1/images/{name}/latest", { name: image }, { query: "?client=me" }, 200],
  ["get /api/v1/images/{name}/latest", { name: image }, { query: "?client=a%20b" }, 400],
  ["get /api/v1/images/{name}/latest", { name: "None" }, {}, 404],
  ["get /api/v1/resolve/{name}", { name: `${image}_latest` }, {}, 200],
  ["get /api/v1/resolve/{name}", { name: `${image}_${second}` }, {}, 200],
  ["get /api/v1/resolve/{name}", { name: "Standard_CentOS_6" }, {}, 200],
  ["get /api/v1/resolve/{name}", { name: "None" }, {}, 404],
  ["get /api/v1/images/{name}/builds", { name: image }, {}, 200],
  ["get /api/v1/images/{name}/builds", { name: "None" }, {}, 404],
  ["get /api/v1/images/{name}/builds/{version}", build, {}, 200],
  ["get /api/v1/images/{name}/builds/{version}", { name: image, version: second }, {}, 200],
  ["get /api/v1/images/{name}/builds/{version}/tests", build, {}, 200],
  ["get /api/v1/images/{name}/builds/{version}/packages", build, {}, 200],
  ["get /api/v1/images/{name}/builds/{version}/packages", { name: "None", version: first }, {}, 404],
  ["get /api/v1/images/{name}/builds/{version}/log", build, {}, 200],
  ["get /api/v1/images/{name}/builds/{version}/log", { name: "None", version: first }, {}, 404],
  ["get /api/v1/images/{name}/builds/{version}/log/stream", { name: "None", version: first }, {}, 404],
  ["get /api/v1/images/{name}/compare/{pair}", { name: image, pair: `${first}...${second}` }, {}, 200],
  ["get /api/v1/images/{name}/compare/{pair}", { name: image, pair: "A-B" }, {}, 400],
  ["get /api/v1/images/{name}/compare/{pair}", { name: image, pair: `${first}...20250101-1` }, {}, 404],
  ["get /api/v1/flavors", {}, {}, 200],
  ["get /api/v1/flavors", {}, { query: "?hypervisor=vax" }, 400],
  ["get /api/v1/flavors/table", {}, { query: "?category=Standard" }, 200],
  ["get /api/v1/flavors/table", {}, { query: "?format=csv" }, 200],
  ["get /api/v1/flavors/table", {}, { query: "?flavor=none" }, 404],
  ["get /api/v1/flavors/table.csv", {}, {}, 200],
  ["get /api/v1/files", {}, { query: `?name=${image}-${second}.qcow2` }, 200],
  ["get /api/v1/files", {}, {}, 400],
  ["get /api/v1/keys", {}, {}, 200],
  ["get /api/v1/status", {}, {}, 200],
  ["get /api/v1/openapi.json", {}, {}, 200],
  ["post /api/v1/images/{name}/pins", { name: image }, { body: { version: first, client: "Shop", contact: "shop@example.com", until } }, 201],
  ["post /api/v1/images/{name}/pins", { name: image }, { body: { version: first } }, 400],
  ["delete /api/v1/images/{name}/pins/{id}", { name: image, id: "00000000-0000-4000-8000-000000000000" }, {}, 404],
  ["post /api/v1/images/{name}/promotions", { name: image }, { body: { version: third, expectedLatestVersion: first } }, 200],
  ["post /api/v1/images/{name}/promotions", { name: image }, { body: { version: second } }, 409],
  ["post /api/v1/images/{name}/promotions", { name: image }, { body: { version: first }, bearer: "none" }, 401],
  ["post /api/v1/images/{name}/builds", { name: image }, { body: { note: "again" } }, 201],
  ["post /api/v1/builds/{id}/cancel", { id: "00000000-0000-4000-8000-000000000000" }, {}, 404],
];

describe("a real answer", () => {
  it.each(calls)("to %s of %o with %o has the status, the type and the form that the document says", async (operation, parts, question, status) => {
    const [method = "", path = ""] = operation.split(" ");
    const answer = await call(operation, parts, question);
    expect(answer.status).toBe(status);
    const content = document["paths"]![path]![method]!["responses"]![status as unknown as string]!["content"]!;
    const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
    expect(Object.keys(content)).toContain(type);
    const schema = content[type]!["schema"]!;
    if (!("$ref" in schema)) return void (await answer.text());
    const components = closed({ $defs: document["components"]!["schemas"] }) as { $defs: Record<string, object> };
    const name = (schema["$ref"] as unknown as string).split("/").at(-1)!;
    const result = z.fromJSONSchema(components.$defs[name] as Parameters<typeof z.fromJSONSchema>[0]).safeParse(await answer.json());
    expect(result.success ? "" : z.prettifyError(result.error)).toBe("");
  });

  it("is asked of every operation", () => {
    const asked = new Set(calls.map(([operation]) => operation));
    expect(operations.map(({ method, path }) => `${method} ${path}`).filter((operation) => !asked.has(operation))).toEqual([]);
  });
});
