import { expect, it } from "vitest";
import { chooseTests } from "./evidence.ts";
import { buildViewSchema, type TestEvidence } from "./schema.ts";

const check = (checkId: string, category: string, change: Partial<TestEvidence> = {}): TestEvidence => ({ checkId, title: checkId, category, mandatory: true, verdict: "passed", reason: "", command: "true", output: "", durationMs: 1, ...change });
const results = [check("root", "access", { title: "Root cannot log in over ssh" }), check("time", "system", { verdict: "warning", output: "NTP is off" }), check("keys", "access", { verdict: "failed", command: "sshd -T" })];
const idsOf = (choice: object) => chooseTests(results, buildViewSchema.parse(choice)).map(({ category, results: group }) => [category, ...group.map(({ checkId }) => checkId)]);

it("groups the checks by category in the order of the run", () => {
  expect(idsOf({})).toEqual([["access", "root", "keys"], ["system", "time"]]);
});

it("keeps those that did not pass, warnings among them", () => {
  expect(idsOf({ tests: "failed" })).toEqual([["system", "time"], ["access", "keys"]]);
});

it("finds every word in title, command and output, whatever its case", () => {
  expect(idsOf({ t: "SSH" })).toEqual([["access", "root", "keys"]]);
  expect(idsOf({ t: "ntp off" })).toEqual([["system", "time"]]);
  expect(idsOf({ t: "ssh", tests: "failed" })).toEqual([["access", "keys"]]);
  expect(idsOf({ t: "nothing" })).toEqual([]);
});
