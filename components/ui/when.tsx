import { useLocale } from "#lib/text.ts";
import { formatDay, formatExact, formatRelative } from "./format.ts";
import { requestTime } from "./request-time.ts";

/** A point in time as people say it; exact in `title` and `datetime`. */
export function When({ at, now = requestTime() }: { at: Date; now?: Date }) {
  const locale = useLocale();
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, locale)} className="whitespace-nowrap">
      {formatRelative(at, now, locale)}
    </time>
  );
}

/** A calendar day. */
export function Day({ at }: { at: Date }) {
  const locale = useLocale();
  return (
    <time dateTime={at.toISOString().slice(0, 10)} title={formatExact(at, locale)} className="whitespace-nowrap">
      {formatDay(at, locale)}
    </time>
  );
}
