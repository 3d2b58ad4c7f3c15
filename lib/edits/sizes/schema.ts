import { z } from "zod";
import { requestShape, shaped, whole, type EditField, type Values } from "../schema.ts";

const family = z.string().max(40).regex(/^(physical\.)?[a-z]+[0-9]+[a-z]*$/, "This is no name of a flavor family.");
const name = shaped(/^(?=.{1,60}$)(physical\.)?[a-z]+[0-9]+[a-z]*\.[a-z0-9]+(\.[a-z0-9]+)*$/, "Use a flavor's name: the family's, a dot, and its size, such as s2.medium.4.");

const fields = {
  vcpus: whole("the number of vCPU", 1, 4_096),
  ramMib: whole("the memory in MiB", 64, 67_108_864),
  diskGib: z.union([z.literal("").transform(() => null), whole("the disk in GiB, or nothing,", 1, 1_048_576)]),
};

function checkName({ family, name }: { family: string; name: string }, context: z.RefinementCtx): void {
  if (!name.startsWith(`${family}.`)) context.addIssue({ code: "custom", path: ["name"], message: `${name} does not begin with ${family}. — the name of its family and a dot. Begin it so.` });
}

export const createSizeSchema = z.object({ family, name, intent: requestShape.intent, ...fields }).superRefine(checkName);
export const editSizeSchema = z.object({ family, name, ...requestShape, ...fields }).superRefine(checkName);
export const resetSizeSchema = z.object({ name, revision: requestShape.revision, confirmed: requestShape.confirmed });
export type CreateSize = z.output<typeof createSizeSchema>;
export type EditSize = z.output<typeof editSizeSchema>;

/** A flavor as a form holds it; no disk means that its root disk is a volume of any size. */
export type SizeValues = Values & { family: string; vcpus: number; ramMib: number; diskGib: number | null };

export const sizeFields: EditField[] = [
  { name: "vcpus", label: "vCPU", kind: "number", min: 1, max: 4_096, required: true },
  { name: "ramMib", label: "Memory", kind: "number", unit: "MiB", min: 64, max: 67_108_864, required: true },
  { name: "diskGib", label: "Local root disk (optional)", kind: "number", unit: "GiB", min: 1, max: 1_048_576, hint: "Empty where the root disk is a volume of any size." },
];

export const sizeNameField: EditField = { name: "name", label: "Name", kind: "line", required: true, maxLength: 60, hint: "The family, a dot, the size, such as s2.medium.4. It never changes." };

/** What the form of a new flavor begins with. */
export function newSize(family: string): Values {
  return { name: `${family}.`, vcpus: 1, ramMib: 4_096, diskGib: null };
}
