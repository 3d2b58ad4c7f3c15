import type { IdentifiedFile } from "#lib/downloads/identify/schema.ts";
import { originalName } from "#lib/signing/verify/build-claim.ts";
import { sha256 } from "#lib/signing/verify/sha256.ts";
import { readPieceList } from "#lib/signing/verify/metalink.ts";
import { hex } from "#lib/signing/verify/packets.ts";
import { isPiece } from "#lib/signing/verify/pieces.ts";

/** Small files are asked about by their hash: many builds have files of one name, such as SHA256SUMS. */
const hashedBytes = 8 * 1024 * 1024;

/** The published file that `file` is, or claims to be by its name; null when the portal knows none or does not answer. */
export async function recognise(file: File, signal: AbortSignal): Promise<IdentifiedFile | null> {
  const name = originalName(file.name);
  const question = new URLSearchParams({ name, size: String(file.size) });
  if (file.size > 0 && file.size <= hashedBytes) question.set("sha256", hex(await sha256(new Uint8Array(await file.arrayBuffer()))));
  const files = await identify(question, signal);
  const asked = question.get("sha256");
  return files.find((one) => one.sha256 === asked) ?? files.find((one) => one.fileName === name) ?? (await bySize(file, files, signal));
}

/** The published files that a question fits; none when the portal does not answer, for then a file can still bring its own signature. */
export async function identify(question: URLSearchParams, signal: AbortSignal): Promise<IdentifiedFile[]> {
  try {
    const answer = await fetch(`/api/v1/files?${question}`, { signal });
    return answer.ok ? ((await answer.json()) as { files: IdentifiedFile[] }).files : [];
  } catch {
    return [];
  }
}

/** Among files of one size, the one whose first piece this file has. A hint only: the list is not checked yet. */
async function bySize(file: File, files: IdentifiedFile[], signal: AbortSignal): Promise<IdentifiedFile | null> {
  for (const candidate of files.filter(({ sizeBytes }) => sizeBytes === file.size)) {
    const document = await fetchBytes(candidate.addresses.metalink, signal);
    if (!document) continue;
    const list = readPieceList(document);
    const head = new Uint8Array(await file.slice(0, list.pieceBytes).arrayBuffer());
    if (await isPiece(list, 0, head)) return candidate;
  }
  return null;
}

export async function fetchBytes(address: string | null, signal: AbortSignal): Promise<Uint8Array | null> {
  if (address === null) return null;
  const answer = await fetch(address, { signal }).catch(() => null);
  return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
}
