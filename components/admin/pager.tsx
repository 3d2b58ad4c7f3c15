import { ArrowLeft, ArrowRight } from "lucide-react";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";

type Way = { href: string; title: string };
type Props = { label: string; /** Back to the first page; null on it. */ newest?: Way | null | undefined; /** The next page; null on the last one. */ older?: Way | null | undefined };

/** Leads through the pages of a list, newest first; nothing where one page holds all. */
export function Pager({ label, newest, older }: Props) {
  if (!newest && !older) return null;
  return (
    <nav aria-label={label} className="no-print mt-6 flex flex-wrap gap-3">
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
    </nav>
  );
}
