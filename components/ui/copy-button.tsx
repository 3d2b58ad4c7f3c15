import { useText } from "#lib/text.ts";
import { CopyLeaf } from "./copy-leaf.tsx";

/** Puts `text` on the clipboard and says so. `label` says what is copied, as a whole: "Copy the fingerprint". */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useText("ui");
  return <CopyLeaf text={text} label={label} copied={t("copied")} failed={t("copyFailed")} />;
}
