import { z } from "zod";
import type { Permission } from "#lib/auth/rules.ts";

/** The groups in which the pages of the admin side are listed, in this order. */
export const adminGroups = ["Builds", "Catalog", "Factory", "People"] as const;

/** A page of the admin side with an entry of its own; `permission` is that of the page itself, and hides the entry from those whom it would not open. */
export type AdminPage = { href: `/admin${string}`; title: string; group: (typeof adminGroups)[number]; permission: Permission; /** Other words for what is there, for the search. */ also?: string };

/** Every page that navigation and search lead to. A new page is one line here, at its place within its group. */
export const adminPages: readonly AdminPage[] = [
  { href: "/admin", title: "Overview", group: "Builds", permission: "admin:view", also: "dashboard home attention queue running nights disk workers" },
  { href: "/admin/builds", title: "All builds", group: "Builds", permission: "admin:view", also: "failed retry log trigger" },
  { href: "/admin/schedule", title: "Schedule", group: "Builds", permission: "admin:view", also: "nightly plan calendar pause maintenance" },
  { href: "/admin/release", title: "Release", group: "Catalog", permission: "channel:promote", also: "promote candidates latest" },
  { href: "/admin/channels", title: "Channels", group: "Catalog", permission: "admin:view", also: "policy pins staged rollouts history" },
  { href: "/admin/revocations", title: "Revocations", group: "Catalog", permission: "admin:view", also: "withdrawn" },
  { href: "/admin/retention", title: "Retention", group: "Catalog", permission: "admin:view", also: "holds space expiry" },
  { href: "/admin/catalog", title: "Catalog", group: "Catalog", permission: "admin:view", also: "images flavors capabilities known issues recipes" },
  { href: "/admin/clouds", title: "Clouds", group: "Factory", permission: "admin:view", also: "glance registrations reconcile drift plan" },
  { href: "/admin/notifications", title: "Notifications", group: "Factory", permission: "notification:manage", also: "webhook mail deliveries" },
  { href: "/admin/audit", title: "Audit", group: "Factory", permission: "audit:read", also: "log who chain export" },
  { href: "/admin/users", title: "Users", group: "People", permission: "user:manage", also: "roles second releaser" },
  { href: "/admin/tokens", title: "Tokens", group: "People", permission: "account:own", also: "api machines" },
];

/** Pages that are found but have no entry above all others. */
export const otherPages: readonly AdminPage[] = [
  { href: "/admin/nights", title: "Nights", group: "Builds", permission: "admin:view", also: "grid history failed stale" },
  { href: "/admin/account", title: "Your account", group: "People", permission: "account:own", also: "second factor recovery codes sessions" },
  { href: "/admin/password", title: "Change your password", group: "People", permission: "account:own" },
];

/** A group with the entries that somebody may see. */
export type NavigationGroup = { title: AdminPage["group"]; pages: { href: string; title: string }[] };

/** What a search asks for: `?q=debian 20261126`. */
export const searchSchema = z.object({ q: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(100, "Search for at most 100 characters.").default("").transform((text) => text.replaceAll(/\p{Cc}/gu, " ").trim())) });

export const foundKinds = ["page", "image", "build", "user"] as const;
export type FoundKind = (typeof foundKinds)[number];

/** One thing that a search has found. */
export type Found = { kind: FoundKind; href: string; title: string; /** What it is, in a few words. */ detail: string };

/** The answer to a search; `isCut`: there is more of some kind than is listed. */
export type SearchAnswer = { q: string; found: Found[]; isCut: boolean };
