import { ChevronDown, Download } from "lucide-react";
import { Bytes } from "#components/ui/bytes.tsx";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ChannelFiles } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";

type Props = { folder: string; version: string; files: ChannelFiles; isPrimary: boolean };

/** The image as a button, and beside it a menu of all that belongs to it; the menu needs no script. */
export function DownloadMenu({ folder, version, files: { qcow2, checksums, metalink }, isPrimary }: Props) {
  const t = useText("image");
  const look = isPrimary ? button.primary : button.secondary;
  const beside = [
    { title: t("download.signature"), fileName: qcow2.signatureName },
    { title: t("download.checksums"), fileName: checksums },
    { title: t("download.checksumsSignature"), fileName: checksums && `${checksums}.asc` },
    { title: t("download.metalink"), fileName: metalink },
  ];
  const item = "flex min-h-9 items-center px-4 py-1 text-ink no-underline hover:bg-sunken";
  return (
    <div className="no-print relative flex w-full sm:w-fit">
      <a href={`${folder}/${qcow2.fileName}`} className={`min-w-0 flex-1 rounded-r-none ${look}`}>
        <Download size={20} aria-hidden />
        <span>
          {t("download.qcow2")} <span className="whitespace-nowrap">· <Bytes value={qcow2.sizeBytes} /></span>
        </span>
      </a>
      <details className="group flex">
        <summary className={`h-full! list-none rounded-l-none !px-3 ${look} ${isPrimary ? "border-l border-accent-ink/30" : "border-l-0"}`}>
          <ChevronDown size={20} aria-hidden className="group-open:rotate-180" />
          <span className="sr-only">{t("download.more", { version })}</span>
        </summary>
        <ul className="absolute top-12 right-0 left-0 z-30 rounded-md border border-line-strong bg-surface py-1 sm:right-auto sm:w-80">
          {beside.map(
            ({ title, fileName }) =>
              fileName && (
                <li key={title}>
                  <a href={`${folder}/${fileName}`} className={item}>
                    {title}
                  </a>
                </li>
              ),
          )}
          <li>
            <a href={`${folder}/`} className={item}>
              {t("download.all")}
            </a>
          </li>
          <li className="mt-1 border-t border-line pt-1">
            <PageLink href="/verify" className={item}>
              {t("download.verify")}
            </PageLink>
          </li>
        </ul>
      </details>
    </div>
  );
}
