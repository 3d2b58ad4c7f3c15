import { useText } from "#lib/text.ts";
import { CopyButton } from "./copy-button.tsx";
import { groupsOfFour } from "./format.ts";

/** A hash or a fingerprint, whole, in groups of four; copied without the gaps. `label` is what the copy button says. */
export function Hex({ value, label, large = false }: { value: string; label: string; large?: boolean }) {
  return (
    <span className="inline-flex max-w-full items-start gap-1">
      <span className={`hex py-0.5 [word-spacing:-0.25em] ${large ? "text-lg font-medium" : "text-sm"}`}>
        {groupsOfFour(value).join(" ")}
      </span>
      <CopyButton text={value} label={label} />
    </span>
  );
}

/** An OpenPGP fingerprint as `gpg` prints it. */
export function Fingerprint({ value, large = false }: { value: string; large?: boolean }) {
  const t = useText("ui");
  return <Hex value={value} label={t("copyFingerprint")} large={large} />;
}
