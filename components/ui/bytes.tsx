import { useLocale, useText } from "#lib/text.ts";
import { formatBytes } from "./format.ts";

/** A size; the exact number of bytes on hover. */
export function Bytes({ value }: { value: number }) {
  const t = useText("ui");
  const locale = useLocale();
  return (
    <span className="whitespace-nowrap tabular-nums" title={t("bytes", { count: value })}>
      {formatBytes(value, locale)}
    </span>
  );
}
