import { Breakable } from "#components/ui/breakable.tsx";
import type { NightCell, NightRow, Nights } from "#lib/nights/schema.ts";
import { lookOf, nightLooks } from "./looks.ts";
import "./nights.css";

const dayNames = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
const months = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** Images by the last nights, tonight beside the names, so that a phone shows it without scrolling. Plain links with signs drawn by the style sheet: there are hundreds. */
export function NightGrid({ nights: { days, rows } }: { nights: Nights }) {
  return (
    <div className="nights-frame print-whole" role="region" aria-label="Images by nights" tabIndex={0}>
      <table className="nights">
        <caption className="sr-only">What was built of each image in the last {days.length} nights, the present one first</caption>
        <thead>
          <tr>
            <th scope="col">Image</th>
            {days.map((day, back) => (
              <th key={day} scope="col" className={back === 0 ? "tonight" : undefined}>
                <time dateTime={day}>
                  {dayNames.format(new Date(day))}
                  <br />
                  <span className="whitespace-nowrap">{months.format(new Date(day)).replace(/ .*/, "")}</span>
                  <span className="sr-only">{months.format(new Date(day)).replace(/^\d+/, "")}</span>
                </time>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.image} row={row} days={days} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row: { image, cells }, days }: { row: NightRow; days: string[] }) {
  return (
    <tr>
      <th scope="row">
        <a href={`/images/${image}`}>
          <Breakable text={image} />
        </a>
      </th>
      {days.map((day, at) => {
        const cell = cells[at];
        return <td key={day}>{cell && <Cell image={image} cell={cell} />}</td>;
      })}
    </tr>
  );
}

function Cell({ image, cell }: { image: string; cell: NightCell }) {
  const look = lookOf(cell);
  const what = `${cell.version} ${nightLooks[look]}${cell.builds > 1 ? `, the last of ${cell.builds} builds` : ""}`;
  return <a href={`/images/${image}/${cell.version}`} title={what} aria-label={what} className={`night ${look}`} />;
}
