import { CircleCheck, CircleSlash } from "lucide-react";
import { ReasonText } from "#components/flavors/reason-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { FamilySupport } from "#lib/catalog/image/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** The flavor families on which an image runs, and on demand why it does not on the others. */
export function FlavorFit({ families }: { families: FamilySupport[] }) {
  const t = useText("image");
  const fitting = families.filter(({ support }) => support.ok);
  const others = families.flatMap(({ support, ...family }) => (support.ok ? [] : [{ ...family, reasons: support.reasons }]));
  return (
    <Section
      id="flavors"
      title={t("flavors.title")}
      lead={t("flavors.lead", { count: fitting.length, total: families.length })}
      aside={
        <PageLink href="/flavors" className="link touch">
          {t("flavors.table")}
        </PageLink>
      }
    >
      {fitting.length > 0 ? (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-2">
          {fitting.map(({ name, title }) => (
            <li key={name}>
              <PageLink href={`/flavors/${name}`} className="flex h-10 items-center gap-2 rounded-md border border-line bg-surface px-3 text-ink no-underline hover:border-line-strong">
                <CircleCheck size={16} aria-hidden className="text-ok" />
                <span className="font-mono">{name}</span>
                <span className="text-sm text-soft">
                  <CatalogText text={title} />
                </span>
              </PageLink>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t("flavors.none")}</p>
      )}
      {others.length > 0 && (
        <details className="group mt-5">
          <summary className="link touch inline-block">{t("flavors.why", { count: others.length })}</summary>
          <ul className="mt-3 grid gap-x-10 border-t border-line md:grid-cols-2">
            {others.map(({ name, title, reasons }) => (
              <li key={name} className="flex gap-3 border-b border-line py-2">
                <CircleSlash size={16} aria-hidden className="mt-1 shrink-0 text-quiet" />
                <div className="min-w-0">
                  <p>
                    <PageLink href={`/flavors/${name}`} className="link font-mono">
                      {name}
                    </PageLink>{" "}
                    <span className="text-sm text-soft">
                      <CatalogText text={title} />
                    </span>
                  </p>
                  {reasons.map((reason) => (
                    <p key={JSON.stringify(reason)} className="text-sm text-soft">
                      <ReasonText reason={reason} />
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
