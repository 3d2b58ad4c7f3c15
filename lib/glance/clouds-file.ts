import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { GlanceError } from "./errors.ts";

const text = z.union([z.string().min(1), z.number().transform(String)]);

const authSchema = z.object({
  auth_url: z.url({ protocol: /^https?$/ }),
  username: text.optional(),
  user_id: text.optional(),
  password: text.optional(),
  user_domain_name: text.optional(),
  user_domain_id: text.optional(),
  domain_name: text.optional(),
  domain_id: text.optional(),
  project_name: text.optional(),
  project_id: text.optional(),
  project_domain_name: text.optional(),
  project_domain_id: text.optional(),
  application_credential_id: text.optional(),
  application_credential_name: text.optional(),
  application_credential_secret: text.optional(),
});

/** How this product uses a cloud: a mapping `imagefactory` in the cloud's entry, which other programs pass over. */
const usageSchema = z
  .object({
    /** What to do about changes by hand: undo them, or only show them. */
    drift: z.enum(["repair", "report"]).default("repair"),
    visibility: z.enum(["public", "community", "shared", "private"]).default("public"),
    protected: z.boolean().default(true),
    /** Do we stream the bytes, or does the cloud fetch them from the portal (`web-download`, where it is offered)? */
    upload: z.enum(["stream", "web-download"]).default("stream"),
  })
  .strict()
  .prefault({});

const cloudSchema = z.object({
  auth: authSchema,
  auth_type: z.enum(["password", "v3password", "v3applicationcredential"]).optional(),
  region_name: text.optional(),
  regions: z.array(z.union([text, z.object({ name: text }).transform(({ name }) => name)])).optional(),
  interface: z.enum(["public", "internal", "admin"]).default("public"),
  image_endpoint_override: z.url({ protocol: /^https?$/ }).optional(),
  verify: z.boolean().optional(),
  cacert: text.optional(),
  imagefactory: usageSchema,
});

export type CloudAuth = z.infer<typeof authSchema>;
export type CloudUsage = z.infer<typeof usageSchema>;
/** One region of one cloud. `name` is what people and the database call it: `otc`, or `otc/eu-de` where a cloud has several. */
export type CloudConfig = { name: string; auth: CloudAuth; region: string | null; interface: "public" | "internal" | "admin"; imageEndpoint: string | null; usage: CloudUsage };

/**
 * Reads `clouds.yaml` and, beside it, `secure.yaml`, which may hold the passwords (openstacksdk, “Configuration files”).
 * Throws `GlanceError` with code `configuration` that names the entry and never its values.
 */
export async function readCloudsFile(path: string): Promise<CloudConfig[]> {
  const [clouds, secrets] = await Promise.all([readEntries(path, true), readEntries(join(dirname(path), "secure.yaml"), false)]);
  return Object.entries(clouds).flatMap(([name, entry]) => regionsOf(path, name, merge(entry, secrets[name])));
}

function regionsOf(path: string, name: string, entry: unknown): CloudConfig[] {
  const wrong = (why: string) => new GlanceError("configuration", `${path}: cloud "${name}": ${why}`);
  const parsed = cloudSchema.safeParse(entry);
  if (!parsed.success) throw wrong(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  const { auth, verify, cacert, regions, region_name, interface: face, image_endpoint_override, imagefactory } = parsed.data;
  if (verify === false || cacert) throw wrong("the connection is always checked against the authorities that Node knows. Remove verify and cacert, and name your own authority in NODE_EXTRA_CA_CERTS.");
  const hasCredential = auth.application_credential_secret && (auth.application_credential_id || (auth.application_credential_name && (auth.username || auth.user_id)));
  const hasPassword = auth.password && (auth.username || auth.user_id);
  if (!hasCredential && !hasPassword) throw wrong("auth needs application_credential_id and application_credential_secret, or username and password.");
  if (!hasCredential && !auth.project_id && !auth.project_name) throw wrong("auth needs project_name or project_id.");
  const config = { auth, interface: face, imageEndpoint: image_endpoint_override ?? null, usage: imagefactory };
  if (!regions?.length) return [{ ...config, name, region: region_name ?? null }];
  return regions.map((region) => ({ ...config, name: regions.length === 1 ? name : `${name}/${region}`, region }));
}

async function readEntries(path: string, mustExist: boolean): Promise<Record<string, unknown>> {
  try {
    const content: unknown = parse(await readFile(path, "utf8"));
    return z.object({ clouds: z.record(z.string().regex(/^[A-Za-z0-9._-]{1,60}$/, "a cloud's name has letters, digits, '.', '_' and '-'"), z.unknown()) }).parse(content).clouds;
  } catch (error) {
    if (!mustExist && (error as NodeJS.ErrnoException).code === "ENOENT") return {};
    // The parser's own message would quote lines of the file.
    const why = error instanceof z.ZodError ? (error.issues[0]?.message ?? "") : (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it is not readable as YAML";
    throw new GlanceError("configuration", `${path}: ${why}. Name a clouds.yaml in OS_CLIENT_CONFIG_FILE, or unset it.`);
  }
}

function merge(base: unknown, over: unknown): unknown {
  const isMapping = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMapping(base) || !isMapping(over)) return over ?? base;
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, merge(base[key], over[key])]));
}
