import { z } from "zod";

/** What can be edited; also the kind under which the audit holds its edits. */
export type EditKind = "image" | "flavor-family" | "flavor" | "capability" | "known-issue";

/** The value of one field as forms and audit rows hold it: a day is `YYYY-MM-DD`, a list is sorted. */
export type Value = string | number | null | string[];
export type Values = { [field: string]: Value };

/** What was typed into a form, by the names of its inputs; a box that is ticked is `FIELD:OPTION`. */
export type Typed = Record<string, string>;

export type FieldOption = { value: string; label: string; hint?: string; group?: string };

/** One field of a form. `locked` says why it cannot be changed now. */
export type EditField = {
  name: string;
  label: string;
  kind: "line" | "text" | "number" | "day" | "choice" | "many";
  hint?: string;
  options?: FieldOption[];
  required?: boolean;
  maxLength?: number;
  min?: number;
  max?: number;
  unit?: string;
  /** Begins a part of the form with this title. */
  part?: string;
  locked?: string;
};

export type FieldChange = { field: string; before: Value; after: Value };

/** One edit as the audit holds it. `sequence` names its row; `values` is what stood after it. */
export type EditEntry = { sequence: string; at: Date; by: string; act: "create" | "edit" | "reset"; changes: FieldChange[]; values: Values };

/** One edit in the list over the whole catalog; `family` is that of a flavor. */
export type RecentEdit = { sequence: string; kind: EditKind; name: string; family: string | null; act: EditEntry["act"]; by: string; at: Date };

/** One answer of the image/flavor table that changes. For a no the reasons are those from then on, for a yes those until now. */
export type CellChange = { image: string; family: string; reasons: string[] };

/** What an edit does to the image/flavor table; `lossesInLatest` counts the losses of images that have a build in `latest`. */
export type Effect = { losses: CellChange[]; gains: CellChange[]; lossesInLatest: number };

/** A field that somebody else has changed since the form was opened; `by` is unknown where no person did it here. */
export type Meantime = { field: string; now: Value; by: string | null; at: string | null };

export type EditCode = "unknown" | "stale" | "unchanged" | "invalid-input" | "needs-confirmation" | "name-taken" | "no-own-values" | "full";

/** What a form learns of its edit: only looked at, or saved. `created` names what was made. */
export type Edited = { isSaved: boolean; revision: number; effect: Effect | null; created?: string };

/** Why an edit was refused. A stale one comes with the present revision, and with what was typed put on top of it. */
export type EditFailure = {
  ok: false;
  code: EditCode;
  message: string;
  fieldErrors?: Record<string, string[]>;
  effect?: Effect;
  revision?: number;
  values?: Values;
  meantime?: Meantime[];
};
export type EditOutcome = { ok: true; value: Edited } | EditFailure;

/** What every form of an edit sends beside its fields. `confirmed` is the number of losses that its sender has agreed to. */
export const requestShape = {
  intent: z.enum(["preview", "save"], "Use one of the form's buttons."),
  revision: z.coerce.number("Reload the page.").int("Reload the page.").positive("Reload the page."),
  confirmed: z.coerce.number("Tick the box or leave it.").int().min(0).optional(),
};
export type EditRequest = { intent: "preview" | "save"; revision: number; confirmed?: number | undefined };

/** An object as it stands; `id` is the one under which the audit holds it. */
export type Present<Fields extends Values> = { id: string; revision: number; values: Fields };

/** The state of one object as its page shows it. `own` compares an edited object with the files of the default catalog. */
export type EditPage = {
  key: string;
  revision: number;
  isEdited: boolean;
  values: Values;
  fields: EditField[];
  history: EditEntry[];
  own: { changes: FieldChange[]; effect: Effect | null } | null;
};

/** Gathers ticked boxes, `FIELD:OPTION`, into a sorted list for each of `fields`. For `z.preprocess`. */
export function gatherBoxes(...fields: string[]): (input: unknown) => unknown {
  return (input) => {
    if (typeof input !== "object" || input === null) return input;
    const boxes = fields.map((field) => [field, Object.keys(input).flatMap((name) => (name.startsWith(`${field}:`) ? [name.slice(field.length + 1)] : [])).sort()]);
    return { ...input, ...Object.fromEntries(boxes) };
  };
}

/** A text of one line that must be there. */
export function line(what: string, longest: number) {
  return z.string(`Enter ${what}.`).trim().min(1, `Enter ${what}.`).max(longest, `Use at most ${longest} characters.`).regex(/^[^\p{Cc}]*$/u, "Leave out line breaks and control characters.");
}

/** A text of several lines. Line breaks become one kind, as browsers send another than everybody else writes. */
export function text(what: string, longest: number) {
  return z.string(`Enter ${what}.`).transform((value) => value.replaceAll("\r\n", "\n").trim()).pipe(z.string().min(1, `Enter ${what}.`).max(longest, `Use at most ${longest} characters.`).regex(/^[^\0]*$/, "Leave out control characters."));
}

/** A whole number between two others. */
export function whole(what: string, least: number, most: number) {
  const error = ({ input }: { input?: unknown }) => `“${String(input ?? "")}” is no whole number from ${least} to ${most}. Enter ${what} within these.`;
  return z.string({ error }).trim().regex(/^[0-9]{1,9}$/, { error }).transform(Number).pipe(z.number().min(least, { error }).max(most, { error }));
}

/** A text of a fixed form; `remedy` says which. */
export function shaped(pattern: RegExp, remedy: string) {
  return z.string(remedy).trim().regex(pattern, { error: ({ input }) => `“${String(input).slice(0, 80)}” does not fit. ${remedy}` });
}

/** A calendar day, or null for none. */
export const dayOrNone = z.union([z.literal("").transform(() => null), z.iso.date("Enter a day as YYYY-MM-DD, or leave it empty.")]);

/** A choice, or null for none. */
export const nameOrNone = z.string().max(200).transform((value) => value || null);

/** `?restore=SEQUENCE`: which edit's values stand in the form. */
export const restoreSchema = z.object({ restore: z.string().regex(/^[0-9]{1,19}$/).optional().catch(undefined) });
