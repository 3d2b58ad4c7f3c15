import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tokenActor, userActor, type Actor } from "#lib/auth/actor.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { listAudit, verifyChain } from "#lib/audit/data.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listChannels } from "../data.ts";
import { promote, promoteFirst } from "../mutations.ts";
import { insertImage, insertPublishedBuild } from "../testing.ts";
import { readRequests } from "./data.ts";
import { confirmRequest, promoteOrAsk, setSecondReleaser, withdrawRequest } from "./mutations.ts";

let database: TestDatabase;
let images = 0;
let imageName: string;
let imageId: string;
let jane: Actor;
let john: Actor;
const [A, B, C] = ["20261101-1", "20261102-1", "20261103-1"] as const;

beforeAll(async () => {
  database = await startTestDatabase();
  const make = (name: string) => db.user.create({ data: { name, displayName: name, passwordHash: "$argon2id$none", roles: { create: { role: "releaser" } } }, include: { roles: true } });
  [jane, john] = [userActor(await make("jane")), userActor(await make("john"))];
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  imageName = `Standard_Two_${++images}`;
  imageId = await insertImage(db, imageName);
  for (const [n, version] of [A, B, C].entries()) await insertPublishedBuild(db, imageId, version, new Date(Date.UTC(2026, 10, n + 1)));
  await promote(systemActor("test"), { imageName, version: A });
  await setSecondReleaser(jane, { needed: "yes" });
});

const ask = (actor: Actor, version: string, expectedLatestVersion: string | null = A) => promoteOrAsk(actor, { imageName, version, reason: "tests are green", expectedLatestVersion });
const codeOf = (outcome: { ok: boolean; code?: string }) => (outcome.ok ? "ok" : outcome.code);
const latest = async () => (await listChannels(imageName)).find(({ name }) => name === "latest")?.build.version;
const waiting = async (actor: Actor) => (await readRequests(actor)).open.filter(({ image }) => image === imageName);
const asked = async (actor: Actor, version: string) => {
  const outcome = await ask(actor, version);
  if (!outcome.ok || outcome.value.state !== "asked") throw new Error(JSON.stringify(outcome));
  return outcome.value.requestId;
};

describe("while two releasers are needed", () => {
  test("one asks, nothing moves, another confirms, and the history names both", async () => {
    const requestId = await asked(jane, B);
    expect(await latest()).toBe(A);
    expect(await waiting(jane)).toMatchObject([{ version: B, expectedLatestVersion: A, isOwn: true, reason: "tests are green" }]);
    expect(await waiting(john)).toMatchObject([{ isOwn: false, requestedBy: "jane" }]);
    expect(await confirmRequest(jane, { requestId })).toMatchObject({ code: "own-request" });
    expect(await confirmRequest(john, { requestId })).toMatchObject({ ok: true, value: { latest: B, prev: A } });
    expect(await waiting(john)).toEqual([]);
    const [last] = await listAudit(john, { objectId: imageId, action: "channel.promote" });
    expect(last).toMatchObject({ actorName: "john", after: { askedBy: "jane", reason: "tests are green" } });
    expect(await confirmRequest(john, { requestId })).toMatchObject({ code: "request-unknown" });
  });

  test("nobody is their own second voice: not by asking twice, nor with a token, nor past the request", async () => {
    const token = tokenActor({ id: crypto.randomUUID(), name: "x", user: { id: jane.userId!, name: "jane", roles: [{ role: "releaser" }] } });
    const requestId = await asked(jane, B);
    expect(await ask(jane, B)).toMatchObject({ code: "request-open" });
    expect(await ask(token, B)).toMatchObject({ code: "request-open" });
    expect(await confirmRequest(token, { requestId })).toMatchObject({ code: "own-request" });
    for (const actor of [jane, token]) expect(await promote(actor, { imageName, version: B })).toMatchObject({ code: "second-releaser-needed" });
    expect(await latest()).toBe(A);
  });

  test("who promotes the build that somebody else has asked for is the second voice", async () => {
    await asked(jane, B);
    expect(await ask(john, B)).toMatchObject({ ok: true, value: { state: "promoted", latest: B } });
  });

  test("an image has one open request: of two people who ask in the same second one is told of the other", async () => {
    const outcomes = await Promise.all([ask(jane, B), ask(john, C)]);
    expect(outcomes.map(codeOf).toSorted()).toEqual(["ok", "request-open"]);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ message: expect.stringMatching(/^(jane|john) has asked to promote/) });
    const [request] = await waiting(jane);
    expect(await withdrawRequest(john, { requestId: request!.id })).toMatchObject({ ok: true });
    expect(await withdrawRequest(john, { requestId: request!.id })).toMatchObject({ code: "request-unknown" });
    expect(await ask(jane, B)).toMatchObject({ ok: true, value: { state: "asked" } });
  });

  test("of a confirmation and a withdrawal in the same second one happens", async () => {
    const requestId = await asked(jane, B);
    const outcomes = await Promise.all([confirmRequest(john, { requestId }), withdrawRequest(jane, { requestId })]);
    const row = await db.promotionRequest.findUniqueOrThrow({ where: { id: requestId } });
    expect(await latest()).toBe(row.state === "confirmed" ? B : A);
    expect(row.state).not.toBe("open");
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("a request does not outlive what its asker saw", async () => {
    const requestId = await asked(jane, C);
    await promote(systemActor("policy"), { imageName, version: B });
    expect(await confirmRequest(john, { requestId })).toMatchObject({ code: "conflict" });
    expect(await latest()).toBe(B);
  });

  test("what could not be promoted is not asked for", async () => {
    expect(codeOf(await ask(jane, A))).toBe("already-latest");
    expect(codeOf(await ask(jane, B, null))).toBe("conflict");
    expect(codeOf(await ask(jane, "20990101-1"))).toBe("build-unknown");
    expect(await ask(systemActor("worker"), B)).toMatchObject({ code: "not-a-person" });
  });

  test("the factory itself still makes a first build latest", async () => {
    const other = await insertImage(db, `Standard_First_${images}`);
    const buildId = await insertPublishedBuild(db, other, A);
    expect(await db.$transaction((tx) => promoteFirst(tx, systemActor("worker"), { imageId: other, buildId }))).toMatchObject({ kind: "first" });
  });
});

test("switched off, one promotes alone again; both switches and all of it are in an unbroken audit", async () => {
  await setSecondReleaser(jane, { needed: "no" });
  expect(await ask(jane, B)).toMatchObject({ ok: true, value: { state: "promoted" } });
  expect((await listAudit(jane, { action: "setting.change" })).slice(0, 2).map(({ before, after }) => [before, after])).toEqual([[true, false], [expect.anything(), true]]);
  expect(await verifyChain()).toMatchObject({ ok: true });
});

test("of two releasers who promote different builds in the same second, one wins and the other is told", async () => {
  await setSecondReleaser(jane, { needed: "no" });
  const outcomes = await Promise.all([ask(jane, B), ask(john, C)]);
  expect(outcomes.map(codeOf).toSorted()).toEqual(["conflict", "ok"]);
  const won = await latest();
  const winner = outcomes[0]?.ok ? "jane" : "john";
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ message: `Meanwhile ${winner} promoted ${imageName} ${won}, which is latest now. Look again and decide anew.` });
});
