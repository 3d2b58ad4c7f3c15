import { area, backSignature, binding, certified, craftedFile, craftKey, days, direct, keyRevocation, madeAt, packet, selfSigned, signBody, signedAt, simple, sub, subkeyRevocation, u16, u32, userId, type Certificate, type Signing } from "./crafted-fixture.ts";

/** For tests: files with keys in the order in which gpg imports them, and a signature of `craftedFile`. */
export type CraftedCase = { title: string; keys: Buffer[]; signature: Buffer };

/** For tests: keys as no program would write them, each with a signature that fits its bytes. */
export function craftedKeys(): CraftedCase[] {
  const cases: CraftedCase[] = [];
  const add = (title: string, keys: Certificate[], signature: Buffer) => cases.push({ title, keys: keys.map((one) => Buffer.concat(one)), signature });
  const k = craftKey("ed25519"), k2 = craftKey("ed25519"), s = craftKey("ed25519"), s2 = craftKey("ed25519"), r = craftKey("rsa2048");
  const P = (key = k) => packet(6, key.body), U = packet(13, userId), S = (key = s) => packet(14, key.body);
  const sig = (key = k, o: Signing = {}) => packet(2, signBody(key, craftedFile, o));
  const later = signedAt + 86400 * 10;
  add("plain", [simple(k)], sig());
  for (const m of ["rsa2048","rsa1024","dsa","p256","p384","p521","brainpoolP256r1","secp256k1","newEd25519","newEd448"] as const) {
    const x = craftKey(m); 
    for (const h of [8, 9, 10]) add(`material ${m} hash ${h}`, [simple(x, {hash: 10})], sig(x, { hash: h }));
  }
  { const x = craftKey("p384"); add("p384 selfsig sha256", [simple(x, {hash: 8})], sig(x)); }
  // subkeys
  const sk = (bind: Buffer, primaryFlags = 1) => [P(), U, selfSigned(k, { hashed: [sub.flags(primaryFlags)] }), S(), bind];
  add("subkey", [sk(binding(k, s))], sig(s));
  add("subkey no backsig", [sk(binding(k, s, { hashed: [sub.flags(2)] }))], sig(s));
  add("subkey backsig in unhashed", [sk(binding(k, s, { hashed: [sub.flags(2)], unhashed: [sub.issuer(k), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey backsig by primary", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, k))] }))], sig(s));
  add("subkey backsig of other primary", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k2, s))] }))], sig(s));
  add("subkey backsig sha1", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {hash: 2}))] }))], sig(s));
  add("subkey backsig ripemd", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {hash: 3}))] }))], sig(s));
  add("subkey backsig expired", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {hashed: [sub.expires(86400)]}))] }))], sig(s));
  add("subkey backsig expired after sig", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {hashed: [sub.expires(later - madeAt)]}))] }))], sig(s));
  add("subkey backsig future", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {at: days("2030-01-01")}))] }))], sig(s));
  add("subkey backsig after sig", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {at: later}))] }))], sig(s));
  add("subkey backsig critical unknown", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {hashed: [{type: 60, value: [1], isCritical: true}]}))] }))], sig(s));
  add("subkey backsig critical notation", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {hashed: [sub.notation("a@b", true)]}))] }))], sig(s));
  add("subkey backsig v3", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s, {version: 3}))] }))], sig(s));
  add("subkey two backsigs good,bad", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k, s)), sub.embedded(backSignature(k2, s))] }))], sig(s));
  add("subkey two backsigs bad,good", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k2, s)), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey backsig bad hashed, good unhashed", [sk(binding(k, s, { hashed: [sub.flags(2), sub.embedded(backSignature(k2, s))], unhashed: [sub.issuer(k), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey no flags", [sk(binding(k, s, { hashed: [sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey flags empty", [sk(binding(k, s, { hashed: [sub.flags(), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey flags 0", [sk(binding(k, s, { hashed: [sub.flags(0), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey flags cert", [sk(binding(k, s, { hashed: [sub.flags(1), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey flags 2,80", [sk(binding(k, s, { hashed: [sub.flags(2, 0x80), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey flags twice no,yes", [sk(binding(k, s, { hashed: [sub.flags(0x20), sub.flags(2), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey flags twice yes,no", [sk(binding(k, s, { hashed: [sub.flags(2), sub.flags(0x20), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey flags unhashed only", [sk(binding(k, s, { hashed: [sub.embedded(backSignature(k, s))], unhashed: [sub.issuer(k), sub.flags(0x20)] }))], sig(s));
  add("subkey binding sha1", [sk(binding(k, s, { hash: 2 }))], sig(s));
  add("subkey binding ripemd", [sk(binding(k, s, { hash: 3 }))], sig(s));
  add("subkey binding expired sig", [sk(binding(k, s, { hashed: [sub.flags(2), sub.expires(later - madeAt), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey binding critical unknown", [sk(binding(k, s, { hashed: [sub.flags(2), {type: 60, value: [1], isCritical: true}, sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey binding after sig", [sk(binding(k, s, { at: later }))], sig(s));
  add("subkey binding future", [sk(binding(k, s, { at: days("2030-01-01") }))], sig(s));
  add("subkey two bindings: sign then no sign (later than sig)", [[...sk(binding(k, s)), binding(k, s, { at: later, hashed: [sub.flags(0x20)] })]], sig(s));
  add("subkey two bindings: sign then no sign (before sig)", [[...sk(binding(k, s)), binding(k, s, { at: madeAt + 10, hashed: [sub.flags(0x20)] })]], sig(s));
  add("subkey two bindings: no sign then sign", [[...sk(binding(k, s, { hashed: [sub.flags(0x20)] })), binding(k, s, { at: madeAt + 10 })]], sig(s));
  add("subkey two bindings: newer without backsig", [[...sk(binding(k, s)), binding(k, s, { at: later, hashed: [sub.flags(2)] })]], sig(s));
  add("subkey two bindings: newer with bad backsig", [[...sk(binding(k, s)), binding(k, s, { at: later, hashed: [sub.flags(2), sub.embedded(backSignature(k2, s))] })]], sig(s));
  add("subkey two bindings: newer without fingerprint issuer", [[...sk(binding(k, s)), binding(k, s, { at: later, hashedArea: area([sub.created(later), sub.flags(0x20)]) })]], sig(s));
  add("subkey two bindings: newer no sign without any issuer", [[...sk(binding(k, s)), binding(k, s, { at: later, hashedArea: area([sub.created(later), sub.flags(0x20)]), unhashed: [] })]], sig(s));
  add("subkey two bindings: same time sign, no", [[...sk(binding(k, s)), binding(k, s, { hashed: [sub.flags(0x20)] })]], sig(s));
  add("subkey two bindings: same time no, sign", [[...sk(binding(k, s, { hashed: [sub.flags(0x20)] })), binding(k, s)]], sig(s));
  add("subkey two bindings: newer shortens", [[...sk(binding(k, s)), binding(k, s, { at: later, hashed: [sub.flags(2), sub.keyExpires(86400), sub.embedded(backSignature(k, s))] })]], sig(s));
  add("subkey two bindings: newer no sign v3", [[...sk(binding(k, s)), binding(k, s, { at: later, version: 3 })]], sig(s));
  add("subkey expired since", [sk(binding(k, s, { hashed: [sub.flags(2), sub.keyExpires(later - madeAt), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("subkey expired before", [sk(binding(k, s, { hashed: [sub.flags(2), sub.keyExpires(86400), sub.embedded(backSignature(k, s))] }))], sig(s));
  add("primary expired, subkey not", [[P(), U, selfSigned(k, { hashed: [sub.flags(1), sub.keyExpires(86400)] }), S(), binding(k, s)]], sig(s));
  for (const reason of [-1, 0, 1, 2, 3, 32, 100]) for (const at of [signedAt - 10, later, days("2030-01-01")]) {
    add(`primary revoked reason ${reason} at ${at}`, [[P(), keyRevocation(k, { at, hashed: reason < 0 ? [] : [sub.reason(reason)] }), ...simple(k).slice(1)]], sig());
    add(`subkey revoked reason ${reason} at ${at}`, [[P(), U, selfSigned(k), S(), subkeyRevocation(k, s, { at, hashed: reason < 0 ? [] : [sub.reason(reason)] }), binding(k, s)]], sig(s));
  }
  const rev = (o: Signing) => [P(), keyRevocation(k, o), ...simple(k).slice(1)];
  const srev = (o: Signing) => [P(), U, selfSigned(k), S(), binding(k, s), subkeyRevocation(k, s, o)];
  for (const [t, o] of Object.entries({ sha1: { hash: 2 }, md5: { hash: 1 }, ripemd: { hash: 3 }, sha224: { hash: 11 }, v3: { version: 3 }, "no issuer": { hashedArea: area([sub.created(later)]), unhashed: [] }, "issuer wrong": { hashedArea: area([sub.created(later)]), unhashed: [sub.issuer(k2)] }, "fpr wrong, id right": { hashedArea: area([sub.created(later), sub.fingerprint(k2)]), unhashed: [sub.issuer(k)] }, "expired revocation": { hashed: [sub.expires(86400)] }, "critical unknown": { hashed: [{type: 60, value: [1], isCritical: true}] }, "critical notation": { hashed: [sub.notation("a@b", true)] }, "before key": { at: madeAt - 86400 }, "unhashed critical unknown": { unhashed: [sub.issuer(k), {type: 60, value: [1], isCritical: true}] }, "with revoker sub": { hashed: [sub.revoker(k2)] }, "malformed sub": { hashedArea: Buffer.concat([u16(8), Buffer.from([5, 2]), u32(later), Buffer.from([9, 27])]) }, "not exportable": {hashed: [{type: 4, value: [0]}]}, "revocable no": {hashed: [{type: 7, value: [0]}]} } as Record<string, Signing>)) {
    add(`primary revocation ${t}`, [rev(o)], sig());
    add(`subkey revocation ${t}`, [srev(o)], sig(s));
  }
  add("primary revocation after uid", [[...simple(k), keyRevocation(k)]], sig());
  add("primary revocation at end after subkey", [[...simple(k), S(), binding(k, s), keyRevocation(k)]], sig(k));
  add("subkey revocation before subkey", [[P(), U, selfSigned(k), subkeyRevocation(k, s), S(), binding(k, s)]], sig(s));
  add("subkey revocation under other subkey", [[P(), U, selfSigned(k), S(), binding(k, s), S(s2), binding(k, s2), subkeyRevocation(k, s)]], sig(s));
  add("subkey revocation after primary", [[P(), subkeyRevocation(k, s), U, selfSigned(k), S(), binding(k, s)]], sig(s));
  add("bad revocation (by other) of primary", [[P(), keyRevocation(k, {}, k2), ...simple(k).slice(1)]], sig());
  add("bad revocation (forged issuer) of primary", [[P(), keyRevocation(k, {hashedArea: area([sub.created(later), sub.fingerprint(k)]), unhashed:[sub.issuer(k)]}, k2), ...simple(k).slice(1)]], sig());
  add("uid revoked", [[...simple(k), packet(2, signBody(k, certified(k), { type: 0x30, at: later }))]], sig());
  add("uid revoked of two", [[...simple(k), packet(2, signBody(k, certified(k), { type: 0x30, at: later })), packet(13, Buffer.from("Two")), selfSigned(k, {}, Buffer.from("Two"))]], sig());
  add("designated revoker revokes", [[P(), direct(k, { hashed: [sub.revoker(k2)] }), keyRevocation(k, {}, k2), ...simple(k).slice(1)], simple(k2)], sig());
  add("designated revoker in uid selfsig revokes", [[P(), keyRevocation(k, {}, k2), U, selfSigned(k, { hashed: [sub.flags(3), sub.revoker(k2)]})], simple(k2)], sig());
  add("designated revoker, no revocation", [[P(), direct(k, { hashed: [sub.revoker(k2)] }), ...simple(k).slice(1)], simple(k2)], sig());
  add("designated revoker old direct, new direct; revokes", [[P(), direct(k, { hashed: [sub.revoker(k2)] }), direct(k, { at: madeAt+5 }), keyRevocation(k, {}, k2), ...simple(k).slice(1)], simple(k2)], sig());
  // copies
  add("same key twice, one revoked (first clean)", [simple(k), rev({})], sig());
  add("same key twice, one revoked (first revoked)", [rev({}), simple(k)], sig());
  add("revocation certificate alone, afterwards", [simple(k), [keyRevocation(k)]], sig());
  add("revocation certificate alone, before", [[keyRevocation(k)], simple(k)], sig());
  add("subkey of version 12 beside the good one", [[P(), U, selfSigned(k), packet(14, Buffer.concat([Buffer.from([12]), s2.body.subarray(1)])), binding(k, s2), S(), binding(k, s)]], sig(s));
  for (const [type, length] of [[5, 1], [5, 6], [12, 5], [16, 7], [25, 0], [25, 2], [29, 0], [38, 0], [38, 4]] as const) {
    add(`old selfsig with subpacket ${type} of ${length} bytes`, [[...simple(k), selfSigned(k, { at: madeAt - 5, hashed: [sub.flags(3), { type, value: new Uint8Array(length) }] })]], sig());
  }
  add("same file, key twice", [[...simple(k), ...rev({})]], sig());
  add("same key twice, second removes sign", [simple(k), [P(), U, selfSigned(k, { at: later, hashed: [sub.flags(1)] })]], sig());
  add("same key twice, first removes sign", [[P(), U, selfSigned(k, { at: later, hashed: [sub.flags(1)] })], simple(k)], sig());
  add("same key twice, subkey revoked in second", [[P(), U, selfSigned(k), S(), binding(k, s)], srev({})], sig(s));
  add("same key twice, subkey without sign in second", [[P(), U, selfSigned(k), S(), binding(k, s)], sk(binding(k, s, { at: later, hashed: [sub.flags(0x20)] }))], sig(s));
  add("subkey under two primaries, one revoked first", [[P(k2), keyRevocation(k2), U, selfSigned(k2), S(), binding(k2, s)], [P(), U, selfSigned(k), S(), binding(k, s)]], sig(s));
  add("subkey under two primaries, one revoked second", [[P(), U, selfSigned(k), S(), binding(k, s)], [P(k2), keyRevocation(k2), U, selfSigned(k2), S(), binding(k2, s)]], sig(s));
  add("subkey stolen by another without backsig first", [[P(k2), U, selfSigned(k2), S(), binding(k2, s, { hashed: [sub.flags(2)] })], [P(), U, selfSigned(k), S(), binding(k, s)]], sig(s));
  add("subkey twice in a certificate", [[P(), U, selfSigned(k), S(), binding(k, s), S(), binding(k, s), subkeyRevocation(k, s)]], sig(s));
  add("subkey twice in a certificate, first revoked", [[P(), U, selfSigned(k), S(), binding(k, s), subkeyRevocation(k, s), S(), binding(k, s)]], sig(s));
  add("primary also its own subkey", [[P(), U, selfSigned(k, {hashed: [sub.flags(1)]}), packet(14, k.body), binding(k, k)]], sig(k));
  // self-signatures
  add("later selfsig removes sign", [[...simple(k), selfSigned(k, { at: later, hashed: [sub.flags(1)] })]], sig());
  add("earlier selfsig no sign", [[P(), U, selfSigned(k, { hashed: [sub.flags(1)] }), selfSigned(k, { at: madeAt + 5 })]], sig());
  add("sign added after signature", [[P(), U, selfSigned(k, { hashed: [sub.flags(1)] }), selfSigned(k, { at: later })]], sig());
  add("later selfsig shortens", [[...simple(k), selfSigned(k, { at: later, hashed: [sub.flags(3), sub.keyExpires(86400)] })]], sig());
  add("later selfsig lengthens", [[P(), U, selfSigned(k, { hashed: [sub.flags(3), sub.keyExpires(86400)] }), selfSigned(k, { at: later })]], sig());
  const U2 = packet(13, Buffer.from("Two")); const two = (o: Signing) => selfSigned(k, o, Buffer.from("Two"));
  for (const [t, a, b] of [["first sign, second cert (newer)", [3], [1]], ["first cert, second sign (newer)", [1], [3]]] as const) {
    add(`two uids: ${t}`, [[P(), U, selfSigned(k, { hashed: [sub.flags(...a)] }), U2, two({ at: madeAt + 5, hashed: [sub.flags(...b)] })]], sig());
    add(`two uids: ${t}, first primary`, [[P(), U, selfSigned(k, { hashed: [sub.flags(...a), sub.primary()] }), U2, two({ at: madeAt + 5, hashed: [sub.flags(...b)] })]], sig());
    add(`two uids: ${t}, second primary`, [[P(), U, selfSigned(k, { hashed: [sub.flags(...a)] }), U2, two({ at: madeAt + 5, hashed: [sub.flags(...b), sub.primary()] })]], sig());
    add(`two uids: ${t}, second without flags`, [[P(), U, selfSigned(k, { hashed: [sub.flags(...a)] }), U2, two({ at: madeAt + 5, hashed: [] })]], sig());
    add(`direct ${t}`, [[P(), direct(k, { at: madeAt + 5, hashed: [sub.flags(...b)] }), U, selfSigned(k, { hashed: [sub.flags(...a)] })]], sig());
    add(`direct older ${t}`, [[P(), direct(k, { at: madeAt, hashed: [sub.flags(...b)] }), U, selfSigned(k, { at: madeAt + 5, hashed: [sub.flags(...a)] })]], sig());
    add(`direct, uid no flags ${t}`, [[P(), direct(k, { at: madeAt, hashed: [sub.flags(...a)] }), U, selfSigned(k, { at: madeAt + 5, hashed: [] })]], sig());
  }
  add("direct with key expiry", [[P(), direct(k, { hashed: [sub.keyExpires(86400)] }), U, selfSigned(k)]], sig());
  add("direct only, no uid", [[P(), direct(k, { hashed: [sub.flags(3)] })]], sig());
  add("uid without selfsig", [[P(), U]], sig());
  add("no uid", [[P()]], sig());
  add("selfsig bad", [[P(), U, selfSigned(k2)]], sig());
  for (const h of [1, 2, 3, 8, 11]) add(`selfsig hash ${h}`, [simple(k, { hash: h })], sig());
  add("selfsig v3", [[P(), U, selfSigned(k, {version: 3})]], sig());
  add("selfsig expired since", [simple(k, { hashed: [sub.flags(3), sub.expires(later - madeAt)] })], sig());
  add("selfsig expired before", [simple(k, { hashed: [sub.flags(3), sub.expires(86400)] })], sig());
  add("selfsig critical unknown", [simple(k, { hashed: [sub.flags(3), {type: 60, value: [1], isCritical: true}] })], sig());
  add("selfsig critical unknown unhashed", [simple(k, { unhashed: [sub.issuer(k), {type: 60, value: [1], isCritical: true}] })], sig());
  add("selfsig critical notation", [simple(k, { hashed: [sub.flags(3), sub.notation("a@b", true)] })], sig());
  add("selfsig no issuer", [simple(k, { hashedArea: area([sub.created(madeAt), sub.flags(3)]), unhashed: [] })], sig());
  add("selfsig newer no issuer removes sign", [[...simple(k), selfSigned(k, { hashedArea: area([sub.created(later), sub.flags(1)]), unhashed: [] })]], sig());
  add("selfsig newer sha1 removes sign", [[...simple(k), selfSigned(k, { at: later, hash: 2, hashed: [sub.flags(1)] })]], sig());
  add("selfsig newer ripemd removes sign", [[...simple(k), selfSigned(k, { at: later, hash: 3, hashed: [sub.flags(1)] })]], sig());
  add("selfsig newer critical-unknown removes sign", [[...simple(k), selfSigned(k, { at: later, hashed: [sub.flags(1), {type: 60, value: [1], isCritical: true}] })]], sig());
  add("selfsig newer expired removes sign", [[...simple(k), selfSigned(k, { at: later, hashed: [sub.flags(1), sub.expires(5)] })]], sig());
  add("selfsig newer future removes sign", [[...simple(k), selfSigned(k, { at: days("2030-01-01"), hashed: [sub.flags(1)] })]], sig());
  add("selfsig newer flags twice", [[...simple(k), selfSigned(k, { at: madeAt+5, hashed: [sub.flags(1), sub.flags(3)] })]], sig());
  add("selfsig created twice (old,new)", [[...simple(k), selfSigned(k, { hashedArea: area([sub.created(later), sub.created(madeAt - 5), sub.fingerprint(k), sub.flags(1)]) })]], sig());
  add("selfsig misplaced: uid2's selfsig under uid1", [[P(), U, selfSigned(k), two({ at: later, hashed: [sub.flags(1)] }), U2, two({})]], sig());
  add("selfsig before key creation", [simple(k, { at: madeAt - 86400 })], sig());
  add("selfsig future", [simple(k, { at: days("2030-01-01") })], sig());
  add("selfsig after signature", [simple(k, { at: later })], sig());
  add("cert types 10", [simple(k, { type: 0x10 })], sig());
  add("flags cert only", [simple(k, { hashed: [sub.flags(1)] })], sig());
  add("flags none", [simple(k, { hashed: [] })], sig());
  add("flags empty", [simple(k, { hashed: [sub.flags()] })], sig());
  add("flags 0", [simple(k, { hashed: [sub.flags(0)] })], sig());
  add("flags enc", [simple(r, { hashed: [sub.flags(0x0d)] })], sig(r));
  { const f = craftKey("ed25519", days("2030-01-01")); add("key from the future", [simple(f, { at: days("2030-01-01") })], sig(f)); }
  { const f = craftKey("ed25519", signedAt + 5); add("key newer than sig by 5 s", [simple(f, { at: signedAt + 5 })], sig(f)); }
  { const f = craftKey("ed25519", madeAt, 6);
    add("v6 key, v4 signature", [[packet(6, f.body), U, packet(2, signBody(f, Buffer.concat([Buffer.from([0x9b]), u32(f.body.length), f.body, Buffer.from([0xb4]), u32(userId.length), userId]), { type: 0x13, at: madeAt, hashedArea: area([sub.created(madeAt), sub.fingerprint(f, 6), sub.flags(3)]) }))]], packet(2, signBody(f, craftedFile, { hashedArea: area([sub.created(signedAt), sub.fingerprint(f, 6)]) }))); }
  { const f = craftKey("newEd25519", madeAt, 6); 
    const h = Buffer.concat([Buffer.from([0x9b]), u32(f.body.length), f.body]);
    const sp = { at: madeAt, hashedArea: area([sub.created(madeAt), sub.fingerprint(f, 6), sub.flags(3)]), unhashed: [] };
    add("v6 key 27, v4 signatures", [[packet(6, f.body), packet(2, signBody(f, h, { type: 0x1f, ...sp })), U, packet(2, signBody(f, Buffer.concat([h, Buffer.from([0xb4]), u32(userId.length), userId]), { type: 0x13, ...sp }))]], packet(2, signBody(f, craftedFile, { hashedArea: area([sub.created(signedAt), sub.fingerprint(f, 6)]), unhashed: [] }))); }
  // packets
  add("trust packet in key", [[P(), packet(12, Buffer.from([0,0])), U, selfSigned(k)]], sig());
  add("uat", [[P(), U, selfSigned(k), packet(17, Buffer.from([3,1,2,3]))]], sig());
  add("unknown packet 20 in key", [[P(), packet(20, Buffer.from([0,0])), U, selfSigned(k)]], sig());
  add("unknown packet 41 in key", [[P(), packet(41, Buffer.from([0,0])), U, selfSigned(k)]], sig());
  add("padding packet in key", [[P(), packet(21, Buffer.from([0,0])), U, selfSigned(k)]], sig());
  add("marker", [[packet(10, Buffer.from("PGP")), P(), U, selfSigned(k)]], sig());
  add("key trailing byte", [[packet(6, Buffer.concat([k.body, Buffer.from([0])])), U, selfSigned(k)]], sig());
  add("rsa key trailing byte", [[packet(6, Buffer.concat([r.body, Buffer.from([0])])), U, selfSigned(r)]], sig(r));
  add("secret key instead", [[packet(5, Buffer.concat([k.body, Buffer.from([0, 0, 8, 1, 0, 9])])), U, selfSigned(k)]], sig());
  return cases;
}
