import { z } from "zod";

const key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "use lower-case letters, digits and hyphens");
const day = z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`));
const architecture = z.enum(["x86_64", "aarch64"]);
const firmware = z.enum(["bios", "uefi"]);

/** prisma/catalog/capabilities.yaml */
export const capabilitiesFileSchema = z.strictObject({
  capabilities: z.array(
    z.strictObject({ bit: z.int().min(0).max(30), key, title: z.string(), description: z.string(), glanceProperty: z.string(), glanceValue: z.string() }),
  ),
  coexistence: z.array(z.strictObject({ of: key, excludes: key, reason: z.string() })),
});

/** prisma/catalog/flavors.yaml; `demands` are keys of capabilities. */
export const flavorsFileSchema = z.strictObject({
  families: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z0-9]+$/),
      title: z.string(),
      hypervisor: z.enum(["xen", "kvm", "bare_metal"]),
      architecture: architecture.default("x86_64"),
      firmware: firmware.optional(),
      demands: z.array(key),
      liveMigration: z.boolean().default(false),
      srIov: z.boolean().default(false),
      localDisks: z.int().min(0).default(0),
      gpu: z.string().optional(),
      infiniband: z.boolean().default(false),
      description: z.string().default(""),
      sizes: z.array(z.strictObject({ name: z.string(), vcpus: z.int().positive(), ramGib: z.int().positive() })).default([]),
    }),
  ),
});

/** prisma/catalog/images.yaml */
export const imagesFileSchema = z.strictObject({
  distributions: z.array(
    z.strictObject({
      slug: key,
      name: z.string(),
      family: z.string(),
      release: z.string(),
      codename: z.string().optional(),
      osDistro: z.string(),
      osVersion: z.string(),
      platform: z.string(),
      monogram: z.strictObject({ letters: z.string().length(2), color: z.string().regex(/^#[0-9a-f]{6}$/) }),
      releasedOn: day.optional(),
      endOfLifeOn: day.optional(),
    }),
  ),
  images: z.array(
    z.strictObject({
      name: z.string().regex(/^(Standard|Enterprise|Community|Vendor|Beta)_[A-Za-z0-9][A-Za-z0-9._]*$/, "use CATEGORY_WORDS with letters, digits, dots and underscores"),
      distribution: key,
      recipe: z.string().optional(),
      summary: z.string(),
      description: z.string(),
      loginUser: z.string(),
      architecture,
      firmware,
      minDiskGib: z.int().positive(),
      minRamMib: z.int().positive(),
      capabilities: z.array(key),
    }),
  ),
});

/** The whole default catalog, as its files say it. */
export type DefaultCatalog = z.output<typeof capabilitiesFileSchema> & z.output<typeof flavorsFileSchema> & z.output<typeof imagesFileSchema>;
