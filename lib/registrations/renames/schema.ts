import type { Role } from "../schema.ts";

/** A build of an image that is going to have another role. */
export type RoleChange = { buildId: string; version: string; before: Role; after: Role };

/** What customers meet in a cloud. */
export type Shown = { name: string; isHidden: boolean };

/** An image of a cloud that will be called, or shown, otherwise. `glanceId` is null where it is not registered yet. */
export type Rename = { cloud: string; glanceId: string | null; before: Shown; after: Shown };
