import { z } from "zod";
import type { GlanceImage, ImageChange, ImageSettings } from "./types.ts";

// What Glance itself keeps of an image beside the custom properties (Image API v2, “Show image”).
const own = z.object({
  id: z.string(),
  name: z.string().nullable().transform((name) => name ?? ""),
  status: z.enum(["queued", "saving", "uploading", "importing", "active", "deactivated", "killed", "deleted", "pending_delete"]),
  visibility: z.enum(["public", "community", "shared", "private"]),
  protected: z.boolean(),
  os_hidden: z.boolean().default(false),
  owner: z.string().nullish(),
  size: z.number().nullish(),
  os_hash_algo: z.string().nullish(),
  os_hash_value: z.string().nullish(),
  min_disk: z.number(),
  min_ram: z.number(),
  created_at: z.coerce.date(),
});
const others = ["updated_at", "virtual_size", "checksum", "container_format", "disk_format", "tags", "self", "file", "schema", "stores", "locations", "direct_url", "owner_specified"];
const base = new Set([...Object.keys(own.shape), ...others]);

/** An image of Glance's JSON as ours. Throws `ZodError` when it is no image. */
export const imageSchema = z.looseObject({}).transform((wire, context): GlanceImage => {
  const parsed = own.safeParse(wire);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) context.addIssue({ code: "custom", message: issue.message, path: issue.path });
    return z.NEVER;
  }
  const { id, name, status, visibility, size, min_disk, min_ram, owner, created_at } = parsed.data;
  const properties = Object.fromEntries(Object.entries(wire).flatMap(([key, value]) => (base.has(key) || typeof value !== "string" ? [] : [[key, value]])));
  return {
    id, name, status, visibility, properties,
    isHidden: parsed.data.os_hidden,
    isProtected: parsed.data.protected,
    ownerId: owner ?? null,
    sizeBytes: size ?? null,
    hashAlgorithm: parsed.data.os_hash_algo ?? null,
    hash: parsed.data.os_hash_value ?? null,
    minDiskGib: min_disk,
    minRamMib: min_ram,
    createdAt: created_at,
  };
});

export const pageSchema = z.object({ images: z.array(imageSchema), next: z.string().optional() });

/** The offers of `GET /v2/info/import`. */
export const importInfoSchema = z.object({ "import-methods": z.object({ value: z.array(z.string()) }) });

/** The body that makes an image. */
export function bodyOf(id: string, { name, isHidden, visibility, isProtected, minDiskGib, minRamMib, properties }: ImageSettings): string {
  return JSON.stringify({
    ...properties, id, name, visibility,
    os_hidden: isHidden, protected: isProtected, min_disk: minDiskGib, min_ram: minRamMib, disk_format: "qcow2", container_format: "bare",
  });
}

/** Media type and body of a change (“Image API v2.1 JSON patch”). `add` replaces what is there (RFC 6902 §4.1). */
export const patchMediaType = "application/openstack-images-v2.1-json-patch";
export function patchOf(changes: ImageChange[]): string {
  const pathOf = (path: string) => `/${path.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return JSON.stringify(changes.map((change) => ("remove" in change ? { op: "remove", path: pathOf(change.path) } : { op: "add", path: pathOf(change.path), value: change.value })));
}
