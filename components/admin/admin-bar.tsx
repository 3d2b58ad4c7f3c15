import { PageLink } from "#components/ui/page-link.tsx";
import { ActionForm, type Action } from "./action-form.tsx";
import { AdminNav } from "./admin-nav.tsx";

/** Every page of the admin side that has an entry above all of them; `permission` hides it from those whom it would not open. */
const entries = [
  { href: "/admin", title: "Overview", permission: "admin:view" },
  { href: "/admin/clouds", title: "Clouds", permission: "admin:view" },
  { href: "/admin/users", title: "Users", permission: "user:manage" },
  { href: "/admin/tokens", title: "Tokens", permission: "account:own" },
] as const;

type Props = { displayName: string; permissions: readonly string[]; signOut: Action };

/** The pages of the admin side, who is signed in, and the way out. */
export function AdminBar({ displayName, permissions, signOut }: Props) {
  return (
    <div className="mb-8 flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line pb-3">
      <AdminNav entries={entries.filter(({ permission }) => permissions.includes(permission)).map(({ href, title }) => ({ href, title }))} />
      <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2">
        <PageLink href="/admin/account" className="link">
          {displayName}
        </PageLink>
        <ActionForm action={signOut} submit="Sign out" />
      </div>
    </div>
  );
}
