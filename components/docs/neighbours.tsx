import { ArrowLeft, ArrowRight } from "lucide-react";
import { PageLink } from "#components/ui/page-link.tsx";
import type { DocEntry } from "#lib/docs/schema.ts";
import { useText } from "#lib/text.ts";

const box = "flex flex-1 items-center gap-3 rounded-md border border-line px-4 py-3 text-ink no-underline hover:border-line-strong";

/** The texts before and after this one. */
export function Neighbours({ previous, next }: { previous: DocEntry | null; next: DocEntry | null }) {
  const t = useText("docs");
  return (
    <nav aria-label={t("readOn")} className="no-print mt-12 flex max-w-[72ch] flex-col gap-3 sm:flex-row">
      {previous && (
        <PageLink href={`/docs/${previous.slug}`} className={box}>
          <ArrowLeft size={16} aria-hidden className="shrink-0 text-soft" />
          <span>
            <span className="block text-sm text-soft">{t("previous")}</span>
            {previous.title}
          </span>
        </PageLink>
      )}
      {next && (
        <PageLink href={`/docs/${next.slug}`} className={`${box} justify-end text-right`}>
          <span>
            <span className="block text-sm text-soft">{t("next")}</span>
            {next.title}
          </span>
          <ArrowRight size={16} aria-hidden className="shrink-0 text-soft" />
        </PageLink>
      )}
    </nav>
  );
}
