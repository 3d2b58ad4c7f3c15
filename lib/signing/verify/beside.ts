/** The part that a file plays among those that were handed in together, judged by its name. */
export type Part = "key" | "signature" | "piece-list" | "file";

const signatureEnding = /\.(asc|sig|gpg)$/i;
const pieceListEnding = /\.(meta4|metalink)$/i;

/** `head`: the first bytes of the file, which tell a key from a signature. */
export function partOf(name: string, head: string): Part {
  if (/-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----/.test(head)) return "key";
  if (signatureEnding.test(name)) return "signature";
  return pieceListEnding.test(name) ? "piece-list" : "file";
}

type Named = { name: string };
export type Bundle<File extends Named> = { file: File; signature: File | null; pieceList: File | null; pieceListSignature: File | null };

/**
 * Puts files with the signatures and lists of pieces beside them, by the one rule that a file's signature has the file's
 * name and `.asc` (`.sig`, `.gpg`) behind it. A file with several of them is asked about once with each: none is passed over.
 * One file with one signature belong together whatever they are called. Without
 * any other file, a list of pieces, or a signature that may hold its own message, is itself what is asked about.
 */
export function bundle<File extends Named>(files: readonly { part: Part; file: File }[]): Bundle<File>[] {
  const of = (part: Part) => files.flatMap((one) => (one.part === part ? [one.file] : []));
  const signatures = of("signature");
  const lists = of("piece-list");
  const signatureOf = ({ name }: Named) => signatures.find((signature) => signature.name.replace(signatureEnding, "") === name) ?? null;
  const listOf = ({ name }: Named) => lists.find((list) => list.name.replace(pieceListEnding, "") === name) ?? null;

  const subjects = of("file");
  if (subjects.length === 0) {
    const alone = lists.length > 0 ? lists : signatures;
    return alone.map((file) => ({ file, signature: lists.length > 0 ? (signatureOf(file) ?? soleOf(signatures)) : null, pieceList: null, pieceListSignature: null }));
  }
  const isAlone = subjects.length === 1;
  return subjects.flatMap((file) => {
    const pieceList = listOf(file) ?? (isAlone ? soleOf(lists) : null);
    const pieceListSignature = pieceList && (signatureOf(pieceList) ?? null);
    const others = signatures.filter((signature) => signature !== pieceListSignature && !pieceListEnding.test(signature.name.replace(signatureEnding, "")));
    const own = others.filter(({ name }) => name.replace(signatureEnding, "") === file.name);
    const asked = own.length > 0 ? own : [isAlone ? soleOf(others) : null];
    return asked.map((signature) => ({ file, signature, pieceList, pieceListSignature }));
  });
}

function soleOf<T>(items: readonly T[]): T | null {
  return items.length === 1 ? (items[0] ?? null) : null;
}
