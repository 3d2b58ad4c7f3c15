import { CodeBlock } from "#components/ui/code-block.tsx";
import { Fingerprint } from "#components/ui/hex.tsx";
import type { ChannelFiles } from "#lib/catalog/schema.ts";

/** The commands that fetch one build and check it; `publicUrl` is the portal's address without a slash at the end. */
export function VerifySteps({ publicUrl, image, version, files: { qcow2, checksums } }: { publicUrl: string; image: string; version: string; files: ChannelFiles }) {
  const base = `${publicUrl}/download/${image}/${version}`;
  const { fileName, signatureName, fingerprint } = qcow2;
  if (!signatureName) return null;
  const steps = [
    { title: "Download the image and its signature", label: "download commands", code: [`curl -fLO ${base}/${fileName}`, `curl -fLO ${base}/${signatureName}`].join("\n") },
    { title: "Get the signing keys, once", label: "key import command", code: `curl -fsSL ${publicUrl}/keys.asc | gpg --import` },
    { title: "Check the signature", label: "signature check command", code: `gpg --verify ${signatureName} ${fileName}` },
  ];
  return (
    <ol className="space-y-5">
      {steps.map(({ title, label, code }, index) => (
        <li key={title}>
          <p className="mb-1.5 font-medium">
            <span className="mr-2 text-soft tabular-nums">{index + 1}</span>
            {title}
          </p>
          <CodeBlock code={code} label={label} />
        </li>
      ))}
      <li className="text-soft">
        <p className="max-w-[72ch]">
          gpg must answer <q className="text-ink">Good signature</q>
          {fingerprint ? " and print this fingerprint; compare it with one that you got some other way:" : "."}
        </p>
        {fingerprint && (
          <p className="text-ink">
            <Fingerprint value={fingerprint} />
          </p>
        )}
        {checksums && (
          <details className="group mt-3">
            <summary className="link inline-block">Only check for damage on the way</summary>
            <div className="mt-2">
              <CodeBlock code={`curl -fsSL ${base}/${checksums} | sha256sum --ignore-missing -c`} label="checksum command" />
              <p className="mt-1 text-sm">A checksum alone does not prove who made the file.</p>
            </div>
          </details>
        )}
      </li>
    </ol>
  );
}
