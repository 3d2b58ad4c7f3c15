import { area, craftedFile, craftKey, days, madeAt, mpi, packet, selfSigned, signBody, signedAt, simple, sub, u16, u32, userId, type Signing, type Sub } from "./crafted-fixture.ts";
import type { CraftedCase } from "./crafted-keys-fixture.ts";

/** For tests: signatures by good keys as no program would write them. */
export function craftedSignatures(): CraftedCase[] {
  const cases: CraftedCase[] = [];
  const add = (title: string, signature: Buffer) => cases.push({ title, keys, signature });
  const k = craftKey("ed25519"), k2 = craftKey("ed25519"), r = craftKey("rsa2048"), p = craftKey("p256");
  const keys = [k, r, p].map((key) => Buffer.concat(simple(key)));
  const body = (o: Signing = {}, key = k) => signBody(key, craftedFile, o);
  const sig = (o: Signing = {}, key = k) => packet(2, body(o, key));
  const good = body();
  add("good", packet(2, good));
  for (const type of [...Array(42).keys(), 100, 127]) for (const crit of [true, false]) for (const where of ["hashed", "unhashed"] as const) {
    for (const value of [[1], [0, 0, 0, 1], [...k.keyId], []]) {
      const x = { type, value, isCritical: crit };
      add(`sub ${type} ${crit ? "critical" : ""} ${where} ${value.length}`, sig(where === "hashed" ? { hashed: [x] } : { unhashed: [sub.issuer(k), x] }));
    }
  }
  const ha = (...s: Sub[]) => sig({ hashedArea: area(s) });
  add("no created", ha(sub.fingerprint(k)));
  add("created in unhashed", sig({ hashedArea: area([sub.fingerprint(k)]), unhashed: [sub.created(signedAt), sub.issuer(k)] }));
  add("created twice old,new", ha(sub.created(madeAt - 5), sub.created(signedAt), sub.fingerprint(k)));
  add("created twice new,old", ha(sub.created(signedAt), sub.created(madeAt - 5), sub.fingerprint(k)));
  add("created twice ok,expiring", ha(sub.created(madeAt + 5), sub.created(signedAt), sub.expires(86400 * 177), sub.fingerprint(k)));
  add("created 3 bytes", ha({ type: 2, value: [1, 2, 3] }, sub.fingerprint(k)));
  add("created 5 bytes", ha({ type: 2, value: [0, ...u32(signedAt)] }, sub.fingerprint(k)));
  add("created 5 bytes b", ha({ type: 2, value: [...u32(signedAt), 0] }, sub.fingerprint(k)));
  add("created 0", ha(sub.created(0), sub.fingerprint(k)));
  add("created future", ha(sub.created(days("2030-01-01")), sub.fingerprint(k)));
  add("expired", sig({ hashed: [sub.expires(5)] }));
  add("expires twice no,yes", sig({ hashed: [sub.expires(0), sub.expires(5)] }));
  add("expires twice yes,no", sig({ hashed: [sub.expires(5), sub.expires(0)] }));
  add("expires twice yes,long", sig({ hashed: [sub.expires(5), sub.expires(86400 * 3650)] }));
  add("expires short value", sig({ hashed: [{ type: 3, value: [5] }] }));
  add("expires long value", sig({ hashed: [{ type: 3, value: [0, 0, 0, 0, 5] }] }));
  add("expires long value b", sig({ hashed: [{ type: 3, value: [0, 0, 0, 5, 0] }] }));
  add("expires long value c", sig({ hashed: [{ type: 3, value: [0, 0, 0, 5, 0, 0, 0, 0] }] }));
  add("expires empty", sig({ hashed: [{ type: 3, value: [] }] }));
  add("expires overflow", sig({ hashed: [sub.expires(0xffffffff)] }));
  add("expires overflow b", sig({ hashed: [sub.expires(0x100000000 - signedAt + 100)] }));
  add("expires unhashed", sig({ unhashed: [sub.issuer(k), sub.expires(5)] }));
  add("issuer none", ha(sub.created(signedAt)));
  add("issuer none at all", sig({ hashedArea: area([sub.created(signedAt)]), unhashed: [] }));
  add("issuer hashed only id", sig({ hashedArea: area([sub.created(signedAt), sub.issuer(k)]), unhashed: [] }));
  add("issuer fpr only", sig({ unhashed: [] }));
  add("issuer fpr only unhashed", sig({ hashedArea: area([sub.created(signedAt)]), unhashed: [sub.fingerprint(k)] }));
  add("issuer id other unhashed", sig({ unhashed: [sub.issuer(k2)] }));
  add("issuer two unhashed other,right", sig({ unhashed: [sub.issuer(k2), sub.issuer(k)] }));
  add("issuer two unhashed right,other", sig({ unhashed: [sub.issuer(k), sub.issuer(k2)] }));
  add("issuer hashed right, unhashed other", sig({ hashedArea: area([sub.created(signedAt), sub.issuer(k)]), unhashed: [sub.issuer(k2)] }));
  add("issuer hashed other, unhashed right", sig({ hashedArea: area([sub.created(signedAt), sub.issuer(k2)]), unhashed: [sub.issuer(k)] }));
  add("issuer hashed other id, hashed fpr right", sig({ hashedArea: area([sub.created(signedAt), sub.issuer(k2), sub.fingerprint(k)]), unhashed: [] }));
  add("issuer hashed fpr right, hashed other id", sig({ hashedArea: area([sub.created(signedAt), sub.fingerprint(k), sub.issuer(k2)]), unhashed: [] }));
  add("fpr other, id right", ha(sub.created(signedAt), sub.fingerprint(k2)));
  add("fpr unhashed other, id right", sig({ hashedArea: area([sub.created(signedAt)]), unhashed: [sub.fingerprint(k2), sub.issuer(k)] }));
  add("fpr unhashed other after id right", sig({ hashedArea: area([sub.created(signedAt)]), unhashed: [sub.issuer(k), sub.fingerprint(k2)] }));
  add("fpr hashed right, unhashed other", sig({ unhashed: [sub.fingerprint(k2), sub.issuer(k)] }));
  add("fpr twice other,right", ha(sub.created(signedAt), sub.fingerprint(k2), sub.fingerprint(k)));
  add("fpr version 5", ha(sub.created(signedAt), sub.fingerprint(k, 5)));
  add("fpr version 3", ha(sub.created(signedAt), sub.fingerprint(k, 3)));
  add("fpr version 0 ", ha(sub.created(signedAt), sub.fingerprint(k, 0)));
  add("fpr long", ha(sub.created(signedAt), { type: 33, value: [4, ...k.fingerprint, 0] }));
  add("fpr long front", ha(sub.created(signedAt), { type: 33, value: [4, 0, ...k.fingerprint] }));
  add("fpr short keyid", ha(sub.created(signedAt), { type: 33, value: [4, ...k.keyId] }));
  add("issuer long", sig({ hashedArea: area([sub.created(signedAt)]), unhashed: [{ type: 16, value: [...k.keyId, 0] }] }));
  add("issuer zero", sig({ hashedArea: area([sub.created(signedAt)]), unhashed: [{ type: 16, value: [0,0,0,0,0,0,0,0] }] }));
  add("notation", sig({ hashed: [sub.notation("a@b.c")] }));
  add("notation critical", sig({ hashed: [sub.notation("a@b.c", true)] }));
  add("notation critical unhashed", sig({ unhashed: [sub.issuer(k), sub.notation("a@b.c", true)] }));
  add("notation broken lengths", sig({ hashed: [{ type: 20, value: [0x80, 0, 0, 0, 0xff, 0xff, 0, 1, 65] }] }));
  add("notation critical broken", sig({ hashed: [{ type: 20, value: [0x80, 0, 0, 0, 0, 0, 0, 0], isCritical: true }] }));
  add("embedded garbage", sig({ hashed: [{ type: 32, value: [4, 1] }] }));
  add("embedded self", sig({ hashed: [sub.embedded(good)] }));
  add("revoker", sig({ hashed: [sub.revoker(k2)] }));
  add("sub length zero in hashed", sig({ hashedArea: (() => { const a = Buffer.concat([area([sub.created(signedAt), sub.fingerprint(k)]).subarray(2), Buffer.from([0])]); return Buffer.concat([u16(a.length), a]); })() }));
  add("sub length zero mid hashed", sig({ hashedArea: (() => { const a = Buffer.concat([area([sub.created(signedAt)]).subarray(2), Buffer.from([0]), area([sub.fingerprint(k)]).subarray(2)]); return Buffer.concat([u16(a.length), a]); })() }));
  add("sub length zero in unhashed", sig({ unhashedArea: (() => { const a = Buffer.concat([area([sub.issuer(k)]).subarray(2), Buffer.from([0])]); return Buffer.concat([u16(a.length), a]); })() }));
  add("sub overrun in unhashed", sig({ unhashedArea: (() => { const a = Buffer.concat([area([sub.issuer(k)]).subarray(2), Buffer.from([20, 1])]); return Buffer.concat([u16(a.length), a]); })() }));
  add("sub overrun in hashed", sig({ hashedArea: (() => { const a = Buffer.concat([area([sub.created(signedAt), sub.fingerprint(k)]).subarray(2), Buffer.from([200, 1])]); return Buffer.concat([u16(a.length), a]); })() }));
  for (const enc of [[192, 0], [255, 0, 0, 0, 5]]) add("created with length form " + enc.join(), sig({ hashedArea: (() => { const a = Buffer.concat([Buffer.from(enc[0] === 255 ? [255, 0, 0, 0, 5, 2] : [5, 2]), u32(signedAt), area([sub.fingerprint(k)]).subarray(2)]); return Buffer.concat([u16(a.length), a]); })() }));
  { const a2 = (() => { const v = Buffer.alloc(301, 0); v[0] = 100; return Buffer.concat([Buffer.from([192 + ((301 - 192) >> 8), (301 - 192) & 0xff]), v]); })();
    add("two-octet sub length", sig({ hashedArea: (() => { const a = Buffer.concat([area([sub.created(signedAt), sub.fingerprint(k)]).subarray(2), a2]); return Buffer.concat([u16(a.length), a]); })() }));
    add("big sub", sig({ hashed: [{ type: 100, value: new Uint8Array(20000) }] }));
    add("huge sub", sig({ unhashed: [sub.issuer(k), { type: 100, value: new Uint8Array(65000) }] }));
    add("many subs", sig({ unhashed: [sub.issuer(k), ...Array.from({ length: 5000 }, () => ({ type: 100, value: [1, 2] }))] }));
    add("many notations", sig({ hashed: Array.from({ length: 1000 }, () => sub.notation("a@b.c")) })); }
  for (const type of [0, 1, 2, 3, 0x10, 0x13, 0x18, 0x19, 0x1f, 0x20, 0x28, 0x30, 0x40, 0x50, 0x60, 0xff]) { add(`type ${type}`, sig({ type })); }
  add("timestamp over nothing", packet(2, signBody(k, Buffer.alloc(0), { type: 0x40 })));
  add("standalone over nothing", packet(2, signBody(k, Buffer.alloc(0), { type: 2 })));
  add("selfsig as document", selfSigned(k));
  for (const hash of [1, 2, 3, 8, 9, 10, 11]) for (const key of [k, r, p]) add(`hash ${hash} algo ${key.algorithm}`, sig({ hash }, key));
  add("v3", sig({ version: 3 })); add("v3 rsa", sig({ version: 3 }, r));
  for (const v of [2, 5, 6]) { const b = Buffer.from(good); b[0] = v; add(`version ${v}`, packet(2, b)); }
  // framing
  const old = (lt: number, b: Buffer) => Buffer.concat([Buffer.from([0x80 | (2 << 2) | lt]), lt === 0 ? Buffer.from([b.length]) : lt === 1 ? u16(b.length) : lt === 2 ? u32(b.length) : Buffer.alloc(0), b]);
  for (const l of [0, 1, 2, 3]) add(`old framing ${l}`, old(l, good));
  add("old indeterminate + trailing", Buffer.concat([old(3, good), Buffer.from([1, 2])]));
  add("old indeterminate second", Buffer.concat([old(0, good), old(3, good)]));
  add("new 1", Buffer.concat([Buffer.from([0xc2, good.length]), good]));
  { const rb = signBody(r, craftedFile); const n = rb.length - 192; add("new 2", Buffer.concat([Buffer.from([0xc2, 192 + (n >> 8), n & 0xff]), rb])); add("new partial", Buffer.concat([Buffer.from([0xc2, 0xe7]), rb.subarray(0, 128), rb.length - 128 < 192 ? Buffer.from([rb.length - 128]) : Buffer.from([192 + ((rb.length - 128 - 192) >> 8), (rb.length - 128 - 192) & 0xff]), rb.subarray(128)])); }
  const G = packet(2, good);
  const others: [string, Buffer][] = [["garbage byte 00", Buffer.from([0])], ["garbage 7f", Buffer.from([0x7f, 1, 2])], ["0xff", Buffer.from([0xff])], ["0xc0 00", Buffer.from([0xc0, 0])], ["tag0 old", Buffer.from([0x80, 0])], ["marker", packet(10, Buffer.from("PGP"))], ["bad marker", packet(10, Buffer.from("XXX"))], ["trust", packet(12, Buffer.from([0, 0]))], ["padding", packet(21, Buffer.from([1, 2]))], ["uid", packet(13, userId)], ["pubkey", packet(6, k.body)], ["literal", packet(11, Buffer.concat([Buffer.from([0x62, 0, 0, 0, 0, 0]), craftedFile]))], ["literal other", packet(11, Buffer.concat([Buffer.from([0x62, 0, 0, 0, 0, 0]), Buffer.from("zzz")]))], ["onepass", packet(4, Buffer.concat([Buffer.from([3, 0, 10, 22]), k.keyId, Buffer.from([1])]))], ["mdc", packet(19, Buffer.alloc(20))], ["tag 40", packet(40, Buffer.from([1]))], ["tag 60", packet(60, Buffer.from([1]))], ["tag 63", packet(63, Buffer.from([1]))], ["tag 22", packet(22, Buffer.from([1]))], ["tag 39", packet(39, Buffer.from([1]))], ["comment 61", packet(61, Buffer.from("x"))], ["comment16", packet(16, Buffer.from("x"))], ["compressed", packet(8, Buffer.from([0]))], ["aead", packet(20, Buffer.alloc(10))], ["esk", packet(1, Buffer.alloc(12))], ["uat", packet(17, Buffer.from([2, 1, 1]))], ["gpgctl", packet(63, Buffer.alloc(20))], ["empty sig", packet(2, Buffer.alloc(0))], ["v3 sig", sig({ version: 3 })], ["v6 sig", packet(2, Buffer.from([6, 0, 22, 10, 0, 0, 0, 0]))], ["other type sig", sig({ type: 0x13 })], ["text sig", sig({ type: 1 })], ["sig by unknown", sig({}, k2)], ["bad sig", packet(2, signBody(k, Buffer.from("other")))], ["sha256 sig", sig({ hash: 8 })], ["rsa sig", sig({}, r)], ["newline", Buffer.from("\n")], ["ascii armor", Buffer.from("-----BEGIN PGP SIGNATURE-----\n")], ["unknown algo sig", (() => { const b = Buffer.from(good); b[2] = 99; return packet(2, b); })()], ["unknown hash sig", (() => { const b = Buffer.from(good); b[3] = 99; return packet(2, b); })()], ["expired sig", sig({ hashed: [sub.expires(5)] })], ["cut packet", Buffer.from([0xc2, 0xff, 0, 0, 1, 0, 4])], ["zero len old", Buffer.from([0x88, 0])]];
  for (const [t, o] of others) { add(`good + ${t}`, Buffer.concat([G, o])); add(`${t} + good`, Buffer.concat([o, G])); add(`good + ${t} + good`, Buffer.concat([G, o, G])); }
  add("sig padded body", packet(2, Buffer.concat([good, Buffer.from([0])]))); add("sig padded body rsa", packet(2, Buffer.concat([signBody(r, craftedFile), Buffer.from([0])])));
  add("sig with third mpi", packet(2, Buffer.concat([good, u16(8), Buffer.from([1])])));
  // MPI forms
  function splitMpis(b: Buffer, n: number) { const tail: Buffer[] = []; let at = 4; at += 2 + b.readUInt16BE(at); at += 2 + b.readUInt16BE(at); at += 2; const head = b.subarray(0, at); for (let i = 0; i < n; i++) { const l = (b.readUInt16BE(at) + 7) >> 3; tail.push(b.subarray(at + 2, at + 2 + l)); at += 2 + l; } return { head, tail }; }
  for (const [name, key, n] of [["ed", k, 2], ["rsa", r, 1], ["p256", p, 2]] as const) {
    const { head, tail } = splitMpis(signBody(key, craftedFile), n);
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = tail;
    const re = (f: (t: Buffer, i: number) => Buffer) => packet(2, Buffer.concat([head, ...tail.map(f)]));
    add(`${name} mpi full bits`, re((t) => Buffer.concat([u16(t.length * 8), t])));
    add(`${name} mpi leading zero`, re((t) => Buffer.concat([u16(t.length * 8 + 8), Buffer.from([0]), t])));
    add(`${name} mpi leading zeros 40`, re((t) => Buffer.concat([u16(t.length * 8 + 320), Buffer.alloc(40), t])));
    add(`${name} mpi fewer bits`, re((t) => Buffer.concat([u16(t.length * 8 - 7), t])));
    add(`${name} mpi s padded`, re((t, i) => i === n - 1 ? Buffer.concat([u16(t.length * 8 + 8), Buffer.from([0]), t]) : mpi(t)));
    add(`${name} mpi zero`, re(() => u16(0)));
    add(`${name} mpi first zero`, re((t, i) => i ? mpi(t) : u16(0)));
    if (n === 2) {
      const L = name === "ed" ? (1n << 252n) + 27742317777372353535851937790883648493n : 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
      const num = (b: Buffer, le: boolean) => BigInt("0x" + (le ? Buffer.from(b.toReversed()) : b).toString("hex"));
      const enc = (v: bigint, le: boolean, len = 32) => { const h = v.toString(16).padStart(len * 2, "0"); const b = Buffer.from(h, "hex"); return le ? Buffer.from(b.toReversed()) : b; };
      const le = name === "ed"; const t1 = Buffer.concat([Buffer.alloc(32 - second.length), second]);
      const sv = num(le ? t1 : second, le);
      for (const [tt, v] of [["s+L", sv + L], ["L-s", L - sv], ["s+2L", sv + 2n * L]] as const) if (v < 1n << 256n) add(`${name} ${tt}`, packet(2, Buffer.concat([head, mpi(first), mpi(enc(v, le))])));
      add(`${name} concatenated in one`, packet(2, Buffer.concat([head, mpi(Buffer.concat(tail)), u16(0)])));
      add(`${name} r with 0x40 prefix`, packet(2, Buffer.concat([head, mpi(Buffer.concat([Buffer.from([0x40]), first])), mpi(second)])));
    }
  }
  { const b = Buffer.from(signBody(r, craftedFile)); const i = b.length - 256 - 2; const bad = Buffer.from(b); bad[i - 1] = (bad[i - 1] ?? 0) ^ 1; add("rsa left16 wrong", packet(2, bad)); b[2] = 3; add("rsa algo 3", packet(2, b)); }
  { let at = 4; at += 2 + good.readUInt16BE(at); at += 2 + good.readUInt16BE(at); const b = Buffer.from(good); b[at] = (b[at] ?? 0) ^ 1; add("ed left16 wrong", packet(2, b)); }
  // armor
  const b64 = G.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  const crc = (b: Buffer) => { let x = 0xb704ce; for (const y of b) { x ^= y << 16; for (let i = 0; i < 8; i++) { x <<= 1; if (x & 0x1000000) x ^= 0x1864cfb; } } return "=" + Buffer.from([x >> 16 & 255, x >> 8 & 255, x & 255]).toString("base64"); };
  const arm = (o: { begin?: string; head?: string; blank?: string; body?: string; crc?: string | null; end?: string; nl?: string; pre?: string; post?: string } = {}) => { const { begin = "-----BEGIN PGP SIGNATURE-----", head = "", blank = "", body = b64, crc: cc = crc(G), end = "-----END PGP SIGNATURE-----", nl = "\n", pre = "", post = "" } = o; return pre + [begin, ...(head ? [head] : []), blank, body, ...(cc === null ? [] : [cc]), end, ""].join("\n").replaceAll("\n", nl) + post; };
  const badG = packet(2, signBody(k, Buffer.from("other"))), unkG = sig({}, k2);
  const armOf = (g: Buffer, o = {}) => arm({ body: g.toString("base64").replace(/.{64}/g, "$&\n").trimEnd(), crc: crc(g), ...o });
  const a = arm();
  const T = (t: string, s: string) => add("armor " + t, Buffer.from(s, "latin1"));
  T("plain", a); T("crlf", arm({ nl: "\r\n" })); T("cr", arm({ nl: "\r" })); T("no crc", arm({ crc: null })); T("bad crc", arm({ crc: "=AAAA" })); T("crc short", arm({ crc: "=AA" })); T("crc pad", arm({ crc: "=AA==" }));
  for (const h of ["Version: 1", "Hash: SHA512", "Hash: SHA1", "Comment: a", "Comment:", "Comment: ", "X-Y: z", "Nonsense", "Charset: UTF-8", "NotDashEscaped: You need GnuPG", "MessageID: x", "Version:1", " Comment: a", "Comment : a", "Comment: a\nComment: b"]) T("header " + h, arm({ head: h }));
  for (const [t, g] of [["bad", badG], ["unknown", unkG], ["good", G]] as const) for (const o of [{}, { begin: "-----BEGIN PGP SIGNATURE----- " }, { begin: "-----BEGIN PGP SIGNATURE-----\t" }, { begin: "-----BEGIN PGP SIGNATURE-----x" }, { begin: " -----BEGIN PGP SIGNATURE-----" }, { begin: "-----BEGIN PGP MESSAGE-----" , end: "-----END PGP MESSAGE-----"}, { begin: "-----BEGIN PGP ARMORED FILE-----", end: "-----END PGP ARMORED FILE-----" }, { begin: "-----BEGIN PGP MESSAGE, PART 1/1-----", end: "-----END PGP MESSAGE, PART 1/1-----" }, { begin: "-----BEGIN PGP PUBLIC KEY BLOCK-----", end: "-----END PGP PUBLIC KEY BLOCK-----" }, { begin: "-----BEGIN PGP PRIVATE KEY BLOCK-----", end: "-----END PGP PRIVATE KEY BLOCK-----" }, { begin: "-----BEGIN PGP SECRET KEY BLOCK-----", end: "-----END PGP SECRET KEY BLOCK-----" }, { end: "-----END PGP SIGNATURE----- " }, { end: "-----END PGP MESSAGE-----" }, { end: "" }, { end: "-----END PGP SIGNATURE" }, { crc: null }, { crc: "=AAAA" }, { nl: "\r" }, { nl: "\r\n" }, { begin: "- -----BEGIN PGP SIGNATURE-----" }, { begin: "-----BEGIN PGP signature-----" }, { begin: "\u00ef\u00bb\u00bf-----BEGIN PGP SIGNATURE-----" }, { begin: "-----BEGIN PGP SIGNATURE-----\n-----BEGIN PGP SIGNATURE-----" }, { blank: " " }, { blank: "\t" }, { begin: "-----BEGIN PGP SIGNED MESSAGE-----" }, { begin: "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nthe file\n-----BEGIN PGP SIGNATURE-----" }, { begin: "-----BEGIN PGP SIGNATURE-----\0" }, { begin: "\0-----BEGIN PGP SIGNATURE-----" }, { pre: "x".repeat(30000) + "\n" }, { pre: "x".repeat(30000) }]) {
    const one = armOf(g, o); const t2 = `[${t} ${JSON.stringify(o).slice(0, 90)}]`;
    T(`${t2}`, one); T(`${t2} + good`, one + a); T(`good + ${t2}`, a + one); T(`text ${t2} + good`, "text\n" + one + "text\n" + a);
  }
  for (const [t, s] of [["dash escaped", a.replaceAll(/^-/gm, "- -")], ["leading text", "hello\n" + a], ["long lines", arm({ body: G.toString("base64") })], ["short lines", arm({ body: G.toString("base64").replace(/.{4}/g, "$&\n").trimEnd() })], ["lines 63", arm({ body: G.toString("base64").replace(/.{63}/g, "$&\n").trimEnd() })], ["blank in body", arm({ body: b64.replace("\n", "\n\n") })], ["space in body", arm({ body: b64.replace("\n", " \n") })], ["leading space in body", arm({ body: b64.replace("\n", "\n ") })], ["pad early", arm({ body: packet(2, good).subarray(0, 64).toString("base64") + "\n" + G.subarray(64).toString("base64") })], ["junk after pad", arm({ body: b64 + "\nAAAA" })], ["no blank", a.replace("\n\n", "\n")], ["two blanks", a.replace("\n\n", "\n\n\n")], ["url safe", arm({ body: b64.replaceAll("+", "-").replaceAll("/", "_") })], ["binary appended to armor", a + G.toString("latin1")], ["armor appended to binary", G.toString("latin1") + a], ["end missing", a.slice(0, a.indexOf("-----END"))], ["utf16", Buffer.from("\ufeff" + a, "utf16le").toString("latin1")], ["bom", "\u00ef\u00bb\u00bf" + a], ["bad + good in one armor", armOf(Buffer.concat([badG, G]))], ["crc after end", arm({ crc: null, post: crc(G) + "\n" })], ["crc same line", arm({ body: b64 + crc(G), crc: null })], ["trailing text", a + "text"], ["body in two crcs", arm({ body: b64 + "\n" + crc(G) })], ["NUL in the body", arm({ body: b64.replace("\n", "\0\n") })], ["form feed", arm({ body: b64.replace("\n", "\f\n") })], ["vt", arm({ body: b64.replace("\n", "\v\n") })], ["nbsp", arm({ body: b64.replace("\n", "\u00a0\n") })]] as const) T(t, s);
  return cases;
}
