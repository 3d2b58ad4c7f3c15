import type { Action } from "../action-form.tsx";

/** What the reader may do about things that need a person; null where none of their roles allows it. */
export type Acts = { trigger: Action | null; promote: Action | null; confirm: Action | null; withdraw: Action | null };
