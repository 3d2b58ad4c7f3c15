import { z } from "zod";
import type { Architecture } from "#lib/catalog/schema.ts";
import type { Firmware, Hypervisor } from "#lib/flavors/schema.ts";
import { gatherBoxes, line, requestShape, shaped, text, whole, type EditField, type Values } from "../schema.ts";

const name = shaped(/^(?=.{1,40}$)(physical\.)?[a-z]+[0-9]+[a-z]*$/, "Use a family's name, such as s2, p2v or physical.s3.");

/** What a family has beside its machines; each is true or false in the database. */
export const features = ["liveMigration", "srIov", "infiniband"] as const;
export type Feature = (typeof features)[number];

const fields = {
  title: line("a title", 80),
  description: text("a description", 2_000),
  hypervisor: z.enum(["xen", "kvm", "bare_metal"], "Choose a hypervisor."),
  architecture: z.enum(["x86_64", "aarch64"], "Choose x86_64 or aarch64."),
  firmware: z.enum(["", "bios", "uefi"], "Choose bios, uefi or any.").transform((value) => value || null),
  demands: z.array(z.string().max(80)).max(31),
  features: z.array(z.enum(features, "There is no such feature.")),
  localDisks: whole("the number of local disks", 0, 100),
  gpu: z.string().trim().max(80, "Use at most 80 characters.").transform((value) => value || null),
};

const boxes = gatherBoxes("demands", "features");
export const createFamilySchema = z.preprocess(boxes, z.object({ name, intent: requestShape.intent, ...fields }));
export const editFamilySchema = z.preprocess(boxes, z.object({ name, ...requestShape, ...fields }));
export const resetFamilySchema = z.object({ name, revision: requestShape.revision, confirmed: requestShape.confirmed });
export type CreateFamily = z.output<typeof createFamilySchema>;
export type EditFamily = z.output<typeof editFamilySchema>;

/** A flavor family as a form holds it; no firmware means any. */
export type FamilyValues = Values & {
  title: string; description: string; hypervisor: Hypervisor; architecture: Architecture; firmware: Firmware | null; demands: string[]; features: Feature[]; localDisks: number; gpu: string | null;
};

export type FamilyRow = { name: string; title: string; hypervisor: Hypervisor; architecture: Architecture; demands: string[]; sizes: number; isEdited: boolean };
export type SizeRow = { name: string; vcpus: number; ramMib: number; diskGib: number | null; isEdited: boolean };

const choices = (...values: string[]) => values.map((value) => ({ value, label: value }));

export const familyFields: EditField[] = [
  { name: "title", label: "Title", kind: "line", required: true, maxLength: 80 },
  { name: "hypervisor", label: "Hypervisor", kind: "choice", options: [...choices("xen", "kvm"), { value: "bare_metal", label: "bare metal" }] },
  { name: "description", label: "Description", kind: "text", required: true, maxLength: 2_000 },
  { name: "architecture", label: "Architecture", kind: "choice", part: "Which images run on it", options: choices("x86_64", "aarch64") },
  { name: "firmware", label: "Firmware", kind: "choice", options: [{ value: "", label: "any" }, ...choices("bios", "uefi")] },
  { name: "demands", label: "Demands of an image", kind: "many", hint: "An image runs here when it has all of these, and the hardware fits." },
  { name: "features", label: "Features", kind: "many", part: "What it offers", options: [{ value: "liveMigration", label: "Live migration" }, { value: "srIov", label: "SR-IOV" }, { value: "infiniband", label: "InfiniBand" }] },
  { name: "localDisks", label: "Local disks", kind: "number", min: 0, max: 100, required: true },
  { name: "gpu", label: "GPU (optional)", kind: "line", maxLength: 80 },
];

export const familyNameField: EditField = { name: "name", label: "Name", kind: "line", required: true, maxLength: 40, hint: "Such as s2 or physical.s3. Flavors begin with it; it never changes." };

/** What the form of a new family begins with. */
export const newFamily: Values = { name: "", title: "", description: "", hypervisor: "kvm", architecture: "x86_64", firmware: null, demands: ["kvm"], features: ["liveMigration"], localDisks: 0, gpu: "" };
