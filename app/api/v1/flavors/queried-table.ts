import { z } from "zod";
import { readFlavorTable } from "#lib/flavors/data.ts";
import type { FlavorTable } from "#lib/flavors/schema.ts";
import { selectTable } from "#lib/flavors/table/rules.ts";
import { tableQuerySchema, type TableQuery } from "#lib/flavors/table/schema.ts";

type Asked = { ok: true; table: FlavorTable; query: TableQuery } | { ok: false; refusal: Response };

/**
 * The part of the image/flavor table that a request's address asks for, by the same filters as the page. Machines are told
 * what was wrong with them: 400 for a value that is none, 404 for the name of a thing that does not exist.
 */
export async function readQueriedTable(request: Request): Promise<Asked> {
  const read = tableQuerySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!read.success) return { ok: false, refusal: Response.json({ error: z.prettifyError(read.error) }, { status: 400 }) };
  const selected = selectTable(await readFlavorTable(), read.data);
  if (!selected.ok) return { ok: false, refusal: Response.json({ error: selected.message }, { status: 404 }) };
  return { ok: true, table: selected.value, query: read.data };
}
