import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../../bin/prepare.mjs";
import { runProcess } from "#lib/process.ts";
import { bytesOf, madeName, makeKey } from "#lib/signing/verify/made-fixture.ts";

let folder: string;
const path = (name: string) => join(folder, name);
const bytes = bytesOf(100_000);
const lie = "Standard_Made_1-20991231-1.qcow2";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verify-command-"));
  const { keyFile, sign, list } = await makeKey();
  await writeFile(path("keys.asc"), keyFile.content);
  await writeFile(path(madeName), bytes);
  const pieces = await list(bytes);
  await writeFile(path(`${madeName}.meta4`), pieces.document);
  await writeFile(path(`${madeName}.meta4.asc`), pieces.signature);
  for (const ending of ["", ".meta4", ".meta4.asc"]) await copyFile(path(madeName + ending), path(lie + ending));
  await writeFile(path("other"), bytes);
  await writeFile(path("other.asc"), await sign(bytes.subarray(1)));
  await writeFile(path("unsigned"), "x");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verify = (...args: string[]) => runProcess({ command: process.execPath, args: [join(root, "lib/launch/verify/main.ts"), ...args], cwd: root, timeoutMs: 30_000, acceptExitCodes: [0, 1, 2] });
const keys = () => ["--keys", path("keys.asc")];

describe("the command", () => {
  it("ends with 0 for a genuine file and prints its key", async () => {
    const { exitCode, stdout } = await verify(path(madeName), ...keys());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Genuine \(good-signature\)/);
    expect(stdout).toMatch(/key +[0-9A-F]{40} Ed25519 Made/);
    expect(stdout).toMatch(/signed list of pieces/);
  });

  it("takes the classic way, with the signature that the list carries", async () => {
    const { exitCode, stdout } = await verify(path(madeName), ...keys(), "--way", "stream");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/detached signature/);
  });

  it("ends with 1 for a refused file, also beside a genuine one", async () => {
    const { exitCode, stdout } = await verify(path(madeName), path("other"), ...keys());
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Rejected \(bad-signature\)/);
  });

  it("ends with 1 for a build that bears the name of another one, and says so", async () => {
    const { exitCode, stdout } = await verify(path(lie), ...keys());
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Genuine/);
    expect(stdout).toMatch(new RegExp(`signed as +${madeName}`));
    expect(stdout).toMatch(/BUT +not the build that its name says/);
  });

  it("names the portal that does not answer, and what else to do", async () => {
    expect(await verify(path(madeName), "--url", "http://127.0.0.1:9")).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/127\.0\.0\.1:9 does not answer .*--keys/) });
  });

  it("passes over no signature beside the file", async () => {
    await writeFile(path("two"), bytes);
    await writeFile(path("two.asc"), "");
    await writeFile(path("two.sig"), "");
    expect(await verify(path("two"), ...keys())).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/several signatures/) });
  });

  it("ends with 2 where nothing can be said: no signature, no file, no keys", async () => {
    expect(await verify(path("unsigned"), ...keys())).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/no-signature/) });
    expect(await verify(path("missing"), ...keys())).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/unreadable-file/) });
    expect(await verify(path(madeName), "--keys", path("missing"))).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/missing/) });
    expect(await verify()).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/Usage/) });
  });

  it("prints one JSON document when asked to", async () => {
    const { stdout } = await verify(path(madeName), path("other"), ...keys(), "--json");
    expect(JSON.parse(stdout)).toMatchObject([{ verdict: "valid", facts: { way: "pieces" } }, { verdict: "invalid", reason: "bad-signature" }]);
  });
});
