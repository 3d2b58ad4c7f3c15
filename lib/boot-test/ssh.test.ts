import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { makeKey, prepareSsh, sshConfig } from "./ssh.ts";
import { freePort } from "./vm.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ssh test-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const config = () =>
  sshConfig({ port: 2222, user: "linux", keyPath: join(folder, "key"), knownHostsPath: join(folder, "known_hosts"), controlPath: join(folder, "c") });

it("is a configuration that ssh understands, also with a space in a path", async () => {
  const path = join(folder, "ssh_config");
  await writeFile(path, config());
  const { stdout } = await runProcess({ command: "ssh", args: ["-G", "-F", path, "guest"], timeoutMs: 10_000 });
  const lines = stdout.split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "user linux", "hostname 127.0.0.1", "port 2222", "batchmode yes", "stricthostkeychecking accept-new", "identitiesonly yes",
      "identityagent none", "globalknownhostsfile /dev/null", "preferredauthentications publickey", "controlmaster false",
    ]),
  );
  expect(stdout).toContain(`identityfile ${join(folder, "key")}`);
  expect(stdout).toMatch(new RegExp(`^userknownhostsfile "?${join(folder, "known_hosts")}"?$`, "m"));
});

it("refuses a path that would end its quotes", () => {
  expect(() => sshConfig({ port: 1, user: "linux", keyPath: 'a"b', knownHostsPath: "k", controlPath: "c" })).toThrow(/plain folder name/);
});

it("makes a new private key each time", async () => {
  const [one, two] = [await makeKey(join(folder, "one")), await makeKey(join(folder, "two"))];
  expect(one).toMatch(/^ssh-ed25519 \S+ boot-test$/);
  expect(two).not.toBe(one);
  expect((await stat(join(folder, "one"))).mode & 0o777).toBe(0o600);
});

it("reports a silent port as ssh's own exit code", async () => {
  const keyPath = join(folder, "key");
  await makeKey(keyPath);
  const client = await prepareSsh({ workDir: folder, port: await freePort(), user: "linux", keyPath });
  const outcome = await client.run("true", { timeoutMs: 20_000, signal: new AbortController().signal });
  await client.close();
  expect(outcome).toMatchObject({ exitCode: 255, stderr: expect.stringContaining("Connection refused") });
});
