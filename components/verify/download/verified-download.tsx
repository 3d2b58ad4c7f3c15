import { useLocale, useText } from "#lib/text.ts";
import { DownloadLeaf } from "./download-leaf.tsx";
import type { DownloadWords } from "./words.ts";

type Props = { folder: string; fileName: string; sizeBytes: number; metalinkName: string };

/** Beside the plain download of a published file: fetch it piece by piece, each checked against the signed list. */
export function VerifiedDownload({ folder, fileName, sizeBytes, metalinkName }: Props) {
  const locale = useLocale();
  const own = useText("download").raw("client" as never) as Omit<DownloadWords, "reasons">;
  const { reasons } = useText("verify").raw("client" as never) as Pick<DownloadWords, "reasons">;
  const wanted = { name: fileName, sizeBytes, address: `${folder}/${fileName}`, metalink: `${folder}/${metalinkName}`, metalinkSignature: `${folder}/${metalinkName}.asc`, keys: "/keys.asc" };
  return <DownloadLeaf wanted={wanted} words={{ ...own, reasons }} locale={locale} />;
}
