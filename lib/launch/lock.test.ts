import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { AlreadyRunning, startTime, takeLock } from "./lock.ts";

const folder = mkdtempSync(join(tmpdir(), "imagefactory-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));
let locks = 0;
const lockPath = () => join(folder, String(++locks), "start.lock");

test("a second owner is refused while the first lives, and let in afterwards", () => {
  const path = lockPath();
  const release = takeLock(path);
  expect(() => takeLock(path)).toThrow(AlreadyRunning);
  release();
  takeLock(path)();
});

test("the lock of a process that is gone is taken over, also when its id lives on in another process", async () => {
  const path = lockPath();
  const other = spawn("sleep", ["30"]);
  mkdirSync(dirname(path));
  writeFileSync(path, JSON.stringify({ processId: other.pid, startedAt: "1" }));
  takeLock(path)();
  writeFileSync(path, JSON.stringify({ processId: other.pid, startedAt: startTime(other.pid ?? 0) }));
  expect(() => takeLock(path)).toThrow(/running already/);
  other.kill("SIGKILL");
  await once(other, "exit");
  takeLock(path)();
});

test("a lock file that an interrupted start left empty does not lock anybody out", () => {
  const path = lockPath();
  mkdirSync(dirname(path));
  writeFileSync(path, "");
  takeLock(path)();
});
