import { Breakable } from "#components/ui/breakable.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { CatalogEntry } from "#lib/catalog/search/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";
import { DownloadLink } from "./download-link.tsx";
import { RowState, RowSymbols } from "./row-symbols.tsx";

/** Images as a dense table: a row of one line for each. */
export function ImageTable({ images }: { images: CatalogEntry[] }) {
  const t = useText("catalog");
  const columns = (["image", "latest", "age", "architecture", "flavors", "state", "file"] as const).map((key) => ({ title: t(`columns.${key}`), className: key === "flavors" ? "text-right" : "" }));
  return (
    <div className="image-table row-frame">
      <RowSymbols images={images} />
      <Table caption={t("results")} columns={columns}>
        {images.map((image) => (
          <Row key={image.name} image={image} />
        ))}
      </Table>
    </div>
  );
}

function Row({ image: { name, summary, latest, architecture, firmware, runsOn, condition } }: { image: CatalogEntry }) {
  const t = useText("catalog");
  const locale = useLocale();
  const hasFile = latest !== null && condition !== "retired";
  return (
    <tr>
      <th scope="row" title={summary}>
        <a href={localizeHref(`/images/${name}`, locale)} className="row-name">
          <Breakable text={name} />
        </a>
      </th>
      <td className={latest ? "code" : "none"}>{latest?.version ?? "–"}</td>
      <td className={latest ? undefined : "none"}>{latest ? <When at={latest.publishedAt} /> : "–"}</td>
      <td>
        <span className="code">{architecture}</span> {t(`firmwares.${firmware}`)}
      </td>
      <td className="number" data-label={t("columns.flavors")} title={runsOn.join(", ")}>
        {runsOn.length}
      </td>
      <td>
        <RowState condition={condition} />
      </td>
      {hasFile ? (
        <td>
          <DownloadLink name={name} latest={latest} />
        </td>
      ) : (
        <td className="none">–</td>
      )}
    </tr>
  );
}
