import { z } from "zod";

/**
 * What a customer must know of an image at a glance: `current`, `stale` (its latest build is older than its refresh
 * interval), `withdrawn` (its latest build was revoked and nothing took its place), `unbuilt`, `retired`.
 */
export type ImageCondition = z.infer<typeof conditionSchema>;

export type Category = "Standard" | "Enterprise" | "Community" | "Vendor" | "Beta";
export type Architecture = "x86_64" | "aarch64";

export type DistributionMark = { name: string; monogram: string; monogramColor: string };

/** One image in a listing with the file that most people want. */
export type CatalogRow = {
  name: string;
  summary: string;
  architecture: Architecture;
  distribution: DistributionMark;
  condition: ImageCondition;
  isBuilding: boolean;
  latest: { version: string; publishedAt: Date; fileName: string; sizeBytes: number } | null;
};

export type PromotionKind = "first" | "promotion" | "policy" | "rollback";

/** The files of a channel's build as its card offers them; null where a build lacks one. */
export type ChannelFiles = {
  qcow2: { fileName: string; sizeBytes: number; sha256: string; signatureName: string | null; fingerprint: string | null };
  checksums: string | null;
  metalink: string | null;
};

export type ChannelCard = {
  name: "latest" | "prev";
  version: string;
  publishedAt: Date;
  expiresAt: Date | null;
  assignedAt: Date;
  tests: { passed: number; total: number };
  files: ChannelFiles | null;
};

/** Everything that the page of an image shows beside its builds. */
export type ImageDetails = {
  name: string;
  summary: string;
  description: string;
  category: Category;
  condition: ImageCondition;
  architecture: Architecture;
  firmware: "bios" | "uefi";
  loginUser: string;
  minDiskGib: number;
  minRamMib: number;
  capabilities: number;
  refreshDays: number;
  retentionDays: number;
  retiredOn: Date | null;
  replacement: string | null;
  distribution: DistributionMark & {
    family: string;
    release: string;
    codename: string | null;
    osDistro: string;
    osVersion: string;
    platform: string;
    releasedOn: Date | null;
    endOfLifeOn: Date | null;
  };
  channels: { latest: ChannelCard | null; prev: ChannelCard | null };
  /** The newest revocation that emptied `latest`; null while `latest` has a build. */
  withdrawal: { version: string; explanation: string; replacementVersion: string | null; at: Date } | null;
};

const architecture = z.enum(["x86_64", "aarch64"]);
const firmware = z.enum(["bios", "uefi"]);
const category = z.enum(["Standard", "Enterprise", "Community", "Vendor", "Beta"]);
export const conditionSchema = z.enum(["current", "stale", "withdrawn", "unbuilt", "retired"]);

const imageTraits = {
  name: z.string(),
  summary: z.string(),
  category,
  state: conditionSchema,
  architecture,
  firmware,
  minDiskGib: z.int(),
  minRamMib: z.int(),
  /** Keys of capabilities, as in `/api/v1/flavors`. */
  capabilities: z.array(z.string()),
  /** The flavor families whose rule says yes. */
  runsOn: z.array(z.string()),
  /** Address of the page for people. */
  page: z.url(),
};

/** One image in the answer of `GET /api/v1/images`. */
export const imageSummarySchema = z.object({
  ...imageTraits,
  distribution: z.object({ name: z.string(), family: z.string() }),
  /** The file of the build in `latest`; null while there is none. Sizes are in bytes, times in UTC (RFC 3339). */
  latest: z.object({ version: z.string(), publishedAt: z.iso.datetime(), url: z.url(), sizeBytes: z.int() }).nullable(),
  self: z.url(),
});

const counts = z.record(z.string(), z.int());

/** `GET /api/v1/images`: a page of images by the parameters of `/images`; 50 a page, `next` leads on. */
export const catalogAnswerSchema = z.object({
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  /** Retired images that fit as well; they come with `state=retired`, a flavor or a search. */
  hiddenRetired: z.int(),
  images: z.array(imageSummarySchema),
  /** How many images each value of a filter would show beside the other filters. */
  counts: z.object({ state: counts, category: counts, distribution: counts, architecture: counts, firmware: counts, capability: counts, flavor: counts }),
  next: z.url().nullable(),
});
export type CatalogAnswer = z.infer<typeof catalogAnswerSchema>;

/** What a request gets that names an unknown value (400) or an unknown image (404). */
export const refusalAnswerSchema = z.object({
  error: z.object({
    code: z.enum(["unknown-value", "not-found"]),
    message: z.string(),
    problems: z.array(z.object({ field: z.string(), value: z.string(), known: z.array(z.string()) })).optional(),
  }),
});
export type RefusalAnswer = z.infer<typeof refusalAnswerSchema>;

const file = z.object({
  kind: z.string(),
  fileName: z.string(),
  url: z.url(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  sha512: z.string(),
  /** The detached OpenPGP signature of the file, made by the key of this fingerprint. */
  signature: z.object({ url: z.url(), fingerprint: z.string().nullable() }).nullable(),
});

const channel = z.object({
  version: z.string(),
  buildId: z.uuid(),
  publishedAt: z.iso.datetime(),
  assignedAt: z.iso.datetime(),
  tests: z.object({ passed: z.int(), total: z.int() }),
  files: z.array(file),
});

/** `GET /api/v1/images/NAME`. */
export const imageAnswerSchema = z.object({
  ...imageTraits,
  description: z.string(),
  distribution: z.object({ name: z.string(), family: z.string(), release: z.string(), codename: z.string().nullable(), endOfLifeOn: z.iso.date().nullable() }),
  loginUser: z.string(),
  refreshDays: z.int(),
  retentionDays: z.int(),
  replacement: z.string().nullable(),
  /** The images that Glance gets of each build: their names end with `suffix`. */
  registrations: z.array(z.object({ suffix: z.string(), properties: z.record(z.string(), z.string()) })),
  channels: z.object({ latest: channel.nullable(), prev: channel.nullable() }),
});
export type ImageAnswer = z.infer<typeof imageAnswerSchema>;
