import { PageLink } from "#components/ui/page-link.tsx";
import type { Found, NavigationGroup } from "#lib/navigation/schema.ts";
import { ActionForm, type Action } from "./action-form.tsx";
import { AdminMenu, AdminNav } from "./admin-nav.tsx";
import { Palette } from "./palette/palette.tsx";

type Props = {
  displayName: string;
  /** The entries that the reader's permissions open. */
  groups: NavigationGroup[];
  /** What the search shows before anything is typed. */
  pages: Found[];
  signOut: Action;
};

/** The pages of the admin side, the search, who is signed in, and the way out. On a phone all but the search stands in a menu that needs no script. */
export function AdminBar({ displayName, groups, pages, signOut }: Props) {
  const account = (
    <>
      <PageLink href="/admin/account" className="link truncate">
        {displayName}
      </PageLink>
      <ActionForm action={signOut} submit="Sign out" />
    </>
  );
  return (
    <div className="no-print relative mb-8 border-b border-line pb-2 md:pb-0">
      <div className="flex items-center gap-3">
        <AdminMenu groups={groups}>
          <div className="flex items-center justify-between gap-4 border-t border-line pt-3">{account}</div>
        </AdminMenu>
        {pages.length > 0 && <Palette pages={pages} />}
        <div className="ml-auto hidden min-w-0 items-center gap-4 md:flex">{account}</div>
      </div>
      <AdminNav groups={groups} />
    </div>
  );
}
