import { createHash, generateKeyPairSync, sign as signWith, type KeyObject } from "node:crypto";

/** A subpacket of a signature: its type (RFC 9580 §5.2.3.7), its value, and whether who does not know it must refuse. */
export type Sub = { type: number; value: readonly number[] | Uint8Array; isCritical?: boolean };

/** For tests: a key whose packets are made by hand, so that they can say what no program would write. */
export type CraftedKey = {
  /** Body of its key packet. */
  body: Buffer;
  fingerprint: Buffer;
  keyId: Buffer;
  algorithm: number;
  /** The signature's numbers, as its packet ends with them. */
  sign: (hashId: number, signed: Buffer) => Buffer;
};

export type Material = "ed25519" | "rsa2048" | "rsa1024" | "dsa" | "p256" | "p384" | "p521" | "brainpoolP256r1" | "secp256k1" | "newEd25519" | "newEd448";

/** The file that all crafted signatures are of. */
export const craftedFile = Buffer.from("the file\n");

export const days = (text: string) => Math.floor(Date.parse(`${text}T00:00:00Z`) / 1000);
export const madeAt = days("2026-01-01");
export const signedAt = days("2026-06-01");

const hashNames: Record<number, string> = { 1: "md5", 2: "sha1", 3: "ripemd160", 8: "sha256", 9: "sha384", 10: "sha512", 11: "sha224" };
const curves = {
  p256: ["P-256", "2a8648ce3d030107"],
  p384: ["P-384", "2b81040022"],
  p521: ["P-521", "2b81040023"],
  brainpoolP256r1: ["brainpoolP256r1", "2b2403030208010107"],
  secp256k1: ["secp256k1", "2b8104000a"],
} as const;

export const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
export const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const digestOf = (hashId: number, bytes: Buffer) => createHash(hashNames[hashId] ?? "sha512").update(bytes).digest();

/** A number as OpenPGP writes it (RFC 9580 §3.2). */
export function mpi(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const value = start === -1 ? Buffer.alloc(0) : Buffer.from(bytes.subarray(start));
  return Buffer.concat([u16(value.length === 0 ? 0 : value.length * 8 - Math.clz32(value[0] ?? 0) + 24), value]);
}

/** A packet with the new header. */
export function packet(tag: number, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0xc0 | tag, 0xff]), u32(body.length), body]);
}

export function craftKey(material: Material, createdAt = madeAt, version = 4): CraftedKey {
  const { algorithm, parameters, sign } = materials(material);
  const body = Buffer.concat([Buffer.from([version]), u32(createdAt), Buffer.from([algorithm]), ...(version > 4 ? [u32(parameters.length)] : []), parameters]);
  const fingerprint = version === 4 ? createHash("sha1").update(forHash(body)).digest() : createHash("sha256").update(Buffer.concat([Buffer.from([0x95 + version]), u32(body.length), body])).digest();
  return { body, fingerprint, keyId: version === 4 ? fingerprint.subarray(-8) : fingerprint.subarray(0, 8), algorithm, sign };
}

