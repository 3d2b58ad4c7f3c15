import type { Metadata } from "next";
import { connection } from "next/server";
import { Frame } from "#components/site/frame.tsx";
import { NotFoundNotice } from "#components/site/not-found-notice.tsx";

export const metadata: Metadata = { title: "Not found" };

// The policy of the front names a new nonce for each answer, which a page made at build time cannot carry.
export default async function NotFound() {
  await connection();
  return (
    <Frame>
      <NotFoundNotice title="There is no such page" />
    </Frame>
  );
}
