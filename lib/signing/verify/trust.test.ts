import { expect, it } from "vitest";
import { readBlocks } from "./armor.ts";
import { binding, craftedFile, craftKey, packet, signBody, simple } from "./crafted-fixture.ts";
import { bytesOf, makeKey } from "./made-fixture.ts";
import { readSignatureFile } from "./signature-file.ts";
import { findSigners, readTrust } from "./trust.ts";

it("reads armored and binary keys, several in one file, and leaves out what is no key", async () => {
  const [one, two] = [await makeKey(), await makeKey()];
  const both = Uint8Array.from([...one.keyFile.content, ...two.keyFile.content]);
  const binary = readBlocks(one.keyFile.content)[0]!.packets;
  const nonsense = new TextEncoder().encode("nonsense");
  expect(await readTrust([{ content: both, origin: "portal" }])).toHaveLength(2);
  expect(await readTrust([{ content: nonsense, origin: "portal" }, { content: binary, origin: "given" }])).toMatchObject([{ origin: "given", isRevoked: false }]);
  await expect(readTrust([{ content: nonsense, origin: "portal" }])).rejects.toMatchObject({ code: "no-keys" });
  await expect(readTrust([])).rejects.toMatchObject({ code: "no-keys" });
});

it("takes copies of a key for one key, and does not pass over what it cannot read of a file with keys", async () => {
  const { keyFile } = await makeKey();
  expect(await readTrust([{ ...keyFile, origin: "given" }, keyFile, keyFile])).toMatchObject([{ origin: "portal", copies: { length: 3 } }]);
  const broken = new TextEncoder().encode(new TextDecoder().decode(keyFile.content).replace("BLOCK-----", "BLOCK----- "));
  await expect(readTrust([keyFile, { content: broken, origin: "given" }])).rejects.toMatchObject({ code: "unreadable-key" });
  await expect(readTrust([{ content: readBlocks(keyFile.content)[0]!.packets.slice(0, -1), origin: "given" }])).rejects.toMatchObject({ code: "unreadable-key" });
});

it("names every key that claims the subkey which signed", async () => {
  const [one, two, subkey] = [craftKey("ed25519"), craftKey("ed25519"), craftKey("ed25519")];
  const claim = (key: typeof one) => Buffer.concat([...simple(key), packet(14, subkey.body), binding(key, subkey)]);
  const [signature] = await readSignatureFile(packet(2, signBody(subkey, craftedFile)));
  const trust = await readTrust([{ content: claim(one), origin: "given" }, { content: claim(two), origin: "portal" }]);
  expect(findSigners(signature!, trust).map(({ key, origin }) => [key.getFingerprint(), origin])).toEqual([[two.fingerprint.toString("hex"), "portal"], [one.fingerprint.toString("hex"), "given"]]);
});

it("finds the subkey that signed, and prefers the portal's word on a key that was given too", async () => {
  const { keyFile, sign } = await makeKey();
  const [signature] = await readSignatureFile(await sign(bytesOf(5)));
  const trust = await readTrust([{ ...keyFile, origin: "given" }, { ...keyFile, isRevoked: true }]);
  const [signer] = findSigners(signature!, trust);
  expect(signer).toMatchObject({ origin: "portal", isRevoked: true });
  expect(signer.part.getFingerprint()).not.toBe(signer.key.getFingerprint());
});

it("has a code for a key that nobody vouches for", async () => {
  const [signature] = await readSignatureFile(await (await makeKey()).sign(bytesOf(5)));
  const trust = await readTrust([(await makeKey()).keyFile]);
  expect(() => findSigners(signature!, trust)).toThrow(expect.objectContaining({ code: "unknown-key" }));
});
