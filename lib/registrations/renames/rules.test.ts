import { expect, test } from "vitest";
import { renamesOf } from "./rules.ts";

test("in each cloud and line the old latest becomes prev, and the old prev is hidden under its date", () => {
  const changes = [
    { buildId: "b", version: "20261102-1", before: "latest", after: "prev" },
    { buildId: "c", version: "20261103-1", before: "dated", after: "latest" },
    { buildId: "a", version: "20261101-1", before: "prev", after: "dated" },
    { buildId: "z", version: "20261001-1", before: "dated", after: "dated" },
  ] as const;
  const ids = [{ cloud: "one", buildId: "b", suffix: "", glanceId: "id-b" }];
  const found = renamesOf({ image: "Standard_X", suffixes: ["", "_xen"], clouds: ["one", "two"], changes: [...changes], ids });
  expect(found).toHaveLength(12);
  expect(found.slice(0, 3)).toEqual([
    { cloud: "one", glanceId: "id-b", before: { name: "Standard_X_latest", isHidden: false }, after: { name: "Standard_X_prev", isHidden: false } },
    { cloud: "one", glanceId: null, before: { name: "Standard_X_20261103-1", isHidden: true }, after: { name: "Standard_X_latest", isHidden: false } },
    { cloud: "one", glanceId: null, before: { name: "Standard_X_prev", isHidden: false }, after: { name: "Standard_X_20261101-1", isHidden: true } },
  ]);
  expect(found[3]?.before.name).toBe("Standard_X_xen_latest");
});
