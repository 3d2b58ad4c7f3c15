import { bundle, partOf, type Bundle } from "#lib/signing/verify/beside.ts";
import type { KeyFile } from "#lib/signing/verify/trust.ts";

const headBytes = 4096;

export type Collected = { bundles: Bundle<File>[]; keys: KeyFile[] };

/** Sorts the files that a person handed in: what is asked about, what speaks for it, and keys to trust besides the portal's. */
export async function collect(files: readonly File[]): Promise<Collected> {
  const parts = await Promise.all(files.map(async (file) => ({ part: partOf(file.name, await file.slice(0, headBytes).text()), file })));
  const keys = await Promise.all(
    parts.flatMap(({ part, file }) => (part === "key" ? [file] : [])).map(async (file): Promise<KeyFile> => ({ content: await bytesOf(file), origin: "given" })),
  );
  return { bundles: bundle(parts), keys };
}

export async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
