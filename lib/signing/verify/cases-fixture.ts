import { appendFile, copyFile, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GpgCase, GpgWorkshop } from "./gpg-fixture.ts";

const good = ["valid", "good-signature"] as const;

/** For tests: the table of cases, each made with real gpg. `large` adds one above 4 GiB. */
export async function makeCases(shop: GpgWorkshop, { large }: { large: boolean }): Promise<GpgCase[]> {
  const { keys } = shop;
  const cases: GpgCase[] = [];
  const add = (title: string, files: (string | null)[], gpg: GpgCase["gpg"], expected: GpgCase["expected"]) =>
    cases.push({ title, files: files.filter((file) => file !== null), gpg, expected });

  /** One key or kind of signature: the file's signature for one way, the signed list of pieces for the other. */
  const kind = async (title: string, signers: string[], options: string[], expected: GpgCase["expected"]) => {
    const file = await shop.subject(await shop.folderOf(title), 5 * 1024 * 1024);
    const signature = await shop.sign(file, signers, options);
    const lists = await shop.metalink(file, signers, options);
    const { stream, pieces } = expected;
    if (stream) add(`${title}, its signature`, [file, signature], { signature, file }, { stream });
    if (pieces) add(`${title}, its list of pieces`, [file, ...lists], { signature: lists[1], file: lists[0] }, { pieces });
  };
  const both = (...verdict: GpgCase["expected"]["stream"] & object) => ({ stream: verdict, pieces: verdict });
  const modern = ["--digest-algo", "SHA512"];

  for (const name of ["ed25519", "rsa2048", "rsa4096", "nistp256"] as const) await kind(name, [keys[name].fingerprint], modern, both(...good));
  await kind("SHA-256", [keys.rsa4096.fingerprint], ["--digest-algo", "SHA256"], both(...good));
  await kind("SHA-384", [keys.nistp256.fingerprint], ["--digest-algo", "SHA384"], both(...good));
  await kind("SHA-1", [keys.rsa2048.fingerprint], ["--digest-algo", "SHA1"], both("invalid", "weak-digest"));
  await kind("MD5", [keys.rsa2048.fingerprint], ["--allow-weak-digest-algos", "--digest-algo", "MD5"], both("invalid", "weak-digest"));
  await kind("text-mode", [keys.ed25519.fingerprint], [...modern, "--textmode"], both("unknown", "text-signature"));
  await kind("critical unknown notation", [keys.ed25519.fingerprint], [...modern, "--sig-notation", "!unknown@factory.example=1"], both("unknown", "unsupported-signature"));
  await kind("unknown key", [keys.stranger.fingerprint], modern, both("unknown", "unknown-key"));
  await keyCases(shop, kind, modern, both);
  await damageCases(shop, add, modern);
  await formCases(shop, add, modern);
  if (large) {
    const file = await shop.sparse(await shop.folderOf("large"), 4 * 1024 ** 3 + 5);
    const signature = await shop.sign(file, [keys.ed25519.fingerprint], modern);
    const lists = await shop.metalink(file, [keys.ed25519.fingerprint], modern);
    add("more than 4 GiB", [file, signature, ...lists], { signature, file }, both(...good));
  }
  return cases;
}

type Add = (title: string, files: (string | null)[], gpg: GpgCase["gpg"], expected: GpgCase["expected"]) => void;
type Kind = (title: string, signers: string[], options: string[], expected: GpgCase["expected"]) => Promise<void>;
type Both = (...verdict: [NonNullable<GpgCase["expected"]["stream"]>[0], NonNullable<GpgCase["expected"]["stream"]>[1]]) => GpgCase["expected"];

