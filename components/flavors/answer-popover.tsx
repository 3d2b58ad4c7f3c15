import { Fragment } from "react";
import type { Answer, RowAnswer } from "#lib/flavors/table/schema.ts";
import { useText } from "#lib/text.ts";
import { Evidence } from "./evidence.tsx";
import { ReasonList } from "./reason-text.tsx";

/** The addresses by which cells and rows find the shared text of their answer. */
export const answerId = (place: number) => `answer-${place}`;
export const rowAnswerId = (place: number) => `row-answer-${place}`;

/** What a cell says. Most cells say one of a few things: each stands in the page once, and opens beside the cell that was chosen. */
export function AnswerPopover({ place, answer }: { place: number; answer: Answer }) {
  return (
    <div id={answerId(place)} popover="auto" className="answer">
      <p data-where className="answer-where" />
      <AnswerText answer={answer} />
    </div>
  );
}

/** What a whole row says: families with the same answer together. */
export function RowPopover({ place, row, answers }: { place: number; row: RowAnswer; answers: Answer[] }) {
  return (
    <div id={rowAnswerId(place)} popover="auto" className="answer answer-row">
      <p data-where className="answer-where" />
      <dl>
        {row.map(({ answer, families }) => {
          const found = answers[answer];
          return found ? (
            <Fragment key={answer}>
              <dt className="mt-2 font-mono text-sm text-soft first:mt-0">{families.join(" ")}</dt>
              <dd>
                <AnswerText answer={found} />
              </dd>
            </Fragment>
          ) : null;
        })}
      </dl>
    </div>
  );
}

function AnswerText({ answer }: { answer: Answer }) {
  const t = useText("flavors");
  if (!answer.ok) {
    return (
      <>
        <p className="font-semibold text-quiet">{t("runsNot")}</p>
        <ReasonList reasons={answer.reasons} />
      </>
    );
  }
  return (
    <>
      <p className="font-semibold text-ok">{t("runs")}</p>
      <p>{answer.evidence ? <Evidence evidence={answer.evidence} /> : t("noEvidence")}</p>
    </>
  );
}
