import type { EditField, Value } from "#lib/edits/schema.ts";

/** The words for a value: the label of an option where there is one. */
export function wordsOf(value: Value, field?: Pick<EditField, "options" | "unit">): string {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "nothing";
  const label = (one: string) => field?.options?.find((option) => option.value === one)?.label ?? one;
  if (Array.isArray(value)) return value.map(label).join(", ");
  return typeof value === "number" ? `${value}${field?.unit ? ` ${field.unit}` : ""}` : label(value);
}

/** How one field differs: what left and what came for a list, before and after for everything else. */
export function ValueChange({ before, after, field }: { before: Value; after: Value; field?: EditField | undefined }) {
  if (Array.isArray(before ?? []) && Array.isArray(after ?? []) && (before ?? after) !== null) {
    const [old, fresh] = [(before ?? []) as string[], (after ?? []) as string[]];
    const [gone, come] = [old.filter((one) => !fresh.includes(one)), fresh.filter((one) => !old.includes(one))];
    return (
      <>
        {gone.length > 0 && <Side kind="before" words={wordsOf(gone, field)} />}
        {come.length > 0 && <Side kind="after" words={wordsOf(come, field)} />}
      </>
    );
  }
  return (
    <>
      <Side kind="before" words={wordsOf(before, field)} />
      <Side kind="after" words={wordsOf(after, field)} />
    </>
  );
}

function Side({ kind, words }: { kind: "before" | "after"; words: string }) {
  const Tag = kind === "before" ? "del" : "ins";
  return (
    <p className="flex gap-2">
      <span aria-hidden className={`w-3 shrink-0 font-mono ${kind === "before" ? "text-bad" : "text-ok"}`}>
        {kind === "before" ? "−" : "+"}
      </span>
      <Tag className={`min-w-0 break-words whitespace-pre-line no-underline ${kind === "before" ? "text-soft" : ""}`}>
        <span className="sr-only">{kind === "before" ? "before: " : "after: "}</span>
        {words}
      </Tag>
    </p>
  );
}
