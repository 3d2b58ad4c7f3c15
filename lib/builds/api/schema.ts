import { z } from "zod";

const time = z.iso.datetime();
const verdict = z.enum(["passed", "failed", "warning"]);
const channel = z.enum(["latest", "prev"]);

const buildFields = {
  version: z.string().describe("YYYYMMDD-N"),
  status: z.enum(["queued", "building", "testing", "signing", "publishing", "published", "failed", "cancelled"]),
  trigger: z.enum(["first_start", "manual", "nightly", "security"]),
  channel: channel.nullable().describe("The channel that points to the build now"),
  isRevoked: z.boolean(),
  queuedAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  publishedAt: time.nullable(),
  expiredAt: time.nullable().describe("When its files were removed; what is known of it stays"),
  failedStage: z.string().nullable(),
  failureReason: z.string().nullable(),
  sizeBytes: z.int().nullable().describe("Size of the qcow2"),
  tests: z.object({ passed: z.int(), total: z.int() }),
};

/** `GET /api/v1/images/NAME/builds`: newest first. */
export const buildsAnswer = z.object({ image: z.string(), builds: z.array(z.object({ ...buildFields, url: z.url() })) });
export type BuildsAnswer = z.infer<typeof buildsAnswer>;

const file = z.object({
  kind: z.string(),
  fileName: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  url: z.url(),
  signatureUrl: z.url().nullable().describe("Detached OpenPGP signature; what has none is covered by the signed SHA256SUMS"),
});

/** `GET /api/v1/images/NAME/builds/VERSION`. */
export const buildAnswer = z.object({
  image: z.string(),
  ...buildFields,
  note: z.string().nullable(),
  expiresAt: time.nullable().describe("When its files will be removed, unless it is in a channel then"),
  revocation: z.object({ reason: z.string(), severity: z.string(), explanation: z.string(), replacementVersion: z.string().nullable(), at: time }).nullable(),
  previousVersion: z.string().nullable().describe("The build that was published before it"),
  channelHistory: z.array(z.object({ channel, from: time, until: time.nullable().describe("Null while it still holds the channel") })),
  builder: z.object({ name: z.string().nullable(), version: z.string().nullable(), mode: z.string().nullable() }),
  recipeSha256: z.string().nullable(),
  virtualSizeBytes: z.int().nullable(),
  repositories: z.array(z.object({ uri: z.string(), suite: z.string(), components: z.array(z.string()), date: z.string(), releaseSha256: z.string() })),
  packageCount: z.int(),
  files: z.array(file).describe("Empty unless the build is published and kept"),
  urls: z.object({ page: z.url(), tests: z.url(), packages: z.url() }),
});
export type BuildAnswer = z.infer<typeof buildAnswer>;

/** `GET /api/v1/images/NAME/builds/VERSION/tests`: the newest boot; `run` is null before there was one. */
export const testsAnswer = z.object({
  image: z.string(),
  version: z.string(),
  run: z
    .object({
      attempt: z.int(),
      accelerator: z.string().describe("kvm, or tcg without hardware acceleration"),
      verdict: verdict.nullable().describe("Null while it runs"),
      bootSeconds: z.number().nullable(),
      startedAt: time,
      results: z.array(z.object({ checkId: z.string(), title: z.string(), category: z.string(), mandatory: z.boolean(), verdict, reason: z.string(), command: z.string(), output: z.string(), durationMs: z.int() })),
    })
    .nullable(),
});
export type TestsAnswer = z.infer<typeof testsAnswer>;

/** `GET /api/v1/images/NAME/builds/VERSION/packages`: by name and architecture. */
export const packagesAnswer = z.object({
  image: z.string(),
  version: z.string(),
  packages: z.array(z.object({ name: z.string(), version: z.string(), architecture: z.string(), source: z.string() })),
});
export type PackagesAnswer = z.infer<typeof packagesAnswer>;