async function keyCases(shop: GpgWorkshop, kind: Kind, modern: string[], both: Both): Promise<void> {
  const { gpg, at, newKey } = shop;
  const subkeyOf = async (fingerprint: string) => {
    const { stdout } = await gpg(["--with-colons", "--with-subkey-fingerprint", "--list-keys", fingerprint]);
    return [...stdout.matchAll(/^fpr:::::::::([0-9A-F]{40}):/gm)].at(-1)?.[1] ?? "";
  };
  for (const algorithm of ["ed25519", "rsa2048"]) {
    const { fingerprint } = await newKey(`Subkey ${algorithm}`, algorithm, "1y");
    await gpg(["--quick-add-key", fingerprint, algorithm, "sign", "1y"]);
    await kind(`signing subkey ${algorithm}`, [await subkeyOf(fingerprint)], modern, both(...good));
  }
  const past = await newKey("Past", "ed25519", "20210101T000000", at("20200101"));
  const old = await newKey("Old", "ed25519", "never", at("20200101"));
  await kind("signature with an end", [old.fingerprint], [...modern, ...at("20200601"), "--default-sig-expire", "5d"], both("invalid", "signature-expired"));
  await kind("key expired since", [past.fingerprint], [...modern, ...at("20200601")], both(...good));

  for (const hasSubkey of [false, true]) {
    const name = hasSubkey ? "prolonged subkey" : "prolonged key";
    const { fingerprint } = await newKey(name, "ed25519", "20210101T000000", at("20200101"));
    if (hasSubkey) await gpg([...at("20200101"), "--quick-add-key", fingerprint, "ed25519", "sign", "20210101T000000"]);
    await kind(`${name}, after it signed`, [hasSubkey ? await subkeyOf(fingerprint) : fingerprint], [...modern, ...at("20200601")], both(...good));
    for (const part of hasSubkey ? [[], ["*"]] : [[]]) await gpg([...at("20200901"), "--quick-set-expire", fingerprint, "20400101T000000", ...part]);
  }

  // gpg does not sign with an expired key: the end is set afterwards, by a signature that is dated before.
  const late = await newKey("Late", "ed25519", "never", at("20200101"));
  const ended = await newKey("Ended", "rsa2048", "never", at("20200101"));
  for (const { fingerprint } of [late, ended]) {
    await kind(`key expired before it signed ${fingerprint.slice(-4)}`, [fingerprint], [...modern, ...at("20220101")], both("invalid", "key-expired"));
    await gpg([...at("20200601"), "--quick-set-expire", fingerprint, "20210101T000000"]);
  }

  const revoked = await newKey("Revoked", "ed25519", "1y");
  await kind("revoked key", [revoked.fingerprint], modern, both("invalid", "key-revoked"));
  const certificate = await readFile(join(shop.home, "openpgp-revocs.d", `${revoked.fingerprint}.rev`), "utf8");
  await gpg(["--import"], certificate.replace(/^:-----BEGIN/m, "-----BEGIN"));
}

async function damageCases(shop: GpgWorkshop, add: Add, modern: string[]): Promise<void> {
  const signer = [shop.keys.ed25519.fingerprint];
  const changes: [string, (path: string, bytes: number) => Promise<unknown>, GpgCase["expected"]][] = [
    ["one bit at the start", (path) => shop.flip(path, 0), { pieces: ["invalid", "damaged"], stream: ["invalid", "damaged"] }],
    ["one bit in the middle", (path, bytes) => shop.flip(path, Math.floor(bytes / 2)), { pieces: ["invalid", "damaged"], stream: ["invalid", "damaged"] }],
    ["one bit at the end", (path, bytes) => shop.flip(path, bytes - 1), { pieces: ["invalid", "damaged"], stream: ["invalid", "damaged"] }],
    ["truncated", (path, bytes) => truncate(path, bytes - 1000), { pieces: ["invalid", "truncated"], stream: ["invalid", "truncated"] }],
    ["truncated to nothing", (path) => truncate(path, 0), { pieces: ["invalid", "truncated"], stream: ["invalid", "truncated"] }],
    ["one byte appended", (path) => appendFile(path, "x"), { pieces: ["invalid", "appended"], stream: ["invalid", "appended"] }],
  ];
  for (const [title, change, expected] of changes) {
    const file = await shop.subject(await shop.folderOf(title));
    const signature = await shop.sign(file, signer, modern);
    const lists = await shop.metalink(file, signer, modern);
    await change(file, (await stat(file)).size);
    add(title, [file, signature, ...lists], { signature, file }, expected);
    add(`${title}, without a list of pieces`, [file, signature], { signature, file }, { stream: ["invalid", "bad-signature"] });
  }

  const folder = await shop.folderOf("other files");
  const file = await shop.subject(folder);
  const signature = await shop.sign(file, signer, modern);
  const lists = await shop.metalink(file, signer, modern);
  const other = await shop.subject(await shop.folderOf("another build"), 7 * 1024 * 1024 + 99, "Standard_Fixture_1-20261123-1.qcow2");
  // No piece of another build is like one of this.
  for (let at = 0; at < 7 * 1024 * 1024 + 99; at += 512 * 1024) await shop.flip(other, at);
  const otherSignature = await shop.sign(other, signer, modern);
  const otherLists = await shop.metalink(other, signer, modern);
  add("wrong file", [other, signature], { signature, file: other }, { stream: ["invalid", "bad-signature"] });
  add("Metalink of another build", [file, ...otherLists], null, { pieces: ["invalid", "other-file"] });
  add("signature of another file beside the right Metalink", [file, otherSignature, ...lists], { signature: otherSignature, file }, { pieces: ["invalid", "bad-signature"], stream: ["invalid", "bad-signature"] });

  const altered = await shop.subject(await shop.folderOf("altered Metalink"));
  const [list, listSignature] = await shop.metalink(altered, signer, modern);
  await shop.flip(altered, 5);
  const { hashFile } = await import("#lib/publishing/hash-file.ts");
  const first = (await hashFile(altered)).pieces[0] ?? "";
  await writeFile(list, (await readFile(list, "utf8")).replace(/(<pieces [^>]*>\s*<hash>)[0-9a-f]{64}/, `$1${first}`));
  add("Metalink altered after signing", [altered, list, listSignature], { signature: listSignature, file: list }, { pieces: ["invalid", "piece-list-altered"] });
}

