import { readEnv } from "#lib/env.ts";
import { openApiDocument } from "#lib/openapi/document.ts";
import product from "../../../../package.json" with { type: "json" };

export const dynamic = "force-dynamic";

/** `GET /api/v1/openapi.json`: what this API can do, for programs that make clients of it. Programs of other pages may read it. */
export async function GET(): Promise<Response> {
  return Response.json(openApiDocument(readEnv().PUBLIC_URL, product.version), { headers: { "access-control-allow-origin": "*" } });
}
