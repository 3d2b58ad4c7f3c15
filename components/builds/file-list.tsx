import { Bytes } from "#components/ui/bytes.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Hex } from "#components/ui/hex.tsx";
import { Section } from "#components/ui/section.tsx";
import type { FileEntry } from "#lib/builds/schema.ts";

const meanings: Record<string, string> = {
  qcow2: "The image",
  config: "The recipe it was built from",
  metalink: "Metalink with the hashes of all pieces",
  packages: "Packages",
  sbom: "Bill of materials (SPDX)",
  tests: "Test report",
  provenance: "Provenance (in-toto)",
  log: "Build log",
  checksums: "Checksums of all files",
};

/** The published files of a build with their hashes and signatures. */
export function FileList({ folder, files }: { folder: string; files: FileEntry[] }) {
  return (
    <Section
      id="files"
      title="Files"
      lead="Each with its SHA-256. What has no signature of its own is covered by the signed checksums."
      aside={
        <a href={`${folder}/`} className="link">
          Open the folder
        </a>
      }
    >
      <ul className="border-t border-line">
        {files.map(({ kind, fileName, sizeBytes, sha256, signatureName }) => (
          <li key={fileName} className="grid gap-x-6 border-b border-line py-2.5 md:grid-cols-[minmax(0,1fr)_6rem_5.5rem]">
            <div className="min-w-0">
              <p className="text-sm leading-6 wrap-anywhere">
                <a href={`${folder}/${fileName}`} className="link mr-3 font-mono">
                  <Breakable text={fileName} />
                </a>
                <span className="text-soft">{meanings[kind] ?? kind}</span>
              </p>
            </div>
            <p className="text-sm leading-6 md:text-right">
              <Bytes value={sizeBytes} />
            </p>
            <p className="text-sm leading-6 md:text-right">
              {signatureName && (
                <a href={`${folder}/${signatureName}`} className="link">
                  Signature
                  <span className="sr-only"> of {fileName}</span>
                </a>
              )}
            </p>
            <p className="min-w-0 text-soft md:col-span-3">
              <Hex value={sha256} label={`the SHA-256 of ${fileName}`} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
