import { toFlavorsAnswer } from "#lib/flavors/api/answers.ts";
import { readEnv } from "#lib/env.ts";
import { readQueriedTable } from "./queried-table.ts";

export const dynamic = "force-dynamic";

/** All flavor families, or those that `hypervisor` or `flavor` ask for, with the capabilities that they may demand. */
export async function GET(request: Request): Promise<Response> {
  const asked = await readQueriedTable(request);
  return asked.ok ? Response.json(toFlavorsAnswer(asked.table.families, asked.table, readEnv().PUBLIC_URL)) : asked.refusal;
}
