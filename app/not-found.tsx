import type { Metadata } from "next";
import { Frame } from "#components/site/frame.tsx";
import { NotFoundNotice } from "#components/site/not-found-notice.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Frame>
      <NotFoundNotice title="There is no such page" />
    </Frame>
  );
}
