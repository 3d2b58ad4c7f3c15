import type { FlavorTable } from "../schema.ts";
import { reasonText } from "../rules.ts";
import { answersOf } from "./rules.ts";

const columns = [
  "image", "category", "state", "distribution", "architecture", "firmware", "family", "hypervisor",
  "supported", "reasons", "tested_flavor", "tested_version", "tested_verdict", "tested_at", "tests_url",
] as const;

/**
 * The table as CSV (RFC 4180 with a header line): one line for each pair of image and family, so that any program can
 * filter and turn it without knowing today's families. Times are ISO 8601 in UTC.
 */
export function toCsv(table: FlavorTable, publicUrl: string): string {
  const answer = answersOf(table);
  const lines = table.images.flatMap((image) =>
    table.families.map((family) => {
      const found = answer(image, family);
      const evidence = found.ok ? found.evidence : null;
      return [
        image.name, image.category, image.isRetired ? "retired" : "active", image.distribution.name, image.architecture, image.firmware, family.name, family.hypervisor,
        found.ok ? "yes" : "no",
        found.ok ? "" : found.reasons.map(reasonText).join(" "),
        evidence?.flavor ?? "", evidence?.version ?? "", evidence?.verdict ?? "", evidence?.finishedAt.toISOString() ?? "",
        evidence ? `${publicUrl}/images/${evidence.image}/${evidence.version}#tests` : "",
      ];
    }),
  );
  return [columns, ...lines].map((line) => `${line.map(toField).join(",")}\r\n`).join("");
}

/** One field. Spreadsheets compute what begins like a formula, even inside quotes (OWASP, CSV Injection): such text gets a leading apostrophe. */
export function toField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
