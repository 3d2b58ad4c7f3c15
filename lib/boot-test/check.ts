import type { CheckResult } from "./types.ts";

/** How one step ended, on the guest or at the ssh client. */
export type Outcome = { exitCode: number; stdout: string; stderr: string };

/**
 * One step of a check: a command in the guest's shell as the login user (with the words of the console's login prompt
 * as its input, if asked for), or an attempt from outside, made by the ssh client.
 */
export type Step =
  | { on: "guest"; command: string; input?: "console-words"; timeoutMs?: number }
  | { on: "client"; attempt: "root-login" | "offered-methods" };

/** What a judge may know about the test beyond the outcomes. */
export type CheckContext = { loginUser: string };

export type Judgement = Pick<CheckResult, "verdict" | "reason">;

/** A property of the image: what to do, and a pure decision about what came out, one outcome per step. */
export type Check = {
  id: string;
  title: string;
  category: "access" | "system" | "network" | "updates";
  mandatory: boolean;
  steps: (context: CheckContext) => Step[];
  judge: (outcomes: Outcome[], context: CheckContext) => Judgement;
};

export const passed = (reason: string): Judgement => ({ verdict: "passed", reason });
export const failed = (reason: string): Judgement => ({ verdict: "failed", reason });
export const warning = (reason: string): Judgement => ({ verdict: "warning", reason });

/** The outcome of a step; a missing one reads as a failed command, so that no judge can pass on nothing. */
export function outcomeOf(outcomes: Outcome[], step: number): Outcome {
  return outcomes[step] ?? { exitCode: -1, stdout: "", stderr: "this step has no outcome" };
}

/** Non-empty lines, trimmed. */
export function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** The judgement for a command that could not even answer. */
export function commandFailed(what: string, outcome: Outcome): Judgement {
  const detail = linesOf(outcome.stderr || outcome.stdout).at(-1) ?? "no output";
  return failed(`${what} could not be read (exit code ${outcome.exitCode}): ${detail}`);
}
