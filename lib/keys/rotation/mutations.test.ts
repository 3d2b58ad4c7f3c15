import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishableBuild } from "#lib/channels/testing.ts";
import { createLogger } from "#lib/log.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { createSigningClient } from "#lib/signing/client.ts";
import { describePublicKey } from "#lib/signing/keys.ts";
import { createKeyOperator } from "#lib/signing/operator-client.ts";
import { startSigner, type Signer } from "#lib/signing/signer.ts";
import type { KeyOperator } from "#lib/signing/types.ts";
import { openStorage } from "#lib/storage/open.ts";
import { publishActiveKey } from "../mutations.ts";
import { activateKey, planKey, revokeKey } from "./mutations.ts";

const actor = systemActor("test");
let database: TestDatabase;
let scratch: string;
let signer: Signer;
let operator: KeyOperator;
let first: string;

const present = async () => describePublicKey((await createSigningClient(join(scratch, "s.sock")).publicKey()).armored);
const states = async () => Object.fromEntries((await database.db.signingKey.findMany()).map(({ fingerprint, state }) => [fingerprint, state]));
const acts = async () => (await database.db.auditEntry.findMany({ where: { objectKind: "signing-key" }, orderBy: { sequence: "asc" } })).map(({ action, objectId }) => [action, objectId]);
/** As if the planned key had been public for so long. */
const age = async (days: number) => {
  await database.db.$executeRaw`alter table signing_keys disable trigger signing_keys_guarded`;
  await database.db.$executeRaw`update signing_keys set published_at = now() - make_interval(days => ${days}) where state = 'planned'`;
  await database.db.$executeRaw`alter table signing_keys enable trigger signing_keys_guarded`;
};

