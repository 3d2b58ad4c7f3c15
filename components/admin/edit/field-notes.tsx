import type { EditField, Meantime, Value } from "#lib/edits/schema.ts";
import { wordsOf } from "./value-text.tsx";

/** A field with what stands in it, what is wrong with that, and what somebody else has put there meanwhile. */
export type ShownField = { field: EditField; id: string; value: Value; errors: string[]; meantime?: Meantime | undefined };

/** The hint and the errors of a field. */
export function Notes({ field, id, errors }: Pick<ShownField, "field" | "id" | "errors">) {
  return (
    <>
      {field.hint && (
        <p id={`${id}-hint`} className="mt-1 max-w-[72ch] text-sm text-soft">
          {field.hint}
        </p>
      )}
      {errors.length > 0 && (
        <p id={`${id}-error`} className="mt-1 max-w-[72ch] text-sm text-bad">
          {errors.join(" ")}
        </p>
      )}
    </>
  );
}

/** What somebody else has put into a field meanwhile. */
export function MeantimeNote({ id, field, meantime: { now, by }, value }: { id: string; field: EditField; meantime: Meantime; value: Value }) {
  const isTaken = JSON.stringify(now) === JSON.stringify(value);
  return (
    <p id={`${id}-meantime`} className="mt-1 max-w-[72ch] rounded-md border border-attention bg-attention-wash px-2 py-1 text-sm break-words whitespace-pre-line text-attention">
      {by ? `${by} has changed this meanwhile` : "Changed meanwhile"}
      {isTaken ? "; you had left it alone, so it stands here as it is now." : ` to: ${wordsOf(now, field)}. What you typed stands here and would replace it.`}
    </p>
  );
}
