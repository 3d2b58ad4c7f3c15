import { Download } from "lucide-react";
import { button } from "#components/ui/button.ts";
import { Bytes } from "#components/ui/bytes.tsx";
import type { CatalogRow } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";

type Props = { name: string; latest: NonNullable<CatalogRow["latest"]>; className?: string; isPlain?: boolean };

/** The qcow2 of an image's latest build, by its size; a button, or in a table a plain link. */
export function DownloadLink({ name, latest: { version, fileName, sizeBytes }, className = "", isPlain = false }: Props) {
  const t = useText("catalog");
  return (
    <a href={`/download/${name}/${version}/${fileName}`} className={`${className} ${isPlain ? "link inline-flex items-center gap-1.5" : button.small}`}>
      <Download size={16} aria-hidden />
      <span className="sr-only">{t("downloadImage", { name, version })} </span>
      <Bytes value={sizeBytes} />
    </a>
  );
}
