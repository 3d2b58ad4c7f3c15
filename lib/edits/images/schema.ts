import { z } from "zod";
import type { Architecture } from "#lib/catalog/schema.ts";
import { imageNameSchema } from "#lib/default-catalog/schema.ts";
import type { Firmware } from "#lib/flavors/schema.ts";
import { pageNumber } from "#lib/pages.ts";
import { dayOrNone, gatherBoxes, line, nameOrNone, requestShape, shaped, text, whole, type EditField, type Values } from "../schema.ts";

const name = imageNameSchema;
const keys = z.array(z.string().max(80)).max(31);

const fields = {
  summary: line("a summary", 160),
  description: text("a description", 4_000),
  loginUser: shaped(/^[a-z_][a-z0-9_-]{0,31}$/, "Use a POSIX user name: at most 32 lower-case letters, digits, - and _, beginning with a letter or _."),
  architecture: z.enum(["x86_64", "aarch64"], "Choose x86_64 or aarch64."),
  firmware: z.enum(["bios", "uefi"], "Choose bios or uefi."),
  minDiskGib: whole("the smallest disk in GiB", 1, 4096),
  minRamMib: whole("the least memory in MiB", 64, 4_194_304),
  capabilities: keys,
  recipe: nameOrNone,
  state: z.enum(["active", "retired"], "Choose active or retired."),
  retiredOn: dayOrNone,
  replacement: nameOrNone,
  promotionPolicy: z.enum(["manual", "automatic"], "Choose manual or automatic."),
  retentionDays: whole("the retention in days", 1, 36_500),
  refreshDays: whole("the interval in days", 1, 3_650),
};

type Lived = { state: string; retiredOn: string | null };
function checkLife({ state, retiredOn }: Lived, context: z.RefinementCtx): void {
  if (state === "active" && retiredOn !== null) context.addIssue({ code: "custom", path: ["retiredOn"], message: `The image is active, yet retired on ${retiredOn}. Leave the day empty, or choose retired.` });
}

export const createImageSchema = z.preprocess(gatherBoxes("capabilities"), z.object({ name, distribution: z.string().min(1, "Choose a distribution.").max(100), intent: requestShape.intent, ...fields }).superRefine(checkLife));
export const editImageSchema = z.preprocess(gatherBoxes("capabilities"), z.object({ name, ...requestShape, ...fields }).superRefine(checkLife));
export const resetImageSchema = z.object({ name, revision: requestShape.revision, confirmed: requestShape.confirmed });
export type CreateImage = z.output<typeof createImageSchema>;
export type EditImage = z.output<typeof editImageSchema>;

/** `?q=debian&state=retired&page=2`: which images the list shows. */
export const imageListSchema = z.object({ q: z.string().trim().max(100).catch(""), state: z.enum(["active", "retired", "all"]).catch("active"), page: pageNumber });
export type ImageListView = z.output<typeof imageListSchema>;

/** An image as a form holds it. */
export type ImageValues = Values & {
  summary: string; description: string; loginUser: string; architecture: Architecture; firmware: Firmware; minDiskGib: number; minRamMib: number; capabilities: string[];
  recipe: string | null; state: "active" | "retired"; retiredOn: string | null; replacement: string | null; promotionPolicy: "manual" | "automatic"; retentionDays: number; refreshDays: number;
};

/** An image in the list of the catalog. */
export type ImageRow = { name: string; summary: string; state: "active" | "retired"; architecture: Architecture; firmware: Firmware; recipeName: string | null; latestVersion: string | null; isEdited: boolean };

const choices = (...values: string[]) => values.map((value) => ({ value, label: value }));

/** The fields of the form, without the options that the database knows. */
export const imageFields: EditField[] = [
  { name: "summary", label: "Summary", kind: "line", part: "What customers read", required: true, maxLength: 160, hint: "One line, as lists show it." },
  { name: "loginUser", label: "Login user", kind: "line", required: true, maxLength: 32 },
  { name: "description", label: "Description", kind: "text", required: true, maxLength: 4_000 },
  { name: "architecture", label: "Architecture", kind: "choice", part: "Where it runs", options: choices("x86_64", "aarch64") },
  { name: "firmware", label: "Firmware", kind: "choice", options: choices("bios", "uefi") },
  { name: "minDiskGib", label: "Smallest disk", kind: "number", unit: "GiB", min: 1, max: 4096, required: true },
  { name: "minRamMib", label: "Least memory", kind: "number", unit: "MiB", min: 64, max: 4_194_304, required: true },
  { name: "capabilities", label: "Capabilities", kind: "many", hint: "They decide, with the fields above, on which flavors the image runs." },
  { name: "recipe", label: "Recipe", kind: "choice", part: "How it is built, and how long it lives", hint: "From the folder recipes/; without one the image is not built here." },
  { name: "state", label: "State", kind: "choice", options: choices("active", "retired"), hint: "A retired image stays in the catalog; its builds keep their names." },
  { name: "retiredOn", label: "Retired on", kind: "day", hint: "Empty while it is active." },
  { name: "replacement", label: "Replacement", kind: "choice", hint: "What its users should move to." },
  { name: "promotionPolicy", label: "Promotion policy", kind: "choice", options: choices("manual", "automatic") },
  { name: "retentionDays", label: "Retention", kind: "number", unit: "days", min: 1, max: 36_500, required: true, hint: "For so long after its publication a build is kept." },
  { name: "refreshDays", label: "Refresh", kind: "number", unit: "days", min: 1, max: 3_650, required: true, hint: "When latest is older than this, the image counts as stale." },
];

/** The fields that only a new image has. */
export const newImageFields: EditField[] = [
  { name: "name", label: "Name", kind: "line", required: true, maxLength: 107, hint: "CATEGORY_WORDS, such as Standard_Debian_13. It never changes." },
  { name: "distribution", label: "Distribution", kind: "choice", hint: "It never changes either." },
];

/** What the form of a new image begins with. */
export const newImage: Values = {
  name: "", distribution: null, summary: "", description: "", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: ["kvm"],
  recipe: null, state: "active", retiredOn: null, replacement: null, promotionPolicy: "manual", retentionDays: 730, refreshDays: 31,
};
