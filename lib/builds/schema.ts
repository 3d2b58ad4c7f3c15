import { z } from "zod";

/** `YYYYMMDD-N` (design.md §2). */
export const versionSchema = z.string().regex(/^[0-9]{8}-[1-9][0-9]{0,5}$/);

const one = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);

/**
 * What a reader can choose on the page of a build: `?tests=failed`, `?t=ssh`, `?check=no-root-login` (opened),
 * `?p=openssl`, `?packages=all`.
 */
export const buildViewSchema = z.object({
  tests: one(z.enum(["all", "failed"]).catch("all")),
  t: one(z.string().trim().max(100).catch("")),
  check: one(z.string().max(100).catch("")),
  p: one(z.string().trim().max(100).catch("")),
  packages: one(z.enum(["some", "all"]).catch("some")),
});
export type BuildView = z.infer<typeof buildViewSchema>;

export type BuildStatus = "queued" | "building" | "testing" | "signing" | "publishing" | "published" | "failed" | "cancelled";
export type BuildTrigger = "first_start" | "manual" | "nightly" | "security";
export type Verdict = "passed" | "failed" | "warning";
export const revocationReasonSchema = z.enum(["vulnerability", "defect", "compromised_key", "licensing", "wrong_content", "other"]);
export type RevocationReason = z.infer<typeof revocationReasonSchema>;
export const severitySchema = z.enum(["low", "medium", "high", "critical"]);
export type Severity = z.infer<typeof severitySchema>;

/** The body of the API's request for a build. */
export const buildRequestBodySchema = z.object({ note: z.string().trim().max(500).optional() });

/** What of a log is wanted as plain text. */
export const logQuerySchema = z.object({
  until: z.coerce.number().int().min(0).max(2_147_483_647).catch(2_147_483_647).describe("The last piece that is wanted, as the live stream numbers them"),
  colors: z.enum(["keep", "drop"]).catch("drop").describe("Whether the escapes of terminals stay in it"),
});

export type TestScore = { passed: number; total: number };

/** One build in the history of its image. */
export type BuildRow = {
  version: string;
  status: BuildStatus;
  trigger: BuildTrigger;
  queuedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  publishedAt: Date | null;
  expiredAt: Date | null;
  failedStage: BuildStatus | null;
  failureReason: string | null;
  channel: "latest" | "prev" | null;
  isRevoked: boolean;
  sizeBytes: number | null;
  tests: TestScore;
};

export type StageState = "done" | "current" | "failed" | "cancelled" | "ahead";
/** One stop of the stage rail; `durationMs` of the current one counts up to now. */
export type Stage = { name: BuildStatus; state: StageState; startedAt: Date | null; durationMs: number | null };

export type TestEvidence = {
  checkId: string;
  title: string;
  category: string;
  mandatory: boolean;
  verdict: Verdict;
  reason: string;
  command: string;
  output: string;
  durationMs: number;
};

export type TestRun = { attempt: number; accelerator: string; verdict: Verdict | null; bootSeconds: number | null; startedAt: Date; results: TestEvidence[] };
export type Package = { name: string; version: string; architecture: string; source: string };
export type FileEntry = { kind: string; fileName: string; sizeBytes: number; sha256: string; signatureName: string | null };

/** The state of one package repository at the time of the build, as the builder records it. */
export const repositoriesSchema = z.array(
  z.object({ uri: z.string(), suite: z.string(), components: z.array(z.string()), date: z.string(), releaseSha256: z.string() }),
);
export type Repository = z.infer<typeof repositoriesSchema>[number];

/** A time during which a build held a channel; `until` is null while it still does. */
export type ChannelSpan = { channel: "latest" | "prev"; from: Date; until: Date | null };

export type Revocation = { reason: RevocationReason; severity: Severity; explanation: string; replacementVersion: string | null; at: Date };

/** A line of the log of a failed build that explains the failure; `isCause`: the first sign of it. */
const failureLineSchema = z.object({ line: z.number(), text: z.string(), isCause: z.boolean() });
export type FailureLine = z.infer<typeof failureLineSchema>;
/** As the worker recorded them; none for builds that failed without a worker, or before they were recorded. */
export const failureLinesSchema = z.array(failureLineSchema).catch([]);

/** The end of a log from the line with the number `firstLine` on; `isCut`: there is more before it. `afterSequence` is where the live stream goes on. */
export type LogText = { text: string; isCut: boolean; firstLine: number; afterSequence: number };

export type BuildDetails = BuildRow & {
  id: string;
  image: string;
  note: string | null;
  expiresAt: Date | null;
  revocation: Revocation | null;
  failureLines: FailureLine[];
  stages: Stage[];
  takeovers: { message: string; at: Date }[];
  builder: string | null;
  builderVersion: string | null;
  builderMode: string | null;
  recipeHash: string | null;
  workerName: string | null;
  virtualSizeBytes: number | null;
  repositories: Repository[];
  testRun: TestRun | null;
  /** The checks that the reader has chosen, by category. */
  testGroups: { category: string; results: TestEvidence[] }[];
  channelSpans: ChannelSpan[];
  /** The published build before this one, with which it is compared; null for the first. */
  previousVersion: string | null;
  files: FileEntry[];
  packageCount: number;
  packages: Package[];
  log: LogText;
};

/** What the live stream of a build sends, by the name of the event. */
export type LiveEvent = { event: "log"; id: number; data: { text: string } } | { event: "status"; data: { status: BuildStatus } } | { event: "end"; data: { status: BuildStatus } };
