import { z } from "zod";
import { familyKinds, tableQuerySchema } from "../table/schema.ts";

const architecture = z.enum(["x86_64", "aarch64"]);
const firmware = z.enum(["bios", "uefi"]);
const properties = z.record(z.string(), z.string()).describe("Glance properties: present with their value, or absent, never \"false\"");
const mask = z.number().int().nonnegative().describe("Bitmask over the bits of `capabilities` in /api/v1/flavors");

export const capabilityAnswer = z.object({
  bit: z.number().int().min(0).max(30).describe("Number of the bit, counted from 0; never renumbered and never used again"),
  key: z.string(),
  title: z.string(),
  description: z.string(),
  glanceProperty: z.string(),
  glanceValue: z.string(),
});

export const familyAnswer = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  kind: z.enum(familyKinds).describe("General machines, machines with hardware of their own, or whole servers; with the hypervisor"),
  hypervisor: z.enum(["xen", "kvm", "bare_metal"]),
  architecture,
  firmware: firmware.nullable().describe("Null for a family that boots images of either firmware"),
  demands: z.object({ mask, capabilities: z.array(z.string()), properties }),
  liveMigration: z.boolean(),
  srIov: z.boolean(),
  localDisks: z.number().int(),
  gpu: z.string().nullable(),
  infiniband: z.boolean(),
  sizes: z
    .array(z.object({ name: z.string(), vcpus: z.number().int(), ramMib: z.number().int(), diskGib: z.number().int().nullable().describe("Null where the root disk is a volume of any size") }))
    .describe("Sizes that are public; an empty list means that none is"),
  url: z.url(),
});

/** `GET /api/v1/flavors`. */
export const flavorsAnswer = z.object({
  capabilities: z.array(capabilityAnswer),
  coexistence: z.array(z.object({ capability: z.string(), excludes: z.string(), reason: z.string() })).describe("Capabilities that no single registered image carries together"),
  families: z.array(familyAnswer),
});

const reasonAnswer = z.object({
  code: z.enum(["missing-capability", "architecture", "firmware", "disk", "ram", "coexistence"]),
  text: z.string().describe("The reason as an English sentence"),
  capabilities: z.array(z.string()).describe("Keys of the capabilities that the reason is about"),
});

const evidenceAnswer = z.object({
  flavor: z.string(),
  version: z.string(),
  verdict: z.enum(["passed", "failed", "warning"]),
  finishedAt: z.iso.datetime(),
  url: z.url().describe("The tests of that build"),
});

export const cellAnswer = z.object({
  supported: z.boolean(),
  reasons: z.array(reasonAnswer).describe("Empty exactly when the image runs on the family"),
  evidence: evidenceAnswer.nullable().describe("The newest finished boot of a build of the image on a flavor of the family"),
});

/** `GET /api/v1/flavors/table`. */
export const tableAnswer = z.object({
  query: tableQuerySchema,
  families: z.array(z.string()),
  images: z.array(
    z.object({
      name: z.string(),
      category: z.string(),
      state: z.enum(["active", "retired"]),
      distribution: z.string().describe("Slug of the distribution"),
      architecture,
      firmware,
      capabilities: z.object({ mask, keys: z.array(z.string()) }),
      registrations: z.array(z.object({ suffix: z.string(), properties })).describe("How often the bytes are registered in Glance, because of the co-existence rules"),
      url: z.url(),
      flavors: z.record(z.string(), cellAnswer).describe("The answer for each family"),
    }),
  ),
});

export type FlavorsAnswer = z.infer<typeof flavorsAnswer>;
export type FamilyAnswer = z.infer<typeof familyAnswer>;
export type TableAnswer = z.infer<typeof tableAnswer>;
export type CellAnswer = z.infer<typeof cellAnswer>;
