import parseRanges from "range-parser";

/** A closed interval of byte positions, both counted from 0. */
export type Span = { start: number; end: number };

const maxRangeSpecs = 32;

/**
 * Decides what a `Range` header means for a file of `sizeBytes` (RFC 9110 §14.2).
 *
 * `"whole"`: the header is not understood and is ignored. `"unsatisfiable"`: answer 416; also for more than 32 ranges,
 * which §15.5.17 allows against floods. Overlapping and adjacent ranges are joined, so an answer never holds a byte twice.
 */
export function decideRange(header: string, sizeBytes: number): "whole" | "unsatisfiable" | Span[] {
  const [, unit, list] = /^\s*([^=\s]+)\s*=(.*)$/.exec(header) ?? [];
  if (unit?.toLowerCase() !== "bytes" || list === undefined) return "whole";
  // Empty list elements count for nothing (RFC 9110 §5.6.1.2).
  const specs = list.split(",").map((spec) => spec.trim()).filter(Boolean);
  if (specs.length === 0) return "whole";
  if (specs.length > maxRangeSpecs) return "unsatisfiable";
  const result = parseRanges(sizeBytes, `bytes=${specs.map((spec) => limitSuffix(spec, sizeBytes)).join(",")}`, { combine: true });
  if (result === -2) return "whole";
  if (result === -1) return "unsatisfiable";
  return result.map(({ start, end }) => ({ start, end }));
}

// The library finds "the last 500 bytes" of a 100-byte file unsatisfiable; RFC 9110 §14.1.2 says it is the whole file.
function limitSuffix(spec: string, sizeBytes: number): string {
  const suffix = /^-\s*(\d+)$/.exec(spec)?.[1];
  return suffix !== undefined && Number(suffix) > sizeBytes ? `-${sizeBytes}` : spec;
}

export type MultipartPlan = {
  contentType: string;
  contentLength: number;
  /** The text that comes before each span, in the spans' order. */
  heads: string[];
  tail: string;
};

/** Lays out a `multipart/byteranges` body (RFC 9110 §14.6) so that its length is known before the first byte is read. */
export function planMultipart(spans: Span[], sizeBytes: number, mediaType: string, boundary: string): MultipartPlan {
  const heads = spans.map(
    ({ start, end }, index) =>
      `${index === 0 ? "" : "\r\n"}--${boundary}\r\nContent-Type: ${mediaType}\r\nContent-Range: bytes ${start}-${end}/${sizeBytes}\r\n\r\n`,
  );
  const tail = `\r\n--${boundary}--\r\n`;
  const content = spans.reduce((sum, { start, end }) => sum + end - start + 1, 0);
  const frame = [...heads, tail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { contentType: `multipart/byteranges; boundary=${boundary}`, contentLength: content + frame, heads, tail };
}
