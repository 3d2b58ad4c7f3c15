import { formatBytes } from "./format.ts";

/** A size; the exact number of bytes on hover. */
export function Bytes({ value }: { value: number }) {
  return (
    <span className="whitespace-nowrap tabular-nums" title={`${value.toLocaleString("en")} bytes`}>
      {formatBytes(value)}
    </span>
  );
}
