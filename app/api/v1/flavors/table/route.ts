import { readEnv } from "#lib/env.ts";
import { toTableAnswer } from "#lib/flavors/api/answers.ts";
import { csvResponse } from "../csv-response.ts";
import { readQueriedTable } from "../queried-table.ts";

export const dynamic = "force-dynamic";

/** The image/flavor table as JSON, or as CSV with `?format=csv`. */
export async function GET(request: Request): Promise<Response> {
  const format = new URL(request.url).searchParams.get("format") ?? "json";
  if (format !== "json" && format !== "csv") return Response.json({ error: "The format is json or csv." }, { status: 400 });
  const asked = await readQueriedTable(request);
  if (!asked.ok) return asked.refusal;
  return format === "csv" ? csvResponse(asked.table) : Response.json(toTableAnswer(asked.table, asked.query, readEnv().PUBLIC_URL));
}
