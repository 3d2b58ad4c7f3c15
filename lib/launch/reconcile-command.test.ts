import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { writeCloudsFile } from "#lib/glance/testing.ts";
import { withCloudLock } from "#lib/registrations/lock.ts";
import { recordClouds } from "#lib/registrations/mutations.ts";
import { insertRegistrable, startCloudTest, testActor, type CloudTest } from "#lib/registrations/testing.ts";
import { openStorage } from "#lib/storage/open.ts";
import { readReconcileCommand } from "./reconcile-command.ts";
import { runReconcile } from "./reconcile-run.ts";

// `npm run reconcile` as a person meets it: what it says, what it ends with, and that it says no secret.

const image = "Standard_Command";
let place: CloudTest;
let folder: string;
let file: string;
let cloud: string;

beforeAll(async () => {
  place = await startCloudTest({ role: "member", visibility: "private" });
  folder = mkdtempSync(join(tmpdir(), "reconcile-command-"));
  const imageId = await insertImage(db, image);
  for (const version of ["20260101-1", "20260102-1"]) {
    await insertRegistrable(db, place.bytes, imageId, version, { size: 2_048 });
    await promote(testActor, { imageName: image, version });
  }
  const storage = openStorage(`file:${join(folder, "storage")}`);
  for (const [key, content] of place.bytes) await storage.putBytes(key, content);
  file = writeCloudsFile(folder, [{ ...place.project, config: place.config }]);
  cloud = place.config.name;
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await place.stop();
});

async function run(words: string[], settings: Record<string, string> = { OS_CLIENT_CONFIG_FILE: file }): Promise<{ code: number; text: string }> {
  const command = readReconcileCommand(words);
  if (!command.ok) return { code: 2, text: command.message };
  const lines: string[] = [];
  const env = readEnv({ DATABASE_URL: place.database.url, DATA_DIR: folder, ...settings });
  const code = await runReconcile(command.value, env, (line) => void lines.push(line), { waitMs: 300, pauseMs: 100 });
  const text = lines.join("\n");
  expect(text).not.toContain(place.project.password);
  expect(text).not.toMatch(/^\s+at |"level"|gAAAAA/m);
  return { code, text };
}

test.each([[["plan"]], [["--plna"]], [["--cloud"]], [["--plan", "yes"]]])("%j is refused", (words) => {
  expect(readReconcileCommand(words)).toMatchObject({ ok: false, code: "usage" });
});

test("without clouds it says what to set; a file that is missing, wrong or empty is told by its name", async () => {
  expect(await run([], {})).toEqual({ code: 1, text: expect.stringContaining("OS_CLIENT_CONFIG_FILE") });
  expect(await run([], { OS_CLIENT_CONFIG_FILE: join(folder, "none.yaml") })).toEqual({ code: 1, text: expect.stringMatching(/none\.yaml: there is no such file/) });
  const empty = join(folder, "empty.yaml");
  writeFileSync(empty, "clouds: {}");
  expect(await run(["--plan"], { OS_CLIENT_CONFIG_FILE: empty })).toEqual({ code: 0, text: expect.stringContaining("has no cloud") });
  expect(await run(["--plan", "--cloud", "otc"])).toEqual({ code: 1, text: expect.stringContaining(`No cloud is called otc. ${file} has ${cloud}.`) });
});

test("the plan is told in the order of its steps and writes nothing; then it is carried out, and there is nothing left", { timeout: 180_000 }, async () => {
  const plan = await run(["--plan"]);
  expect(plan.code).toBe(0);
  expect(plan.text).toMatch(new RegExp(`${cloud}\n  create     ${image}_20260101-1 is not in the cloud\n[^]*  change     ${image}_latest: [^\n]*\n[^]*\n  6 steps; nothing of it was done`));
  expect(await db.glanceRegistration.count()).toBe(0);
  const done = await run([]);
  expect(done).toEqual({ code: 0, text: expect.stringContaining("  6 steps done") });
  expect(done.text).toContain(`  change     ${image}_latest: name`);
  expect(await run([])).toEqual({ code: 0, text: `\n${cloud}\n  nothing was done: all is as it should be` });
  expect(await run(["--plan"])).toEqual({ code: 0, text: `\n${cloud}\n  nothing to do` });
});

test("a promotion is told with both halves of its swap", { timeout: 120_000 }, async () => {
  await promote(testActor, { imageName: image, version: "20260101-1" });
  const { code, text } = await run(["--cloud", cloud]);
  expect(code).toBe(0);
  expect(text.split("\n").slice(2)).toEqual([expect.stringContaining(`change     ${image}_latest: name`), expect.stringContaining(`change     ${image}_prev: name`), "  2 steps done"]);
});

test("beside another process at work it waits, and then says that nothing was done", { timeout: 120_000 }, async () => {
  const result = await withCloudLock(cloud, () => run([]));
  expect(result).toEqual({ code: 1, text: expect.stringMatching(/another process is at work[^]*nothing was done/) });
  expect(await run(["--plan"])).toMatchObject({ code: 0 });
});

test("a cloud that is away fails by its name, with or without a plan, and other clouds of the portal stay", { timeout: 120_000 }, async () => {
  await recordClouds([{ ...place.reconciler.policy, name: "elsewhere" }], { areAll: false });
  const nowhere = writeCloudsFile(folder, [{ ...place.project, config: { ...place.config, imageEndpoint: "http://127.0.0.1:9" } }]);
  const away = { code: 1, text: expect.stringMatching(new RegExp(`^\n${cloud}\n  failed     (the cloud: )?${cloud}: list images: the connection failed`)) };
  expect(await run(["--plan"], { OS_CLIENT_CONFIG_FILE: nowhere })).toEqual(away);
  expect(await run([], { OS_CLIENT_CONFIG_FILE: nowhere })).toMatchObject({ code: 1 });
  expect(await db.cloud.findUnique({ where: { name: "elsewhere" } })).toMatchObject({ isConfigured: true });
});
