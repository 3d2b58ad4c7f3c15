import type { FoundKind } from "#lib/navigation/schema.ts";

/** What the results of each kind are called. */
export const foundTitles: Record<FoundKind, string> = { page: "Pages", image: "Images", build: "Builds", user: "Users" };
