import type { Connection } from "./store.ts";

/** What the pane of a log says; `found` has the places `{at}` and `{count}`, `line` the place `{line}`. */
export type LogWords = Record<Connection, string> & {
  label: string;
  toEnd: string;
  search: string;
  previous: string;
  next: string;
  searching: string;
  notFound: string;
  found: string;
  wrap: string;
  stages: string;
  fetching: string;
  fetchFailed: string;
  again: string;
  /** By the name of a marker: the stages, `failed`, `cancelled`. */
  marker: Record<string, string>;
};