function materials(material: Material): Pick<CraftedKey, "algorithm" | "sign"> & { parameters: Buffer } {
  const part = (key: KeyObject, name: string) => Buffer.from(String(key.export({ format: "jwk" })[name as "x"]), "base64url");
  const halves = (bytes: Buffer) => Buffer.concat([mpi(bytes.subarray(0, bytes.length / 2)), mpi(bytes.subarray(bytes.length / 2))]);
  if (material === "ed25519" || material === "newEd25519" || material === "newEd448") {
    const { publicKey, privateKey } = material === "newEd448" ? generateKeyPairSync("ed448") : generateKeyPairSync("ed25519");
    const point = part(publicKey, "x");
    const raw = (hashId: number, signed: Buffer) => signWith(null, digestOf(hashId, signed), privateKey);
    if (material !== "ed25519") return { algorithm: material === "newEd448" ? 28 : 27, parameters: point, sign: raw };
    return { algorithm: 22, parameters: Buffer.concat([Buffer.from("092b06010401da470f01", "hex"), mpi(Buffer.concat([Buffer.from([0x40]), point]))]), sign: (hashId, signed) => halves(raw(hashId, signed)) };
  }
  if (material === "rsa2048" || material === "rsa1024") {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: Number(material.slice(3)) });
    return { algorithm: 1, parameters: Buffer.concat([mpi(part(publicKey, "n")), mpi(part(publicKey, "e"))]), sign: (hashId, signed) => mpi(signWith(hashNames[hashId], signed, privateKey)) };
  }
  if (material === "dsa") {
    const { publicKey, privateKey } = generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 256 });
    return { algorithm: 17, parameters: dsaParameters(publicKey), sign: (hashId, signed) => halves(signWith(hashNames[hashId], signed, { key: privateKey, dsaEncoding: "ieee-p1363" })) };
  }
  const [namedCurve, oid] = curves[material];
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
  const der = publicKey.export({ format: "der", type: "spki" });
  const point = der.subarray(der.lastIndexOf(Buffer.from([0x00, 0x04]), der.length - 2 * 32) + 1);
  const named = Buffer.from(oid, "hex");
  return {
    algorithm: 19,
    parameters: Buffer.concat([Buffer.from([named.length]), named, mpi(point)]),
    sign: (hashId, signed) => halves(signWith(hashNames[hashId], signed, { key: privateKey, dsaEncoding: "ieee-p1363" })),
  };
}

/** The numbers p, q, g and y out of the DER of a DSA key. */
function dsaParameters(key: KeyObject): Buffer {
  const der = key.export({ format: "der", type: "spki" });
  const integers: Buffer[] = [];
  const walk = (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; ) {
      const tag = bytes[at] ?? 0;
      const first = bytes[at + 1] ?? 0;
      const more = first & 0x80 ? first & 0x7f : 0;
      const length = more ? bytes.readUIntBE(at + 2, more) : first;
      const value = bytes.subarray(at + 2 + more, at + 2 + more + length);
      if (tag === 0x30) walk(value);
      if (tag === 0x03) walk(value.subarray(1));
      if (tag === 0x02) integers.push(value);
      at += 2 + more + length;
    }
  };
  walk(der);
  return Buffer.concat(integers.map(mpi));
}

/** What a key contributes to a hash (RFC 9580 §5.2.4). */
export function forHash(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x99]), u16(body.length), body]);
}

export const sub = {
  created: (at: number): Sub => ({ type: 2, value: u32(at) }),
  expires: (seconds: number): Sub => ({ type: 3, value: u32(seconds) }),
  keyExpires: (seconds: number): Sub => ({ type: 9, value: u32(seconds) }),
  issuer: ({ keyId }: Pick<CraftedKey, "keyId">): Sub => ({ type: 16, value: keyId }),
  fingerprint: ({ fingerprint }: Pick<CraftedKey, "fingerprint">, version = 4): Sub => ({ type: 33, value: [version, ...fingerprint] }),
  flags: (...value: number[]): Sub => ({ type: 27, value }),
  primary: (value = 1): Sub => ({ type: 25, value: [value] }),
  reason: (code: number): Sub => ({ type: 29, value: [code] }),
  embedded: (body: Buffer): Sub => ({ type: 32, value: body }),
  revoker: ({ fingerprint, algorithm }: CraftedKey): Sub => ({ type: 12, value: [0x80, algorithm, ...fingerprint] }),
  notation: (name: string, isCritical = false): Sub => ({ type: 20, value: [0x80, 0, 0, 0, 0, name.length, 0, 1, ...Buffer.from(name), 0x31], isCritical }),
};

