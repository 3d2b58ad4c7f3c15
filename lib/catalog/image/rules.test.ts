import { describe, expect, it } from "vitest";
import { accessChecks } from "#lib/boot-test/checks/access.ts";
import { networkChecks } from "#lib/boot-test/checks/network.ts";
import { systemChecks } from "#lib/boot-test/checks/system.ts";
import { updateChecks } from "#lib/boot-test/checks/updates.ts";
import { freshnessOf, securityOf } from "./rules.ts";
import { imageViewSchema, securityChecks } from "./schema.ts";

const now = new Date("2026-11-24T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe("how fresh a build is", () => {
  it("is counted in whole days against the policy", () => {
    expect(freshnessOf(daysAgo(3.9), 31, now)).toEqual({ ageDays: 3, refreshDays: 31, dueInDays: 28 });
    expect(freshnessOf(daysAgo(40), 31, now)).toEqual({ ageDays: 40, refreshDays: 31, dueInDays: -9 });
  });
});

describe("the security of an image", () => {
  it("is told only by checks that the boot test really makes", () => {
    const made = [...accessChecks, ...networkChecks, ...systemChecks, ...updateChecks].map(({ id }) => id);
    expect(securityChecks.filter((id) => !made.includes(id))).toEqual([]);
  });

  it("has the verdict of the very check, and none where it was not made", () => {
    const test = { title: "", category: "access", accelerator: "kvm", bootSeconds: 1 } as const;
    const found = securityOf([{ ...test, checkId: "no-root-login", verdict: "failed" }]);
    expect(found.find(({ checkId }) => checkId === "no-root-login")?.verdict).toBe("failed");
    expect(found.filter(({ verdict }) => verdict === null)).toHaveLength(securityChecks.length - 1);
  });
});

it("what a reader may choose falls back to what is usual", () => {
  expect(imageViewSchema.parse({ tool: "teleport", history: ["all", "some"] })).toEqual({ tool: undefined, history: "all", builds: "some" });
  expect(imageViewSchema.parse({ tool: "terraform" }).tool).toBe("terraform");
});
