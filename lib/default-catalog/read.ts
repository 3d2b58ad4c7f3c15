import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { messageOf } from "#lib/errors.ts";
import { capabilitiesFileSchema, flavorsFileSchema, imagesFileSchema, type DefaultCatalog } from "./schema.ts";

/** A file of the default catalog that cannot be used; the message names file, place, value and what is expected. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
}

const folder = join(import.meta.dirname, "..", "..", "prisma", "catalog");

/** Reads and checks all files of the default catalog. Throws {@link CatalogError}. */
export async function readDefaultCatalog(from = folder): Promise<DefaultCatalog> {
  const [capabilities, flavors, images] = await Promise.all([
    readChecked(from, "capabilities.yaml", capabilitiesFileSchema),
    readChecked(from, "flavors.yaml", flavorsFileSchema),
    readChecked(from, "images.yaml", imagesFileSchema),
  ]);
  return { ...capabilities, ...flavors, ...images };
}

async function readChecked<Schema extends z.ZodType>(from: string, file: string, schema: Schema): Promise<z.output<Schema>> {
  const path = join(from, file);
  const content: unknown = await readFile(path, "utf8")
    .then((text) => parse(text) as unknown)
    .catch((error: unknown) => {
      throw new CatalogError(`${path} cannot be read: ${messageOf(error)}`);
    });
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${JSON.stringify(valueAt(content, issue.path))}: ${issue.message}`);
  throw new CatalogError(`${path} does not fit:\n${problems.join("\n")}`);
}

function valueAt(content: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined), content);
}

/** The bitmask of capability keys; throws {@link CatalogError} for a key that no capability has. */
export function maskOf(keys: string[], catalog: Pick<DefaultCatalog, "capabilities">, where: string): number {
  return keys.reduce((mask, key) => {
    const capability = catalog.capabilities.find((entry) => entry.key === key);
    if (!capability) throw new CatalogError(`${where}: "${key}" is no capability; use a key of capabilities.yaml`);
    return mask | (1 << capability.bit);
  }, 0);
}
