import { byText } from "./format.ts";

const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const sha256 = /^[0-9a-f]{64}$/;

/** The lines that `sha256sum -c` reads (coreutils: hash, space, `*` for binary mode, name), sorted by name. */
export function sha256SumsOf(files: { fileName: string; sha256: string }[]): string {
  return files
    .toSorted((a, b) => byText(a.fileName, b.fileName))
    .map((file) => {
      if (!fileName.test(file.fileName) || !sha256.test(file.sha256)) throw new RangeError(`"${file.fileName}" with hash "${file.sha256}" cannot stand in SHA256SUMS`);
      return `${file.sha256} *${file.fileName}\n`;
    })
    .join("");
}
