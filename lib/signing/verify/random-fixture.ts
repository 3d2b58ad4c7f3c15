import { area, backSignature, binding, bound, certified, craftKey, days, forHash, keyRevocation, madeAt, packet, selfSigned, signBody, signedAt, sub, userId, type Certificate, type CraftedKey, type Signing, type Sub } from "./crafted-fixture.ts";

/** For tests: random numbers that are the same for the same seed (mulberry32). */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    chance: (probability: number) => next() < probability,
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
  };
}

export type Random = ReturnType<typeof seeded>;

/** Bytes with one to three places changed, left out, doubled, or swapped. */
export function mutated(bytes: Uint8Array, random: Random): Buffer {
  let result: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const at = random.below(result.length);
    const length = random.chance(0.7) ? 1 : 1 + random.below(40);
    const [before, piece, after] = [result.subarray(0, at), result.subarray(at, at + length), result.subarray(at + length)];
    const change = random.below(7);
    if (change === 0) result = Buffer.concat([before, Buffer.from([(piece[0] ?? 0) ^ (1 << random.below(8))]), piece.subarray(1), after]);
    else if (change === 1) result = Buffer.concat([before, after]);
    else if (change === 2) result = Buffer.concat([before, piece, piece, after]);
    else if (change === 3) result = Buffer.concat([before, Buffer.from([random.below(256)]), piece, after]);
    else if (change === 4) result = Buffer.concat([before, Buffer.from([random.pick([0, 1, 2, 4, 0x0a, 0x0d, 0x20, 0x2d, 0x3d, 0x7f, 0x80, 0xc0, 0xff])]), piece.subarray(1), after]);
    else if (change === 5) result = Buffer.concat([before, result.subarray(random.below(result.length)).subarray(0, length), after]);
    else result = Buffer.concat([after, before, piece]);
    if (result.length === 0) return Buffer.from([0]);
  }
  return result;
}

const later = signedAt + 20 * 86_400;
const times = [madeAt - 86_400, madeAt, madeAt, madeAt, madeAt + 5, madeAt + 5, signedAt - 5, signedAt, later, later + 5, days("2030-01-01")];

/** Subpackets as they mostly are, and now and then as nobody writes them. */
function subpackets(random: Random, usual: readonly Sub[], key: CraftedKey, other: CraftedKey): Sub[] {
  const strange: (() => Sub)[] = [
    () => sub.expires(random.pick([0, 5, later - madeAt, 0xffffffff])),
    () => sub.keyExpires(random.pick([0, 5, later - madeAt, 0xffffffff])),
    () => sub.flags(...random.pick([[], [0], [1], [2], [3], [0x20], [2, 0x80]])),
    () => sub.created(random.pick(times)),
    () => sub.issuer(random.pick([key, other])),
    () => sub.fingerprint(random.pick([key, other]), random.pick([4, 4, 5, 6])),
    () => sub.primary(random.below(2)),
    () => sub.reason(random.pick([0, 1, 2, 3, 32])),
    () => sub.revoker(other),
    () => sub.notation("a@factory.example", random.chance(0.3)),
    () => ({ type: random.below(128), value: Array.from({ length: random.below(9) }, () => random.below(256)), isCritical: random.chance(0.3) }),
  ];
  const more = random.chance(0.75) ? [] : Array.from({ length: 1 + random.below(2) }, () => random.pick(strange)());
  const all = [...usual, ...more];
  return random.chance(0.95) ? all : all.toSorted(() => random.below(3) - 1);
}

function signing(random: Random, usual: readonly Sub[], key: CraftedKey, other: CraftedKey): Signing {
  const at = random.pick(times);
  const hash = random.pick([10, 10, 10, 10, 8, 9, 2, 3, 11, 1]);
  const plain = subpackets(random, [sub.created(at), ...(random.chance(0.9) ? [sub.fingerprint(key)] : []), ...usual], key, other);
  return { at, hash, hashedArea: area(plain), unhashed: subpackets(random, random.chance(0.9) ? [sub.issuer(key)] : [], key, other), ...(random.chance(0.03) ? { version: 3 as const } : {}) };
}

