import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";

/** For an address that names nothing. */
export function NotFoundNotice({ title }: { title: string }) {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{title}</h1>
      <p className="mt-3 mb-6 max-w-[60ch] text-lg text-soft">The address may be mistyped, or from a time when things had other names. Search for what you need:</p>
      <SearchBox action="/images" name="q" label="Search the images" placeholder="debian 12, arm64, …" submit="Search" shortcut />
      <p className="mt-6">
        <PageLink href="/images" className="link">
          Browse all images
        </PageLink>
      </p>
    </>
  );
}
