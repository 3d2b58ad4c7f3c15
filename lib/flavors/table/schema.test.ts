import { expect, test } from "vitest";
import { readTablePage, readTableQuery, tablePageHref, tableQuerySchema, tableQueryString } from "./schema.ts";

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

test("a page of the table has an address; what is no number means the first", () => {
  expect([tablePageHref({}, 1), tablePageHref({}, 2), tablePageHref({ state: "all" }, 1), tablePageHref({ state: "all" }, 3)]).toEqual(["/flavors", "/flavors?page=2", "/flavors?state=all", "/flavors?state=all&page=3"]);
  expect([{}, { page: "2" }, { page: "0" }, { page: "x" }, { page: ["2", "3"] }].map(readTablePage)).toEqual([1, 2, 1, 1, 1]);
});
