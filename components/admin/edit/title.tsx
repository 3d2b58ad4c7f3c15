import { PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Chip } from "#components/ui/chip.tsx";

/** The head of the page of one object; `children` are links and small acts beside its name. */
export function EditTitle({ up, name, isEdited = false, children }: { up: { href: string; title: string }[]; name: string; isEdited?: boolean; children?: ReactNode }) {
  return (
    <>
      <Breadcrumbs items={[{ href: "/admin/catalog", title: "Catalog" }, ...up]} />
      <h1 className="mt-1 text-2xl font-semibold tracking-[-0.02em] wrap-anywhere">{name}</h1>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 empty:hidden">
        {isEdited && <EditedChip />}
        {children}
      </div>
    </>
  );
}

/** Marks what an admin has edited: a reload of the catalog's files leaves it alone. */
export function EditedChip() {
  return <Chip tone="accent" icon={PencilLine} word="edited here" title="A reload of the catalog's files leaves it alone." />;
}
