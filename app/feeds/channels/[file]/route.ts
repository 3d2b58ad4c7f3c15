import { feedAnswer, missing } from "../../answer.ts";

export const dynamic = "force-dynamic";

/** `/feeds/channels/latest.atom` and `prev.atom`: what a channel leads to, of all images. */
export async function GET(request: Request, { params }: RouteContext<"/feeds/channels/[file]">): Promise<Response> {
  const [, channel] = /^(latest|prev)\.atom$/.exec((await params).file) ?? [];
  return channel === "latest" || channel === "prev" ? feedAnswer({ kind: "channel", channel }, request) : missing();
}
