import type { TextNode } from "#components/catalog/issue-nodes.ts";
import type { EditField, Edited, Meantime, Typed, Value, Values } from "#lib/edits/schema.ts";

/** What a form of an edit reads of the answer of its action. */
export type EditAnswer = {
  ok: boolean;
  code?: string;
  message?: string;
  fieldErrors?: Record<string, string[]>;
  value?: Edited;
  effect?: Edited["effect"];
  revision?: number;
  values?: Values;
  meantime?: Meantime[];
  typed?: Typed;
  /** The Markdown of a known issue as customers would see it. */
  rendered?: { body: TextNode[]; workaround: TextNode[] };
};

/** A server action for the form of an edit. */
export type EditAction = (previous: unknown, form: FormData) => Promise<EditAnswer>;

/** What a field shows after an answer: what was typed, unless it was saved or put on top of what others have saved. */
export function shownValue({ name, kind }: EditField, values: Values, answer: EditAnswer | undefined): Value {
  if (answer?.values) return answer.values[name] ?? null;
  if (!answer?.typed || answer.value?.isSaved) return values[name] ?? null;
  const { typed } = answer;
  if (kind !== "many") return typed[name] ?? null;
  return Object.keys(typed).flatMap((key) => (key.startsWith(`${name}:`) ? [key.slice(name.length + 1)] : []));
}

/**
 * The revision that the next submission is about: that which its sender has seen. `opened` is the one of the values that the
 * form began with; after an answer that saved nothing it is the one of that submission, or the one that the answer tells of.
 */
export function shownRevision(opened: number, answer: EditAnswer | undefined): number {
  if (!answer || answer.value?.isSaved) return opened;
  return answer.revision ?? (Number(answer.typed?.["revision"]) || opened);
}
