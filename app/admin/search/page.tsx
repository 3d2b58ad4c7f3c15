import type { Metadata } from "next";
import { FoundList } from "#components/admin/found-list.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { searchAdmin } from "#lib/navigation/data.ts";
import { searchSchema } from "#lib/navigation/schema.ts";

export const metadata: Metadata = { title: "Search", robots: { index: false } };

export default async function AdminSearchPage({ searchParams }: PageProps<"/admin/search">) {
  const question = searchSchema.safeParse(await searchParams);
  const q = question.success ? question.data.q : "";
  const actor = await admitToPage("admin:view", `/admin/search${q ? `?q=${encodeURIComponent(q)}` : ""}`);
  const { found, isCut } = await searchAdmin(actor, q);
  return (
    <>
      <PageHead title="Search" lead="Pages, images, builds and users, by any part of their names." />
      <SearchBox action="/admin/search" name="q" label="Search pages, images, builds and users" placeholder="Page, image, version …" submit="Search" value={q} />
      {q && found.length > 0 && <p className="mt-4 text-soft">{`${found.length === 1 ? "One result" : `${found.length} results`}${isCut ? "; type more to see others." : "."}`}</p>}
      {found.length === 0 ? (
        <div className="mt-8">
          <Empty title="Nothing fits all these words.">Parts of names do: debian 12, or the beginning of a version: 20261126.</Empty>
        </div>
      ) : (
        <FoundList found={found} />
      )}
    </>
  );
}
