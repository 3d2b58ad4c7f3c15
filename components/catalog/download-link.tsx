import { formatBytes } from "#components/ui/format.ts";
import type { CatalogRow } from "#lib/catalog/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

type Props = { name: string; latest: NonNullable<CatalogRow["latest"]> };

/** In a row: the qcow2 of the image's latest build, by its size; the exact size on hover. */
export function DownloadLink({ name, latest: { version, fileName, sizeBytes } }: Props) {
  const t = useText("catalog");
  const ui = useText("ui");
  const size = formatBytes(sizeBytes, useLocale());
  return (
    <a href={`/download/${name}/${version}/${fileName}`} className="image-file" title={ui("bytes", { count: sizeBytes })} aria-label={t("downloadImage", { name, version, size })}>
      <svg className="icon" aria-hidden>
        <use href="#row-download" />
      </svg>
      {size}
    </a>
  );
}
