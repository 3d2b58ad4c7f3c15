import type { Plan } from "./plan.ts";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const short = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** A plan as people say it: `every night at 02:30 Europe/Berlin, ± 15 min`; what has no simple words is quoted. */
export function planInWords({ cron, timeZone, jitterMinutes }: Plan): string {
  const jitter = jitterMinutes === 0 ? "" : `, ± ${jitterMinutes} min`;
  return `${daysAndTime(cron) ?? `by “${cron}” in`} ${timeZone}${jitter}`;
}

function daysAndTime(cron: string): string | null {
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = cron.split(" ");
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour) || month !== "*") return null;
  const time = `at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  const word = Number(hour) < 6 || Number(hour) >= 21 ? "night" : "day";
  if (day === "*" && weekday === "*") return `every ${word} ${time}`;
  if (/^\d+$/.test(day) && weekday === "*") return `on day ${day} of every month ${time}`;
  const names = day === "*" ? weekdayNames(weekday) : null;
  return names && `every ${names} ${time}`;
}

function weekdayNames(text: string): string | null {
  const numbers = text.split(",").flatMap((part) => {
    const [from, to] = part.split("-").map(weekdayNumber);
    if (from === undefined || from < 0 || (to !== undefined && to < from)) return [-1];
    return to === undefined ? [from] : Array.from({ length: to - from + 1 }, (_, step) => from + step);
  });
  if (numbers.some((number) => number < 0)) return null;
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  const isSpan = numbers.length > 2 && numbers.every((number, index) => number === first + index);
  if (isSpan) return `day from ${weekdays[first % 7]} to ${weekdays[last % 7]}`;
  const names = [...new Set(numbers.map((number) => weekdays[number % 7] ?? ""))];
  return names.length === 1 ? (names[0] ?? null) : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function weekdayNumber(text: string): number {
  return /^[0-7]$/.test(text) ? Number(text) : short.indexOf(text.toUpperCase());
}
