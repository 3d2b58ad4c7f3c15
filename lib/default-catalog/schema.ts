import { z } from "zod";

const key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "use lower-case letters, digits and hyphens");
const slug = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, "use lower-case letters, digits, dots and hyphens");
const text = z.string().trim().min(1, "write something");
const day = z.iso.date().transform((value) => new Date(`${value}T00:00:00Z`));
const architecture = z.enum(["x86_64", "aarch64"]);
const firmware = z.enum(["bios", "uefi"]);

/** The name of an image: the guards of the database refuse the same names. */
export const imageNameSchema = z
  .string()
  .regex(/^(Standard|Enterprise|Community|Vendor|Beta)_[A-Za-z0-9][A-Za-z0-9._]{0,95}$/, "use CATEGORY_WORDS with letters, digits, dots and underscores, at most 96 after CATEGORY_")
  .regex(/^(?!.*_(latest|prev|[0-9]{8}-[0-9]+)$)/, "leave out _latest, _prev and versions: those are made of the image's name");

/** prisma/catalog/capabilities.yaml; every capability in `of` stands against every other one in `excludes`. */
export const capabilitiesFileSchema = z.strictObject({
  capabilities: z.array(
    z.strictObject({ bit: z.int().min(0).max(30), key, title: text, description: text, glanceProperty: z.string().regex(/^[a-z0-9_]+$/), glanceValue: text }),
  ),
  coexistence: z.array(z.strictObject({ of: z.array(key).min(1), excludes: z.array(key).min(1), reason: text })),
});

/** prisma/catalog/flavors.yaml; `demands` are keys of capabilities. */
export const flavorsFileSchema = z.strictObject({
  families: z.array(
    z.strictObject({
      name: z.string().regex(/^(physical\.)?[a-z]+[0-9]+[a-z]*$/, "use a family's name, as s2, p2v or physical.s3"),
      title: text,
      hypervisor: z.enum(["xen", "kvm", "bare_metal"]),
      architecture: architecture.default("x86_64"),
      firmware: firmware.optional(),
      demands: z.array(key),
      liveMigration: z.boolean().default(false),
      srIov: z.boolean().default(false),
      localDisks: z.int().min(0).default(0),
      gpu: text.optional(),
      infiniband: z.boolean().default(false),
      description: text,
      sizes: z.array(z.strictObject({ name: text, vcpus: z.int().positive(), ramGib: z.int().positive(), diskGib: z.int().positive().optional() })).default([]),
    }),
  ),
});

/** prisma/catalog/distributions.yaml; `platform` is a value of the cloud's property `__platform`. */
export const distributionsFileSchema = z.strictObject({
  distributions: z.array(
    z.strictObject({
      slug,
      name: text,
      family: text,
      release: text,
      codename: text.optional(),
      osDistro: text,
      osVersion: text,
      platform: z.enum(["Ubuntu", "Red Hat", "SUSE", "CentOS", "Debian", "OpenSUSE", "Oracle Linux", "Fedora", "EulerOS", "Other"]),
      monogram: z.strictObject({ letters: z.string().length(2), color: z.string().regex(/^#[0-9a-f]{6}$/, "use #rrggbb") }),
      releasedOn: day.optional(),
      endOfLifeOn: day.optional(),
    }),
  ),
});

const imageSchema = z.strictObject({
  name: imageNameSchema,
  distribution: slug,
  recipe: imageNameSchema.optional(),
  summary: text,
  description: text,
  loginUser: text.default("linux"),
  architecture: architecture.default("x86_64"),
  firmware: firmware.default("bios"),
  minDiskGib: z.int().positive().default(4),
  minRamMib: z.int().min(64).default(512),
  capabilities: z.array(key),
  retiredOn: day.optional(),
  replacement: imageNameSchema.optional(),
});

/** prisma/catalog/images.yaml */
export const imagesFileSchema = z.strictObject({ images: z.array(imageSchema.extend({ state: z.enum(["active", "retired"]).default("active") })) });

/** prisma/catalog/historic-images.yaml; `texts` holds descriptions that several images share. */
export const historicImagesFileSchema = z.strictObject({ texts: z.array(text), images: z.array(imageSchema.extend({ state: z.literal("retired").default("retired") })) });

const concerned = z
  .strictObject({ images: z.array(imageNameSchema).default([]), distributions: z.array(slug).default([]), families: z.array(z.string()).default([]) })
  .refine(({ images, distributions, families }) => images.length + distributions.length + families.length > 0, "name at least one image, distribution or family");

/** prisma/catalog/known-issues.yaml; an issue with `resolvedOn` is resolved. */
export const knownIssuesFileSchema = z.strictObject({
  issues: z.array(
    z.strictObject({ slug: key, title: text, body: text, workaround: text.optional(), severity: z.enum(["low", "medium", "high", "critical"]), openedOn: day, resolvedOn: day.optional(), concerns: concerned }),
  ),
});

/** prisma/catalog/signing-keys.yaml; a fingerprint may be written in groups. */
export const signingKeysFileSchema = z.strictObject({
  keys: z.array(
    z.strictObject({
      fingerprint: z.string().transform((value) => value.replaceAll(" ", "")).pipe(z.string().regex(/^[0-9A-F]{40}$/, "write 40 hexadecimal digits, capital letters")),
      algorithm: text,
      userId: text,
      validFrom: day,
      validUntil: day,
      note: text,
    }),
  ),
});

/** The whole default catalog, as its files say it; `images` holds today's and the historic ones. */
export type DefaultCatalog = z.output<typeof capabilitiesFileSchema> &
  z.output<typeof flavorsFileSchema> &
  z.output<typeof distributionsFileSchema> & { images: (z.output<typeof imageSchema> & { state: "active" | "retired" })[] } & z.output<typeof knownIssuesFileSchema> &
  z.output<typeof signingKeysFileSchema>;
