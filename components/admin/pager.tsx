import { ArrowLeft, ArrowRight } from "lucide-react";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";

type Way = { href: string; title: string };
type Props = { label: string; /** Towards the beginning; null on the first page. */ newest?: Way | null | undefined; /** Towards the end; null on the last page. */ older?: Way | null | undefined; /** Where one is: "Page 2 of 7". */ place?: string };

/** Leads through the pages of a list; nothing where one page holds all. */
export function Pager({ label, newest, older, place }: Props) {
  if (!newest && !older) return null;
  return (
    <nav aria-label={label} className="no-print mt-6 flex flex-wrap items-center gap-3">
      {newest && (
        <PageLink href={newest.href} className={button.small}>
          <ArrowLeft size={16} aria-hidden /> {newest.title}
        </PageLink>
      )}
      {older && (
        <PageLink href={older.href} className={button.small}>
          {older.title} <ArrowRight size={16} aria-hidden />
        </PageLink>
      )}
      {place && <span className="text-sm text-soft tabular-nums">{place}</span>}
    </nav>
  );
}

/** The same for a list whose pages have numbers; `hrefOf` gives the address of each. */
export function NumberedPager({ label, number, count, hrefOf }: { label: string; number: number; count: number; hrefOf: (page: number) => string }) {
  return (
    <Pager
      label={label}
      newest={number > 1 ? { href: hrefOf(number - 1), title: "Previous page" } : null}
      older={number < count ? { href: hrefOf(number + 1), title: "Next page" } : null}
      place={`Page ${number} of ${count}`}
    />
  );
}
