import type { ComputedTable } from "#lib/flavors/table/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";
import { AnswerPopover, RowPopover } from "./answer-popover.tsx";
import { MatrixHead } from "./matrix-head.tsx";
import { MatrixKeys } from "./matrix-keys.tsx";
import { lookOf, type Look } from "./matrix-look.ts";
import { MatrixRows } from "./matrix-rows.tsx";
import { markIdOf, MatrixSymbols } from "./matrix-symbols.tsx";
import "./flavors.css";

/** As many columns fit beside the names into a window of 1416 px, the breakpoint of `.fits`. */
const mostThatFit = 40;

/**
 * Images by flavor families. Without JavaScript a click on a cell, or the button beside a name, opens the reasons (popover
 * attribute); with it, hovering does too, and the arrow keys go from cell to cell.
 */
export function Matrix({ table }: { table: ComputedTable }) {
  const t = useText("flavors");
  const locale = useLocale();
  const families = table.groups.flatMap((group) => group.families);
  const shown = table.categories.flatMap((category) => category.rows);
  const said = new Set(shown.flatMap(({ cells }) => cells));
  const rowsSaid = new Set(shown.map(({ rowAnswer }) => rowAnswer));
  // Where a group of columns begins, a line stands.
  const starts = table.groups.map((group) => families.findIndex(({ name }) => name === group.families[0]?.name));
  const tested = (verdict: "passed" | "warning" | "failed") => t("yesTested", { verdict: t(`verdicts.${verdict}`) });
  const looks: Record<number, Look> = Object.fromEntries([...said].map((place) => [place, lookOf(table.answers[place])]));
  const words = { retired: t("retired"), no: t("no"), yes: t("yes"), passed: tested("passed"), warning: tested("warning"), failed: tested("failed") };
  return (
    <div id="matrix" className={`matrix ${families.length <= mostThatFit ? "fits" : ""}`}>
      <MatrixSymbols images={shown.map(({ image }) => image)} />
      <div className="matrix-frame" role="region" aria-label={t("table")} tabIndex={0}>
        <table>
          <caption className="sr-only">{t("table")}</caption>
          <colgroup>
            <col />
          </colgroup>
          {table.groups.map(({ kind, families: members }) => (
            <colgroup key={kind}>
              {members.map(({ name }) => (
                <col key={name} />
              ))}
            </colgroup>
          ))}
          <MatrixHead groups={table.groups} />
          {table.categories.map(({ category, rows }) => (
            <MatrixRows
              key={category}
              category={category}
              images={rows.map(({ image, cells, rowAnswer }) => ({ name: image.name, href: localizeHref(`/images/${image.name}`, locale), markId: markIdOf(image), isRetired: image.isRetired, why: t("whyRow", { image: image.name }), cells, rowAnswer }))}
              looks={looks}
              words={words}
              starts={starts}
            />
          ))}
        </table>
      </div>
      {table.answers.map((answer, place) => said.has(place) && <AnswerPopover key={JSON.stringify(answer)} place={place} answer={answer} />)}
      {table.rowAnswers.map((row, place) => rowsSaid.has(place) && <RowPopover key={JSON.stringify(row)} place={place} row={row} answers={table.answers} />)}
      <MatrixKeys matrixId="matrix" />
    </div>
  );
}
