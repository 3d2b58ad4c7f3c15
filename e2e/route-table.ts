import type { RoleName } from "./people.ts";

/** Pages and routes that everybody may read. */
export const publicRoutes = [
  "/", "/images", "/images/[name]", "/images/[name]/[version]", "/images/[name]/compare", "/images/[name]/compare/[pair]", "/flavors", "/flavors/[family]", "/verify", "/verify/imagefactory-verify.html", "/keys", "/status", "/resolve",
  "/docs", "/docs/[slug]", "/docs/provenance/[...type]", "/status/badge.svg", "/icon.svg", "/manifest.webmanifest", "/robots.txt", "/sitemap.xml",
  "/keys.asc", "/keys/[file]", "/.well-known/openpgpkey/hu/[hash]", "/.well-known/openpgpkey/policy", "/.well-known/security.txt",
  "/feeds/all.atom", "/feeds/security.atom", "/feeds/channels/[file]", "/feeds/images/[file]",
  "/login", "/login/code", "/login/continue", "/login/oidc", "/api/auth/[...nextauth]",
  // Says that one may not, and nothing else.
  "/admin/denied",
  // Builds are evidence from their first line on: their logs are as public as their pages.
  "/api/v1/images/[name]/builds/[version]/log", "/api/v1/images/[name]/builds/[version]/log/stream",
  "/api/v1/images", "/api/v1/images/[name]", "/api/v1/images/[name]/builds", "/api/v1/images/[name]/builds/[version]", "/api/v1/images/[name]/builds/[version]/packages", "/api/v1/images/[name]/builds/[version]/tests",
  "/api/v1/images/[name]/compare/[pair]", "/api/v1/images/[name]/latest", "/api/v1/files", "/api/v1/flavors", "/api/v1/flavors/table", "/api/v1/flavors/table.csv", "/api/v1/keys", "/api/v1/openapi.json", "/api/v1/resolve/[name]", "/api/v1/status",
];

/** Who may open a page, or read a route, of the admin side: the weakest role. */
export const adminRoutes: Record<string, RoleName | "signed in"> = {
  "/admin/password": "signed in",
  "/admin": "viewer", "/admin/account": "viewer", "/admin/confirm": "viewer", "/admin/tokens": "viewer", "/admin/search": "viewer", "/admin/search/results": "viewer",
  "/admin/builds": "viewer", "/admin/nights": "viewer", "/admin/schedule": "viewer", "/admin/schedule/[image]": "viewer", "/admin/channels": "viewer", "/admin/retention": "viewer", "/admin/revocations": "viewer", "/admin/clouds": "viewer",
  "/admin/catalog": "viewer", "/admin/catalog/images": "viewer", "/admin/catalog/images/[name]": "viewer", "/admin/catalog/flavors": "viewer", "/admin/catalog/flavors/[family]": "viewer", "/admin/catalog/flavors/[family]/[size]": "viewer",
  "/admin/catalog/capabilities": "viewer", "/admin/catalog/capabilities/[key]": "viewer", "/admin/catalog/issues": "viewer", "/admin/catalog/issues/[slug]": "viewer", "/admin/catalog/recipes": "viewer", "/admin/catalog/recipes/[name]": "viewer",
  "/admin/catalog/images/new": "admin", "/admin/catalog/flavors/new": "admin", "/admin/catalog/capabilities/new": "admin", "/admin/catalog/issues/new": "releaser",
  "/admin/release": "releaser", "/admin/release/preview": "releaser", "/admin/images/[name]/promote/[version]": "releaser", "/admin/images/[name]/revoke/[version]": "releaser", "/admin/images/[name]/rollback": "releaser",
  "/admin/audit": "releaser", "/admin/audit/[sequence]": "releaser", "/admin/audit/export.jsonl": "releaser",
  "/admin/notifications": "admin", "/admin/notifications/[id]": "admin", "/admin/users": "admin", "/admin/users/[name]": "admin",
};

/** A route of the API that changes something: the scope that a token needs, the weakest role of its owner, and what an allowed call that finds nothing gets. */
export type MachineRow = { method: "POST" | "DELETE"; path: string; scope: string; least: RoleName; body: object; status: number };

const nextYear = `${new Date().getUTCFullYear() + 1}-01-01`;
export const machineRoutes: MachineRow[] = [
  { method: "POST", path: "/api/v1/images/[name]/builds", scope: "build:trigger", least: "operator", body: {}, status: 404 },
  { method: "POST", path: "/api/v1/builds/[id]/cancel", scope: "build:cancel", least: "operator", body: {}, status: 404 },
  { method: "POST", path: "/api/v1/images/[name]/promotions", scope: "channel:promote", least: "releaser", body: { version: "20260101-1" }, status: 404 },
  { method: "POST", path: "/api/v1/images/[name]/pins", scope: "build:hold", least: "releaser", body: { version: "20260101-1", client: "Shop", contact: "x", until: nextYear }, status: 404 },
  { method: "DELETE", path: "/api/v1/images/[name]/pins/[id]", scope: "build:hold", least: "releaser", body: {}, status: 404 },
];
