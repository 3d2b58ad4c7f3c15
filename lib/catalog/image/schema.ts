import { z } from "zod";
import type { BuildRow, Severity, Verdict } from "#lib/builds/schema.ts";
import type { Hypervisor, Support } from "#lib/flavors/schema.ts";
import { toolSchema } from "#lib/usage/schema.ts";
import type { DistributionMark, ImageDetails, PromotionKind } from "../schema.ts";

const extent = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.enum(["some", "all"]).catch("some"));

/** What a reader can choose on the page of an image: `?tool=terraform`, `?history=all`, `?builds=all`. */
export const imageViewSchema = z.object({ tool: toolSchema, history: extent, builds: extent });
export type ImageView = z.infer<typeof imageViewSchema>;

export type HistoryKind = PromotionKind | "published" | "failed" | "revoked" | "expired" | "retired";

/** One event of an image's life. `other` is the build that was displaced by this one, or that replaces it; `by` is a person. */
export type HistoryEntry = { kind: HistoryKind; at: Date; version: string | null; other: string | null; reason: string | null; by: string | null };

/** How one check judged the build in `latest`. */
export type LatestTest = { checkId: string; title: string; category: string; verdict: Verdict; accelerator: string; bootSeconds: number | null };

/** A security property with the check that proves it; no verdict where the build in `latest` was not checked for it. */
export type SecurityProperty = { checkId: SecurityCheck; verdict: Verdict | null };

/** The checks of a boot test that prove what an image promises about its security, in the order in which the page tells it. */
export const securityChecks = [
  "no-password-login", "no-root-login", "sshd-modern-crypto", "only-sshd-listening", "sysctl-hardening", "unique-identity",
  "random-password-set", "repositories-registered", "package-database-consistent", "time-synchronisation", "entropy",
] as const;
export type SecurityCheck = (typeof securityChecks)[number];

export type KnownIssue = {
  slug: string;
  title: string;
  body: string;
  workaround: string | null;
  severity: Severity;
  openedOn: Date;
  resolvedOn: Date | null;
  /** Whether it names this very image, or its distribution. */
  concerns: "image" | "distribution";
};

export type SimilarImage = {
  name: string;
  summary: string;
  architecture: string;
  firmware: string;
  isRetired: boolean;
  relation: "replacement" | "predecessor" | "family";
  latestVersion: string | null;
  distribution: DistributionMark;
};

export type FamilySupport = { name: string; title: string; hypervisor: Hypervisor; support: Support };

/** How old `latest` is against its policy: whole days since publication, and until the next build is due (negative: overdue). */
export type Freshness = { ageDays: number; refreshDays: number; dueInDays: number };

/** Everything that the page of an image shows. */
export type ImagePage = {
  image: ImageDetails;
  builds: BuildRow[];
  hasMoreBuilds: boolean;
  history: HistoryEntry[];
  hasMoreHistory: boolean;
  tests: LatestTest[];
  packageCount: number;
  issues: KnownIssue[];
  similar: SimilarImage[];
  families: FamilySupport[];
};
