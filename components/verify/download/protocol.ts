import type { Reason, SignatureFacts } from "#lib/signing/verify/verdict.ts";
import type { TransferReport } from "#lib/signing/verify/transfer.ts";

/** A published file and what speaks for it, as paths on this portal; `keys` is the armored file of its public keys. */
export type Wanted = { name: string; sizeBytes: number; address: string; metalink: string; metalinkSignature: string; keys: string };

/**
 * Where the file goes: one that the person chose (File System Access), or the portal's private folder in the browser (OPFS),
 * from where it is saved once it is whole.
 */
export type Target = { kind: "chosen"; handle: FileSystemFileHandle } | { kind: "private" };

/** What the page tells its worker. `damaged` is a file of the person whose good pieces are used. */
export type Order = { kind: "begin"; wanted: Wanted; target: Target; damaged: File | null } | { kind: "cancel" };

/** Looking at what is there already, or fetching what is missing. */
export type Phase = "checking" | "fetching";

/** What the worker tells. `file` is there when it has to be saved from the private folder. */
export type News =
  | { kind: "progress"; phase: Phase; doneBytes: number; totalBytes: number }
  | { kind: "done"; report: TransferReport; keptBytes: number; signatures: SignatureFacts[]; file: File | null }
  | { kind: "failed"; reason: Reason; detail: string };
