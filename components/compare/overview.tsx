import { Bytes } from "#components/ui/bytes.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { Comparison, Side } from "#lib/compare/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

/** The two builds side by side in figures. */
export function Overview({ comparison: { image, before, after } }: { comparison: Comparison }) {
  const t = useText("compare");
  const locale = useLocale();
  const size = (value: number | null) => (value === null ? "–" : <Bytes value={value} />);
  const difference = (one: number | null, other: number | null, format: (value: number) => string) => {
    if (one === null || other === null) return "";
    return one === other ? t("same") : `${other > one ? "+" : "−"}${format(Math.abs(other - one))}`;
  };
  const bytes = (value: number) => formatBytes(value, locale);
  const count = (value: number) => String(value);
  const buildLink = ({ version }: Side) => (
    <PageLink href={`/images/${image}/${version}`} className="link font-mono whitespace-nowrap">
      {version}
    </PageLink>
  );
  const rows = [
    { title: t("overview.build"), before: buildLink(before), after: buildLink(after), change: "" },
    { title: t("overview.published"), before: before.publishedAt ? <When at={new Date(before.publishedAt)} /> : t("overview.never"), after: after.publishedAt ? <When at={new Date(after.publishedAt)} /> : t("overview.never"), change: "" },
    { title: t("overview.size"), before: size(before.sizeBytes), after: size(after.sizeBytes), change: difference(before.sizeBytes, after.sizeBytes, bytes) },
    { title: t("overview.diskSize"), before: size(before.virtualSizeBytes), after: size(after.virtualSizeBytes), change: difference(before.virtualSizeBytes, after.virtualSizeBytes, bytes) },
    { title: t("overview.packages"), before: before.packageCount, after: after.packageCount, change: difference(before.packageCount, after.packageCount, count) },
    { title: t("overview.tests"), before: t("overview.score", before.tests), after: t("overview.score", after.tests), change: "" },
  ];
  return (
    <div className="mt-8">
      <Table caption={t("overview.caption")} columns={[{ title: t("overview.property") }, { title: t("from") }, { title: t("to") }, { title: t("overview.change"), className: "text-right" }]} folds="line">
        {rows.map((line) => (
          <tr key={line.title} className={row}>
            <th scope="row" className="h-10 pr-4 font-normal text-soft">
              {line.title}
            </th>
            <td data-label={t("from")} className="pr-4">{line.before}</td>
            <td data-label={t("to")} className="pr-4">{line.after}</td>
            <td className="text-right whitespace-nowrap">{line.change}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
