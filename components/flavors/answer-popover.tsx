import type { Answer, RowAnswer } from "#lib/flavors/table/schema.ts";
import { useText } from "#lib/text.ts";
import { Evidence } from "./evidence.tsx";
import { answerId, rowAnswerId } from "./matrix-look.ts";
import { ReasonList } from "./reason-text.tsx";

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
        {row.map(({ answer, families }) => (
          <RowPart key={answer} families={families} answer={answers[answer]} />
        ))}
      </dl>
    </div>
  );
}

function RowPart({ families, answer }: { families: string[]; answer: Answer | undefined }) {
  const t = useText("flavors");
  const physical = families.filter((name) => name.startsWith("physical."));
  // All whole servers demand the same: one word stands for them.
  const names = physical.length > 3 ? [...families.filter((name) => !name.startsWith("physical.")), "physical.*"] : families;
  return (
    <>
      <dt>{names.join(" ")}</dt>
      <dd>
        {answer?.ok && <p className="font-semibold text-ok">{t("runs")}</p>}
        {answer && (answer.ok ? <Proof answer={answer} /> : <ReasonList reasons={answer.reasons} />)}
      </dd>
    </>
  );
}

function AnswerText({ answer }: { answer: Answer }) {
  const t = useText("flavors");
  return (
    <>
      <p className={`font-semibold ${answer.ok ? "text-ok" : "text-quiet"}`}>{t(answer.ok ? "runs" : "runsNot")}</p>
      {answer.ok ? <Proof answer={answer} /> : <ReasonList reasons={answer.reasons} />}
    </>
  );
}

function Proof({ answer: { evidence } }: { answer: Answer & { ok: true } }) {
  const t = useText("flavors");
  return <p>{evidence ? <Evidence evidence={evidence} /> : t("noEvidence")}</p>;
}
