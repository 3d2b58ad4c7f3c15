import { feedAnswer, missing } from "../../answer.ts";

export const dynamic = "force-dynamic";

/** `/feeds/images/NAME.atom`: what happens to one image. */
export async function GET(request: Request, { params }: RouteContext<"/feeds/images/[file]">): Promise<Response> {
  const [, image] = /^(.+)\.atom$/.exec((await params).file) ?? [];
  return image === undefined ? missing() : feedAnswer({ kind: "image", image }, request);
}
