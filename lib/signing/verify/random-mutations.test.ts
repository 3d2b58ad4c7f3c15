import { describe, expect, it } from "vitest";
import { backSignature, binding, craftedFile, craftKey, packet, selfSigned, signBody, simple, sub, userId } from "./crafted-fixture.ts";
import { importKeys, isOnlyOurs, judge } from "./gpg-import-fixture.ts";
import { bytesOf, makeKey } from "./made-fixture.ts";
import { readPieceList } from "./metalink.ts";
import { mutated, randomCertificate, randomKeys, randomSignature, seeded } from "./random-fixture.ts";

// As many more as one likes: VERIFY_MUTATIONS=20000 VERIFY_SEED=7 npx vitest run lib/signing/verify/random-mutations.test.ts
const factor = Number(process.env["VERIFY_MUTATIONS"] ?? 400);
const firstSeed = Number(process.env["VERIFY_SEED"] ?? 1) * 1_000_000;
const timeoutMs = 60_000 + factor * 500;
const seeds = (count: number) => Array.from({ length: count }, (_, index) => firstSeed + index);

/** Runs a case for each seed; the seeds of those in which only we say yes, and how many yeses were compared. */
async function holes(count: number, run: (seed: number) => Promise<{ isValid: boolean; isOnlyOurs: () => Promise<boolean> }>) {
  const found: number[] = [];
  let compared = 0;
  for (const seed of seeds(count)) {
    const one = await run(seed);
    if (!one.isValid) continue;
    compared += 1;
    if (await one.isOnlyOurs()) found.push(seed);
  }
  return { found, compared };
}

const sign = (key: Parameters<typeof signBody>[0]) => packet(2, signBody(key, craftedFile));
const armored = (kind: string, bytes: Buffer) => Buffer.from(`-----BEGIN PGP ${kind}-----\n\n${bytes.toString("base64").replace(/.{64}(?=.)/g, "$&\n")}\n${checksum(bytes)}\n-----END PGP ${kind}-----\n`);

function checksum(bytes: Buffer): string {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x800000) === 0 ? crc << 1 : (crc << 1) ^ 0x1864cfb;
  }
  return `=${Buffer.from([(crc >> 16) & 0xff, (crc >> 8) & 0xff, crc & 0xff]).toString("base64")}`;
}

describe("among random changes, no case is found in which we say yes and gpg says no:", () => {
  it("keys of random parts", async () => {
    let keys = randomKeys(seeded(firstSeed));
    const { found, compared } = await holes(factor, async (seed) => {
      const random = seeded(seed);
      if (seed % 20 === 0) keys = randomKeys(random);
      const { key, subkey, other } = keys;
      const copies = [randomCertificate(random, key, subkey, other), ...(random.chance(0.2) ? [randomCertificate(random, key, subkey, other)] : []), ...(random.chance(0.3) ? [simple(other)] : [])].map((one) => Buffer.concat(one));
      const signature = sign(random.pick([key, subkey]));
      return { isValid: (await judge(copies, signature, craftedFile)).verdict === "valid", isOnlyOurs: () => isOnlyOurs(copies, signature, craftedFile) };
    });
    expect(found).toEqual([]);
    expect(compared).toBeGreaterThan(factor / 20);
  }, timeoutMs);

  it("changed bytes of keys, armored and bare", async () => {
    const [key, subkey, rsa] = [craftKey("ed25519"), craftKey("p256"), craftKey("rsa2048")];
    const certificate = Buffer.concat([packet(6, key.body), packet(13, userId), selfSigned(key), packet(14, subkey.body), binding(key, subkey, { hashed: [sub.flags(2), sub.embedded(backSignature(key, subkey))] })]);
    const files = [certificate, armored("PUBLIC KEY BLOCK", certificate), Buffer.concat(simple(rsa))];
    const { found } = await holes(factor, async (seed) => {
      const random = seeded(seed);
      const file = random.below(3);
      const keys = [mutated(files[file] ?? certificate, random)];
      const signature = sign(file === 2 ? rsa : random.pick([key, subkey]));
      return { isValid: (await judge(keys, signature, craftedFile)).verdict === "valid", isOnlyOurs: () => isOnlyOurs(keys, signature, craftedFile) };
    });
    expect(found).toEqual([]);
  }, timeoutMs);

  it("changed bytes and subpackets of signatures, armored and bare", async () => {
    const signers = (["ed25519", "rsa2048", "p256"] as const).map((material) => craftKey(material));
    const keys = signers.map((key) => Buffer.concat(simple(key)));
    const home = await importKeys(keys);
    const { found, compared } = await holes(factor * 5, async (seed) => {
      const random = seeded(seed);
      const key = random.pick(signers);
      const plain = random.chance(0.5) ? randomSignature(random, craftedFile, key, random.pick(signers)) : sign(key);
      const several = random.chance(0.2) ? Buffer.concat([plain, sign(random.pick(signers))]) : plain;
      const file = random.chance(0.4) ? armored("SIGNATURE", several) : several;
      const signature = random.chance(0.6) ? mutated(file, random) : file;
      return { isValid: (await judge(keys, signature, craftedFile)).verdict === "valid", isOnlyOurs: async () => !(await home.accepts(signature, craftedFile)) };
    }).finally(home.remove);
    expect(found).toEqual([]);
    expect(compared).toBeGreaterThan(factor / 20);
  }, timeoutMs);
});

it("a changed Metalink is either refused or says what it said", async () => {
  const { document } = await (await makeKey()).list(bytesOf(3 * 1024 * 1024));
  const { signature: _signature, revocation: _revocation, ...said } = readPieceList(document);
  for (const seed of seeds(factor * 5)) {
    const random = seeded(seed);
    const list = await Promise.resolve().then(() => readPieceList(mutated(document, random))).catch((error: unknown) => error);
    if (list instanceof Error) expect(list).toMatchObject({ code: "unreadable-piece-list" });
    // Whoever signs may write other numbers; the list must then still be one whole list.
    else expect(list).toMatchObject({ pieces: { length: Math.ceil((list as typeof said).sizeBytes / (list as typeof said).pieceBytes) } });
  }
}, timeoutMs);