export function area(subs: readonly Sub[]): Buffer {
  const bytes = Buffer.concat(subs.map(({ type, value, isCritical }) => {
    const length = value.length + 1;
    const prefix = length < 192 ? Buffer.from([length]) : Buffer.concat([Buffer.from([0xff]), u32(length)]);
    return Buffer.concat([prefix, Buffer.from([type | (isCritical ? 0x80 : 0)]), Buffer.from(value)]);
  }));
  return Buffer.concat([u16(bytes.length), bytes]);
}

export type Signing = { type?: number; hash?: number; at?: number; hashed?: readonly Sub[]; unhashed?: readonly Sub[]; version?: 3 | 4; hashedArea?: Buffer; unhashedArea?: Buffer };

/** Body of a signature packet over `data`. `hashed` is added to the usual subpackets, unless `hashedArea` says it all. */
export function signBody(signer: CraftedKey, data: Uint8Array, { type = 0, hash = 10, at = signedAt, hashed = [], unhashed = [sub.issuer(signer)], version = 4, hashedArea, unhashedArea }: Signing = {}): Buffer {
  if (version === 3) {
    const head = Buffer.concat([Buffer.from([type]), u32(at)]);
    const signed = Buffer.concat([data, head]);
    return Buffer.concat([Buffer.from([3, 5]), head, signer.keyId, Buffer.from([signer.algorithm, hash]), digestOf(hash, signed).subarray(0, 2), signer.sign(hash, signed)]);
  }
  const head = Buffer.concat([Buffer.from([version, type, signer.algorithm, hash]), hashedArea ?? area([sub.created(at), sub.fingerprint(signer), ...hashed])]);
  const signed = Buffer.concat([data, head, Buffer.from([version, 0xff]), u32(head.length)]);
  return Buffer.concat([head, unhashedArea ?? area(unhashed), digestOf(hash, signed).subarray(0, 2), signer.sign(hash, signed)]);
}

/** A certificate, packet by packet. */
export type Certificate = Buffer[];

export const userId: Buffer = Buffer.from("Crafted <crafted@factory.example>");
export const certified = (primary: CraftedKey, id = userId) => Buffer.concat([forHash(primary.body), Buffer.from([0xb4]), u32(id.length), id]);
export const bound = (primary: CraftedKey, subkey: CraftedKey) => Buffer.concat([forHash(primary.body), forHash(subkey.body)]);

export const selfSigned = (primary: CraftedKey, signing: Signing = {}, id = userId) => packet(2, signBody(primary, certified(primary, id), { type: 0x13, at: madeAt, ...signing, hashed: signing.hashed ?? [sub.flags(3)] }));
export const direct = (primary: CraftedKey, signing: Signing = {}) => packet(2, signBody(primary, forHash(primary.body), { type: 0x1f, at: madeAt, ...signing }));
export const keyRevocation = (primary: CraftedKey, signing: Signing = {}, by = primary) => packet(2, signBody(by, forHash(primary.body), { type: 0x20, at: signedAt + 86_400, ...signing }));
export const backSignature = (primary: CraftedKey, subkey: CraftedKey, signing: Signing = {}) => signBody(subkey, bound(primary, subkey), { type: 0x19, at: madeAt, ...signing });
export const binding = (primary: CraftedKey, subkey: CraftedKey, signing: Signing = {}) =>
  packet(2, signBody(primary, bound(primary, subkey), { type: 0x18, at: madeAt, ...signing, hashed: signing.hashed ?? [sub.flags(2), sub.embedded(backSignature(primary, subkey))] }));
export const subkeyRevocation = (primary: CraftedKey, subkey: CraftedKey, signing: Signing = {}) => packet(2, signBody(primary, bound(primary, subkey), { type: 0x28, at: signedAt + 86_400, ...signing }));

/** A primary key that signs, with one user id. */
export const simple = (primary: CraftedKey, signing: Signing = {}): Certificate => [packet(6, primary.body), packet(13, userId), selfSigned(primary, signing)];
