import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { factory, imageName, newestBuild } from "./factory.ts";

let folder: string;
let version: string;
const run = (command: string, args: string[], cwd = folder) => execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64 * 1024 * 1024 });
const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const address = (file: string) => `${factory().url}/download/${imageName}/latest/${file}`;
const qcow2 = () => `${imageName}-${version}.qcow2`;

test.describe.serial("whoever downloads with ordinary tools", () => {
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "imagefactory-downloads-"));
    version = (await newestBuild()).version;
  });
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("gets every file of latest with curl, and sha256sum agrees", () => {
    const sums = run("curl", ["-fsSL", address("SHA256SUMS")]);
    const names = sums.trim().split("\n").map((line) => line.split(/\s+\*?/)[1] ?? "");
    expect(names).toContain(qcow2());
    for (const name of ["SHA256SUMS", "SHA256SUMS.asc", ...names]) run("curl", ["-fsSLO", address(name)]);
    const checked = run("sha256sum", ["-c", "SHA256SUMS"]);
    expect(checked.trim().split("\n")).toHaveLength(names.length);
    expect(checked).not.toContain("FAILED");
  });

  test("verifies each signature with gpg and the portal's key", () => {
    const home = join(folder, "gnupg");
    mkdirSync(home, { mode: 0o700 });
    run("curl", ["-fsSL", "-o", "keys.asc", `${factory().url}/keys.asc`]);
    const gpg = (args: string[]) => run("gpg", ["--homedir", home, "--batch", "--status-fd", "1", ...args]);
    gpg(["--import", "keys.asc"]);
    const signatures = readdirSync(folder).filter((name) => name.endsWith(".asc") && name !== "keys.asc");
    expect(signatures.length).toBeGreaterThanOrEqual(8);
    for (const signature of signatures) expect(gpg(["--verify", signature, signature.slice(0, -4)]), signature).toMatch(/VALIDSIG [0-9A-F]{40} .* 10 00 /);
    run("gpgconf", ["--homedir", home, "--kill", "all"]);
  });

  test("finds a sound image", () => {
    expect(run("qemu-img", ["check", qcow2()])).toContain("No errors were found");
    const { format, "virtual-size": virtualSize } = JSON.parse(run("qemu-img", ["info", "--output=json", qcow2()])) as { format: string; "virtual-size": number };
    expect({ format, virtualSize }).toEqual({ format: "qcow2", virtualSize: 4 * 1024 ** 3 });
  });

  test("resumes a cut download to the identical file", async () => {
    const partial = join(folder, "resumed.qcow2");
    const cut = spawn("curl", ["-sL", "--limit-rate", "40M", "-o", partial, address(qcow2())]);
    await new Promise((done) => setTimeout(done, 1_500));
    cut.kill("SIGKILL");
    await once(cut, "exit");
    const size = statSync(partial).size;
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThan(statSync(join(folder, qcow2())).size);
    run("curl", ["-fsSL", "-C", "-", "-o", partial, address(qcow2())]);
    expect(sha256(partial)).toBe(sha256(join(folder, qcow2())));
    rmSync(partial);
  });

  test("gets a proper multipart answer for two ranges", () => {
    const answer = run("curl", ["-fsSL", "-D", "headers", "-r", "0-0,-1", address("SHA256SUMS")]);
    const headers = readFileSync(join(folder, "headers"), "utf8").split("\r\n\r\n").at(-2) ?? "";
    expect(headers).toMatch(/^HTTP\/1.1 206/);
    const boundary = /multipart\/byteranges; boundary=(\S+)/i.exec(headers)?.[1] ?? "";
    expect(Number(/content-length: (\d+)/i.exec(headers)?.[1])).toBe(Buffer.byteLength(answer));
    const whole = readFileSync(join(folder, "SHA256SUMS"), "latin1");
    const parts = answer.split(`--${boundary}`).slice(1, -1).map((part) => part.split("\r\n\r\n")[1]?.replace(/\r\n$/, ""));
    expect(parts).toEqual([whole[0], whole.at(-1)]);
  });

  test("every file answer says its length", () => {
    for (const name of readdirSync(folder).filter((file) => file.startsWith(imageName) || file.startsWith("SHA256SUMS"))) {
      const headers = run("curl", ["-fsSIL", address(name)]);
      expect(Number(/content-length: (\d+)\s*$/im.exec(headers.split("HTTP/1.1 200").at(-1) ?? "")?.[1]), name).toBe(statSync(join(folder, name)).size);
    }
  });

  test("aria2 loads it in four parts by the Metalink, and repairs a damaged copy", () => {
    const target = join(folder, "aria2");
    mkdirSync(target);
    const aria2 = () => run("aria2c", ["-q", "-x4", "-s4", "--check-integrity=true", "--allow-overwrite=true", "--auto-file-renaming=false", "-M", join(folder, `${qcow2()}.meta4`), "-d", target]);
    aria2();
    expect(sha256(join(target, qcow2()))).toBe(sha256(join(folder, qcow2())));
    truncateSync(join(target, qcow2()), 20 * 1024 * 1024);
    aria2();
    expect(sha256(join(target, qcow2()))).toBe(sha256(join(folder, qcow2())));
    rmSync(target, { recursive: true });
  });
});
