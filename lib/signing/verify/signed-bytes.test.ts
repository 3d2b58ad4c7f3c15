import { expect, it } from "vitest";
import { bytesOf, makeKey } from "./made-fixture.ts";
import { defaultPolicy } from "./policy.ts";
import { verifySignatures } from "./signed-bytes.ts";
import { memorySource } from "./source.ts";
import { readTrust } from "./trust.ts";
import type { SignatureFacts } from "./verdict.ts";

const bytes = bytesOf(5000);
const check = async (keyFiles: Parameters<typeof readTrust>[0]) => ({ trust: await readTrust(keyFiles), now: new Date(Date.now() + 1000), policy: defaultPolicy, found: [] as SignatureFacts[] });

it("wants every signature of the file to be good", async () => {
  const [one, two] = [await makeKey(), await makeKey({ algorithm: "rsa4096" })];
  const [good, alsoGood, bad] = [await one.sign(bytes), await two.sign(bytes), await two.sign(bytes.subarray(1))];
  const both = await check([one.keyFile, two.keyFile]);
  await verifySignatures(memorySource(bytes), Uint8Array.from([...good, ...alsoGood]), both);
  expect(both.found.map(({ algorithm }) => algorithm)).toEqual(["Ed25519", "RSA 4096"]);
  await expect(verifySignatures(memorySource(bytes), Uint8Array.from([...good, ...bad]), await check([one.keyFile, two.keyFile]))).rejects.toMatchObject({ code: "bad-signature" });
  await expect(verifySignatures(memorySource(bytes), Uint8Array.from([...good, ...alsoGood]), await check([one.keyFile]))).rejects.toMatchObject({ code: "unknown-key" });
});

it("asks the policy and the keys before it hashes a byte", async () => {
  const { keyFile, sign } = await makeKey();
  const neverRead = { sizeBytes: 5, open: () => { throw new Error("read"); } };
  const strict = { ...(await check([keyFile])), policy: { ...defaultPolicy, digests: new Set([8]) } };
  await expect(verifySignatures(neverRead, await sign(bytes), strict)).rejects.toMatchObject({ code: "unsupported-signature" });
  await expect(verifySignatures(neverRead, await sign(bytes), await check([(await makeKey()).keyFile]))).rejects.toMatchObject({ code: "unknown-key" });
});
