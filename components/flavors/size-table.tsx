import { formatNumber } from "#components/ui/format.ts";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { FlavorSize } from "#lib/flavors/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

/** The sizes of a family that are public; `asked` is marked. */
export function SizeTable({ sizes, asked }: { sizes: FlavorSize[]; asked: string | null }) {
  const t = useText("flavors");
  const locale = useLocale();
  const columns = [{ title: t("size") }, { title: t("vcpus"), className: "text-right" }, { title: t("memory"), className: "text-right" }, { title: t("perVcpu"), className: "text-right" }, { title: t("disk") }];
  return (
    <Table caption={t("sizesCaption")} columns={columns} folds="line">
      {sizes.map(({ name, vcpus, ramMib, diskGib }) => (
        <tr key={name} className={`${row} ${name === asked ? "bg-accent-wash" : ""}`} aria-current={name === asked ? "true" : undefined}>
          <th scope="row" className={`${cell} pl-2 text-left font-mono font-medium whitespace-nowrap`}>
            {name}{" "}
            {name === asked && <span className="ml-1 font-sans text-sm font-normal text-soft">{t("sizeAsked")}</span>}
          </th>
          <td data-label={t("vcpus")} className={`${cell} text-right`}>{vcpus}</td>
          <td data-label={t("memory")} className={`${cell} text-right whitespace-nowrap`}>{t("gib", { value: formatNumber(ramMib / 1024, locale, 1) })}</td>
          <td data-label={t("perVcpu")} className={`${cell} text-right`}>{formatNumber(ramMib / 1024 / vcpus, locale, 1)}</td>
          <td data-label={t("disk")} className={`${cell} pl-4 whitespace-nowrap`}>{diskGib === null ? t("diskVolume") : t("gib", { value: String(diskGib) })}</td>
        </tr>
      ))}
    </Table>
  );
}
