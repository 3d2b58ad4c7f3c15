import { z } from "zod";
import { buildAnswer, buildsAnswer, packagesAnswer, testsAnswer } from "#lib/builds/api/schema.ts";
import { logQuerySchema } from "#lib/builds/schema.ts";
import { catalogAnswerSchema, imageAnswerSchema } from "#lib/catalog/schema.ts";
import { architectures, categories, conditions, firmwares, sorts, views } from "#lib/catalog/search/schema.ts";
import { comparisonSchema } from "#lib/compare/schema.ts";
import { filesAnswerSchema, identifySchema } from "#lib/downloads/identify/schema.ts";
import { flavorsAnswer, tableAnswer } from "#lib/flavors/api/schema.ts";
import { tableQuerySchema } from "#lib/flavors/table/schema.ts";
import { keyListSchema } from "#lib/keys/schema.ts";
import { statusReportSchema } from "#lib/registrations/status/schema.ts";
import { resolutionSchema } from "#lib/resolver/schema.ts";
import { clientSchema, latestAnswerSchema } from "#lib/rollouts/schema.ts";
import { refused } from "./bodies.ts";
import type { Operation } from "./schema.ts";

const several = <Value extends string>(values: readonly Value[]) => z.array(z.enum(values)).optional();

/** The parameters that lib/catalog/search/query.ts reads. */
const catalogQuery = z.object({
  q: z.string().max(100).optional().describe("Words that are searched in names, distributions and descriptions"),
  state: several(conditions),
  category: several(categories),
  distribution: z.array(z.string()).optional(),
  architecture: several(architectures),
  firmware: several(firmwares),
  capability: z.array(z.string()).optional().describe("Keys of capabilities; an image must have all of them"),
  flavor: z.string().optional().describe("A flavor or a flavor family on which the image must run"),
  sort: z.enum(sorts).optional(),
  view: z.enum(views).optional().describe("For the page alone"),
  page: z.int().min(1).max(999_999).optional(),
});

const image = "/api/v1/images/{name}";
const build = `${image}/builds/{version}`;
const csv = { mediaTypes: ["text/csv"] } as { mediaTypes: [string] };
const read = { method: "get", isRevalidated: true } as const;

/** Everything that anybody may read. */
export const readOperations: Operation[] = [
  { ...read, path: "/api/v1/images", id: "listImages", tag: "Catalog", summary: "The catalog, 50 images a page", query: catalogQuery, answers: { 200: { description: "Images that fit", body: { name: "Catalog", schema: catalogAnswerSchema } }, ...refused.catalogUnreadable } },
  { ...read, path: image, id: "readImage", tag: "Catalog", summary: "One image with its channels and their files", answers: { 200: { description: "The image", body: { name: "Image", schema: imageAnswerSchema } }, ...refused.catalogUnknown } },
  {
    ...read, path: `${image}/latest`, id: "readLatest", tag: "Catalog", summary: "Which build is latest for one client; differs from the channel only during a staged rollout", isRevalidated: false,
    query: z.object({ client: clientSchema.optional() }),
    answers: { 200: { description: "The build", body: { name: "Latest", schema: latestAnswerSchema } }, ...refused.unreadable, ...refused.unknown },
  },
  { ...read, path: "/api/v1/resolve/{name}", id: "resolve", tag: "Catalog", summary: "What any name, id, file name or hash that was ever given out means today", answers: { 200: { description: "What it means", body: { name: "Resolution", schema: resolutionSchema } }, ...refused.unknown } },
  { ...read, path: `${image}/builds`, id: "listBuilds", tag: "Builds", summary: "The builds of an image, newest first", answers: { 200: { description: "The builds", body: { name: "Builds", schema: buildsAnswer } }, ...refused.unknown } },
  { ...read, path: build, id: "readBuild", tag: "Builds", summary: "One build with its files, origin and channel history", answers: { 200: { description: "The build", body: { name: "Build", schema: buildAnswer } }, ...refused.unknown } },
  { ...read, path: `${build}/tests`, id: "readTests", tag: "Builds", summary: "Every check of a build with its evidence", answers: { 200: { description: "The newest boot", body: { name: "Tests", schema: testsAnswer } }, ...refused.unknown } },
  { ...read, path: `${build}/packages`, id: "readPackages", tag: "Builds", summary: "Every package of a build", answers: { 200: { description: "The packages", body: { name: "Packages", schema: packagesAnswer } }, ...refused.unknown } },
  {
    ...read, path: `${build}/log`, id: "readLog", tag: "Builds", summary: "The log so far as plain text", isRevalidated: false,
    query: logQuerySchema.extend({ download: z.string().optional().describe("Present: the answer is a file to save") }),
    answers: { 200: { description: "The log", body: { mediaTypes: ["text/plain"] } }, ...refused.shortUnknown },
  },
  {
    ...read, path: `${build}/log/stream`, id: "followLog", tag: "Builds", summary: "The log while it is written, as server-sent events", isRevalidated: false,
    query: z.object({ after: z.coerce.number().int().min(0).max(2_147_483_647).catch(0).describe("The last piece that the client has; the header Last-Event-ID says the same") }),
    answers: { 200: { description: "Events until the build ends", body: { mediaTypes: ["text/event-stream"] } }, ...refused.shortUnknown },
  },
  { ...read, path: `${image}/compare/{pair}`, id: "compareBuilds", tag: "Builds", summary: "What lies between two builds of an image", answers: { 200: { description: "The differences", body: { name: "Comparison", schema: comparisonSchema } }, ...refused.unreadable, ...refused.unknown } },
  { ...read, path: "/api/v1/flavors", id: "listFlavors", tag: "Flavors", summary: "Flavor families with sizes and demands", query: tableQuerySchema, answers: { 200: { description: "The families", body: { name: "Flavors", schema: flavorsAnswer } }, ...refused.shortUnreadable, ...refused.shortUnknown } },
  {
    ...read, path: "/api/v1/flavors/table", id: "readTable", tag: "Flavors", summary: "Which image runs on which flavor family, with the reason for every no",
    query: tableQuerySchema.extend({ format: z.enum(["json", "csv"]).optional() }),
    answers: { 200: { description: "The table", body: { name: "Table", schema: tableAnswer }, also: csv }, ...refused.shortUnreadable, ...refused.shortUnknown },
  },
  { ...read, path: "/api/v1/flavors/table.csv", id: "readTableAsCsv", tag: "Flavors", summary: "The same table as CSV", query: tableQuerySchema, answers: { 200: { description: "The table", body: csv }, ...refused.shortUnreadable, ...refused.shortUnknown } },
  { ...read, path: "/api/v1/files", id: "findFiles", tag: "Trust", summary: "Which published files have a name, size or SHA-256; one of them must be given", query: identifySchema, answers: { 200: { description: "The files", body: { name: "Files", schema: filesAnswerSchema } }, ...refused.shortUnreadable } },
  { ...read, path: "/api/v1/keys", id: "listKeys", tag: "Trust", summary: "The signing keys with state and validity", answers: { 200: { description: "The keys", body: { name: "Keys", schema: keyListSchema } } } },
  { ...read, path: "/api/v1/status", id: "readStatus", tag: "Trust", summary: "The promises about every image in every cloud, now and in the last 90 days", answers: { 200: { description: "The state", body: { name: "Status", schema: statusReportSchema } } } },
  { ...read, path: "/api/v1/openapi.json", id: "readDescription", tag: "This API", summary: "This document", answers: { 200: { description: "An OpenAPI document", body: { mediaTypes: ["application/json"] } } } },
];
