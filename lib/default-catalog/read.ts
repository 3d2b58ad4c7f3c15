import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { messageOf } from "#lib/errors.ts";
import { CatalogError } from "./rules.ts";
import {
  capabilitiesFileSchema,
  distributionsFileSchema,
  flavorsFileSchema,
  historicImagesFileSchema,
  imagesFileSchema,
  knownIssuesFileSchema,
  signingKeysFileSchema,
  type DefaultCatalog,
} from "./schema.ts";

/**
 * Reads and checks all files of the default catalog, each for itself. Throws {@link CatalogError}. Inside of the pages' bundle
 * the place of this file is not known: there, name the folder.
 */
export async function readDefaultCatalog(from = join(import.meta.dirname, "..", "..", "prisma", "catalog")): Promise<DefaultCatalog> {
  const [capabilities, flavors, distributions, { images }, historic, issues, keys] = await Promise.all([
    readChecked(from, "capabilities.yaml", capabilitiesFileSchema),
    readChecked(from, "flavors.yaml", flavorsFileSchema),
    readChecked(from, "distributions.yaml", distributionsFileSchema),
    readChecked(from, "images.yaml", imagesFileSchema),
    readChecked(from, "historic-images.yaml", historicImagesFileSchema),
    readChecked(from, "known-issues.yaml", knownIssuesFileSchema),
    readChecked(from, "signing-keys.yaml", signingKeysFileSchema),
  ]);
  return { ...capabilities, ...flavors, ...distributions, ...issues, ...keys, images: [...images, ...historic.images] };
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
