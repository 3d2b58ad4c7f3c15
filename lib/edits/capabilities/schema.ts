import { z } from "zod";
import { line, requestShape, shaped, text, type EditField, type Values } from "../schema.ts";

// The catalog's own keys never begin so: a later version of its files cannot claim the same one for another bit.
const ownKey = shaped(/^(?=.{1,60}$)x-[a-z0-9]+(-[a-z0-9]+)*$/, "Begin with x- and use lower-case letters, digits and hyphens, such as x-kvm-gpu-h100.");
const key = z.string().max(60).regex(/^[a-z0-9][a-z0-9-]*$/, "This is no key of a capability.");

const property = shaped(/^(?=.{1,100}$)(__support_[a-z0-9_]+|virtual_env_type)$/, "Use a property that the cloud filters flavors by: __support_ and lower-case letters, digits and underscores.");
const fields = {
  title: line("a title", 60),
  description: text("what it means", 500),
  glanceProperty: property,
  glanceValue: line("a value", 100).refine((value) => value.toLowerCase() !== "false", "A property is present with its value, or absent; never “false”. Enter another value."),
};

export const createCapabilitySchema = z.object({ key: ownKey, intent: requestShape.intent, ...fields });
export const editCapabilitySchema = z.object({ key, ...requestShape, ...fields });
export const resetCapabilitySchema = z.object({ key, revision: requestShape.revision });
export type CreateCapability = z.output<typeof createCapabilitySchema>;
export type EditCapability = z.output<typeof editCapabilitySchema>;

/** A capability as a form holds it. */
export type CapabilityValues = Values & { title: string; description: string; glanceProperty: string; glanceValue: string };

export type CapabilityRow = { bit: number; key: string; title: string; description: string; glanceProperty: string; glanceValue: string; isEdited: boolean; images: number; families: string[] };

export const capabilityFields: EditField[] = [
  { name: "title", label: "Title", kind: "line", required: true, maxLength: 60, hint: "Stands in the reasons of the image/flavor table." },
  { name: "description", label: "What it means", kind: "text", required: true, maxLength: 500 },
  { name: "glanceProperty", label: "Glance property", kind: "line", required: true, maxLength: 100 },
  { name: "glanceValue", label: "Its value", kind: "line", required: true, maxLength: 100, hint: "The property is present with this value, or absent." },
];

export const keyField: EditField = { name: "key", label: "Key", kind: "line", required: true, maxLength: 60, hint: "Begins with x-, so that no later version of the catalog's files has the same. Key and bit never change." };

/** What the form of a new capability begins with. */
export const newCapability: Values = { key: "x-", title: "", description: "", glanceProperty: "__support_", glanceValue: "true" };
