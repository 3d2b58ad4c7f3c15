import { feedAnswer } from "../answer.ts";

export const dynamic = "force-dynamic";

/** Everything: published builds, promotions, roll-backs, revocations. */
export async function GET(request: Request): Promise<Response> {
  return feedAnswer({ kind: "all" }, request);
}
