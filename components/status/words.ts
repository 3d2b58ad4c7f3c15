import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import type { Tone } from "#components/ui/chip.tsx";
import type { FindingKind } from "#lib/registrations/schema.ts";
import type { Invariant, PromiseState } from "#lib/registrations/status/schema.ts";

/** The key of the name of each promise in the texts of `status`; with `Means` behind it, that of its sentence. */
export const promiseKeys = {
  latest: "promiseLatest",
  prev: "promisePrev",
  dated: "promiseDated",
  bytes: "promiseBytes",
  signature: "promiseSignature",
  fresh: "promiseFresh",
  untouched: "promiseUntouched",
} as const satisfies Record<Invariant, string>;

export const kindKeys = {
  no_latest: "kindNoLatest",
  two_latest: "kindTwoLatest",
  two_prev: "kindTwoPrev",
  unhidden: "kindUnhidden",
  stale: "kindStale",
  wrong_bytes: "kindWrongBytes",
  missing: "kindMissing",
  renamed: "kindRenamed",
  hidden: "kindHidden",
  changed: "kindChanged",
  deactivated: "kindDeactivated",
  duplicate_name: "kindDuplicateName",
  dead_signature: "kindDeadSignature",
} as const satisfies Record<FindingKind, string>;

export const stateLooks = {
  kept: { tone: "ok", icon: CircleCheck, key: "stateKept" },
  broken: { tone: "bad", icon: CircleAlert, key: "stateBroken" },
  unknown: { tone: "quiet", icon: CircleHelp, key: "stateUnknown" },
} as const satisfies Record<PromiseState, { tone: Tone; icon: typeof CircleCheck; key: string }>;

const failures = {
  unavailable: "failureUnavailable",
  timeout: "failureTimeout",
  unauthorized: "failureUnauthorized",
  forbidden: "failureForbidden",
  configuration: "failureConfiguration",
  "wrong-bytes": "failureBytes",
} as const;

/** The key of the sentence about a failure; codes that customers need not tell apart share one. */
export function failureKey(code: string): (typeof failures)[keyof typeof failures] | "failureOther" {
  return failures[code as keyof typeof failures] ?? "failureOther";
}
