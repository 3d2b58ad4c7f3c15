import { expect, it } from "vitest";
import { bytesOf, madeName, makeKey } from "./made-fixture.ts";
import { defaultPolicy } from "./policy.ts";
import { readSignedPieces } from "./signed-pieces.ts";
import { readTrust } from "./trust.ts";

const now = () => new Date(Date.now() + 1000);

it("gives the pieces of a list whose signature is good, and what is known of that signature", async () => {
  const { keyFile, list } = await makeKey();
  const found: never[] = [];
  const pieces = await readSignedPieces(await list(bytesOf(100)), await readTrust([keyFile]), now(), defaultPolicy, found);
  expect(pieces).toMatchObject({ fileName: madeName, sizeBytes: 100 });
  expect(found).toHaveLength(1);
});

it("reads not one piece of a list that was changed, or signed by somebody else", async () => {
  const { keyFile, list } = await makeKey();
  const { document, signature } = await list(bytesOf(100));
  const trust = await readTrust([keyFile]);
  const changed = new TextEncoder().encode(new TextDecoder().decode(document).replace("<size>100<", "<size>101<"));
  await expect(readSignedPieces({ document: changed, signature }, trust, now(), defaultPolicy, [])).rejects.toMatchObject({ code: "piece-list-altered" });
  const other = await (await makeKey()).list(bytesOf(100));
  await expect(readSignedPieces(other, trust, now(), defaultPolicy, [])).rejects.toMatchObject({ code: "unknown-key" });
});
