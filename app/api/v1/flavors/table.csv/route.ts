import { csvResponse } from "../csv-response.ts";
import { readQueriedTable } from "../queried-table.ts";

export const dynamic = "force-dynamic";

/** The image/flavor table as CSV, under an address that ends like a file. */
export async function GET(request: Request): Promise<Response> {
  const asked = await readQueriedTable(request);
  return asked.ok ? csvResponse(asked.table) : asked.refusal;
}
