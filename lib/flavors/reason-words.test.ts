import { expect, test } from "vitest";
import { textIn } from "#lib/text.ts";
import { reasonText } from "./rules.ts";
import type { Reason } from "./schema.ts";

// The machines' sentence is English and stands in rules.ts; the pages' sentences are messages. In English they are the same.
const cases: { reason: Reason; english: (t: ReturnType<typeof textIn<"flavors">>) => string }[] = [
  { reason: { code: "missing-capability", capability: "xen", title: "Xen" }, english: (t) => t.markup("reason.missing-capability", { title: () => "Xen" }) },
  { reason: { code: "architecture", needed: "aarch64", offered: "x86_64" }, english: (t) => t("reason.architecture", { needed: "aarch64", offered: "x86_64" }) },
  { reason: { code: "firmware", needed: "uefi", offered: "bios" }, english: (t) => t("reason.firmware", { needed: "UEFI", offered: "BIOS" }) },
  { reason: { code: "disk", neededGib: 96, offeredGib: 40 }, english: (t) => t("reason.disk", { needed: "96", offered: "40" }) },
  { reason: { code: "ram", neededMib: 8192, offeredMib: 4096 }, english: (t) => t("reason.ram", { needed: "8192", offered: "4096" }) },
  { reason: { code: "coexistence", capabilities: ["a", "b"], titles: ["A", "B"], why: "So." }, english: (t) => t.markup("reason.coexistence", { first: () => "A", second: () => "B", why: () => "So." }) },
];

test.each(cases)("$reason.code reads the same on the page and for machines", ({ reason, english }) => {
  expect(english(textIn("en", "flavors"))).toBe(reasonText(reason));
  expect(english(textIn("de", "flavors"))).not.toBe(reasonText(reason));
});
