import { CopyButton } from "./copy-button.tsx";
import { groupsOfFour } from "./format.ts";

/** A hash or a fingerprint, whole, in groups of four; copied without the gaps. */
export function Hex({ value, label, copy = true }: { value: string; label: string; copy?: boolean }) {
  return (
    <span className="inline-flex max-w-full items-start gap-1">
      <span className="hex py-0.5 text-sm [word-spacing:-0.25em]">
        {groupsOfFour(value).join(" ")}
      </span>
      {copy && <CopyButton text={value} label={`Copy ${label}`} />}
    </span>
  );
}

/** An OpenPGP fingerprint as `gpg` prints it. */
export function Fingerprint({ value, copy = true }: { value: string; copy?: boolean }) {
  return <Hex value={value} label="the fingerprint" copy={copy} />;
}