/** A key of random parts in mostly the right order: what owners, key servers and mischief could make of it. */
export function randomCertificate(random: Random, key: CraftedKey, subkey: CraftedKey, other: CraftedKey): Certificate {
  const second: Buffer = Buffer.from("Second");
  const by = () => (random.chance(0.93) ? key : other);
  const flags = () => random.pick([[sub.flags(3)], [sub.flags(3)], [sub.flags(1)], [sub.flags(2)], [], []]);
  const some = (most: number, make: () => Buffer) => Array.from({ length: random.below(most + 1) }, make);
  const selfSignature = (id: Buffer) => packet(2, signBody(by(), certified(key, id), { type: random.pick([0x10, 0x13, 0x13, 0x13]), ...signing(random, flags(), key, other) }));
  const embedded = () => sub.embedded(random.chance(0.9) ? backSignature(key, subkey) : backSignature(random.pick([key, other]), random.pick([subkey, key]), signing(random, [], subkey, other)));
  const bind = () => packet(2, signBody(by(), bound(key, subkey), { type: 0x18, ...signing(random, [...flags(), ...(random.chance(0.9) ? [embedded()] : [])], key, other) }));
  const revoke = () => random.pick([
    () => keyRevocation(key, signing(random, [sub.reason(random.below(4))], key, other), by()),
    () => packet(2, signBody(by(), bound(key, subkey), { type: 0x28, ...signing(random, [sub.reason(random.below(4))], key, other) })),
    () => packet(2, signBody(by(), certified(key, random.pick([userId, second])), { type: 0x30, ...signing(random, [], key, other) })),
  ])();
  const certificate = [
    packet(6, key.body),
    ...(random.chance(0.1) ? [revoke()] : []),
    ...(random.chance(0.25) ? some(2, () => packet(2, signBody(by(), forHash(key.body), { type: 0x1f, ...signing(random, flags(), key, other) }))) : []),
    packet(13, userId),
    ...(random.chance(0.8) ? [selfSigned(key, { hashed: random.pick([[sub.flags(3)], []]) })] : []),
    ...some(2, () => selfSignature(userId)),
    ...(random.chance(0.3) ? [packet(13, second), ...some(2, () => selfSignature(second))] : []),
    packet(14, subkey.body),
    ...(random.chance(0.8) ? [binding(key, subkey)] : []),
    ...some(2, bind),
    ...(random.chance(0.1) ? [revoke()] : []),
  ];
  if (random.chance(0.15)) certificate.push(random.pick(certificate));
  if (random.chance(0.1)) certificate.splice(random.below(certificate.length), 1);
  if (random.chance(0.15)) certificate.splice(1 + random.below(certificate.length - 1), 0, ...certificate.splice(1 + random.below(certificate.length - 1), 1));
  return certificate;
}

/** A signature of `data` whose packet says more or less than it should. */
export function randomSignature(random: Random, data: Uint8Array, key: CraftedKey, other: CraftedKey): Buffer {
  const { hash, ...rest } = signing(random, [], key, other);
  const at = random.chance(0.7) ? { hashedArea: area(subpackets(random, [sub.created(signedAt), sub.fingerprint(key)], key, other)) } : {};
  return packet(2, signBody(key, data, { hash: random.pick([10, 10, 10, 8, hash ?? 10]), type: random.chance(0.95) ? 0 : random.pick([1, 2, 0x10, 0x40]), ...rest, ...at }));
}

/** Three keys: one with its subkey, and a stranger's. */
export function randomKeys(random: Random): { key: CraftedKey; subkey: CraftedKey; other: CraftedKey } {
  const materials = ["ed25519", "ed25519", "ed25519", "rsa2048", "p256"] as const;
  return { key: craftKey(random.pick(materials)), subkey: craftKey(random.pick(materials), random.pick([madeAt, madeAt, madeAt + 5])), other: craftKey("ed25519") };
}
