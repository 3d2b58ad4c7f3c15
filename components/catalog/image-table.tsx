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
  const columns = (["image", "latest", "age", "architecture", "flavors", "state", "file"] as const).map((key) => ({ title: t(`columns.${key}`) }));
  return (
    <div className="image-table">
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
  return (
    <tr>
      <th scope="row" title={`${name}: ${summary}`}>
        <a href={localizeHref(`/images/${name}`, locale)} className="row-name">
          {name}
        </a>
      </th>
      <td className="code">{latest?.version ?? "–"}</td>
      <td>{latest ? <When at={latest.publishedAt} /> : "–"}</td>
      <td>
        <span className="code">{architecture}</span> {t(`firmwares.${firmware}`)}
      </td>
      <td title={runsOn.join(", ")}>{t("families", { count: runsOn.length })}</td>
      <td>
        <RowState condition={condition} />
      </td>
      <td>{latest && condition !== "retired" ? <DownloadLink name={name} latest={latest} /> : "–"}</td>
    </tr>
  );
}
