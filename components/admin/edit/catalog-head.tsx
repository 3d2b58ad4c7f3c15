import { PageHead } from "#components/admin/page-head.tsx";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { CatalogTabs } from "./catalog-tabs.tsx";

type Props = { part: "images" | "flavors" | "capabilities" | "issues"; title: string; lead: string; /** What the way to a new one says: "Add an image". */ add: string; mayAdd: boolean };

/** The head of a part of the catalog that admins edit: its purpose, the way to a new one, and the other parts. */
export function CatalogHead({ part, title, lead, add, mayAdd }: Props) {
  const path = `/admin/catalog/${part}` as const;
  return (
    <>
      <PageHead
        title={title}
        lead={lead}
        action={
          mayAdd && (
            <PageLink href={`${path}/new`} className={button.secondary}>
              {add}
            </PageLink>
          )
        }
      />
      <CatalogTabs current={path} />
    </>
  );
}