async function formCases(shop: GpgWorkshop, add: Add, modern: string[]): Promise<void> {
  const { ed25519, rsa2048, stranger } = shop.keys;
  const make = async (title: string, bytes?: number) => shop.subject(await shop.folderOf(title), bytes);

  const two = await make("two signatures");
  const twoSignature = await shop.sign(two, [ed25519.fingerprint, rsa2048.fingerprint], modern);
  add("two signatures in one file", [two, twoSignature], { signature: twoSignature, file: two }, { stream: good as never });

  const mixed = await make("two signatures, one unknown");
  const mixedSignature = await shop.sign(mixed, [ed25519.fingerprint, stranger.fingerprint], modern);
  add("two signatures, one by an unknown key", [mixed, mixedSignature], { signature: mixedSignature, file: mixed }, { stream: ["unknown", "unknown-key"] });

  const digests = await make("two digests");
  const first = await readFile(await shop.sign(digests, [ed25519.fingerprint], modern, ".sig"));
  const second = await readFile(await shop.sign(digests, [rsa2048.fingerprint], ["--digest-algo", "SHA256"], ".sig"));
  await writeFile(`${digests}.sig`, Buffer.concat([first, second]));
  add("two signatures with different digests", [digests, `${digests}.sig`], { signature: `${digests}.sig`, file: digests }, { stream: good as never });

  const joined = await make("two armors");
  const one = await readFile(await shop.sign(joined, [ed25519.fingerprint], modern), "utf8");
  const badName = join(shop.folder, "joined-other");
  await copyFile(joined, badName);
  await shop.flip(badName, 3);
  const bad = await readFile(await shop.sign(badName, [ed25519.fingerprint], modern), "utf8");
  await writeFile(`${joined}.asc`, one + bad);
  add("two armors, the second one of another file", [joined, `${joined}.asc`], { signature: `${joined}.asc`, file: joined }, { stream: ["invalid", "bad-signature"] });

  const binary = await make("binary signature");
  const binarySignature = await shop.sign(binary, [ed25519.fingerprint], modern, ".sig");
  await copyFile(binarySignature, `${binary}.asc`);
  add("binary instead of armored", [binary, `${binary}.asc`], { signature: `${binary}.asc`, file: binary }, { stream: good as never });

  const inline = await make("inline", 1000);
  await shop.gpg([...modern, "--local-user", ed25519.fingerprint, "--output", `${inline}.gpg`, "--sign", inline]);
  add("inline-signed file", [`${inline}.gpg`], null, { stream: ["unknown", "inline-signed"], pieces: ["unknown", "inline-signed"] });
  const clear = await make("clear", 1000);
  await shop.gpg([...modern, "--local-user", ed25519.fingerprint, "--output", `${clear}.asc`, "--clearsign", clear]);
  add("clear-signed file", [`${clear}.asc`], null, { stream: ["unknown", "inline-signed"], pieces: ["unknown", "inline-signed"] });
  add("inline signature beside its file", [inline, `${inline}.gpg`], { signature: `${inline}.gpg`, file: inline }, { stream: ["unknown", "inline-signed"] });

  const empty = await make("empty", 0);
  const emptySignature = await shop.sign(empty, [ed25519.fingerprint], modern);
  const emptyLists = await shop.metalink(empty, [ed25519.fingerprint], modern);
  add("empty file", [empty, emptySignature, ...emptyLists], { signature: emptySignature, file: empty }, { stream: good as never, pieces: good as never });

  const alone = await make("alone", 100);
  add("file alone", [alone], null, { stream: ["unknown", "no-signature"], pieces: ["unknown", "no-signature"] });
  await writeFile(`${alone}.asc`, "nothing of the kind\n");
  add("signature file without a signature", [alone, `${alone}.asc`], { signature: `${alone}.asc`, file: alone }, { stream: ["unknown", "unreadable-signature"] });
}
