import { z } from "zod";
import { versionSchema } from "#lib/builds/schema.ts";

/** `A...B` in the address of a comparison. */
export const pairSchema = z
  .string()
  .transform((text) => text.split("..."))
  .pipe(z.tuple([versionSchema, versionSchema]))
  .transform(([before, after]) => ({ before, after }));

/** The form that chooses two builds: `?from=A&to=B`, from which the address is made. */
export const choiceSchema = z.object({ from: versionSchema.optional().catch(undefined), to: versionSchema.optional().catch(undefined) });

const verdict = z.enum(["passed", "failed", "warning"]);
const packageSchema = z.object({ name: z.string(), architecture: z.string(), version: z.string(), source: z.string() });
const changedPackageSchema = z.object({ name: z.string(), architecture: z.string(), source: z.string(), before: z.string(), after: z.string() });

const sideSchema = z.object({
  version: z.string(),
  status: z.enum(["queued", "building", "testing", "signing", "publishing", "published", "failed", "cancelled"]),
  channel: z.enum(["latest", "prev"]).nullable(),
  isRevoked: z.boolean(),
  publishedAt: z.iso.datetime().nullable(),
  sizeBytes: z.int().nullable().describe("Size of the qcow2"),
  virtualSizeBytes: z.int().nullable().describe("Size of the disk inside"),
  sha256: z.string().nullable().describe("SHA-256 of the qcow2"),
  packageCount: z.int(),
  tests: z.object({ passed: z.int(), total: z.int() }),
});
export type Side = z.infer<typeof sideSchema>;

const valueChange = z.object({ before: z.string().nullable(), after: z.string().nullable() });

const repositoryChangeSchema = z.object({
  uri: z.string(),
  suite: z.string(),
  before: z.object({ date: z.string(), components: z.array(z.string()) }).nullable().describe("Null when the repository was added"),
  after: z.object({ date: z.string(), components: z.array(z.string()) }).nullable().describe("Null when the repository was removed"),
});
export type RepositoryChange = z.infer<typeof repositoryChangeSchema>;

/** What lies between two builds of one image: `GET /api/v1/images/NAME/compare/A...B`. */
export const comparisonSchema = z.object({
  image: z.string(),
  before: sideSchema,
  after: sideSchema,
  isIdentical: z.boolean().describe("No package, test verdict, recipe, builder, repository or size of the disk differs"),
  hasSameBytes: z.boolean().describe("Both qcow2 files have one SHA-256"),
  packages: z.object({
    added: z.array(packageSchema),
    removed: z.array(packageSchema),
    upgraded: z.array(changedPackageSchema),
    downgraded: z.array(changedPackageSchema),
    unchangedCount: z.int(),
  }),
  tests: z.array(z.object({ checkId: z.string(), title: z.string(), before: verdict.nullable().describe("Null when the check did not exist"), after: verdict.nullable() })).describe("Checks whose verdict differs"),
  origin: z.object({
    recipe: valueChange.nullable().describe("SHA-256 of all inputs of the recipe; null when both builds have the same"),
    builder: valueChange.nullable().describe("Name and version of the builder; null when both builds have the same"),
    repositories: z.array(repositoryChangeSchema).describe("Repositories whose state differs"),
  }),
});
export type Comparison = z.infer<typeof comparisonSchema>;
export type PackageChanges = Comparison["packages"];
export type TestChange = Comparison["tests"][number];

/** A build that a comparison can begin or end with. */
export type Choice = { version: string; channel: "latest" | "prev" | null; isRevoked: boolean };
