import { Bytes } from "#components/ui/bytes.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Hex } from "#components/ui/hex.tsx";
import { Section } from "#components/ui/section.tsx";
import type { FileEntry } from "#lib/builds/schema.ts";
import type { BuildKey } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";
import { SigningKey } from "./signing-key.tsx";

const kinds = ["qcow2", "config", "metalink", "packages", "sbom", "tests", "provenance", "log", "checksums"] as const;

/** The published files of a build with their hashes and signatures, and the key that made these. */
export function FileList({ folder, files, signingKey }: { folder: string; files: FileEntry[]; signingKey: BuildKey | null }) {
  const t = useText("build");
  const meaningOf = (kind: string) => {
    const known = kinds.find((one) => one === kind);
    return known ? t(`files.kind.${known}`) : kind;
  };
  return (
    <Section
      id="files"
      title={t("files.title")}
      lead={t("files.lead")}
      aside={
        <a href={`${folder}/`} className="link touch">
          {t("files.folder")}
        </a>
      }
    >
      {signingKey && <SigningKey signingKey={signingKey} />}
      <ul className="border-t border-line">
        {files.map(({ kind, fileName, sizeBytes, sha256, signatureName }) => (
          <li key={fileName} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 border-b border-line py-2.5 md:grid-cols-[minmax(0,1fr)_6rem_5.5rem]">
            <div className="col-span-2 min-w-0 md:col-span-1">
              <p className="text-sm leading-6 wrap-anywhere">
                <a href={`${folder}/${fileName}`} className="link mr-3 font-mono">
                  <Breakable text={fileName} />
                </a>
                <span className="text-soft">{meaningOf(kind)}</span>
              </p>
            </div>
            <p className="text-sm leading-6 md:text-right">
              <Bytes value={sizeBytes} />
            </p>
            <p className="text-sm leading-6 md:text-right">
              {signatureName && (
                <a href={`${folder}/${signatureName}`} className="link touch">
                  {t("files.signature")}
                  <span className="sr-only"> {t("files.signatureOf", { file: fileName })}</span>
                </a>
              )}
            </p>
            <p className="col-span-2 min-w-0 text-soft md:col-span-3">
              <Hex value={sha256} label={t("files.copySha256", { file: fileName })} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
