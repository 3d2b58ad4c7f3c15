import { feedAnswer } from "../answer.ts";

export const dynamic = "force-dynamic";

/** Revocations, builds because of security updates, known issues. */
export async function GET(request: Request): Promise<Response> {
  return feedAnswer({ kind: "security" }, request);
}
