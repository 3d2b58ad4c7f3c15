/** Makes each formatter once: making one costs more than a whole row of a list. */
function madeOnce<Options, Made>(make: (locale: string, options: Options) => Made): (locale: string, options: Options) => Made {
  const known = new Map<string, Made>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const before = known.get(key);
    if (before) return before;
    const made = make(locale, options);
    known.set(key, made);
    return made;
  };
}

const numbers = madeOnce((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const dates = madeOnce((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const ages = madeOnce((locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options));

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A number by the customs of a language, with at most `digits` behind the comma. */
export function formatNumber(value: number, locale: string, digits = 0): string {
  return numbers(locale, { maximumFractionDigits: digits }).format(value);
}

/** A size in binary units with three significant digits at most: `412 MiB`, `1.25 GiB`. */
export function formatBytes(bytes: number, locale = "en"): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${numbers(locale, { maximumFractionDigits: digits, useGrouping: false }).format(value)} ${units[unit]}`;
}

// A unit is used from two of it on where the smaller one still reads well.
const steps = [
  { unit: "year", seconds: 31_557_600, from: 63_115_200 },
  { unit: "month", seconds: 2_629_800, from: 5_259_600 },
  { unit: "week", seconds: 604_800, from: 1_209_600 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const moments: Record<string, [past: string, future: string]> = { en: ["just now", "in a moment"], de: ["gerade eben", "gleich"] };

/** How long ago, or how soon, in the largest unit that fits: `3 days ago`, `in 2 years`, `just now`. */
export function formatRelative(at: Date, now: Date, locale = "en"): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const step = steps.find((candidate) => Math.abs(seconds) >= ("from" in candidate ? candidate.from : candidate.seconds));
  if (!step) return (moments[locale] ?? moments["en"])?.[seconds > 0 ? 1 : 0] ?? "";
  // Only days have words of their own: "last month" and "next year" can mean anything up to twice as much.
  const numeric = step.unit === "day" ? "auto" : "always";
  return ages(locale, { numeric }).format(Math.trunc(seconds / step.seconds), step.unit);
}

// British English writes days first and counts hours to 24.
const dateLocale = (locale: string) => (locale === "en" ? "en-GB" : locale);

/** The exact time in UTC: `23 Nov 2026, 07:24:37 UTC`. */
export function formatExact(at: Date, locale = "en"): string {
  return `${dates(dateLocale(locale), { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" }).format(at)} UTC`;
}

/** The minute in UTC: `23 Nov 2026, 07:24`. */
export function formatMinute(at: Date, locale = "en"): string {
  return new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(at);
}

/** The day in UTC: `23 Nov 2026`. */
export function formatDay(at: Date, locale = "en"): string {
  return dates(dateLocale(locale), { dateStyle: "medium", timeZone: "UTC" }).format(at);
}

/** A span of time in its two largest units: `850 ms`, `4.2 s`, `6 min 12 s`, `1 h 03 min`. */
export function formatDuration(milliseconds: number, locale = "en"): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${formatNumber(milliseconds / 1_000, locale, milliseconds < 9_950 ? 1 : 0)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Hashes and fingerprints are read in groups of four. */
export function groupsOfFour(hex: string): string[] {
  return hex.match(/.{1,4}/g) ?? [];
}

/** Black or white, whichever can be read on `color` (`#rrggbb`), by relative luminance (WCAG 2.2). */
export function readableOn(color: string): "#000000" | "#ffffff" {
  const [red = 0, green = 0, blue = 0] = (/^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color) ?? []).slice(1).map((part) => {
    const channel = parseInt(part, 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? "#000000" : "#ffffff";
}
