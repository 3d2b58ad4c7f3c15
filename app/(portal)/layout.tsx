import type { ReactNode } from "react";
import { Frame } from "#components/site/frame.tsx";

// Pages come from the database at each request; nothing is prerendered at build time.
export const dynamic = "force-dynamic";

export default function PortalLayout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
