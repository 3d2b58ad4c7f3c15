import { describe, expect, test } from "vitest";
import { changesBetween, sentenceOf } from "./rules.ts";
import { auditViewSchema, filterOf, queryOf } from "./schema.ts";

describe("what an act changed", () => {
  test("is told value by value, by path", () => {
    expect(changesBetween({ name: "Jane", roles: ["viewer"], email: null }, { name: "Jane", roles: ["admin", "viewer"] })).toEqual([
      { path: "email", kind: "removed", before: null },
      { path: "name", kind: "same", before: "Jane", after: "Jane" },
      { path: "roles.0", kind: "changed", before: "viewer", after: "admin" },
      { path: "roles.1", kind: "added", after: "viewer" },
    ]);
  });
  test("is everything when one side was not recorded", () => {
    expect(changesBetween(null, { held: true })).toEqual([{ path: "held", kind: "added", after: true }]);
    expect(changesBetween({ status: "queued" }, null)).toEqual([{ path: "status", kind: "removed", before: "queued" }]);
    expect(changesBetween(null, null)).toEqual([]);
  });
  test("is shown for plain values and empty lists too", () => {
    expect(changesBetween(true, false)).toEqual([{ path: "", kind: "changed", before: true, after: false }]);
    expect(changesBetween({ roles: [] }, { roles: ["admin"] })).toEqual([
      { path: "roles", kind: "removed", before: [] },
      { path: "roles.0", kind: "added", after: "admin" },
    ]);
  });
});

test("each defect names the row", () => {
  for (const defect of ["gap", "link", "content"] as const) expect(sentenceOf(42n, defect)).toMatch(/^Row 42 /);
});

describe("a view of the audit", () => {
  test("stands whole in its address", () => {
    const query = "?actor=jane&action=channel.promote&kind=build&object=x&from=2026-11-01T00%3A00&to=2026-11-02T12%3A30%3A15&before=42";
    const view = auditViewSchema.parse(Object.fromEntries(new URLSearchParams(query)));
    expect(filterOf(view)).toEqual({ actorName: "jane", action: "channel.promote", objectKind: "build", objectId: "x", from: new Date("2026-11-01T00:00Z"), to: new Date("2026-11-02T12:30:15Z") });
    expect(view.before).toBe(42n);
    expect(queryOf(view)).toBe(query);
    expect(queryOf({})).toBe("");
  });
  test("leaves out what cannot be read", () => {
    const view = auditViewSchema.parse({ actor: "  ", from: "yesterday", to: "2026-13-45T99:99", before: "-1", kind: ["build", "user"] });
    expect(view).toEqual({ kind: "build" });
  });
});
