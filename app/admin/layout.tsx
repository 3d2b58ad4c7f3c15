import type { ReactNode } from "react";
import { AdminBar } from "#components/admin/admin-bar.tsx";
import { Frame } from "#components/site/frame.tsx";
import { currentSession } from "#lib/auth/session.ts";
import { signOut } from "./actions.ts";

/** The frame of the admin pages. It guards nothing: every page and every action does that for itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  return (
    <Frame>
      {session && <AdminBar displayName={session.displayName} signOut={signOut} />}
      {children}
    </Frame>
  );
}
