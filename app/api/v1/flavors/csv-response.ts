import { readEnv } from "#lib/env.ts";
import type { FlavorTable } from "#lib/flavors/schema.ts";
import { toCsv } from "#lib/flavors/table/csv.ts";

/** The table as a CSV file (RFC 4180 §3: `header=present`). */
export function csvResponse(table: FlavorTable): Response {
  return new Response(toCsv(table, readEnv().PUBLIC_URL), {
    headers: { "content-type": "text/csv; charset=utf-8; header=present", "content-disposition": 'attachment; filename="image-flavor-table.csv"' },
  });
}
