import type { Actor } from "#lib/auth/actor.ts";
import type { Logger } from "#lib/log.ts";
import type { RunnableBuild } from "#lib/runs/data.ts";
import type { Lease } from "#lib/runs/lease.ts";
import type { SigningClient } from "#lib/signing/types.ts";
import type { Storage } from "#lib/storage/types.ts";

/** What a worker has at hand for every run. */
export type Workshop = {
  actor: Actor;
  log: Logger;
  storage: Storage;
  signer: SigningClient;
  publicUrl: string;
  /** Of package.json; names the builder in provenance. */
  productVersion: string;
  cacheDir: string;
  workDirOf: (buildId: string) => string;
  mirror: string | undefined;
  securityMirror: string | undefined;
};

/** One stage of one build under way. */
export type StageRun = Workshop & { build: RunnableBuild; lease: Lease; signal: AbortSignal; timeoutMs: number; workDir: string; line: (text: string) => void; written: () => Promise<void> };

/** An expected failure: the build ends with this sentence as its reason. */
export class StageFailure extends Error {
  override readonly name = "StageFailure";
}
