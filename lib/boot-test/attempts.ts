import { setTimeout as sleep } from "node:timers/promises";
import { ProcessError } from "#lib/process.ts";
import type { Check, CheckContext, Judgement, Outcome, Step } from "./check.ts";
import { wordsAtLoginPrompt } from "./console-password.ts";
import type { SshClient } from "./ssh.ts";
import type { CheckResult } from "./types.ts";

const STEP_LIMIT_MS = 120_000;
const PROMPT_LIMIT_MS = 60_000;
const KEPT_OUTPUT_CHARACTERS = 16_384;

export type Guest = {
  ssh: SshClient;
  consoleText: () => Promise<string>;
  /** Fires when the time of the whole test is over; what is left then fails unrun. */
  timeUp: AbortSignal;
  /** Fires at the end of the time, and when the test is cancelled. */
  signal: AbortSignal;
};

/**
 * Takes the steps of a check and lets it judge. A step that gets no answer in time fails the check.
 *
 * @throws ProcessError `aborted` when the test is cancelled
 */
export async function runCheck(check: Check, context: CheckContext, guest: Guest): Promise<CheckResult> {
  const started = performance.now();
  const steps = check.steps(context);
  const outcomes: Outcome[] = [];
  const result = (judgement: Judgement): CheckResult => ({
    checkId: check.id,
    title: check.title,
    category: check.category,
    mandatory: check.mandatory,
    command: steps.map(describeStep).join("\n"),
    output: transcript(steps, outcomes),
    durationMs: Math.round(performance.now() - started),
    ...judgement,
  });
  for (const step of steps) {
    try {
      outcomes.push(await take(step, guest));
    } catch (error) {
      if (!(error instanceof ProcessError)) throw error;
      if (guest.timeUp.aborted) return result({ verdict: "failed", reason: "The time of the test was over before this check had ended." });
      if (error.code !== "timeout") throw error;
      return result({ verdict: "failed", reason: `No answer in time: ${describeStep(step)}` });
    }
  }
  return result(check.judge(outcomes, context));
}

async function take(step: Step, guest: Guest): Promise<Outcome> {
  const { ssh, signal } = guest;
  if (step.on === "client") return step.attempt === "root-login" ? ssh.attemptRootLogin(signal) : ssh.askOfferedMethods(signal);
  const input = step.input === "console-words" ? `${(await consoleWords(guest)).join("\n")}\n` : undefined;
  return ssh.run(step.command, { timeoutMs: step.timeoutMs ?? STEP_LIMIT_MS, signal, ...(input === undefined ? {} : { input }) });
}

/** The login prompt may come up later than ssh. */
async function consoleWords({ consoleText, signal }: Guest): Promise<string[]> {
  const deadline = performance.now() + PROMPT_LIMIT_MS;
  for (;;) {
    const words = wordsAtLoginPrompt(await consoleText());
    if (words.length > 0 || signal.aborted || performance.now() > deadline) return words;
    await sleep(2_000, undefined, { signal }).catch(() => undefined);
  }
}

function describeStep(step: Step): string {
  if (step.on === "guest") return step.input ? `${step.command}  < words at the console's login prompt` : step.command;
  return step.attempt === "root-login" ? "ssh root@guest id" : "ssh -o PreferredAuthentications=none guest";
}

/** What a reader sees: each step's output under its command if there are several. Long output loses its middle. */
export function transcript(steps: Step[], outcomes: Outcome[]): string {
  const parts = outcomes.map((outcome, at) => {
    const text = [outcome.stdout.trimEnd(), outcome.stderr.trimEnd()].filter((part) => part !== "").join("\n");
    const step = steps[at];
    const heading = outcomes.length > 1 && step ? `$ ${(describeStep(step).split("\n")[0] ?? "").slice(0, 160)}\n` : "";
    return `${heading}${text}${outcome.exitCode === 0 ? "" : `${text === "" ? "" : "\n"}[exit code ${outcome.exitCode}]`}`;
  });
  const whole = parts.join("\n");
  if (whole.length <= KEPT_OUTPUT_CHARACTERS) return whole;
  const half = KEPT_OUTPUT_CHARACTERS / 2;
  return `${whole.slice(0, half)}\n[${whole.length - KEPT_OUTPUT_CHARACTERS} characters left out]\n${whole.slice(-half)}`;
}
