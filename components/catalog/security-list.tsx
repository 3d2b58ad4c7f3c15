import { CircleCheck, CircleHelp, CircleX, TriangleAlert } from "lucide-react";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SecurityProperty } from "#lib/catalog/image/schema.ts";
import { useText } from "#lib/text.ts";

const looks = {
  passed: { icon: CircleCheck, ink: "text-ok" },
  warning: { icon: TriangleAlert, ink: "text-attention" },
  failed: { icon: CircleX, ink: "text-bad" },
  missing: { icon: CircleHelp, ink: "text-quiet" },
} as const;

/** What an image promises, each with the very check of the build in `latest` that proves it. */
export function SecurityList({ image, version, properties }: { image: string; version: string; properties: SecurityProperty[] }) {
  const t = useText("image");
  return (
    <Section id="security" title={t("security.title")} lead={t("security.lead", { version })}>
      <ul className="grid gap-x-10 border-t border-line md:grid-cols-2">
        {properties.map(({ checkId, verdict }) => {
          const { icon: Icon, ink } = looks[verdict ?? "missing"];
          return (
            <li key={checkId} className="flex gap-3 border-b border-line py-2.5">
              <Icon size={20} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
              <div className="min-w-0 flex-1">
                <p>{t(`security.property.${checkId}`)}</p>
                {verdict ? (
                  <PageLink href={`/images/${image}/${version}?check=${checkId}#check-${checkId}`} className="link touch text-sm">
                    {t(`security.verdict.${verdict}`)}
                    <span className="sr-only">: {t(`security.property.${checkId}`)}</span>
                  </PageLink>
                ) : (
                  <p className="text-sm text-soft">{t("security.notChecked")}</p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
