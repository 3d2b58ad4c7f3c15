import type { IdentifiedFile } from "#lib/downloads/identify/schema.ts";
import type { Bundle } from "#lib/signing/verify/beside.ts";
import { isSameFile } from "#lib/signing/verify/build-claim.ts";
import type { VerifyRequest } from "#lib/signing/verify/verify.ts";
import { bytesOf } from "./collect.ts";
import type { Subject } from "./protocol.ts";
import { fetchBytes, identify, recognise } from "./recognise.ts";

/** A subject with everything that is known to speak for it. */
export type Prepared = {
  subject: Subject;
  evidence: VerifyRequest["evidence"];
  published: IdentifiedFile | null;
  /** Is the signature the one that the portal publishes for this file? */
  isPublishedSignature: boolean;
};

/** Finds the evidence for files that were handed in: what came with them first, the rest from the portal where there is one. */
export async function prepareFile({ file, signature, pieceList, pieceListSignature }: Bundle<File>, hasPortal: boolean, signal: AbortSignal): Promise<Prepared> {
  const published = hasPortal ? await recognise(file, signal) : null;
  const given = signature && (await bytesOf(signature));
  const givenList = pieceList && pieceListSignature ? { document: await bytesOf(pieceList), signature: await bytesOf(pieceListSignature) } : null;
  const fromPortal = await fetchEvidence(published, signal);
  return {
    subject: { kind: "file", name: file.name, file },
    evidence: { signature: given ?? fromPortal.signature, pieceList: givenList ?? fromPortal.pieceList },
    published,
    isPublishedSignature: fromPortal.signature !== null && (given === null || isSameFile(given, fromPortal.signature)),
  };
}

/** Finds the evidence for an address under `/download/` of this portal; the answer's status when no file is there. */
export async function prepareLink(address: URL, signal: AbortSignal): Promise<Prepared | number> {
  const head = await fetch(address, { method: "HEAD", signal }).catch(() => null);
  if (!head?.ok) return head?.status ?? 0;
  // A channel's address leads to the one of its version.
  const path = new URL(head.url);
  const name = decodeURIComponent(path.pathname.split("/").at(-1) ?? "");
  const sizeBytes = Number(head.headers.get("content-length"));
  const files = await identify(new URLSearchParams({ name, size: String(sizeBytes) }), signal);
  const published = files.find(({ addresses }) => addresses.file.split("?")[0] === path.pathname) ?? null;
  const evidence = await fetchEvidence(published, signal);
  return { subject: { kind: "link", name, address: path.pathname + path.search, sizeBytes }, evidence, published, isPublishedSignature: evidence.signature !== null };
}

async function fetchEvidence(published: IdentifiedFile | null, signal: AbortSignal): Promise<VerifyRequest["evidence"]> {
  if (!published) return { signature: null, pieceList: null };
  const { addresses } = published;
  const [signature, document, listSignature] = await Promise.all([addresses.signature, addresses.metalink, addresses.metalinkSignature].map((address) => fetchBytes(address, signal)));
  return { signature: signature ?? null, pieceList: document && listSignature ? { document, signature: listSignature } : null };
}
