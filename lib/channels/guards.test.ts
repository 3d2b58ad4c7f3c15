import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import pg from "pg";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { promote } from "./mutations.ts";
import { insertImage, insertPublishableBuild, insertPublishedBuild, insertRevocation } from "./testing.ts";

// The database keeps the promises about channels on its own, whatever code writes to it.

let database: TestDatabase;
let client: pg.Client;
const ids: Record<string, string> = {};
let round = 0;

beforeAll(async () => {
  database = await startTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await db.$disconnect();
  await database.stop();
});

/** An image with promotions 1 (A) and 2 (B), so that latest is B and prev is A, and builds in every other state. */
beforeEach(async () => {
  round += 1;
  const imageName = `Standard_Guard_${round}`;
  const image = (ids["image"] = await insertImage(db, imageName));
  for (const [n, name] of ["A", "B", "C", "expired", "revoked"].entries()) ids[name] = await insertPublishedBuild(db, image, `2026110${n + 1}-1`, new Date(n));
  ids["unpublished"] = await insertPublishableBuild(db, image, "20261109-1");
  await db.build.update({ where: { id: ids["expired"]! }, data: { expiredAt: new Date() } });
  await insertRevocation(db, ids["revoked"]!);
  const other = await insertImage(db, `Standard_Other_${round}`);
  const foreign = (ids["foreign"] = await insertPublishedBuild(db, other, "20261101-1"));
  for (const version of ["20261101-1", "20261102-1"]) await promote(systemActor("test"), { imageName, version });
  await promote(systemActor("test"), { imageId: other, version: "20261101-1" });
  const promotions = await db.promotion.findMany({ orderBy: { at: "asc" }, where: { buildId: { in: [ids["A"]!, ids["B"]!, foreign] } } });
  for (const { id, buildId } of promotions) ids[buildId === foreign ? "foreignPromotion" : buildId === ids["A"] ? "promotionA" : "promotionB"] = id;
});

/** Runs statements in one transaction, with `:name` replaced by a quoted id, and commits. */
async function commit(statements: string): Promise<void> {
  const text = statements.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) => `'${ids[name] ?? `unknown ${name}`}'`);
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

const promotion = (sequence: number, build: string, displaced: string) =>
  `insert into promotions (image_id, sequence, kind, build_id, displaced_build_id, actor_kind, actor_name) values (:image, ${sequence}, 'promotion', ${build}, ${displaced}, 'system', 'test')`;
const assign = (name: string, build: string, by = ":promotionB") => `insert into channels (image_id, name, build_id, promotion_id) values (:image, '${name}', ${build}, ${by})`;
const empty = "delete from channels where image_id = :image";

test.each([
  ["a second latest", assign("latest", ":C"), "channels_pkey"],
  ["a second prev", assign("prev", ":C"), "channels_pkey"],
  ["one build as latest and prev", `update channels set build_id = :B where image_id = :image and name = 'prev'`, "channels_build_id_key"],
  ["an unpublished build in a channel", `${empty}; ${assign("prev", ":unpublished")}`, "channels_build_is_published"],
  ["an expired build in a channel", `${empty}; ${assign("prev", ":expired")}`, "channels_build_is_not_expired"],
  ["a revoked build as latest", `${empty}; ${assign("latest", ":revoked")}`, "channels_build_is_not_revoked"],
  ["a build of another image", `${empty}; delete from channels where build_id = :foreign; ${assign("prev", ":foreign")}`, "channels_build_id_image_id_fkey"],
  ["a channel by a promotion of another image", `${empty}; ${assign("prev", ":C", ":foreignPromotion")}`, "channels_promotion_fits"],
  ["a latest that nobody promoted", `${empty}; ${assign("latest", ":C")}`, "promotions_assign_latest"],
  ["a latest moved without a promotion", `update channels set build_id = :C where image_id = :image and name = 'latest'`, "promotions_assign_latest"],
  ["a promotion that assigns nothing", promotion(3, ":C", ":B"), "promotions_assign_latest"],
  ["a gap in the history", promotion(4, ":C", ":B"), "promotions_follow"],
  ["a number used twice", promotion(2, ":C", ":B"), "promotions_follow"],
  ["a history that forgets its last step", promotion(3, ":C", ":A"), "promotions_follow"],
  ["a history that displaces nothing", promotion(3, ":C", "null"), "promotions_follow"],
  ["a build that displaces itself", promotion(3, ":B", ":B"), "promotions_values"],
  ["a promotion of a build of another image", promotion(3, ":foreign", ":B"), "promotions_build_id_image_id_fkey"],
  ["a changed promotion", `update promotions set actor_name = 'x' where image_id = :image`, "promotions_kept"],
  ["a removed promotion", `${empty}; delete from promotions where image_id = :image`, "promotions_kept"],
  ["an emptied history", `truncate promotions cascade`, "promotions_kept"],
  ["the expiry of latest", `update builds set expired_at = now() where id = :B`, "builds_in_channel_does_not_expire"],
  ["the expiry of prev", `update builds set expired_at = now() where id = :A`, "builds_in_channel_does_not_expire"],
  ["a removed build", `${empty}; delete from builds where id = :C`, "builds_published_stays"],
])("refused: %s", async (_what, statements, constraint) => {
  await expect(commit(statements)).rejects.toMatchObject({ constraint });
});

test("accepted: the same steps, done right", async () => {
  await commit(`${empty}; ${promotion(3, ":C", ":B")};
    insert into channels (image_id, name, build_id, promotion_id) select :image, 'latest', :C, id from promotions where image_id = :image and sequence = 3; ${assign("prev", ":B")}`);
  expect(await db.channel.count({ where: { imageId: ids["image"]! } })).toBe(2);
});

test("a revocation empties the channel at once and promotes nothing in its place", async () => {
  await insertRevocation(db, ids["B"]!);
  expect(await db.channel.findMany({ where: { imageId: ids["image"]! }, select: { name: true, buildId: true } })).toEqual([{ name: "prev", buildId: ids["A"] }]);
});
