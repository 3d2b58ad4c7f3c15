import { Archive, CircleCheck, CircleMinus } from "lucide-react";
import { Breakable } from "#components/ui/breakable.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FlavorEvidence, TableImage } from "#lib/flavors/schema.ts";
import type { FamilyFit } from "#lib/flavors/table/schema.ts";
import { useText } from "#lib/text.ts";
import { Evidence } from "./evidence.tsx";
import { ReasonList } from "./reason-text.tsx";

/** The images that run on a flavor, and the others by their reasons. */
export function FitLists({ fit: { fitting, refused }, flavor }: { fit: FamilyFit; flavor: string }) {
  const t = useText("flavors");
  const count = refused.reduce((sum, { images }) => sum + images.length, 0);
  return (
    <div className="space-y-10">
      <section aria-labelledby="fitting-title">
        <h3 id="fitting-title" className="flex items-center gap-2 border-b border-line-strong pb-2 text-lg font-semibold">
          {fitting.length > 0 && <CircleCheck size={20} aria-hidden className="shrink-0 text-ok" />}
          {t("fittingTitle", { count: fitting.length, flavor })}
        </h3>
        {fitting.length > 0 ? <Images entries={fitting} /> : <p className="mt-3 text-soft">{t("fittingNone")}</p>}
      </section>
      {count > 0 && (
        <section aria-labelledby="refused-title">
          <h3 id="refused-title" className="flex items-center gap-2 border-b border-line-strong pb-2 text-lg font-semibold">
            <CircleMinus size={20} aria-hidden className="shrink-0 text-quiet" />
            {t("refusedTitle", { count })}
          </h3>
          {refused.map(({ reasons, images }) => (
            <div key={JSON.stringify(reasons)} className="mt-3 mb-6">
              <div className="flex items-baseline justify-between gap-4">
                <ReasonList reasons={reasons} />
                <span className="shrink-0 text-sm text-soft tabular-nums">{t("refusedCount", { count: images.length })}</span>
              </div>
              <Images entries={images.map((image) => ({ image, evidence: null }))} />
            </div>
          ))}
        </section>
      )}
    </div>
  );
}

// A list of a thousand names is no longer read: the table for machines has them all.
const most = 150;

function Images({ entries }: { entries: { image: TableImage; evidence: FlavorEvidence | null }[] }) {
  const t = useText("flavors");
  if (entries.length > most) {
    return (
      <>
        <Images entries={entries.slice(0, most)} />
        <p className="mt-3 text-soft">{t("fitMore", { count: entries.length - most })}</p>
      </>
    );
  }
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
      {entries.map(({ image: { name, distribution, isRetired }, evidence }) => (
        <li key={name} className="flex min-h-10 items-center gap-2 border-b border-line py-1.5">
          <Monogram letters={distribution.monogram} color={distribution.monogramColor} size={20} />
          <div className="min-w-0">
            <PageLink href={`/images/${name}`} className={`font-mono text-sm no-underline hover:underline ${isRetired ? "text-soft" : "font-medium text-ink"}`}>
              <Breakable text={name} />
            </PageLink>
            {isRetired && (
              <span className="ml-2 inline-flex items-center gap-1 text-sm whitespace-nowrap text-soft">
                <Archive size={16} aria-hidden /> {t("retired")}
              </span>
            )}
            {evidence && (
              <p className="text-sm text-soft">
                <Evidence evidence={evidence} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
