import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { CatalogEntry } from "#lib/catalog/search/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";
import { ConditionChip } from "./condition-chip.tsx";
import { DownloadLink } from "./download-link.tsx";

/** Images as a dense table: a row of one line for each. */
export function ImageTable({ images }: { images: CatalogEntry[] }) {
  const t = useText("catalog");
  const locale = useLocale();
  const columns = (["image", "latest", "age", "architecture", "firmware", "flavors", "state", "file"] as const).map((key) => ({ title: t(`columns.${key}`) }));
  return (
    <Table caption={t("results")} columns={columns}>
      {images.map(({ name, summary, latest, architecture, firmware, runsOn, condition }) => (
        <tr key={name} className={`${row} text-sm hover:bg-sunken`}>
          <th scope="row" className={`${cell} max-w-[24rem] min-w-[15rem] truncate font-mono font-medium`} title={`${name}: ${summary}`}>
            <a href={localizeHref(`/images/${name}`, locale)} className="row-link-cell text-ink no-underline underline-offset-4 hover:underline">
              {name}
            </a>
          </th>
          <td className={`${cell} font-mono whitespace-nowrap`}>{latest?.version ?? "–"}</td>
          <td className={`${cell} whitespace-nowrap text-soft`}>{latest ? <When at={latest.publishedAt} /> : "–"}</td>
          <td className={`${cell} font-mono`}>{architecture}</td>
          <td className={cell}>{t(`firmwares.${firmware}`)}</td>
          <td className={`${cell} whitespace-nowrap`} title={runsOn.join(", ")}>
            {t("families", { count: runsOn.length })}
          </td>
          <td className={cell}>
            <ConditionChip condition={condition} />
          </td>
          <td className={`${cell} whitespace-nowrap`}>{latest && condition !== "retired" ? <DownloadLink name={name} latest={latest} isPlain /> : "–"}</td>
        </tr>
      ))}
    </Table>
  );
}
