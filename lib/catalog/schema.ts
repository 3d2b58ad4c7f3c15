import { z } from "zod";

/** `?q=` of the catalog: what a person types, cut to a sensible length. */
export const searchSchema = z.object({ q: z.string().trim().max(100).catch("") });

/**
 * What a customer must know of an image at a glance: `current`, `stale` (its latest build is older than its refresh
 * interval), `withdrawn` (its latest build was revoked and nothing took its place), `unbuilt`, `retired`.
 */
export type ImageCondition = "current" | "stale" | "withdrawn" | "unbuilt" | "retired";

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

export type PromotionEntry = {
  id: string;
  image: string;
  version: string;
  displacedVersion: string | null;
  kind: PromotionKind;
  reason: string | null;
  actorKind: "system" | "user" | "token";
  actorName: string;
  at: Date;
};

/** The files of a channel's build as its card offers them; null where a build lacks one. */
export type ChannelFiles = {
  qcow2: { fileName: string; sizeBytes: number; signatureName: string | null; fingerprint: string | null };
  checksums: string | null;
  metalink: string | null;
};

export type ChannelCard = {
  name: "latest" | "prev";
  version: string;
  publishedAt: Date;
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
  refreshDays: number;
  retentionDays: number;
  replacement: string | null;
  distribution: DistributionMark & { release: string; codename: string | null; endOfLifeOn: Date | null };
  channels: { latest: ChannelCard | null; prev: ChannelCard | null };
  /** The newest revocation that emptied `latest`; null while `latest` has a build. */
  withdrawal: { version: string; explanation: string; replacementVersion: string | null; at: Date } | null;
};
