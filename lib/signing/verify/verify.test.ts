import { beforeAll, describe, expect, it } from "vitest";
import { bytesOf, madeName, makeKey, type Maker } from "./made-fixture.ts";
import { memorySource } from "./source.ts";
import { verifyFile, type VerifyRequest } from "./verify.ts";
import type { PieceListFiles } from "./signed-pieces.ts";

const bytes = bytesOf(9 * 1024 * 1024);
let maker: Maker;
let signature: Uint8Array;
let pieceList: PieceListFiles;
beforeAll(async () => {
  maker = await makeKey();
  signature = await maker.sign(bytes);
  pieceList = await maker.list(bytes);
});

const judge = (part: Partial<Omit<VerifyRequest, "file">> & { bytes?: Uint8Array; name?: string } = {}) => {
  const { bytes: content = bytes, name = madeName, ...rest } = part;
  return verifyFile({ file: { name, source: memorySource(content) }, evidence: { signature: null, pieceList }, keys: [maker.keyFile], way: "pieces", now: new Date(Date.now() + 1000), ...rest });
};
const damaged = () => {
  const copy = Uint8Array.from(bytes);
  copy[5_000_000] = (copy[5_000_000] ?? 0) ^ 1;
  return copy;
};

describe("the way", () => {
  it("is the chosen one where there is evidence for both", async () => {
    const evidence = { signature, pieceList };
    expect(await judge({ way: "stream", evidence })).toMatchObject({ verdict: "valid", facts: { way: "stream" } });
    expect(await judge({ way: "stream" })).toMatchObject({ verdict: "valid", facts: { way: "stream" } });
    expect(await judge({ way: "pieces" })).toMatchObject({ verdict: "valid", facts: { way: "pieces", signedName: madeName } });
  });

  it("is the other one where the chosen one lacks its evidence", async () => {
    expect(await judge({ way: "pieces", evidence: { signature, pieceList: null } })).toMatchObject({ verdict: "valid", facts: { way: "stream" } });
  });

  it("is the signature's own when that is not the one which the list of pieces carries", async () => {
    const foreign = await maker.sign(bytesOf(10));
    expect(await judge({ way: "pieces", evidence: { signature: foreign, pieceList } })).toMatchObject({ verdict: "invalid", reason: "bad-signature", facts: { way: "stream" } });
  });

  it("is the signature's own when the key that made it does not count any more, whoever signed the list", async () => {
    const other = await makeKey();
    const list = { document: pieceList.document, signature: await other.sign(pieceList.document) };
    const keys = [{ ...maker.keyFile, isRevoked: true }, other.keyFile];
    expect(await judge({ way: "pieces", evidence: { signature: null, pieceList: list }, keys })).toMatchObject({ verdict: "valid", facts: { way: "pieces" } });
    expect(await judge({ way: "pieces", evidence: { signature, pieceList: list }, keys })).toMatchObject({ verdict: "invalid", reason: "key-revoked", facts: { way: "stream" } });
  });

  it("is none without evidence or keys", async () => {
    expect(await judge({ evidence: { signature: null, pieceList: null } })).toMatchObject({ verdict: "unknown", reason: "no-signature", facts: { way: null } });
    expect(await judge({ keys: [] })).toMatchObject({ verdict: "unknown", reason: "no-keys" });
  });
});

describe.each(["pieces", "stream"] as const)("by %s", (way) => {
  it("a damaged file is refused with its damaged range", async () => {
    expect(await judge({ way, bytes: damaged() })).toMatchObject({ verdict: "invalid", reason: "damaged", facts: { damage: { ranges: [{ start: 9 * 512 * 1024, end: 10 * 512 * 1024 }] } } });
  });

  it("a short, a long and another file are told apart", async () => {
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    expect(await judge({ way, bytes: bytes.subarray(0, -1) })).toMatchObject({ reason: "truncated", facts: { damage: { missingBytes: 1 } } });
    expect(await judge({ way, bytes: longer })).toMatchObject({ reason: "appended", facts: { damage: { extraBytes: 1 } } });
    expect(await judge({ way, bytes: new Uint8Array(bytes.length).fill(7) })).toMatchObject({ reason: "other-file" });
  });

  it("a check that is stopped says so", async () => {
    const stopping = new AbortController();
    const request = { file: { name: madeName, source: memorySource(bytes) }, evidence: { signature, pieceList }, keys: [maker.keyFile], way };
    const verdict = await verifyFile(request, { onProgress: () => stopping.abort(), signal: stopping.signal });
    expect(verdict).toMatchObject({ verdict: "unknown", reason: "cancelled" });
  });
});

describe("without a list of pieces", () => {
  it("the catalog's size words a refusal, and never makes a yes", async () => {
    const evidence = { signature, pieceList: null };
    expect(await judge({ way: "stream", evidence, bytes: bytes.subarray(1), expectedBytes: bytes.length })).toMatchObject({ verdict: "invalid", reason: "truncated" });
    expect(await judge({ way: "stream", evidence, bytes: damaged(), expectedBytes: bytes.length })).toMatchObject({ verdict: "invalid", reason: "bad-signature" });
    expect(await judge({ way: "stream", evidence, expectedBytes: 5 })).toMatchObject({ verdict: "valid" });
  });
});

it("keeps the promise never to throw when a source does", async () => {
  const broken = { sizeBytes: 5, open: () => { throw new Error("broken"); } };
  const verdict = await verifyFile({ file: { name: "a", source: broken }, evidence: { signature, pieceList: null }, keys: [maker.keyFile], way: "stream" });
  expect(verdict).toMatchObject({ verdict: "unknown", reason: "check-failed", facts: { detail: "broken" } });
});
