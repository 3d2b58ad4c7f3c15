import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { seedFiles, writeSeedIso } from "./seed-iso.ts";

const OPTIONS = { instanceId: "boot-test-1", hostname: "boot-test", publicKey: "ssh-ed25519 AAAAC3Nza key \"quoted\"\n" };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seed-test-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("injects the key and nothing else", () => {
  const files = seedFiles(OPTIONS);
  expect(JSON.parse(files["meta-data"])).toEqual({
    "instance-id": "boot-test-1",
    "local-hostname": "boot-test",
    "public-keys": ['ssh-ed25519 AAAAC3Nza key "quoted"'],
  });
  expect(files["user-data"]).toBe("#cloud-config\n{}\n");
});

it("writes an ISO image with the label and both files", async () => {
  const iso = join(folder, "seed.iso");
  await writeSeedIso(iso, folder, OPTIONS);
  // ECMA-119 8.4: the primary volume descriptor is sector 16, the volume identifier 32 characters from byte 40.
  const bytes = await readFile(iso);
  expect(bytes.toString("latin1", 32_768 + 40, 32_768 + 72).trim()).toBe("cidata");
  const read = (name: string) => runProcess({ command: "isoinfo", args: ["-R", "-i", iso, "-x", `/${name}`], timeoutMs: 10_000 });
  expect((await read("meta-data")).stdout.trim()).toBe(seedFiles(OPTIONS)["meta-data"].trim());
  expect((await read("user-data")).stdout).toContain("#cloud-config");
});
