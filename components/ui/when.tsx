import { formatDay, formatExact, formatRelative } from "./format.ts";
import { requestTime } from "./request-time.ts";

/** A point in time as people say it; exact in `title` and `datetime`. */
export function When({ at, now = requestTime() }: { at: Date; now?: Date }) {
  return (
    <time dateTime={at.toISOString()} title={formatExact(at)} className="whitespace-nowrap">
      {formatRelative(at, now)}
    </time>
  );
}

/** A calendar day. */
export function Day({ at }: { at: Date }) {
  return (
    <time dateTime={formatDay(at)} title={formatExact(at)} className="whitespace-nowrap">
      {formatDay(at)}
    </time>
  );
}
