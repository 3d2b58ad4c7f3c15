import type { ReactNode } from "react";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Hex } from "#components/ui/hex.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Comparison, TestChange } from "#lib/compare/schema.ts";
import { tag } from "#components/ui/tag.ts";
import { useText } from "#lib/text.ts";

const inks = { passed: "text-ok", warning: "text-attention", failed: "text-bad" };

/** The checks that judged the two builds differently. */
export function TestChanges({ tests }: { tests: TestChange[] }) {
  const t = useText("compare");
  const word = (verdict: TestChange["before"]) => <span className={verdict ? inks[verdict] : "text-soft"}>{t(`tests.verdict.${verdict ?? "none"}`)}</span>;
  return (
    <Section id="tests" title={t("tests.title")} lead={t("tests.lead", { count: tests.length })}>
      {tests.length > 0 && (
        <ul className="border-t border-line">
          {tests.map(({ checkId, title, before, after }) => (
            <li key={checkId} className="flex min-h-10 flex-wrap items-center justify-between gap-x-6 border-b border-line py-1.5">
              <span className="min-w-0">
                <CatalogText text={title} />
              </span>
              <span className="font-medium">{t.rich("tests.change", { before: tag(word(before)), after: tag(word(after)) })}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What differs in the things of which the builds were made. */
export function OriginChanges({ origin: { recipe, builder, repositories } }: { origin: Comparison["origin"] }) {
  const t = useText("compare");
  const items = [
    recipe && {
      term: t("origin.recipe"),
      value: (
        <>
          <Before text={recipe.before && <Hex value={recipe.before} label={t("origin.copyBefore")} />} />
          {recipe.after ? <Hex value={recipe.after} label={t("origin.copyAfter")} /> : t("origin.unknown")}
        </>
      ),
    },
    builder && {
      term: t("origin.builder"),
      value: (
        <>
          <Before text={builder.before} />
          {builder.after ?? t("origin.unknown")}
        </>
      ),
    },
    ...repositories.map(({ uri, suite, before, after }) => ({
      term: suite,
      value: (
        <>
          <span className="block font-mono text-sm wrap-anywhere text-soft">{uri}</span>
          <Before text={before ? describe(before) : t("origin.absent")} />
          {after ? describe(after) : t("origin.removed")}
        </>
      ),
    })),
  ].filter((item) => item !== null);
  return (
    <Section id="origin" title={t("origin.title")} lead={t("origin.lead", { count: items.length })}>
      {items.length > 0 && <DefinitionList items={items} long />}
    </Section>
  );
}

const describe = ({ date, components }: { date: string; components: string[] }) => `${date} · ${components.join(" ")}`;

function Before({ text }: { text: ReactNode }) {
  const t = useText("compare");
  return (
    <span className="block text-soft">
      <span className="sr-only">{t("origin.before")} </span>
      <del className="no-underline">{text ?? t("origin.unknown")}</del> →
    </span>
  );
}
