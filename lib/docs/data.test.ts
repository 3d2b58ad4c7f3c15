import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listKnownIssues } from "./data.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
});
afterAll(() => database.stop());

test("lists the known issues with all that they concern, the resolved ones last", async () => {
  const issues = await listKnownIssues();
  expect(issues).toHaveLength(await database.db.knownIssue.count());
  const isResolved = issues.map(({ resolvedOn }) => resolvedOn !== null);
  expect(isResolved).toContain(true);
  expect(isResolved.lastIndexOf(false)).toBeLessThan(isResolved.indexOf(true));
  expect(issues.find(({ slug }) => slug === "infiniband-address-on-sles")).toMatchObject({
    severity: "medium",
    workaround: "Give ib0 a fixed address.",
    concerns: { images: [], families: ["h2", "hl1"] },
  });
  expect(issues.find(({ slug }) => slug === "oracle-linux-6-not-built")?.concerns.images).toEqual(["Enterprise_OracleLinux_6"]);
});
