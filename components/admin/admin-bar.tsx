import { PageLink } from "#components/ui/page-link.tsx";
import { ActionForm, type Action } from "./action-form.tsx";

/** Who is signed in, and the way out; above every admin page. */
export function AdminBar({ displayName, signOut }: { displayName: string; signOut: Action }) {
  return (
    <nav aria-label="Administration" className="mb-8 flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line pb-3">
      <PageLink href="/admin" className="link">
        Overview
      </PageLink>
      <PageLink href="/admin/password" className="link">
        Password
      </PageLink>
      <span className="ml-auto text-soft">{displayName}</span>
      <ActionForm action={signOut} submit="Sign out" />
    </nav>
  );
}
