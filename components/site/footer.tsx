import { PageLink } from "#components/ui/page-link.tsx";

const allFiles = "/download/";

/** The foot of every page. Files and folders are plain links: the front answers them, not the pages' router. */
export function Footer() {
  return (
    <footer className="no-print mt-24 border-t border-line">
      <div className="mx-auto flex max-w-[1152px] flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 py-6 text-sm text-soft md:px-8">
        <p>Beside every image lies its signature: add .asc to its address.</p>
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          <li>
            <PageLink href="/images" className="link">
              Images
            </PageLink>
          </li>
          <li>
            <a href={allFiles} className="link">
              All files
            </a>
          </li>
          <li>
            <PageLink href="/keys" className="link">
              Signing keys
            </PageLink>
          </li>
        </ul>
      </div>
    </footer>
  );
}
