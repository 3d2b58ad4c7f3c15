import type { ReactNode } from "react";
import { AdminBar } from "#components/admin/admin-bar.tsx";
import { FailureNotice } from "#components/admin/failure-notice.tsx";
import { RememberAdmin } from "#components/admin/remember-admin.tsx";
import { Frame } from "#components/site/frame.tsx";
import { permissionsByRole, tellFailuresFrom } from "#lib/auth/rules.ts";
import { currentSession } from "#lib/auth/session.ts";
import { findPages, navigationFor } from "#lib/navigation/rules.ts";
import { acknowledge, signOut } from "./actions.ts";

/** The frame of the admin pages. It guards nothing: every page and every action does that for itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  const permissions = session && !session.mustChangePassword ? session.actor.roles.flatMap((role) => permissionsByRole[role]) : [];
  return (
    <Frame isSignedIn={session !== null}>
      {permissions.length > 0 && <RememberAdmin isSignedIn />}
      {session && <AdminBar displayName={session.displayName} groups={navigationFor(permissions)} pages={permissions.length > 0 ? findPages(session.actor.roles, "") : []} signOut={signOut} />}
      {session && permissions.length > 0 && session.failuresBefore >= tellFailuresFrom && <FailureNotice failures={session.failuresBefore} acknowledge={acknowledge} />}
      {children}
    </Frame>
  );
}
