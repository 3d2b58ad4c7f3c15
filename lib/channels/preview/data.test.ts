import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { pinClient } from "#lib/pins/mutations.ts";
import { readFeed } from "#lib/feeds/data.ts";
import { feedPath, type Feed } from "#lib/feeds/schema.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listChannels } from "../data.ts";
import { promote } from "../mutations.ts";
import { setSecondReleaser } from "../requests/mutations.ts";
import { insertImage, insertPublishedBuild, insertRevocation } from "../testing.ts";
import { listPromotable, readPreview } from "./data.ts";

let database: TestDatabase;
let image: string;
let imageId: string;
let images = 0;
const actor = systemActor("test");
const [A, B, C] = ["20261101-1", "20261102-1", "20261103-1"] as const;

beforeAll(async () => {
  database = await startTestDatabase();
  await db.cloud.create({ data: { name: "one", driftPolicy: "repair" } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  image = `Standard_Previewed_${++images}`;
  imageId = await insertImage(db, image);
  for (const [n, version] of [A, B, C].entries()) await insertPublishedBuild(db, imageId, version, new Date(Date.UTC(2026, 10, n + 1)));
  for (const version of [A, B]) await promote(actor, { imageName: image, version });
});

const preview = async (question: Omit<Parameters<typeof readPreview>[1], "image">) => {
  const found = await readPreview(actor, { image, ...question });
  if (!found) throw new Error("no preview");
  return found;
};
const told = ({ moves }: Awaited<ReturnType<typeof preview>>) => moves.map(({ version, before, after }) => `${version}: ${before} → ${after}`);
/** The channels as a preview says that they will be. */
const foretold = ({ moves }: Awaited<ReturnType<typeof preview>>, now: Record<string, string>) => {
  const then = Object.fromEntries(Object.entries(now).filter(([, version]) => !moves.some((move) => move.version === version)));
  for (const { version, after } of moves) if (after === "latest" || after === "prev") then[after] = version;
  return then;
};
const channels = async () => Object.fromEntries((await listChannels(image)).map(({ name, build }) => [name, build.version]));

const allFeeds = (): Feed[] => [{ kind: "all" }, { kind: "image", image }, { kind: "channel", channel: "latest" }, { kind: "channel", channel: "prev" }, { kind: "security" }];

test("a promotion does exactly what its preview has said", async () => {
  await pinClient(actor, { imageName: image, version: A, client: "Shop", contact: "shop@example.org", until: new Date(Date.now() + 86_400_000) });
  const found = await preview({ act: "promote", version: C });
  expect(told(found)).toEqual([`${C}: hidden → latest`, `${B}: latest → prev`, `${A}: prev → hidden`]);
  expect(found).toMatchObject({ refusal: null, expectedLatestVersion: B, needsSecond: false, request: null, rollout: null });
  expect(found.comparison).toMatchObject({ before: { version: B }, after: { version: C } });
  expect(found.pins).toMatchObject([{ client: "Shop", version: A }]);
  expect(found.renames.map(({ cloud, before, after }) => [cloud, before.name, after.name, after.isHidden])).toEqual([
    ["one", `${image}_${C}`, `${image}_latest`, false],
    ["one", `${image}_latest`, `${image}_prev`, false],
    ["one", `${image}_prev`, `${image}_${A}`, true],
  ]);
  const expected = foretold(found, await channels());
  const entries = async () => Promise.all(allFeeds().map(async (feed) => [feedPath(feed), (await readFeed(feed, {}, ""))?.entries.length ?? 0] as const));
  const before = new Map(await entries());
  await promote(actor, { imageName: image, version: C, expectedLatestVersion: found.expectedLatestVersion });
  expect(await channels()).toEqual(expected);
  expect((await entries()).filter(([path, count]) => count !== before.get(path)).map(([path]) => path)).toEqual(found.feeds);
});

test("a roll-back exchanges the two channels", async () => {
  const found = await preview({ act: "rollback", version: A });
  expect(told(found)).toEqual([`${A}: prev → latest`, `${B}: latest → prev`]);
  const expected = foretold(found, await channels());
  await promote(actor, { imageName: image, version: A });
  expect(await channels()).toEqual(expected);
});

test("a revocation of latest waits for the word of what follows, and tells what that does", async () => {
  expect((await preview({ act: "revoke", version: B })).refusal).toContain("Choose which build becomes latest");
  expect(await preview({ act: "revoke", version: B, successor: "none" })).toMatchObject({ refusal: null, addresses: [{ before: B, after: null }, { before: B, after: null }], comparison: null });
  const followed = await preview({ act: "revoke", version: B, successor: C });
  expect(told(followed)).toEqual([`${C}: hidden → latest`, `${B}: latest → revoked`]);
  expect(followed.comparison).toMatchObject({ before: { version: B }, after: { version: C } });
  expect((await preview({ act: "revoke", version: B, successor: "20990101-1" })).refusal).toContain("no build 20990101-1");
  expect((await preview({ act: "revoke", version: C, successor: A })).refusal).toContain("not latest");
});

test("while two releasers are needed, nobody lets another build follow a revoked one alone, and the preview says so", async () => {
  await setSecondReleaser(actor, { needed: "yes" });
  expect((await preview({ act: "revoke", version: B, successor: C })).refusal).toContain("Two releasers are needed");
  expect(await preview({ act: "revoke", version: B, successor: "none" })).toMatchObject({ refusal: null, needsSecond: true });
  await setSecondReleaser(actor, { needed: "no" });
});

test("what would be refused is told beforehand, and what is not there has no preview", async () => {
  expect((await preview({ act: "promote", version: B })).refusal).toContain("latest already");
  await insertRevocation(db, (await db.build.findFirstOrThrow({ where: { imageId, version: C } })).id);
  expect((await preview({ act: "promote", version: C })).refusal).toContain("never promoted");
  expect((await preview({ act: "revoke", version: C })).refusal).toContain("revoked already");
  expect(await readPreview(actor, { act: "promote", image, version: "20990101-1" })).toBeNull();
  expect(await readPreview(actor, { act: "promote", image: "Standard_None", version: A })).toBeNull();
  expect(await listPromotable(actor, image)).toMatchObject([{ version: A, place: "prev" }]);
});

test("open issues are told, the bad ones as blockers; resolved ones are not", async () => {
  for (const [slug, severity, state] of [["bad", "high", "open"], ["small", "low", "open"], ["over", "critical", "resolved"]] as const) {
    await db.knownIssue.create({
      data: { slug: `${slug}-${images}`, title: slug, body: "", severity, state, openedOn: new Date(), resolvedOn: state === "resolved" ? new Date() : null, scopes: { create: { imageId } } },
    });
  }
  const { issues } = await preview({ act: "promote", version: C });
  expect(issues.map(({ title, isBlocker }) => [title, isBlocker])).toEqual(expect.arrayContaining([["bad", true], ["small", false]]));
  expect(issues).toHaveLength(2);
});
