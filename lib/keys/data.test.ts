import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishBuild, seedCatalog, seedKey } from "#lib/catalog/fixture.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listArmoredKeys, listKeys, readActiveKey, readArmoredKey, readArmoredKeys, readKeyOfBuild } from "./data.ts";
import { publicKeyList } from "./public-list.ts";
import { mailAddressOf, standingOf } from "./rules.ts";

let database: TestDatabase;
const active = "A".repeat(40);
const historic = "B".repeat(40);
const planned = "C".repeat(40);

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(database.db);
  await database.db.signingKey.create({
    data: { fingerprint: planned, algorithm: "Ed25519", userId: "Next <Next@Example.org>", state: "planned", armoredPublicKey: "-----BEGIN PGP PUBLIC KEY BLOCK-----\nnext", validFrom: new Date("2026-06-01"), certifiedBy: active },
  });
  const { debian } = await seedCatalog(database.db);
  await publishBuild(database.db, debian, "20261101-1", { promote: true });
  await publishBuild(database.db, debian, "20261120-1", { promote: true });
});
afterAll(() => database?.stop());

describe("the signing keys", () => {
  it("begin with the one in use, then the planned one; keys of history stay last and are not published", async () => {
    const keys = await listKeys();
    expect(keys.map(({ fingerprint, standing, hasPublicKey }) => [fingerprint, standing, hasPublicKey])).toEqual([
      [active, "active", true],
      [planned, "planned", true],
      [historic, "historic", false],
    ]);
    expect(keys[1]).toMatchObject({ certifiedBy: active, mailAddress: "next@example.org", signed: null });
    expect(keys[1]!.takesOverFrom!.getTime() - keys[1]!.publishedAt.getTime()).toBe(7 * 86_400_000);
    expect((await readActiveKey())?.fingerprint).toBe(active);
    expect((await listArmoredKeys()).map(({ fingerprint }) => fingerprint)).toEqual([active, planned]);
    expect((await readArmoredKeys()).match(/BEGIN PGP PUBLIC KEY BLOCK/g)).toHaveLength(2);
    expect(await readArmoredKey(historic)).toBeNull();
    expect(await readArmoredKey(active)).toContain("BEGIN PGP PUBLIC KEY BLOCK");
  });

  it("say how many published builds and files they signed, and which first and last", async () => {
    const [key] = await listKeys();
    expect(key!.signed).toMatchObject({ builds: 2, first: { image: "Standard_Debian_12", version: "20261101-1" }, last: { version: "20261120-1" } });
    expect(key!.signed!.files).toBeGreaterThanOrEqual(2);
    expect(key!.signed!.first.publishedAt).toBeInstanceOf(Date);
  });

  it("are expired from their last second on, and machines are told so", async () => {
    await database.db.signingKey.update({ where: { fingerprint: active }, data: { validUntil: new Date("2026-11-30") } });
    const standings = async (now: string) => (await listKeys(new Date(now))).find(({ fingerprint }) => fingerprint === active)!.standing;
    expect(await standings("2026-11-29T23:59:59Z")).toBe("active");
    expect(await standings("2026-11-30T00:00:00Z")).toBe("expired");
    await database.db.signingKey.update({ where: { fingerprint: active }, data: { validUntil: new Date("2026-01-02") } });
    expect(publicKeyList(await listKeys(), "https://images.example.org").keys.find(({ fingerprint }) => fingerprint === active)).toMatchObject({ state: "expired", signed: { builds: 2 } });
  });

  it("of a build is the one that signed its image, as it stands today", async () => {
    expect(await readKeyOfBuild("Standard_Debian_12", "20261120-1")).toMatchObject({ fingerprint: active, standing: "expired", validUntil: new Date("2026-01-02"), revocation: null });
    expect(await readKeyOfBuild("Standard_Debian_12", "20200101-1")).toBeNull();
  });
});

it.each([
  ["Image Factory (development signing key) <Images@Example.org>", "images@example.org"],
  ["images@example.org", "images@example.org"],
  ["Image Factory (development signing key)", null],
  ["Image Factory <not an address>", null],
])("the mail address of %s is %s", (userId, address) => {
  expect(mailAddressOf(userId)).toBe(address);
});

it.each([
  ["revoked", "revoked"],
  ["historic", "historic"],
  ["retired", "expired"],
  ["planned", "expired"],
] as const)("a %s key whose validity has ended is %s", (state, standing) => {
  expect(standingOf({ state, validUntil: new Date(0) }, new Date(1))).toBe(standing);
  expect(standingOf({ state, validUntil: null }, new Date(1))).toBe(state);
});
