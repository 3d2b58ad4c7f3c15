import { isAllowed, type Permission } from "#lib/auth/rules.ts";
import { searchWords } from "#lib/catalog/rules.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { adminGroups, adminPages, otherPages, type Found, type NavigationGroup } from "./schema.ts";

/** The entries that somebody with these permissions sees, by group; no group is empty. */
export function navigationFor(permissions: readonly Permission[]): NavigationGroup[] {
  return adminGroups
    .map((title) => ({ title, pages: adminPages.filter(({ group, permission }) => group === title && permissions.includes(permission)).map(({ href, title }) => ({ href, title })) }))
    .filter(({ pages }) => pages.length > 0);
}

/** The pages that roles open and that a search means: all of them for no words. */
export function findPages(roles: readonly Role[], query: string): Found[] {
  const words = searchWords(query);
  return [...adminPages, ...otherPages]
    .filter(({ permission, title, group, also = "" }) => isAllowed(roles, permission) && words.every((word) => `${title} ${group} ${also}`.toLowerCase().includes(word)))
    .map(({ href, title, group }) => ({ kind: "page", href, title, detail: group }));
}

/** The words of a search as it looks for builds: digits and dashes are the beginning of a version, the rest belongs to the image. */
export function buildWords(query: string): { version: string | null; image: string[] } {
  const words = searchWords(query);
  const version = words.find((word) => /^[0-9]{4,8}(-[0-9]{0,4})?$/.test(word)) ?? null;
  return { version, image: words.filter((word) => word !== version) };
}
