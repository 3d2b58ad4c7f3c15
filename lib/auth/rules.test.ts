import { describe, expect, test } from "vitest";
import type { Role } from "#prisma/generated/enums.ts";
import { countAttempt, freeAttempts, isAllowed, lockSeconds, permissionsByRole, safeCallbackPath, type Permission } from "./rules.ts";

describe("roles", () => {
  const permissions: Record<Permission, Role[]> = {
    "admin:view": ["viewer", "operator", "releaser", "admin"],
    "account:own": ["viewer", "operator", "releaser", "admin"],
    "build:view": ["viewer", "operator", "releaser", "admin"],
    "build:trigger": ["operator", "releaser", "admin"],
    "build:cancel": ["operator", "releaser", "admin"],
    "cloud:reconcile": ["operator", "releaser", "admin"],
    "channel:promote": ["releaser", "admin"],
    "build:revoke": ["releaser", "admin"],
    "schedule:pause": ["operator", "releaser", "admin"],
    "schedule:edit": ["admin"],
    "notification:manage": ["admin"],
    "issue:edit": ["releaser", "admin"],
    "build:hold": ["releaser", "admin"],
    "audit:read": ["releaser", "admin"],
    "catalog:edit": ["admin"],
    "key:manage": ["admin"],
    "user:manage": ["admin"],
    "setting:manage": ["admin"],
  };
  const roles = Object.keys(permissionsByRole) as Role[];
  const table = (Object.keys(permissions) as Permission[]).flatMap((permission) => roles.map((role) => [role, permission, permissions[permission].includes(role)] as const));

  test.each(table)("%s, %s: %s", (role, permission, allowed) => expect(isAllowed([role], permission)).toBe(allowed));
  test("without a role nothing is allowed", () => expect(isAllowed([], "admin:view")).toBe(false));
  test("several roles add up", () => expect(isAllowed(["viewer", "releaser"], "channel:promote")).toBe(true));
});

describe("lock-out", () => {
  test("grows from a minute to a quarter of an hour and no further", () => {
    expect([0, freeAttempts, 5, 6, 7, 8, 9, 1_000_000].map(lockSeconds)).toEqual([0, 0, 60, 120, 240, 480, 900, 900]);
  });

  test("an attempt during a lock does not count, the first one after it does", () => {
    const now = new Date(1_000_000);
    const lockedUntil = new Date(now.getTime() + 1);
    expect(countAttempt({ failedAttempts: 5, lockedUntil }, now)).toBeNull();
    expect(countAttempt({ failedAttempts: 5, lockedUntil }, lockedUntil)).toEqual({ failedAttempts: 6, lockedUntil: new Date(lockedUntil.getTime() + 120_000) });
    expect(countAttempt({ failedAttempts: 0, lockedUntil: null }, now)).toEqual({ failedAttempts: 1, lockedUntil: null });
  });
});

describe("where a log-in may lead", () => {
  test.each(["/admin", "/admin/password", "/images/Standard_Debian_12?tab=tests#ssh", "/resolve?name=a%20b"])("own path %s", (path) => expect(safeCallbackPath(path)).toBe(path));
  test.each([
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "/%0d/..//evil.example/../",
    "/.//evil.example", "/a/..//evil.example", "javascript:alert(1)", "/ /x", "admin", "", null, undefined, "http:/evil.example", "/\u0000", "@evil.example", "/%09/evil.example", "/%5cevil.example", "/%2fevil.example", "/%", "/%E0%A4%A",
  ])("not %j", (path) => expect(safeCallbackPath(path)).toBe("/admin"));
});
