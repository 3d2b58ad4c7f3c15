import { CircleCheck, Eye, TriangleAlert } from "lucide-react";
import { TextNodes } from "#components/catalog/issue-text.tsx";
import type { EditField } from "#lib/edits/schema.ts";
import { ConfirmIdentity } from "../confirm-identity.tsx";
import type { EditAnswer } from "./answer.ts";
import { EffectView } from "./effect-view.tsx";

type Props = { answer: EditAnswer; fields: EditField[]; idOf: (name: string) => string; createdHref?: string | undefined };

/** What came of a submission: saved, only looked at, or why it was refused. */
export function AnswerView({ answer, fields, idOf, createdHref }: Props) {
  if (!answer.ok) return <Refusal answer={answer} fields={fields} idOf={idOf} />;
  const { isSaved = false, effect = null, created } = answer.value ?? {};
  if (isSaved) {
    return (
      <p role="status" className="flex items-center gap-2 text-ok">
        <CircleCheck size={20} aria-hidden className="shrink-0" /> Saved. Customers see it on their next request.{" "}
        {created && createdHref && (
          <a href={`${createdHref}/${encodeURIComponent(created)}`} className="link">
            Open {created}
          </a>
        )}
      </p>
    );
  }
  return (
    <section role="status" aria-label="Preview" className="rounded-md border border-line-strong p-4">
      <h2 className="mb-2 flex items-center gap-2 text-lg font-semibold">
        <Eye size={20} aria-hidden className="shrink-0" /> Preview: nothing is saved yet
      </h2>
      {answer.rendered && (
        <div className="max-w-[72ch] space-y-2">
          <TextNodes nodes={answer.rendered.body} />
          {answer.rendered.workaround.length > 0 && (
            <>
              <p className="font-medium">What helps</p>
              <TextNodes nodes={answer.rendered.workaround} />
            </>
          )}
        </div>
      )}
      {effect && <EffectView effect={effect} />}
      {effect && <Confirmation losses={effect.lossesInLatest} />}
    </section>
  );
}

function Refusal({ answer, fields, idOf }: Omit<Props, "createdHref">) {
  const errors = Object.entries(answer.fieldErrors ?? {});
  return (
    <div role="alert" className={`max-w-[60rem] rounded-md border px-4 py-3 ${answer.code === "stale" || answer.code === "needs-confirmation" ? "border-attention bg-attention-wash text-attention" : "border-bad bg-bad-wash text-bad"}`}>
      <p className="flex gap-2">
        <TriangleAlert size={20} aria-hidden className="mt-0.5 shrink-0" />
        <span>
          {answer.message} {answer.code === "identity-not-recent" && <ConfirmIdentity />}
        </span>
      </p>
      {answer.meantime && (
        <ul className="mt-2 list-disc space-y-1 pl-11">
          {answer.meantime.map(({ field: name, by }) => (
            <li key={name}>
              <a href={`#${idOf(name)}`} className="underline">
                {fields.find((one) => one.name === name)?.label ?? name}
              </a>
              {by && `, by ${by}`}
            </li>
          ))}
        </ul>
      )}
      {errors.length > 0 && (
        <ul className="mt-2 list-disc space-y-1 pl-11">
          {errors.map(([name, messages]) => {
            const field = fields.find((one) => one.name === name);
            return (
              <li key={name}>
                {field && (
                  <a href={`#${idOf(name)}`} className="underline">
                    {field.label}
                  </a>
                )}
                {field && ": "}
                {messages.join(" ")}
              </li>
            );
          })}
        </ul>
      )}
      {answer.effect && (
        <div className="mt-3 rounded-md bg-surface p-3 text-ink">
          <EffectView effect={answer.effect} />
          <Confirmation losses={answer.effect.lossesInLatest} />
        </div>
      )}
    </div>
  );
}

function Confirmation({ losses }: { losses: number }) {
  if (losses === 0) return null;
  return (
    <label className="mt-4 flex max-w-[72ch] items-start gap-3 font-medium">
      <input type="checkbox" name="confirmed" value={losses} className="mt-1 size-4 shrink-0 accent-accent" />
      {losses === 1 ? "Yes: one answer turns" : `Yes: ${losses} answers turn`} from yes to no for images that have a build in latest.
    </label>
  );
}