beforeAll(async () => void (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(async () => {
  await database.db.$executeRaw`alter table artifact_revisions disable trigger artifact_revisions_not_truncated`;
  await database.db.$executeRaw`truncate signing_keys cascade`;
  await database.db.$executeRaw`alter table artifact_revisions enable trigger artifact_revisions_not_truncated`;
  scratch = await mkdtemp(join(tmpdir(), "keys-"));
  const keyFile = join(scratch, "keys", "private.asc");
  signer = await startSigner({ socketPath: join(scratch, "s.sock"), keyFile, storage: openStorage(`file:${join(scratch, "store")}`), log: createLogger("signer", "silent") });
  operator = createKeyOperator(keyFile);
  first = signer.fingerprint;
  expect(await publishActiveKey(await present())).toMatchObject({ ok: true });
});
afterEach(async () => {
  await signer.close();
  await rm(scratch, { recursive: true, force: true });
});

describe("a rotation", () => {
  it("publishes the next key, waits its time, and then retires the present one; every act is audited", async () => {
    const before = (await acts()).length;
    const planned = await planKey(actor, operator, {});
    expect(planned).toMatchObject({ certifiedBy: first, isNew: true });
    expect(await states()).toEqual({ [first]: "active", [planned.fingerprint]: "planned" });
    expect(await planKey(actor, operator, {})).toMatchObject({ fingerprint: planned.fingerprint, isNew: false });

    await age(6);
    expect(await activateKey(actor, operator)).toMatchObject({ ok: false, code: "published-too-late", message: expect.stringContaining("--force") });
    expect((await present()).fingerprint).toBe(first);
    await age(8);
    expect(await activateKey(actor, operator)).toEqual({ ok: true, value: { fingerprint: planned.fingerprint, previous: first } });
    expect(await states()).toEqual({ [first]: "retired", [planned.fingerprint]: "active" });
    expect((await present()).fingerprint).toBe(planned.fingerprint);
    expect((await acts()).slice(before)).toEqual([["key.plan", planned.fingerprint], ["key.activate", planned.fingerprint]]);
    expect(await activateKey(actor, operator)).toMatchObject({ ok: false, code: "nothing-planned" });
  });

  it("in haste keeps its reason", async () => {
    const { fingerprint } = await planKey(actor, operator, {});
    expect(await activateKey(actor, operator, "the present key may be known to others")).toMatchObject({ ok: true });
    expect(await database.db.signingKey.findUniqueOrThrow({ where: { fingerprint } })).toMatchObject({ activationReason: "the present key may be known to others" });
  });

  it("that the database never heard the end of is finished by the next start, and by asking again", async () => {
    const { fingerprint } = await planKey(actor, operator, {});
    await operator.activate(fingerprint);
    expect(await states()).toEqual({ [first]: "active", [fingerprint]: "planned" });
    expect(await publishActiveKey(await present())).toMatchObject({ ok: true });
    expect(await states()).toEqual({ [first]: "retired", [fingerprint]: "active" });

    const next = await planKey(actor, operator, {});
    await operator.activate(next.fingerprint);
    expect(await activateKey(actor, operator, "again")).toMatchObject({ ok: true, value: { previous: fingerprint } });
    expect(await states()).toMatchObject({ [fingerprint]: "retired", [next.fingerprint]: "active" });
  });

  it("gives up a plan whose key the signing process does not have any more", async () => {
    const lost = await planKey(actor, operator, {});
    await rm(join(scratch, "keys", "private.asc.next"));
    await signer.close();
    signer = await startSigner({ socketPath: join(scratch, "s.sock"), keyFile: join(scratch, "keys", "private.asc"), storage: openStorage(`file:${join(scratch, "store")}`), log: createLogger("signer", "silent") });
    const again = await planKey(actor, operator, {});
    expect(await states()).toEqual({ [first]: "active", [lost.fingerprint]: "retired", [again.fingerprint]: "planned" });
  });

  it("nothing of it happens when the signing process does not answer", async () => {
    const { fingerprint } = await planKey(actor, operator, {});
    await signer.close();
    await expect(activateKey(actor, operator, "in haste")).rejects.toMatchObject({ code: "unreachable" });
    expect(await states()).toEqual({ [first]: "active", [fingerprint]: "planned" });
    signer = await startSigner({ socketPath: join(scratch, "s.sock"), keyFile: join(scratch, "keys", "private.asc"), storage: openStorage(`file:${join(scratch, "store")}`), log: createLogger("signer", "silent") });
  });
});

describe("a build that was signed just before a rotation", () => {
  const publish = (id: string) => database.db.build.update({ where: { id }, data: { status: "published", publishedAt: new Date(), finishedAt: new Date() } });

  /** A build that waits for its publication with a signature by the first key. */
  async function signedByFirst(image: string): Promise<string> {
    const id = await insertPublishableBuild(database.db, await insertImage(database.db, image), "20260101-1").catch(() => null);
    expect(id).not.toBeNull();
    await database.db.artifact.updateMany({ where: { buildId: id!, kind: "signature" }, data: { signingKeyFingerprint: first } });
    return id!;
  }

  beforeEach(async () => {
    // The fixture's signature is by a key of its own, which cannot be active beside ours.
    await database.db.signingKey.create({ data: { fingerprint: "A".repeat(40), algorithm: "x", userId: "x", state: "retired", armoredPublicKey: "public", validFrom: new Date() } });
  });

  it("is published in the day after it, and not later", async () => {
    const [early, late] = [await signedByFirst("Standard_Early"), await signedByFirst("Standard_Late")];
    await planKey(actor, operator, {});
    expect(await activateKey(actor, operator, "now")).toMatchObject({ ok: true });
    expect(await publish(early)).toMatchObject({ status: "published" });
    await database.db.signingKey.update({ where: { fingerprint: first }, data: { retiredAt: new Date(Date.now() - 25 * 3_600_000) } });
    await expect(publish(late)).rejects.toThrow(/verified signature by the active key/);
  });

  it("waits for the end of a rotation under way", async () => {
    const { fingerprint } = await planKey(actor, operator, {});
    const id = await signedByFirst("Standard_Waiting");
    await database.db.artifact.updateMany({ where: { buildId: id, kind: "signature" }, data: { signingKeyFingerprint: fingerprint } });
    await expect(publish(id)).rejects.toThrow(/verified signature by the active key/);
    let publication: Promise<unknown> = Promise.resolve();
    const rotation = activateKey(actor, { ...operator, activate: async (key) => {
      // From here on the signing process signs with the next key, and the database does not know it yet.
      const activated = await operator.activate(key);
      publication = publish(id);
      await new Promise((done) => setTimeout(done, 300));
      return activated;
    } }, "now");
    expect(await rotation).toMatchObject({ ok: true });
    expect(await publication).toMatchObject({ status: "published" });
  });

  it("is not published when its key was revoked", async () => {
    const id = await signedByFirst("Standard_Revoked");
    await revokeKey(actor, operator, { fingerprint: first, reason: "compromised", explanation: "stolen" });
    await expect(publish(id)).rejects.toThrow(/verified signature by the active key/);
  });
});

describe("a revocation", () => {
  it("is published in the key itself, with its reason, and the next start does not bring the key back", async () => {
    expect(await revokeKey(actor, operator, { fingerprint: first, reason: "compromised", explanation: "stolen on a train" })).toEqual({ ok: true, value: { wasActive: true } });
    const row = await database.db.signingKey.findUniqueOrThrow({ where: { fingerprint: first } });
    expect(row).toMatchObject({ state: "revoked", revocationReason: "compromised", revocationExplanation: "stolen on a train" });
    expect((await describePublicKey(row.armoredPublicKey!)).isRevoked).toBe(true);
    expect(await publishActiveKey(await present())).toMatchObject({ ok: false, code: "revoked" });
    expect(await revokeKey(actor, operator, { fingerprint: first, reason: "retired", explanation: "again" })).toMatchObject({ ok: false, code: "revoked" });

    const { fingerprint } = await planKey(actor, operator, {});
    expect(await activateKey(actor, operator, "the key before is revoked")).toEqual({ ok: true, value: { fingerprint, previous: null } });
    expect(await states()).toEqual({ [first]: "revoked", [fingerprint]: "active" });
  });

  it("is refused for keys that are not ours", async () => {
    await database.db.signingKey.create({ data: { fingerprint: "B".repeat(40), algorithm: "RSA 2048", userId: "Past", state: "historic", validFrom: new Date("2016-01-01") } });
    expect(await revokeKey(actor, operator, { fingerprint: "B".repeat(40), reason: "retired", explanation: "old" })).toMatchObject({ ok: false, code: "historic" });
    expect(await revokeKey(actor, operator, { fingerprint: "C".repeat(40), reason: "retired", explanation: "old" })).toMatchObject({ ok: false, code: "unknown" });
  });
});

it("a key that was retired does not come back with a restored key file", async () => {
  const old = await present();
  await planKey(actor, operator, {});
  await activateKey(actor, operator, "now");
  expect(await publishActiveKey(old)).toMatchObject({ ok: false, code: "retired" });
});
