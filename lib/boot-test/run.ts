import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProcessError } from "#lib/process.ts";
import { probeAccelerator } from "./accelerator.ts";
import { runCheck } from "./attempts.ts";
import type { Guest } from "./attempts.ts";
import { accessChecks } from "./checks/access.ts";
import { networkChecks } from "./checks/network.ts";
import { cloudInitCheck, systemChecks } from "./checks/system.ts";
import { updateChecks } from "./checks/updates.ts";
import { createOverlay } from "./overlay.ts";
import { writeSeedIso } from "./seed-iso.ts";
import { makeKey, prepareSsh } from "./ssh.ts";
import type { SshClient } from "./ssh.ts";
import type { BootTestReport, BootTestRequest, CheckResult } from "./types.ts";
import { freePort, startVirtualMachine } from "./vm.ts";
import type { VirtualMachine } from "./vm.ts";

/** How long an image may take until it lets the login user in. Without KVM one busy core is a slow machine. */
const BOOT_LIMIT_MS = { kvm: 240_000, tcg: 900_000 };
const POWER_OFF_LIMIT_MS = 90_000;
const BETWEEN_LOGINS_MS = 3_000;

/** cloud-init first, so that all that follows meets a finished system; failed units last, so that nothing is missed. */
export const checks = [cloudInitCheck, ...accessChecks, ...networkChecks, ...updateChecks, ...systemChecks];

/**
 * Boots an image through its own boot loader in a sandbox and checks what customers rely on. Faults of the image are
 * results; nothing is written to the image. On return and on throwing, no process of the test is left.
 *
 * @throws ProcessError `aborted` when the signal fires; `not-found` or `failed` when a tool (QEMU, genisoimage) does not work
 */
export async function runBootTest(request: BootTestRequest): Promise<BootTestReport> {
  if (!/^[a-z_][a-z0-9_-]*$/.test(request.loginUser)) {
    throw new Error(`loginUser ${JSON.stringify(request.loginUser)} is no user name: use small letters, digits, - and _`);
  }
  const { workDir, loginUser, onLine } = request;
  const started = performance.now();
  const timeUp = AbortSignal.timeout(request.timeoutMs);
  const signal = AbortSignal.any([request.signal, timeUp]);
  const accelerator = await probeAccelerator();
  onLine(`boot-test: accelerator ${accelerator}`);

  const keyPath = join(workDir, "key");
  const publicKey = await makeKey(keyPath, signal);
  const seedIsoPath = join(workDir, "seed.iso");
  await writeSeedIso(seedIsoPath, workDir, { instanceId: `boot-test-${randomUUID()}`, hostname: "boot-test", publicKey }, signal);
  const overlayPath = join(workDir, "overlay.qcow2");
  await createOverlay({ qcow2Path: request.qcow2Path, overlayPath, minDiskGib: request.minDiskGib, signal });
  const sshPort = await freePort();
  const ssh = await prepareSsh({ workDir, port: sshPort, user: loginUser, keyPath });
  const bootStarted = performance.now();
  const vm = startVirtualMachine({
    accelerator, overlayPath, seedIsoPath, sshPort, consoleLogPath: join(workDir, "console.log"), signal,
    timeoutMs: request.timeoutMs, onLine: (line) => onLine(`console: ${line}`),
  });
  const results: CheckResult[] = [];
  const record = (result: CheckResult) => {
    results.push(result);
    onLine(`check ${result.checkId}: ${result.verdict} in ${(result.durationMs / 1000).toFixed(1)} s. ${result.reason}`);
  };
  try {
    const login = await waitForLogin({ vm, ssh, signal, limitMs: BOOT_LIMIT_MS[accelerator] });
    request.signal.throwIfAborted();
    const bootMs = performance.now() - bootStarted;
    const bootSeconds = Math.round(bootMs / 100) / 10;
    record(bootResult({ login, bootMs, loginUser, lastLines: vm.lastLines(60) }));
    if (login.succeeded) {
      await ssh.openSharedConnection(signal).catch(() => undefined);
      const guest: Guest = { ssh, consoleText: vm.consoleText, timeUp, signal };
      for (const check of checks) {
        request.signal.throwIfAborted();
        record(await runCheck(check, { loginUser }, guest));
      }
      await powerOff(vm, ssh, signal);
    }
    const verdict = results.some((result) => result.mandatory && result.verdict === "failed") ? "failed" : "passed";
    onLine(`boot-test: ${verdict} after ${Math.round((performance.now() - started) / 1000)} s`);
    return { accelerator, bootSeconds, verdict, results };
  } catch (error) {
    if (request.signal.aborted) throw new ProcessError("aborted", "The boot test was cancelled");
    throw error;
  } finally {
    await ssh.close();
    await vm.stop();
  }
}

type Login = { succeeded: true } | { succeeded: false; reason: string };

async function waitForLogin(options: { vm: VirtualMachine; ssh: SshClient; signal: AbortSignal; limitMs: number }): Promise<Login> {
  const { vm, ssh, signal } = options;
  const deadline = performance.now() + options.limitMs;
  let lastAnswer = "the port did not answer";
  while (vm.isRunning() && performance.now() < deadline && !signal.aborted) {
    const left = deadline - performance.now();
    const outcome = await ssh.run("true", { timeoutMs: Math.min(60_000, left), signal }).catch((error: unknown) => {
      if (error instanceof ProcessError && error.code !== "not-found") return null;
      throw error;
    });
    if (outcome?.exitCode === 0) return { succeeded: true };
    lastAnswer = outcome?.stderr.trim().split("\n").at(-1) || lastAnswer;
    await sleep(BETWEEN_LOGINS_MS, undefined, { signal }).catch(() => undefined);
  }
  if (!vm.isRunning() && !signal.aborted) {
    const fault = await vm.ended;
    if (fault) throw fault;
    return { succeeded: false, reason: "The virtual machine switched itself off before a login was possible." };
  }
  const limit = signal.aborted ? "the time of the test" : `${Math.round(options.limitMs / 1000)} s`;
  return { succeeded: false, reason: `No login over ssh within ${limit}; the last answer was: ${lastAnswer}` };
}

function bootResult(options: { login: Login; bootMs: number; loginUser: string; lastLines: string[] }): CheckResult {
  const { login, bootMs, loginUser, lastLines } = options;
  return {
    checkId: "boots-to-ssh",
    title: "The image boots and lets the login user in over ssh",
    category: "access",
    mandatory: true,
    command: `ssh ${loginUser}@guest true`,
    output: login.succeeded ? "" : lastLines.join("\n") || "The serial console stayed empty.",
    durationMs: Math.round(bootMs),
    verdict: login.succeeded ? "passed" : "failed",
    reason: login.succeeded ? `${loginUser} logged in ${Math.round(bootMs / 1000)} s after power-on.` : login.reason,
  };
}

/** Asks the guest to switch itself off, as a customer would; `stop` takes what is left. */
async function powerOff(vm: VirtualMachine, ssh: SshClient, signal: AbortSignal): Promise<void> {
  await ssh.run("sudo -n systemctl poweroff", { timeoutMs: 30_000, signal }).catch(() => undefined);
  const deadline = new AbortController();
  await Promise.race([vm.ended, sleep(POWER_OFF_LIMIT_MS, undefined, { signal: deadline.signal }).catch(() => undefined)]);
  deadline.abort();
}
