import { PageLink } from "#components/ui/page-link.tsx";
import { Mark } from "./mark.tsx";

const item = "flex h-14 items-center text-ink no-underline underline-offset-4 hover:underline";

/** The head of every page. */
export function Header() {
  return (
    <header className="no-print border-b border-line">
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-4 focus:py-2">
        Skip to the content
      </a>
      <div className="mx-auto flex h-14 max-w-[1152px] items-center gap-4 px-4 sm:gap-6 md:px-8">
        <PageLink href="/" className="flex h-14 items-center gap-2.5 font-semibold tracking-[-0.01em] text-ink no-underline">
          <Mark />
          Image Factory
        </PageLink>
        <nav aria-label="Main" className="flex flex-1 items-center gap-4 sm:gap-6">
          <PageLink href="/images" className={item}>
            Images
          </PageLink>
          <PageLink href="/keys" className={item}>
            Keys
          </PageLink>
          <PageLink href="/login" className={`${item} ml-auto text-soft`}>
            Sign in
          </PageLink>
        </nav>
      </div>
    </header>
  );
}
