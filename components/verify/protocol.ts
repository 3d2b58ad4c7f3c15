import type { Reading } from "#lib/signing/verify/blob-source.ts";
import type { Verdict, Way } from "#lib/signing/verify/verdict.ts";
import type { VerifyRequest } from "#lib/signing/verify/verify.ts";

/** What is checked: a chosen file, or an address of this portal. */
export type Subject = { kind: "file"; name: string; file: File } | { kind: "link"; name: string; address: string; sizeBytes: number };

/** The one message to a worker: a fresh worker does one check and is ended. */
export type Assignment = Pick<VerifyRequest, "evidence" | "keys" | "expectedBytes"> & { subject: Subject; way: Way; reading: Reading };

/** What a worker tells, at most ten times a second. */
export type Report = { kind: "progress"; doneBytes: number; totalBytes: number } | { kind: "verdict"; verdict: Verdict };
