import { describe, expect, test } from "vitest";
import { permissionsByRole } from "#lib/auth/rules.ts";
import { buildWords, findPages, navigationFor } from "./rules.ts";
import { adminPages, otherPages } from "./schema.ts";

describe("the entries of the admin side", () => {
  const hrefs = (role: keyof typeof permissionsByRole) => navigationFor(permissionsByRole[role]).flatMap(({ pages }) => pages.map(({ href }) => href));

  test("are those that the permissions open", () => {
    expect(hrefs("viewer")).toContain("/admin");
    expect(hrefs("viewer")).not.toContain("/admin/users");
    expect(hrefs("admin")).toHaveLength(adminPages.length);
  });
  test("have no empty group", () => expect(navigationFor(["admin:view"]).map(({ title }) => title)).toEqual(["Builds", "Catalog", "Factory"]));
  test("name each address once", () => {
    const all = [...adminPages, ...otherPages].map(({ href }) => href);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("pages that a search finds", () => {
  test("all that the roles open, for no words", () => expect(findPages(["admin"], "")).toHaveLength(adminPages.length + otherPages.length));
  test("by any of their words, each of which must fit", () => {
    expect(findPages(["viewer"], "SECOND fac").map(({ href }) => href)).toEqual(["/admin/account"]);
    expect(findPages(["viewer"], "second releaser")).toEqual([]);
    expect(findPages(["admin"], "second releaser").map(({ href }) => href)).toEqual(["/admin/users"]);
  });
  test("none without a role", () => expect(findPages([], "")).toEqual([]));
});

test.each([
  ["20261126-1", "20261126-1", []],
  ["debian 2026", "2026", ["debian"]],
  ["Debian_12 20261126", "20261126", ["debian_12"]],
  ["debian 12", null, ["debian", "12"]],
  ["15.6", null, ["15.6"]],
])("%s asks for builds of version %s", (query, version, image) => expect(buildWords(query)).toEqual({ version, image }));
