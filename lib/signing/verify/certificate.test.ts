import { expect, it } from "vitest";
import { mergeCertificates, readCertificates, typeOf } from "./certificate.ts";
import { binding, craftKey, direct, keyRevocation, packet, selfSigned, simple, subkeyRevocation, userId, type Certificate } from "./crafted-fixture.ts";
import { readPackets } from "./packets.ts";

const [key, subkey, other] = [craftKey("ed25519"), craftKey("ed25519"), craftKey("rsa2048")];
const read = (...keys: Certificate[]) => readCertificates(readPackets(Buffer.concat(keys.flat())));
const bare = (...packets: Buffer[]): Certificate => [packet(6, key.body), ...packets];
const [user, self, sub, bound] = [packet(13, userId), selfSigned(key), packet(14, subkey.body), binding(key, subkey)];

it("finds each key with what lies behind it", async () => {
  const [one, two, ...others] = await read(bare(user, self, sub, bound), simple(other));
  expect(one).toMatchObject({ fingerprint: key.fingerprint.toString("hex"), isOrderly: true, users: [{ tag: 13 }] });
  expect(one?.signatures.map(typeOf)).toEqual([0x13, 0x18]);
  expect(two).toMatchObject({ fingerprint: other.fingerprint.toString("hex"), signatures: { length: 1 } });
  expect(others).toEqual([]);
  expect(await read([user], [packet(6, Buffer.from([3, 1]))])).toEqual([]);
});

it.each<[string, Certificate, boolean]>([
  ["a revocation and a word about the key before the user ids", bare(keyRevocation(key), direct(key), user, self, sub, bound), true],
  ["a revocation at the end", bare(user, self, sub, bound, keyRevocation(key)), true],
  ["a word about a user id before it", bare(self, user, sub, bound), false],
  ["a user id behind a subkey", bare(sub, bound, user, self), false],
  ["a subkey of a version that gpg does not know", bare(user, self, packet(14, Buffer.concat([Buffer.from([12]), subkey.body.subarray(1)])), sub, bound), false],
  ["a revocation of a subkey before it", bare(user, self, subkeyRevocation(key, subkey), sub, bound), false],
])("sees whether %s lies in order", async (_title, certificate, isOrderly) => {
  expect(await read(certificate)).toMatchObject([{ isOrderly }]);
});

it("knows the type of a signature of version 3", () => expect(typeOf(keyRevocation(key, { version: 3 }).subarray(6))).toBe(0x20));

it("merges copies without saying anything twice", async () => {
  const copies = await read(bare(user, self), bare(keyRevocation(key), user, self));
  expect(mergeCertificates(copies)).toMatchObject({ users: { length: 1 }, signatures: { length: 2 } });
});
