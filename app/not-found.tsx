import type { Metadata } from "next";
import { Frame } from "#components/site/frame.tsx";
import { NotFoundNotice } from "#components/site/not-found-notice.tsx";
import { getText } from "#lib/text.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText("site"))("notFound") };
}

// Its language comes from the request, so it is made anew for each: a page made at build time could not carry the policy's nonce.
export default async function NotFound() {
  const t = await getText("site");
  return (
    <Frame>
      <NotFoundNotice title={t("notFound")} />
    </Frame>
  );
}
