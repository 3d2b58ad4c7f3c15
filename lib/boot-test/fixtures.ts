import type { Check, CheckContext, Judgement, Outcome } from "./check.ts";

/** Outcomes for the tests of the judges. */
export const ok = (stdout: string, stderr = ""): Outcome => ({ exitCode: 0, stdout, stderr });
export const exit = (exitCode: number, stderr = "", stdout = ""): Outcome => ({ exitCode, stdout, stderr });

export function judgeWith(checks: Check[], id: string): (...outcomes: Outcome[]) => Judgement {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`There is no check ${id}`);
  const context: CheckContext = { loginUser: "linux" };
  return (...outcomes) => check.judge(outcomes, context);
}
