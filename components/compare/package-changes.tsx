import { ArrowDown, ArrowUp, Minus, Plus, type LucideIcon } from "lucide-react";
import { Section } from "#components/ui/section.tsx";
import { row, Table } from "#components/ui/table.tsx";
import type { PackageChanges as Changes } from "#lib/compare/schema.ts";
import { useText } from "#lib/text.ts";

const looks = {
  downgraded: { icon: ArrowDown, ink: "text-attention" },
  removed: { icon: Minus, ink: "text-bad" },
  added: { icon: Plus, ink: "text-ok" },
  upgraded: { icon: ArrowUp, ink: "text-accent" },
} as const satisfies Record<string, { icon: LucideIcon; ink: string }>;
type Kind = keyof typeof looks;

// What a reader would not expect comes first.
const order = ["downgraded", "removed", "added", "upgraded"] as const satisfies Kind[];

/** The packages that differ, by what happened to them, each kind counted. */
export function PackageChanges({ changes }: { changes: Changes }) {
  const t = useText("compare");
  const lines = (kind: Kind) =>
    kind === "added" || kind === "removed"
      ? changes[kind].map((one) => ({ ...one, before: kind === "removed" ? one.version : null, after: kind === "added" ? one.version : null }))
      : changes[kind];
  const shown = order.filter((kind) => changes[kind].length > 0);
  return (
    <Section id="packages" title={t("packages.title")} lead={t("packages.lead", { added: changes.added.length, removed: changes.removed.length, upgraded: changes.upgraded.length, downgraded: changes.downgraded.length, unchanged: changes.unchangedCount })}>
      {shown.map((kind) => {
        const { icon: Icon, ink } = looks[kind];
        return (
          <section key={kind} aria-labelledby={`packages-${kind}`} className="mt-6 first:mt-0">
            <h3 id={`packages-${kind}`} className="mb-2 flex items-center gap-2 font-semibold">
              <Icon size={20} aria-hidden className={ink} />
              {t(`packages.${kind}`, { count: changes[kind].length })}
            </h3>
            <Table
              caption={`${t("packages.title")}: ${t(`packages.${kind}`, { count: changes[kind].length })}`}
              columns={[{ title: t("packages.name"), className: "w-2/5" }, { title: t("packages.before") }, { title: t("packages.after") }, { title: t("packages.source")}]}
              folds="line"
            >
              {lines(kind).map(({ name, architecture, source, before, after }) => (
                <tr key={`${name} ${architecture}`} className={row}>
                  <th scope="row" className="min-w-32 py-1.5 pr-4 font-mono text-sm font-normal wrap-anywhere">
                    {name}
                  </th>
                  <td data-label={t("packages.before")} className="min-w-28 pr-4 font-mono text-sm wrap-anywhere text-soft">{before ?? "–"}</td>
                  <td data-label={t("packages.after")} className="min-w-28 pr-4 font-mono text-sm wrap-anywhere">{after ?? "–"}</td>
                  <td data-label={t("packages.source")} className="text-sm text-soft">{source}</td>
                </tr>
              ))}
            </Table>
          </section>
        );
      })}
    </Section>
  );
}
