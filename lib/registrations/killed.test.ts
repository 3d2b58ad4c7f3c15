import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeFlags, ownNode, root } from "../../bin/prepare.mjs";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { reconcile } from "./reconcile.ts";
import { insertRegistrable, linesOf, startCloudTest, testActor, type CloudTest } from "./testing.ts";

// One reconciliation that does everything at once: it registers and promotes a new build, rotates, hides a revoked one and
// removes an expired one. It is killed (kill -9) after each of its calls in turn, at a moment at which the cloud has done
// what was asked and nobody has learnt it yet, and once in the middle of the upload. Customers look on all the time.

const calls = ["POST", "GET", "PUT", "GET", "PATCH", "PATCH", "PATCH", "PATCH", "DELETE"] as const;
const expected = { "20260102-1": "20260102-1 (hidden)", "20260103-1": "prev", "20260104-1": "latest" };
let place: CloudTest;
let folder: string;

beforeAll(async () => {
  place = await startCloudTest();
  folder = mkdtempSync(join(tmpdir(), "imagefactory-bytes-"));
  for (let at = 0; at <= calls.length + 1; at += 1) {
    const id = await insertImage(db, `Standard_Kill_${at}`);
    for (const version of ["20260101-1", "20260102-1", "20260103-1"]) {
      await insertRegistrable(db, place.bytes, id, version);
      await promote(testActor, { imageName: `Standard_Kill_${at}`, version });
    }
  }
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
}, 300_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await place.stop();
});

/** In the catalog: a new latest, the old prev revoked, the hidden one expired. Returns the ids that must not change. */
async function act(image: string): Promise<Record<string, string>> {
  const { id } = await db.image.findUniqueOrThrow({ where: { name: image } });
  await insertRegistrable(db, place.bytes, id, "20260104-1", { size: 1024 * 1024 });
  for (const [key, content] of place.bytes) writeFileSync(join(folder, key.replaceAll("/", "-")), content);
  await promote(testActor, { imageName: image, version: "20260104-1" });
  const build = (version: string) => db.build.findFirstOrThrow({ where: { imageId: id, version } });
  await db.revocation.create({ data: { buildId: (await build("20260102-1")).id, reason: "defect", explanation: "broken", severity: "low", actorKind: "system", actorName: "test" } });
  await db.build.update({ where: { id: (await build("20260101-1")).id }, data: { expiredAt: new Date() } });
  const rows = await db.glanceRegistration.findMany({ where: { imageId: id }, include: { build: true } });
  return Object.fromEntries(rows.map(({ build, glanceId }) => [build.version, glanceId!]));
}

/** Runs a reconciler in a process of its own and kills it after its call number `last`; resolves when it is gone. */
async function runAndKill(last: number | null, midUpload = false): Promise<{ signal: string | null; output: string }> {
  place.proxy.seen.length = 0;
  const child = spawn(ownNode(), [...nodeFlags, join(root, "lib/registrations/killed-fixture.ts"), JSON.stringify(place.config), folder], { env: process.env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += String(text)));
  const gone = new Promise<string | null>((done) => child.once("exit", (_code, signal) => done(signal)));
  const isCounted = ({ method, path }: { method: string; path: string }) => !(method === "GET" && path.startsWith("/v2/images?"));
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  let counted = 0;
  place.proxy.afterwards = async (call) => {
    if (isCounted(call) && ++counted === last) await kill();
  };
  place.proxy.decide = ({ method }) => {
    if (!midUpload || method !== "PUT") return "pass";
    setTimeout(() => void kill(), 0);
    return "cut-request";
  };
  const signal = await gone;
  place.proxy.afterwards = () => undefined;
  place.proxy.decide = () => "pass";
  return { signal, output };
}

/** What a customer's look at a name finds, again and again: how many visible images have it, and when. */
function watch(name: string, pauseMs = 25) {
  const looks: { from: number; to: number; count: number }[] = [];
  let isOver = false;
  const done = (async () => {
    while (!isOver) {
      const from = performance.now();
      const answer = await place.cloud.administer(`${place.cloud.imageUrl}/v2/images?name=${name}`);
      looks.push({ from, to: performance.now(), count: (answer.json as { images: unknown[] }).images.length });
      await sleep(pauseMs);
    }
  })();
  return async () => {
    isOver = true;
    await done;
    return looks;
  };
}

async function endStateOf(image: string, before: Record<string, string>): Promise<void> {
  expect(await linesOf(place.direct, image)).toEqual(expected);
  const rows = await db.glanceRegistration.findMany({ where: { image: { name: image } }, include: { build: true } });
  for (const { build, glanceId, state } of rows) {
    expect([build.version, state]).toEqual([build.version, build.version === "20260101-1" ? "removed" : "registered"]);
    if (before[build.version]) expect(glanceId).toBe(before[build.version]);
  }
}

test("not killed, it makes exactly these calls, and two images share the name only between two of them", { timeout: 60_000 }, async () => {
  const image = `Standard_Kill_${calls.length + 1}`;
  const before = await act(image);
  const stop = watch(`${image}_latest`, 1);
  const { output } = await runAndKill(null);
  const looks = await stop();
  expect(JSON.parse(output)).toMatchObject({ outcome: "changed", failures: [] });
  const made = place.proxy.seen.filter(({ path }) => !path.startsWith("/v2/images?"));
  expect(made.map(({ method }) => method)).toEqual(calls);
  expect(looks.length).toBeGreaterThan(10);
  expect(Math.min(...looks.map(({ count }) => count))).toBe(1);
  // The sixth call gives the new build its name, the seventh takes it from the old one; each takes effect at an unknown
  // moment between its beginning and its end.
  const [, , , , , opens, closes] = made;
  for (const { from, to, count } of looks) if (count > 1) expect([count, to >= opens!.startedAt && from <= closes!.endedAt!]).toEqual([2, true]);
  const { windowsMs } = JSON.parse(output) as { windowsMs: number[] };
  expect(windowsMs).toHaveLength(1);
  const seenTwice = looks.filter(({ count }) => count === 2).length;
  console.log(`two images were called latest for ${windowsMs[0]!.toFixed(1)} ms; ${seenTwice} of ${looks.length} looks fell into it`);
  await endStateOf(image, before);
});

const points = calls.map((method, at) => [`${method}, call ${at + 1}`, at + 1, false] as const);
test.each([...points, ["half of the upload", 0, true] as const])("killed after %s, the next run ends the same", { timeout: 60_000 }, async (_title, last, midUpload) => {
  const image = `Standard_Kill_${last}`;
  const before = await act(image);
  const stop = watch(`${image}_latest`);
  expect((await runAndKill(last, midUpload)).signal).toBe("SIGKILL");
  const again = await reconcile(place.reconciler);
  const looks = await stop();
  expect(again.failures).toEqual([]);
  expect(Math.min(...looks.map(({ count }) => count))).toBe(1);
  await endStateOf(image, before);
  expect(await reconcile(place.reconciler)).toMatchObject({ steps: 0 });
});
