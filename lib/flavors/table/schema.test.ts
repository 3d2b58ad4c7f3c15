import { expect, test } from "vitest";
import { readTableQuery, tableQuerySchema, tableQueryString } from "./schema.ts";

test("empty fields of a form ask for nothing", () => {
  expect(readTableQuery({ flavor: "", category: "", state: "active", distribution: "", capability: "", hypervisor: "" })).toEqual({ state: "active" });
});

test("a page leaves out what means nothing, a machine is refused", () => {
  const params = { category: "Royal", hypervisor: "kvm", flavor: ["a", "b"], state: "dead", utm_source: "x" };
  expect(readTableQuery(params)).toEqual({ hypervisor: "kvm" });
  expect(tableQuerySchema.safeParse(params).success).toBe(false);
});

test("a query is an address and comes back from it", () => {
  const query = { state: "all", flavor: "h1.large", distribution: "openSUSE & co" } as const;
  const address = tableQueryString(query);
  expect(address).toBe("?state=all&flavor=h1.large&distribution=openSUSE+%26+co");
  expect(readTableQuery(Object.fromEntries(new URLSearchParams(address)))).toEqual(query);
  expect(tableQueryString({})).toBe("");
});
