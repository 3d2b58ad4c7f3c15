import type { StageRun } from "../run.ts";

export async function signFiles(_run: StageRun): Promise<void> {}
