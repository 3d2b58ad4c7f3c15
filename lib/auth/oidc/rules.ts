import type { Role } from "#prisma/generated/enums.ts";

const roleNames = ["viewer", "operator", "releaser", "admin"] as const satisfies Role[];

/** The values of a claim: a list of texts or one text with spaces; the claim may lie inside others, `realm_access.roles`. */
function valuesOf(claims: Record<string, unknown>, path: string): string[] {
  // A claim may also be called by its whole path: namespaced ones contain dots.
  const found = path in claims ? claims[path] : path.split(".").reduce<unknown>((inner, name) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[name] : undefined), claims);
  if (Array.isArray(found)) return found.filter((value) => typeof value === "string");
  return typeof found === "string" ? found.split(" ").filter(Boolean) : [];
}

/**
 * The roles that a provider's claims give. `mapping` says which value gives which role, `cloud-admins=admin, cloud-ops=operator`;
 * without it the values are the names of our roles themselves.
 */
export function rolesFromClaims(claims: Record<string, unknown>, { claim, mapping }: { claim: string; mapping?: string | undefined }): Role[] {
  const values = valuesOf(claims, claim);
  const pairs = mapping ? mapping.split(",").map((pair) => pair.split("=").map((part) => part.trim())) : roleNames.map((role) => [role, role]);
  return roleNames.filter((role) => pairs.some(([value = "", given]) => given === role && values.includes(value)));
}

/** A user name of our shape out of what the provider calls the person. */
export function nameFromClaims(claims: Record<string, unknown>, subject: string): string {
  for (const claim of ["preferred_username", "email", "sub"]) {
    const value = claims[claim];
    const name = typeof value === "string" ? value.toLowerCase().replaceAll(/[^a-z0-9._@-]+/g, "-").replace(/^[^a-z0-9]+/, "").slice(0, 100) : "";
    if (name) return name;
  }
  return `user-${subject.toLowerCase().replaceAll(/[^a-z0-9]/g, "").slice(0, 40)}`;
}

/** When the provider last saw the person prove who they are (OpenID Connect Core §2, `auth_time`); null when it does not say. */
export function authTimeOf(claims: Record<string, unknown>): Date | null {
  const seconds = claims["auth_time"];
  return typeof seconds === "number" && Number.isFinite(seconds) ? new Date(Math.min(seconds * 1_000, Date.now())) : null;
}
